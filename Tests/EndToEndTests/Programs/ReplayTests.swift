import Foundation
import TestPrograms
import Testing

/// `zuoxi replay` in a real terminal and in a pipe, against a real backend with a conversation that really happened.
@Suite("Replaying a conversation", .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct ReplayTests {
  /// A conversation from the first question to the rating; tells its id.
  private func held(_ backend: RunningBackend) throws -> String {
    let taxpayer = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    let path = "/v1/conversations/\(taxpayer.conversation)"
    func staff(_ act: String, _ body: String = "{}") throws {
      let answer = try backend.ask("POST", path + "/" + act, token: backend.ready.token, body: body)
      #expect(answer["title"] == nil, "\(answer)")
    }
    try staff("accept")
    try staff("messages", #"{"id":"m-hello","text":"您好，请稍等"}"#)
    try staff("notes", #"{"text":"第三次来问"}"#)
    try staff("hold", #"{"isHeld":true}"#)
    try staff("hold", #"{"isHeld":false}"#)
    try backend.ask(
      "POST", "/v1/visit/messages", token: taxpayer.token, body: #"{"id":"m-thanks","text":"好的谢谢老师"}"#)
    try staff("messages", #"{"id":"m-bye","text":"不客气，再见"}"#)
    try staff("end")
    try staff("wrap-up", #"{"code":"invoice-issue","summary":"已指导红冲"}"#)
    try backend.ask(
      "POST", "/v1/visit/rating", token: taxpayer.token,
      body: #"{"conversation":"\#(taxpayer.conversation)","stars":5,"comment":"耐心"}"#)
    return taxpayer.conversation
  }

  private func run(_ words: [String], _ backend: RunningBackend) throws -> (text: String, status: Int32) {
    let line = ([BuiltProgram.zuoxi] + words + ["--server", backend.ready.url]).joined(separator: " ")
    let home = backend.folder + "/home"
    return try ChildProcess.run([
      "env", "XDG_STATE_HOME=\(home)", "XDG_CONFIG_HOME=\(home)", "sh", "-c", line + " 2>&1",
    ])
  }

  @Test("it is played, paused, sought, seen as the taxpayer saw it, and left; the terminal is as it was")
  func player() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let id = try held(backend)
    let terminal = try Tmux(
      columns: 80, rows: 24,
      "\(BuiltProgram.zuoxi) replay \(id) --speed max --server \(backend.ready.url) --token \(backend.ready.supervisorToken)"
    )
    defer { terminal.end() }
    terminal.see("播完 最快")
    terminal.see("第三次来问")
    terminal.see("不客气，再见")
    terminal.see("纳税人评价 5/5")
    terminal.see("已指导红冲")
    try terminal.press("p")
    terminal.miss("第三次来问")
    terminal.miss("已指导红冲")
    terminal.see("纳税人视角")
    terminal.see("不客气，再见")
    try terminal.press("p", "Home", "-", "-", "-", "-", "-", "-")
    terminal.see("暂停 1×")
    terminal.miss("您好，请稍等")
    terminal.see("红字发票怎么开")
    try terminal.press("Space")
    terminal.see("您好，请稍等")
    try terminal.press("?")
    terminal.see("最快逐条")
    try terminal.press("j", "j", "j", "j", "j", "j", "j", "j")
    terminal.see("时间线")
    try terminal.press("?", "L")
    terminal.see("Play/pause")
    try terminal.resize(columns: 130, rows: 30)
    terminal.see("The whole of it")
    terminal.see("First reply")
    try terminal.press("q")
    terminal.see("ended 0")
  }

  @Test("in a pipe it is plain lines in order with their times, or the record as it is")
  func pipe() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let id = try held(backend)
    let token = ["--token", backend.ready.token]
    let said = try run(["replay", id] + token, backend)
    #expect(said.status == 0, "\(said.text)")
    let wanted = [
      "开始咨询", "红字发票怎么开", "排队 ", "接入", "您好，请稍等", "第三次来问", "坐席挂起", "恢复通话", "好的谢谢老师", "不客气，再见", "坐席结束服务", "已指导红冲", "5/5",
    ]
    var rest = Substring(said.text)
    for words in wanted {
      let found = try #require(rest.firstRange(of: words), "\(words) is not there, or out of order:\n\(said.text)")
      rest = rest[found.upperBound...]
    }
    #expect(!said.text.contains("\u{1B}"))
    #expect(said.text.contains(/\n\d\d:\d\d:\d\d  \+00:\d\d/))
    let english = try run(["replay", id, "--linear", "--language", "en"] + token, backend)
    #expect(english.text.contains("Note by") && english.text.contains("Ended by the agent"))
    let json = try run(["replay", id, "--json"] + token, backend)
    let record = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any]
    let events = try #require(record?["events"] as? [[String: Any]])
    #expect(events.count > 15 && (events.first?["body"] as? [String: Any])?["conversationOpened"] != nil)
    #expect(record?["next"] == nil)
  }

  @Test("what cannot be shown is told in words, and the shell is told why")
  func refused() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let id = try held(backend)
    let unknown = try run(["replay", "nothing", "--token", backend.ready.token], backend)
    #expect(unknown.status == 1 && unknown.text.contains("找不到该会话"), "\(unknown.text)")
    let session = try backend.ask("POST", "/v1/sessions", body: #"{"account":"lihua","password":"zuoxi-demo-lihua"}"#)
    if let other = session["token"] as? String {
      let foreign = try run(["replay", id, "--text", "--token", other], backend)
      #expect(foreign.status == 77 && foreign.text.contains("不属于您"), "\(foreign.text)")
    } else {
      Issue.record("no second agent: \(session)")
    }
    let nobody = try run(["replay", id], backend)
    #expect(nobody.status == 77 && nobody.text.contains("zuoxi login"), "\(nobody.text)")
    let wrong = try run(["replay", id, "--speed", "3", "--token", backend.ready.token], backend)
    #expect(wrong.status == 64 && wrong.text.contains("16"), "\(wrong.text)")
    let both = try run(["replay", id, "--text", "--json", "--token", backend.ready.token], backend)
    #expect(both.status == 64)
  }
}
