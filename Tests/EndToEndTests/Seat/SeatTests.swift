import Foundation
import TestPrograms
import Testing

/// The console in a real terminal against a real backend: what an agent does in a day, and what goes wrong in it.
@Suite("The seat", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct SeatTests {
  @Test("a taxpayer is accepted with one key, both talk, and the conversation ends well")
  func circle() throws {
    let scene = try SeatScene(asking: "红字发票怎么开")
    defer { scene.end() }
    let (backend, taxpayer, terminal) = (scene.backend, scene.taxpayer, scene.terminal)
    try terminal.type("您好，请稍等")
    try terminal.press("M-Enter")
    try terminal.type("我来看看")
    try terminal.press("Enter")
    let isSent = terminal.wait(seconds: 10) {
      (try? backend.words(of: taxpayer.conversation).contains("您好，请稍等\n我来看看")) == true
    }
    #expect(isSent)
    try backend.ask(
      "POST", "/v1/visit/typing", token: taxpayer.token, body: "{\"draft\":\"我正在输入这些字\"}")
    terminal.see("我正在输入这些字")
    try backend.ask(
      "POST", "/v1/visit/messages", token: taxpayer.token,
      body: "{\"id\":\"\(UUID().uuidString)\",\"text\":\"好的谢谢老师\"}")
    terminal.see("好的谢谢老师")
    try terminal.press("M-e")
    try terminal.press("Enter")
    terminal.see("编码")
    try terminal.press("Enter")
    try terminal.type("已指导红冲")
    try terminal.press("Enter")
    let isClosed = terminal.wait(seconds: 10) {
      let detail = try? backend.ask(
        "GET", "/v1/conversations/\(taxpayer.conversation)", token: backend.ready.supervisorToken)
      let conversation = detail?["conversation"] as? [String: Any]
      return (conversation?["wrapUp"] as? [String: Any])?["summary"] as? String == "已指导红冲"
    }
    #expect(isClosed)
  }

  @Test("an entry link is found by its pinyin initials, sent as a card, and its opening is seen")
  func entryLink() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(0, asking: "公司要注销了怎么办")
    let terminal = try Tmux("unset NO_COLOR; " + backend.seat())
    defer { terminal.end() }
    terminal.see("公司要注销了")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.press("M-l")
    terminal.see("纳税人将看到")
    // Where wide glyphs end under the popup, tmux is left no hole in its own colour.
    #expect(!(try terminal.colours()).contains("\u{1B}[49m"))
    try terminal.type("hzfp")
    terminal.see("我要办税 > 开票业务 > 红字发票开具")
    try terminal.press("Enter")
    terminal.see("未打开")
    let detail = try backend.ask(
      "GET", "/v1/conversations/\(taxpayer.conversation)", token: backend.ready.supervisorToken)
    let messages = try #require(detail["messages"] as? [[String: Any]])
    let card = ((messages.last?["body"] as? [String: Any])?["entryLink"] as? [String: Any])?["_0"] as? [String: Any]
    #expect(card?["code"] as? String == "invoice.red")
    let id = try #require(messages.last?["id"] as? String)
    try backend.ask("POST", "/v1/visit/openings", token: taxpayer.token, body: "{\"message\":\"\(id)\"}")
    terminal.see("已打开 1 次")
  }

  @Test("a talk is passed on to a colleague with a note that only staff see, who takes it by one key")
  func transfer() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let session = try backend.ask(
      "POST", "/v1/sessions", body: #"{"account":"lihua","password":"zuoxi-demo-lihua"}"#)
    let colleague = try Tmux(backend.seat(as: try #require(session["token"] as? String)))
    defer { colleague.end() }
    colleague.see("签出")
    try backend.ask(
      "POST", "/v1/seat/presence", token: try #require(session["token"] as? String), body: #"{"choice":"ready"}"#)
    let taxpayer = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("红字发票怎么开")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.press("M-h")
    terminal.see("挂起 00:0")
    try terminal.press("M-t")
    terminal.see("示闲")
    try terminal.type("李华")
    terminal.see("李华")
    try terminal.press("Enter")
    try terminal.type("已核实身份，要查红冲额度")
    try terminal.press("Enter")
    terminal.see("转给 李华")
    colleague.see("转给您")
    try colleague.press("A")
    colleague.see("已核实身份")
    let seen = try Tmux.run([
      "curl", "-s", backend.ready.url + "/v1/visit", "-H", "Authorization: Bearer " + taxpayer.token,
    ])
    #expect(seen.contains("李华") && !seen.contains("已核实身份"), "the taxpayer is told who, not the note")
  }

  @Test(
    "remote assist by two keys: link and code in the terminal, consent, the clock, and hanging up; what the taxpayer asks for is answered"
  )
  func call() throws {
    let scene = try SeatScene(asking: "申报表不会填")
    defer { scene.end() }
    let (backend, taxpayer, terminal) = (scene.backend, scene.taxpayer, scene.terminal)
    try terminal.press("M-x")
    terminal.see("邀请远程协助")
    try terminal.press("1")
    terminal.see("/room/")
    terminal.see("#demo.")
    // A corner of the code, whatever is written in it.
    terminal.see("▀▀▀▀▀▀▀")
    terminal.see("尚未送达")
    let agent = SimulatedAgent(backend: backend)
    let invitation = try #require(try agent.invitation(taxpayer.conversation)["id"] as? String)
    let number = try #require(try agent.invitation(taxpayer.conversation)["number"] as? Int)
    func asTaxpayer(_ path: String, _ body: String) throws {
      try backend.ask("POST", "/v1/visit/" + path, token: taxpayer.token, body: body)
    }
    try asTaxpayer("receipt", #"{"delivered":\#(number),"read":\#(number)}"#)
    terminal.see("待纳税人同意")
    try asTaxpayer("invitation/answer", #"{"invitation":"\#(invitation)","accepts":true}"#)
    terminal.see("已同意，正在连接")
    try asTaxpayer("report", #"{"invitation":"\#(invitation)","link":"good"}"#)
    terminal.see("远程协助 已接通 00:0")
    try asTaxpayer("report", #"{"invitation":"\#(invitation)","link":"lost"}"#)
    terminal.see("网络中断，正在恢复")
    try asTaxpayer("report", #"{"invitation":"\#(invitation)","link":"good"}"#)
    terminal.see("网络已恢复")
    try terminal.press("2")
    terminal.see("坐席已结束远程协助 00:")
    #expect(try agent.invitation(taxpayer.conversation)["endedBy"] as? String == "agent")

    try asTaxpayer("invitation", #"{"kind":"audioCall"}"#)
    terminal.see("申请语音通话")
    try terminal.press("M-x")
    terminal.see("待您答复")
    try terminal.press("1")
    terminal.see("已同意，正在连接")
    try asTaxpayer(
      "invitation/end",
      #"{"invitation":"\#(try #require(try agent.invitation(taxpayer.conversation)["id"] as? String))"}"#)
    terminal.see("纳税人已结束语音通话")
  }

  @Test("a draft survives kill -9, and what was sent while the backend was away arrives once")
  func survives() throws {
    let backend = try RunningBackend()
    let taxpayer = try backend.waitingTaxpayer(1, asking: "怎么变更地址")
    let first = try Tmux(backend.seat())
    let state = first.state
    first.see("怎么变更地址")
    try first.press("Enter")
    first.see("已接入")
    backend.kill()
    first.see("断", seconds: 20)
    try first.type("断线时写的话")
    try first.press("Enter")
    first.see("再按 Enter 存入发件箱")
    try first.press("Enter")
    first.miss("再按 Enter 存入发件箱")
    first.see("断线时写的话")
    try first.type("还没写完")
    #expect(first.wait(seconds: 10) { first.keeps("还没写完") })
    try first.signal("KILL", program: "zuoxi")
    first.see("ended")

    let again = try RunningBackend(folder: backend.folder, port: backend.port)
    defer { again.end() }
    // Another session of the same person: what a console keeps belongs to whoever signed in, not to a token.
    let session = try again.ask(
      "POST", "/v1/sessions", body: "{\"account\":\"zhangmin\",\"password\":\"zuoxi-demo-zhangmin\"}")
    let token = try #require(session["token"] as? String)
    #expect(token != backend.ready.token)
    let second = try Tmux(state: state, again.seat(as: token))
    defer { second.end() }
    let arrived = second.wait(seconds: 20) {
      (try? again.words(of: taxpayer.conversation).filter { $0 == "断线时写的话" }.count) == 1
    }
    #expect(arrived)
    second.see("断线时写的话")
    second.see("还没写完")
    #expect(try again.words(of: taxpayer.conversation).filter { $0 == "断线时写的话" }.count == 1)
  }

  @Test("the terminal is as it was after quitting, a signal and a crash", arguments: ["quit", "TERM", "SEGV", "ABRT"])
  func restores(way: String) throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let terminal = try Tmux(columns: 80, rows: 24, backend.seat())
    defer { terminal.end() }
    terminal.see("张敏")
    if way == "quit" { try terminal.press("q") } else { try terminal.signal(way, program: "zuoxi") }
    terminal.see("ended")
    try terminal.type("echo typed-$((40+2))")
    try terminal.press("Enter")
    terminal.see("typed-42")
    #expect(!terminal.screen.contains("张敏"))
  }

  @Test("stopped from outside and continued, it takes the terminal back")
  func continues() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("张敏")
    try terminal.signal("STOP", program: "zuoxi")
    try Tmux.run(["sh", "-c", "stty -F \(terminal.device()) sane; printf '\\033[2J' > \(terminal.device())"])
    terminal.miss("张敏")
    try terminal.signal("CONT", program: "zuoxi")
    terminal.see("张敏")
    // A key arrives without a line's end, and is not echoed.
    try terminal.press("?")
    terminal.see("帮助")
  }

  @Test("sizes change fast and small ones are said to be too small")
  func resizes() throws {
    let backend = try RunningBackend(visitors: 4)
    defer { backend.end() }
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("张敏")
    for step in 0..<30 { try terminal.resize(columns: 40 + step * 5, rows: 10 + step) }
    try terminal.resize(columns: 30, rows: 8)
    terminal.see("60")
    try terminal.resize(columns: 200, rows: 50)
    terminal.see("张敏")
    try terminal.press("?")
    terminal.see("帮助")
  }

  @Test("hostile names and messages are shown, not obeyed")
  func hostile() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try backend.waitingTaxpayer(2, asking: "\\u001b[2J\\u202e清屏\\u200b攻击")
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("清屏")
    try terminal.press("Enter")
    terminal.see("<202E>")
    #expect(terminal.screen.contains("张敏"))
    #expect(!taxpayer.conversation.isEmpty)
  }

  @Test("a backend that is away at start is waited for")
  func awayAtStart() throws {
    let backend = try RunningBackend()
    backend.kill()
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    let again = try RunningBackend(folder: backend.folder, port: backend.port)
    defer { again.end() }
    terminal.see("张敏", seconds: 30)
  }

  @Test("what is not a terminal is told what to do")
  func notATerminal() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let said = try Tmux.run([
      "sh", "-c",
      "\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token x --language zh </dev/null 2>&1 | cat",
    ])
    #expect(said.contains("终端"))
  }

  @Test("the queue is reported headless as table, JSON and CSV")
  func reports() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    _ = try backend.waitingTaxpayer(3, asking: "怎么查发票")
    let access = ["env", "ZUOXI_SERVER=\(backend.ready.url)", "ZUOXI_TOKEN=\(backend.ready.token)"]
    let json = try Tmux.run(access + [BuiltProgram.zuoxi, "report", "queue", "--format", "json"])
    #expect((try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]) != nil)
    let csv = try Tmux.run(access + [BuiltProgram.zuoxi, "report", "queue", "--format", "csv"])
    #expect(csv.split(separator: "\r\n").count >= 5)
    let table = try Tmux.run(access + [BuiltProgram.zuoxi, "report", "queue", "--format", "table"])
    #expect(table.contains("发票"))
  }
}
