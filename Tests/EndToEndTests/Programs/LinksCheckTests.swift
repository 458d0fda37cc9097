import Foundation
import TestPrograms
import Testing

/// `zuoxi links check` against a real backend and real HTTPS servers.
@Suite("Checking entry links", .enabled(if: BuiltProgram.has("openssl") && BuiltProgram.has("python3")))
@TestThread struct LinksCheckTests {
  @Test("dead, expired and foreign links are reported, and the shell is told")
  func check() throws {
    let folder = NSTemporaryDirectory() + "zuoxi-links-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let made = try ChildProcess.run([
      "sh", "-c",
      "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
        + "-keyout \(folder)/key.pem -out \(folder)/cert.pem 2>&1",
    ])
    #expect(made.status == 0, "\(made.text)")
    let site = try ChildProcess(["python3", "-c", Self.site, folder])
    defer { site.send(SIGKILL) }
    let port = try #require(site.readLine())

    let backend = try RunningBackend()
    defer { backend.end() }
    let office = folder + "/office.yaml"
    try Data(Self.office(port).utf8).write(to: URL(filePath: office))
    let admin = try ChildProcess.run([BuiltProgram.zuoxid, "import", "--data", folder + "/none", office])
    #expect(admin.status != 0, "an import without a data folder is refused")
    let session = try backend.ask(
      "POST", "/v1/sessions", body: #"{"account":"admin","password":"zuoxi-demo-admin"}"#)
    let token = try #require(session["token"] as? String)
    let loaded = try Tmux.run([
      "curl", "-s", "-X", "POST", backend.ready.url + "/v1/imports?remove=true", "-H", "Authorization: Bearer " + token,
      "-H",
      "Content-Type: text/yaml", "-H", "Idempotency-Key: " + UUID().uuidString, "--data-binary", "@" + office,
    ])
    #expect(loaded.contains("entryLinks") || loaded.contains("links"), "\(loaded)")

    let said = try ChildProcess.run([
      BuiltProgram.zuoxi, "links", "check", "--server", backend.ready.url, "--token", token, "--format", "csv",
      "--authorities", folder + "/cert.pem",
    ])
    let verdicts = said.text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",").prefix(2).joined(separator: " ")
    }
    #expect(
      verdicts == [
        "alive good", "alive signin", "dead gone", "foreign-host away", "expired old", "foreign-host foreign",
        "dead refused",
      ], "\(said.text)")
    #expect(said.status == 1)
    let trusting = try ChildProcess.run([
      BuiltProgram.zuoxi, "links", "check", "--server", backend.ready.url, "--token", token, "--trouble",
    ])
    #expect(trusting.text.contains("失效"), "a certificate nobody vouches for is no living link: \(trusting.text)")
  }

  private static func office(_ port: String) -> String {
    func link(_ code: String, _ url: String, _ more: String = "") -> String {
      "  - {code: \(code), title: 入口\(code), menuPath: [甲, 乙], url: \"\(url)\"\(more)}\n"
    }
    let site = "https://127.0.0.1:\(port)"
    return "settings:\n  linkHosts: [127.0.0.1]\nentryLinks:\n" + link("good", site + "/good?a=1#x")
      + link("signin", site + "/signin") + link("gone", site + "/gone") + link("away", site + "/away")
      + link("old", site + "/good", ", validUntil: 2020-01-01") + link("foreign", "https://elsewhere.example.com/")
      + link("refused", "https://127.0.0.1:1/")
  }

  private static let site = """
    import http.server, ssl, sys
    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split('?')[0]
            self.send_response({'/good': 200, '/signin': 401, '/away': 302}.get(path, 404))
            if path == '/away': self.send_header('Location', 'https://elsewhere.example.com/')
            self.send_header('Content-Length', '5')
            self.end_headers()
            self.wfile.write(b'hello')
        def log_message(self, *words): pass
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1] + '/cert.pem', sys.argv[1] + '/key.pem')
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """
}
