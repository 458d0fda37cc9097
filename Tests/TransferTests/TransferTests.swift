import CTransfer
import Glibc
import TestPrograms
import Testing
import Wire

@testable import Transfer

@Suite("Exchanges with a real server")
@TestThread struct TransferTests {
  /// A server of a few lines that does what servers do at their worst.
  private static let program = """
    import http.server, socketserver, sys, threading, time
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        def log_message(self, *_): pass
        def answer(self, status, body, **headers):
            self.send_response(status)
            self.send_header('Content-Length', str(len(body)))
            for name, value in headers.items(): self.send_header(name.replace('_', '-'), value)
            self.end_headers()
            self.wfile.write(body)
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
            self.answer(201, self.headers.get('Idempotency-Key', '').encode() + b':' + body)
        def do_GET(self):
            if self.path == '/ok': self.answer(200, b'hello', X_Test='yes')
            elif self.path == '/fails': self.answer(500, b'{}')
            elif self.path == '/moved': self.answer(302, b'', Location='/ok')
            elif self.path == '/long': self.answer(200, b'x' * 200000)
            elif self.path == '/dies':
                self.send_response(200); self.send_header('Content-Length', '100'); self.end_headers()
                self.wfile.write(b'half'); self.wfile.flush(); self.connection.shutdown(2)
            elif self.path == '/slow': time.sleep(2); self.answer(200, b'late')
            elif self.path == '/stream':
                self.send_response(200); self.send_header('Transfer-Encoding', 'chunked'); self.end_headers()
                for part in (b'data: 1\\n\\n', b'data: 2\\n\\n'):
                    self.wfile.write(b'%x\\r\\n%s\\r\\n' % (len(part), part)); self.wfile.flush(); time.sleep(0.05)
                self.wfile.write(b'0\\r\\n\\r\\n')
    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
    server = Server(('127.0.0.1', 0), Handler)
    print(server.server_address[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
    server.serve_forever()
    """

  private func withServer(_ body: (String, Transfer) throws -> Void) throws {
    let child = try ChildProcess(["python3", "-c", TransferTests.program])
    defer { child.send(SIGTERM) }
    let port = child.readLine() ?? ""
    try body("http://127.0.0.1:" + port, try Transfer())
  }

  private func run(_ transfer: Transfer, until isOver: ([TransferEvent]) -> Bool) -> [TransferEvent] {
    var events: [TransferEvent] = []
    for _ in 0..<200 where !isOver(events) { events += transfer.poll(milliseconds: 50).events }
    return events
  }

  private func only(
    _ server: String, _ transfer: Transfer, _ path: String, change: (inout TransferRequest) -> Void = { _ in }
  )
    -> TransferEvent?
  {
    var request = TransferRequest(server: server, request: WireRequest(.get, path))
    change(&request)
    _ = transfer.start(request)
    return run(transfer) { !$0.isEmpty }.first
  }

  @Test("answers come whole, with their headers")
  func answers() throws {
    try withServer { server, transfer in
      guard case .finished(_, let response)? = only(server, transfer, "/ok") else {
        Issue.record("no answer")
        return
      }
      #expect(response.status == 200)
      #expect(response.body == Array("hello".utf8))
      #expect(response.header("x-test") == "yes")
      var post = WireRequest(.post, "/x", body: Array("正文".utf8))
      post = post.with("Idempotency-Key", "k1")
      _ = transfer.start(TransferRequest(server: server, request: post))
      guard case .finished(_, let posted)? = run(transfer, until: { !$0.isEmpty }).first else { return }
      #expect(posted.status == 201)
      #expect(String(decoding: posted.body, as: UTF8.self) == "k1:正文")
      _ = transfer.start(TransferRequest(server: server, request: WireRequest(.post, "/x")))
      guard case .finished(_, let empty)? = run(transfer, until: { !$0.isEmpty }).first else { return }
      #expect(String(decoding: empty.body, as: UTF8.self) == ":")
    }
  }

