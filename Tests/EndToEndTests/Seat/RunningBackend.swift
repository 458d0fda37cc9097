import Foundation
import TestPrograms
import Testing

/// A real backend in a process of its own with a sample office; it ends with the test.
final class RunningBackend {
  struct Ready: Decodable {
    var url: String
    var token: String
    var supervisorToken: String
    var taxpayerUrl: String
  }

  let ready: Ready
  let folder: String
  private let process: ChildProcess

  /// Starts `zuoxid serve --demo` in `folder` on `port`, 0 for a free one, with so many simulated taxpayers.
  init(folder: String? = nil, port: Int = 0, visitors: Int = 0) throws {
    self.folder = folder ?? NSTemporaryDirectory() + "zuoxi-test-" + UUID().uuidString
    process = try ChildProcess([
      BuiltProgram.zuoxid, "serve", "--demo", "--data", self.folder, "--listen", "127.0.0.1:\(port)", "--visitors",
      String(visitors),
    ])
    let line = process.readLine() ?? ""
    ready = try JSONDecoder().decode(Ready.self, from: Data(line.utf8))
  }

  var port: Int { URL(string: ready.url)?.port ?? 0 }

  /// Ends it at once, as a power cut of the process would.
  func kill() {
    process.send(SIGKILL)
    process.wait()
  }

  /// Ends it in order and removes its folder.
  func end() {
    process.send(SIGTERM)
    process.wait()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The command of an agent's seat, or of whoever's token it is.
  func seat(as token: String? = nil) -> String {
    "\(BuiltProgram.zuoxi) seat --server \(ready.url) --token \(token ?? ready.token)"
  }

  /// The command of a supervisor's wall, or of whoever's token it is.
  func wall(as token: String? = nil) -> String {
    "\(BuiltProgram.zuoxi) supervise --server \(ready.url) --token \(token ?? ready.supervisorToken)"
  }

  /// Asks the backend by `curl`, as an integrator would; returns the body.
  @discardableResult
  func ask(_ method: String, _ path: String, token: String? = nil, body: String? = nil) throws -> [String: Any] {
    var words = ["curl", "-s", "-m", "10", "-X", method, ready.url + path, "-H", "Content-Type: application/json"]
    if let token { words += ["-H", "Authorization: Bearer " + token] }
    if method == "POST" { words += ["-H", "Idempotency-Key: " + UUID().uuidString, "-d", body ?? "{}"] }
    let text = try Tmux.run(words)
    // Answers that have nothing to say have no body.
    if text.isEmpty { return [:] }
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }

  /// A taxpayer of the sample office, signed in, who has asked for a human; returns their token and conversation.
  func waitingTaxpayer(_ number: Int, asking question: String) throws -> (token: String, conversation: String) {
    let token = try taxpayer(number)
    let draft = "{\"id\":\"\(UUID().uuidString)\",\"text\":\"\(question)\"}"
    try ask("POST", "/v1/visit/messages", token: token, body: draft)
    let escalated = try ask("POST", "/v1/visit/escalate", token: token)
    let conversation = try #require((escalated["conversation"] as? [String: Any])?["id"] as? String)
    return (token, conversation)
  }

  /// A taxpayer of the sample office, signed in; returns their token.
  func taxpayer(_ number: Int) throws -> String {
    let people = try Tmux.run(["curl", "-s", ready.url + "/sample/people"])
    let list = try JSONSerialization.jsonObject(with: Data(people.utf8))
    let entries = list as? [[String: Any]] ?? (list as? [String: Any])?["people"] as? [[String: Any]] ?? []
    let person = try #require(entries[number]["id"] as? String)
    let identity = try ask("GET", "/sample/identity?person=" + person)["identity"] as? String
    let visit = try ask("POST", "/v1/visits", body: "{\"identity\":\"\(try #require(identity))\"}")
    return try #require(visit["token"] as? String)
  }

  /// The words of a conversation in order, as a supervisor sees them.
  func words(of conversation: String) throws -> [String] {
    let page = try ask("GET", "/v1/conversations/\(conversation)", token: ready.supervisorToken)
    let messages = page["messages"] as? [[String: Any]] ?? []
    return messages.compactMap { message in
      let body = message["body"] as? [String: Any]
      return ((body?["text"] as? [String: Any])?["_0"] as? [String: Any])?["text"] as? String
    }
  }
}
