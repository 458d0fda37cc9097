import Foundation
import TestPrograms
import Testing

/// A server of a few lines that is told things, checks who speaks, and answers as its path says.
final class WebhookReceiver: Sendable {
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private static let program = """
    import base64, hashlib, hmac, http.server, json, socketserver, sys, threading, time
    key = base64.b64decode(sys.argv[1])
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_): pass
        def do_GET(self):
            print(json.dumps({'path': 'GET ' + self.path}), flush=True)
            self.send_response(200); self.end_headers()
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
            name, at = self.headers['Webhook-Id'], self.headers['Webhook-Timestamp']
            code = hmac.new(key, name.encode() + b'.' + at.encode() + b'.' + body, hashlib.sha256).digest()
            right = self.headers['Webhook-Signature'] == 'v1,' + base64.b64encode(code).decode()
            print(json.dumps({'path': self.path, 'id': name, 'at': int(at), 'isSigned': right, 'body': body.decode()}), flush=True)
            status = {'/busy': 503, '/moved': 302, '/gone': 410}.get(self.path, 200)
            if self.path == '/slow': time.sleep(3)
            self.send_response(status)
            if status == 503: self.send_header('Retry-After', '7')
            if status == 302: self.send_header('Location', '/stolen')
            self.end_headers()
            if self.path == '/long':
                try: self.wfile.write(b'x' * 50000000)
                except OSError: pass
    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
    server = Server(('127.0.0.1', 0), Handler)
    print(server.server_address[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
    server.serve_forever()
    """

  /// What it was told.
  struct Told: Decodable, Sendable {
    var path: String
    var id: String?
    var at: Int?
    var isSigned: Bool?
    var body: String?
  }

  private let process: ChildProcess
  let url: String

  private init(_ process: ChildProcess, url: String) {
    self.process = process
    self.url = url
  }

  static func start() async throws -> WebhookReceiver {
    let key = String(secret.dropFirst("whsec_".count))
    return try await aside {
      let process = try ChildProcess(["/usr/bin/python3", "-c", program, key])
      let port = try #require(process.readLine())
      return WebhookReceiver(process, url: "http://127.0.0.1:" + port)
    }
  }

  /// What it is told next; waits for it.
  func next() async throws -> Told {
    let line = try await aside { [process] in try #require(process.readLine()) }
    return try JSONDecoder().decode(Told.self, from: Data(line.utf8))
  }

  /// Ends it and tells what else it was told.
  func stop() async throws -> [Told] {
    let rest = try await aside { [process] in
      process.closeInput()
      return process.readToEnd()
    }
    return try rest.split(separator: "\n").map { try JSONDecoder().decode(Told.self, from: Data($0.utf8)) }
  }
}