  @Test("a stream comes piece by piece, then its end")
  func streams() throws {
    try withServer { server, transfer in
      _ = transfer.start(.stream(server: server, request: WireRequest(.get, "/stream")))
      let events = run(transfer) { if case .finished = $0.last { true } else { false } }
      guard case .opened? = events.first else {
        Issue.record("not opened")
        return
      }
      var body: [UInt8] = []
      for case .received(_, let bytes) in events { body += bytes }
      #expect(String(decoding: body, as: UTF8.self) == "data: 1\n\ndata: 2\n\n")
      #expect(events.count >= 4)
    }
  }

  @Test("what goes wrong is told apart")
  func failures() throws {
    try withServer { server, transfer in
      func kind(_ event: TransferEvent?) -> TransferFailure.Kind? {
        if case .failed(_, let failure)? = event { failure.kind } else { nil }
      }
      #expect(kind(only(server, transfer, "/dies")) == .closed)
      #expect(kind(only(server, transfer, "/slow") { $0.timeout = 100 }) == .timeout)
      #expect(kind(only(server, transfer, "/long") { $0.bodyLimit = 1000 }) == .tooLarge)
      #expect(kind(only("http://127.0.0.1:1", transfer, "/")) == .connect)
      #expect(kind(only("file:///etc/passwd", transfer, "")) == .address)
      if case .finished(_, let moved)? = only(server, transfer, "/moved") { #expect(moved.status == 302) }
      if case .finished(_, let failed)? = only(server, transfer, "/fails") { #expect(failed.status == 500) }
      #expect(transfer.count == 0)
    }
  }

  @Test("an exchange for the internet alone goes to no address of this machine or a private network, by whatever name")
  func refusals() throws {
    try withServer { server, transfer in
      for place in [
        server, server.replacing("127.0.0.1", with: "localhost"), server.replacing("127.0.0.1", with: "2130706433"),
      ] {
        guard case .failed(_, let failure)? = only(place, transfer, "/ok", change: { $0.isPublicOnly = true }) else {
          Issue.record("\(place) was asked")
          continue
        }
        #expect(failure.kind == .refused)
      }
      guard case .finished(_, let answer)? = only(server, transfer, "/ok") else { return }
      #expect(answer.status == 200)
    }
  }

  @Test(
    "what the internet is",
    arguments: [
      ("8.8.8.8", true), ("10.1.2.3", false), ("100.64.0.1", false), ("100.128.0.1", true), ("127.9.9.9", false),
      ("169.254.169.254", false), ("172.15.0.1", true), ("172.31.0.1", false), ("192.168.1.1", false),
      ("0.0.0.0", false),
      ("198.19.0.1", false), ("224.0.0.1", false), ("255.255.255.255", false), ("::1", false), ("::", false),
      ("fe80::1", false), ("fd00::1", false), ("ff02::1", false), ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true),
      ("64:ff9b::7f00:1", false), ("2002:a00:1::", false), ("2001:db8::1", false), ("2001:0:1::1", false),
      ("2606:4700::1111", true),
    ])
  func networks(address: String, isPublic: Bool) {
    var (four, six) = (sockaddr_in(), sockaddr_in6())
    if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      #expect(zx_is_public(&four, UInt32(MemoryLayout.size(ofValue: four))) == isPublic)
    } else {
      #expect(inet_pton(AF_INET6, address, &six.sin6_addr) == 1)
      six.sin6_family = sa_family_t(AF_INET6)
      #expect(zx_is_public(&six, UInt32(MemoryLayout.size(ofValue: six))) == isPublic)
    }
  }

  @Test("what is cancelled is not heard of again, and a watched descriptor wakes the sleeper")
  func cancels() throws {
    try withServer { server, transfer in
      let id = transfer.start(TransferRequest(server: server, request: WireRequest(.get, "/slow")))
      _ = transfer.poll(milliseconds: 10)
      transfer.cancel(id)
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      write(ends[1], "x", 1)
      let (events, ready) = transfer.poll(watching: [WatchedDescriptor(ends[0])], milliseconds: 5000)
      #expect(events.isEmpty)
      #expect(ready == [ends[0]])
    }
  }
}
