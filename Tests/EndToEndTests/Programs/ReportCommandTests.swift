import Foundation
import TestPrograms
import Testing

/// `zuoxi report …` against a real backend that is killed meanwhile.
@Suite("Reports, headless")
@TestThread struct ReportCommandTests {
  private func report(_ backend: RunningBackend, _ words: String...) throws -> (text: String, status: Int32) {
    try ChildProcess.run(
      [BuiltProgram.zuoxi, "report"] + words
        + ["--server", backend.ready.url, "--token", backend.ready.supervisorToken, "--language", "en"])
  }

  private func total(_ backend: RunningBackend) throws -> [String: Any] {
    let said = try report(backend, "service", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(said.text.utf8)) as? [String: Any]
    return document?["total"] as? [String: Any] ?? [:]
  }

  /// Asks until everything is counted; each time takes a while.
  private func total(_ backend: RunningBackend, until isThere: ([String: Any]) -> Bool) throws -> [String: Any] {
    var last = try total(backend)
    for _ in 0..<400 where !isThere(last) { last = try total(backend) }
    return last
  }

  @Test("figures survive kill -9 of the backend, and are those of the log")
  func survives() throws {
    var backend = try RunningBackend()
    let folder = backend.folder
    defer { backend.end() }
    let (_, first) = try backend.waitingTaxpayer(0, asking: "发票开错了怎么办")
    _ = try backend.waitingTaxpayer(1, asking: "怎么申报")
    let check = try report(backend, "queue", "--check", "--warning", "waiting=1", "--critical", "waiting=5")
    #expect(check.status == 1 && check.text == "ZUOXI QUEUE WARNING - waiting 2 (1) | 'waiting'=2;1;5\n")
    try backend.ask(
      "POST", "/v1/seat/presence", token: backend.ready.token, body: #"{"choice":"ready"}"#)
    try backend.ask("POST", "/v1/conversations/\(first)/accept", token: backend.ready.token)
    let before = try total(backend) { $0["answered"] as? Int == 1 }
    #expect(before["offered"] as? Int == 2 && before["answered"] as? Int == 1, "\(before)")
    backend.kill()
    let checked = try ChildProcess.run([BuiltProgram.zuoxid, "check", "--data", folder])
    #expect(checked.status == 0, "\(checked.text)")
    backend = try RunningBackend(folder: folder)
    let after = try total(backend) { $0["answered"] as? Int == 1 }
    #expect(after["offered"] as? Int == 2 && after["answered"] as? Int == 1 && after["csat"] is NSNull, "\(after)")
  }

  @Test("a file is written whole or not at all; what cannot be asked is said, and the shell is told")
  func output() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let path = NSTemporaryDirectory() + "zuoxi-report-" + UUID().uuidString + ".prom"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try report(backend, "queue", "--format", "openmetrics", "--output", path).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasSuffix("# EOF\n") && text.contains("zuoxi_queue_waiting 0\n"))
    #expect(try report(backend, "queue", "--format", "csv", "--output", "/nonexistent/x.csv").status != 0)
    let folder = NSTemporaryDirectory() + "zuoxi-report-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try report(backend, "queue", "--format", "csv", "--output", folder).status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder + ".new"))
    #expect(try report(backend, "queue", "--since", "never").status == 64)
    #expect(try report(backend, "agents", "--agent", "zhangmn").status == 64)
    #expect(try report(backend, "agents", "--format", "openmetrics", "--by", "agent").status == 64)
    let unknown = try report(backend, "tickets", "--check", "--warning", "money=1")
    #expect(unknown.status == 3 && unknown.text.hasPrefix("ZUOXI TICKETS UNKNOWN - there is no figure money"))
    #expect(try report(backend, "queue", "--explain").text.contains("service_level  Service level: Answered within"))
    for kind in ["agents", "tickets", "messages", "appointments", "service", "assistant"] {
      let said = try report(backend, kind, "--by", "day")
      #expect(said.status == 0 && !said.text.isEmpty, "\(kind)")
    }
  }

  @Test("a conversation scored again keeps the words there were; others take their place, also none")
  func reviewsKeepWords() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let (_, id) = try backend.waitingTaxpayer(0, asking: "发票开错了怎么办")
    try backend.ask("POST", "/v1/seat/presence", token: backend.ready.token, body: #"{"choice":"ready"}"#)
    try backend.ask("POST", "/v1/conversations/\(id)/accept", token: backend.ready.token)
    try backend.ask("POST", "/v1/conversations/\(id)/end", token: backend.ready.token)
    func scored(_ words: String...) throws -> String? {
      let scores = ["answer", "complete", "manner", "pace", "record"].flatMap { ["--score", $0 + "=4"] }
      let said = try ChildProcess.run(
        [BuiltProgram.zuoxi, "review", "score", id] + scores + words
          + ["--server", backend.ready.url, "--token", backend.ready.supervisorToken, "--language", "en"])
      #expect(said.status == 0, "\(said)")
      let list = try backend.ask("GET", "/v1/reviews", token: backend.ready.supervisorToken)["reviews"]
      return (list as? [[String: Any]])?.first?["comment"] as? String
    }
    #expect(try scored("--comment", "稳妥") == "稳妥")
    #expect(try scored() == "稳妥")
    #expect(try scored("--comment", "") == "")
  }

  @Test("watched by a pipe, each change is one document")
  func watch() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let watch = try ChildProcess([
      BuiltProgram.zuoxi, "report", "queue", "--watch", "--interval", "1", "--format", "csv", "--part", "waiting",
      "--server", backend.ready.url, "--token", backend.ready.supervisorToken,
    ])
    defer {
      watch.send(SIGKILL)
      watch.wait()
    }
    let heading = watch.readLine()
    #expect(heading?.hasPrefix("position,conversation") == true)
    _ = try backend.waitingTaxpayer(0, asking: "发票开错了怎么办")
    #expect(watch.readLine() == heading)
    #expect(watch.readLine()?.hasPrefix("1,") == true)
  }

  @Test("a check ends with 0, 1, 2 or 3 and one line, whatever is asked")
  func checks() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    for number in 0...2 { _ = try backend.waitingTaxpayer(number, asking: "发票开错了怎么办") }
    let group =
      (try backend.ask("GET", "/v1/queue", token: backend.ready.supervisorToken)["groups"] as? [[String: Any]])?
      .first { $0["waiting"] as? Int ?? 0 > 0 }?["group"] as? String
    let named = try #require(group)
    for (words, status, word) in [
      (["queue", "--check", "--warning", "waiting=5", "--critical", "waiting=9"], 0, "ZUOXI QUEUE OK"),
      (["queue", "--check", "--warning", "waiting=2"], 1, "ZUOXI QUEUE WARNING"),
      (["queue", "--check", "--warning", "waiting=1", "--critical", "waiting=2"], 2, "ZUOXI QUEUE CRITICAL"),
      (["queue", "--check", "--group", named, "--critical", "waiting=99"], 0, "ZUOXI QUEUE OK"),
      (
        ["queue", "--check", "--group", "invoce", "--critical", "waiting=1"], 3,
        "ZUOXI QUEUE UNKNOWN - there is no group invoce"
      ),
      (["service", "--check", "--group", "invoce", "--critical", "offered=1"], 3, "ZUOXI SERVICE UNKNOWN"),
      (["agents", "--check", "--agent", "nobody", "--critical", "handled=1"], 3, "ZUOXI AGENTS UNKNOWN"),
      (["queue", "--check", "--warning", "waiting=abc"], 3, "ZUOXI UNKNOWN - The value 'waiting=abc'"),
      (
        ["queue", "--check", "--warning", "waiting=9:3"], 3,
        "ZUOXI UNKNOWN - The value 'waiting=9:3' is invalid for '--warning <name=range>': a range is 10 "
      ),
      (
        ["queue", "--check", "--warning", "wating=9"], 3,
        "ZUOXI QUEUE UNKNOWN - there is no figure wating; did you mean waiting?"
      ),
      (
        ["service", "--check", "--warning", "service_level=80:"], 3,
        "ZUOXI SERVICE UNKNOWN - service_level=80: always is an alert: "
      ),
      (
        ["queue", "--check", "--critical", "service_level=50"], 3,
        "ZUOXI QUEUE UNKNOWN - service_level=50 never is an alert: "
      ),
      (
        ["queue", "--check", "--agent", "zhangmin", "--warning", "waiting=9"], 3, "ZUOXI QUEUE UNKNOWN - waiting is of"
      ),
      (["queue", "--check", "--thresholds", "--group", "invoce"], 3, "ZUOXI QUEUE UNKNOWN - there is no group invoce"),
      (["queue", "--check", "--timeout", "0"], 3, "ZUOXI UNKNOWN"),
      (["queue", "--check", "--watch"], 3, "ZUOXI UNKNOWN"), (["queue", "--chek", "--check"], 3, "ZUOXI UNKNOWN"),
      (["queue", "--check", "--thresholds"], 3, "ZUOXI QUEUE UNKNOWN - nothing is watched"),
    ] as [([String], Int32, String)] {
      let said = try ChildProcess.run(
        [BuiltProgram.zuoxi, "report"] + words
          + ["--server", backend.ready.url, "--token", backend.ready.supervisorToken, "--language", "en"])
      #expect(said.status == status && said.text.hasPrefix(word), "\(words): \(said)")
      #expect(said.text.split(separator: "\n").count == 1 && said.text.hasSuffix("\n"), "\(words): \(said)")
    }
    let chinese = try ChildProcess.run([
      BuiltProgram.zuoxi, "report", "queue", "--check", "--interval", "x", "--language", "zh",
    ])
    #expect(chinese.status == 3 && chinese.text == "ZUOXI UNKNOWN - --interval <interval> 不能是“x”；请换一个值\n", "\(chinese)")
    #expect(try report(backend, "queue", "--group", "invoce").status == 64)
    let explained = try report(backend, "queue", "--explain").text
    #expect(explained.contains("free_slots  Free slots: ") && explained.contains("service_level  Service level: "))
    #expect(explained.contains("basis=event  by event: ") && explained.contains("the wall's last hour"))
    #expect(try report(backend, "queue", "--check", "--help").status == 0)
  }

  @Test("watching goes on over a backend that is killed and comes back")
  func watchGoesOn() throws {
    var backend = try RunningBackend()
    let (folder, port) = (backend.folder, backend.port)
    defer { backend.end() }
    let words = [
      BuiltProgram.zuoxi, "report", "queue", "--watch", "--interval", "1", "--format", "csv", "--part", "waiting",
      "--server", backend.ready.url, "--language", "en", "--token",
    ]
    // What is said on the error output comes between the documents.
    let watch = try ChildProcess(["/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"] + words + [backend.ready.supervisorToken])
    defer {
      watch.send(SIGKILL)
      watch.wait()
    }
    #expect(watch.readLine()?.hasPrefix("position,conversation") == true)
    backend.kill()
    #expect(watch.readLine()?.hasPrefix("zuoxi: ") == true)
    backend = try RunningBackend(folder: folder, port: port)
    _ = try backend.waitingTaxpayer(0, asking: "发票开错了怎么办")
    var line = watch.readLine()
    while let text = line, !text.hasPrefix("1,") { line = watch.readLine() }
    #expect(line?.hasPrefix("1,") == true)
  }

  @Test("a backend that never answers is unknown in time", .enabled(if: BuiltProgram.has("python3")))
  func timeout() throws {
    let silent = try ChildProcess([
      "python3", "-c",
      "import socket,sys; s=socket.create_server(('127.0.0.1',0)); print(s.getsockname()[1],flush=True); sys.stdin.read()",
    ])
    defer {
      silent.send(SIGKILL)
      silent.wait()
    }
    let port = try #require(silent.readLine())
    let said = try ChildProcess.run([
      BuiltProgram.zuoxi, "report", "queue", "--check", "--timeout", "1", "--server", "http://127.0.0.1:\(port)",
      "--token", "x",
    ])
    #expect(said.status == 3 && said.text == "ZUOXI UNKNOWN - timeout\n")
  }
}
