import Foundation
import TestPrograms
import Testing

/// Offers, consults and blocks in real terminals against a real backend.
@Suite("The seat's routing", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct SeatRoutingTests {
  private func signIn(_ backend: RunningBackend, _ account: String) throws -> String {
    let session = try backend.ask(
      "POST", "/v1/sessions", body: "{\"account\":\"\(account)\",\"password\":\"zuoxi-demo-\(account)\"}")
    return try #require(session["token"] as? String)
  }

  /// Everything is offered, with so many seconds to take it.
  private func offerEverything(_ backend: RunningBackend, seconds: Int) throws {
    let admin = try signIn(backend, "admin")
    let file = "settings:\n  routing: offer\n  offerSeconds: \(seconds)\n"
    _ = try Tmux.run([
      "curl", "-s", "-X", "POST", backend.ready.url + "/v1/imports", "-H", "Authorization: Bearer " + admin, "-H",
      "Content-Type: text/yaml", "-H", "Idempotency-Key: " + UUID().uuidString, "--data-binary", file,
    ])
  }

  @Test("an offer lies over everything with its countdown; one key takes it, also from the writing field")
  func accept() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    try offerEverything(backend, seconds: 60)
    let terminal = try Tmux(columns: 80, rows: 24, backend.seat())
    defer { terminal.end() }
    terminal.see("示闲")
    let first = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    terminal.see("接待提示")
    terminal.see("F5 接入")
    terminal.see("5")
    let page = try Tmux.run([
      "curl", "-s", backend.ready.url + "/v1/visit", "-H", "Authorization: Bearer " + first.token,
    ])
    #expect(page.contains("\"isCalling\":true"), "the taxpayer is told that somebody is called: \(page)")
    try terminal.press("F5")
    terminal.miss("F5 接入")
    terminal.see("红字发票怎么开")
    try terminal.type("正在写的话")
    let second = try backend.waitingTaxpayer(1, asking: "怎么变更地址")
    terminal.see("F5 接入")
    try terminal.type("还没写完")
    terminal.see("正在写的话还没写完")
    try terminal.press("M-d")
    terminal.see("业务不熟")
    try terminal.press("2")
    terminal.see("已谢绝")
    terminal.see("正在写的话还没写完")
    #expect(first.conversation != second.conversation)
  }

  @Test("a missed offer puts the seat on a break and says so, and the next seat is called")
  func missed() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    try offerEverything(backend, seconds: 5)
    let token = try signIn(backend, "lihua")
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("示闲")
    // Both serve invoices; who names the group first among theirs is called first, then whoever has been ready longer.
    _ = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    terminal.see("F5 接入")
    let colleague = try Tmux(backend.seat(as: token))
    defer { colleague.end() }
    colleague.see("李华")
    try backend.ask("POST", "/v1/seat/presence", token: token, body: #"{"choice":"ready"}"#)
    terminal.see("未应答接待提示，已转为小休", seconds: 20)
    terminal.see("小休")
    colleague.see("F5 接入", seconds: 20)
    try colleague.press("F5")
    colleague.see("已接入")
  }

  @Test("a colleague is asked within a talk: both speak aside, the taxpayer sees nothing, either ends it")
  func consult() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let token = try signIn(backend, "lihua")
    let colleague = try Tmux(backend.seat(as: token))
    defer { colleague.end() }
    colleague.see("李华")
    try backend.ask("POST", "/v1/seat/presence", token: token, body: #"{"choice":"ready"}"#)
    let taxpayer = try backend.waitingTaxpayer(0, asking: "红字发票怎么开")
    let terminal = try Tmux(backend.seat())
    defer { terminal.end() }
    terminal.see("红字发票怎么开")
    try terminal.press("Enter")
    terminal.see("已接入")
    try terminal.press("M-q")
    terminal.see("同事")
    try terminal.type("李华")
    terminal.see("示闲")
    try terminal.press("Enter")
    try terminal.type("跨年的票能冲吗")
    try terminal.press("Enter")
    terminal.see("只有你们两人可见")
    colleague.see("红字发票怎么开")
    colleague.see("跨年的票能冲吗")
    try colleague.press("M-q")
    try colleague.type("可以，先全额红冲")
    try colleague.press("Enter")
    terminal.see("可以，先全额红冲")
    let seen = try Tmux.run([
      "curl", "-s", backend.ready.url + "/v1/visit", "-H", "Authorization: Bearer " + taxpayer.token,
    ])
    #expect(!seen.contains("跨年的票") && !seen.contains("先全额红冲") && !seen.contains("李华"))
    try colleague.press("M-e")
    terminal.see("会商已结束")
    colleague.miss("应邀会商")
  }

  @Test("somebody who is abusive is blocked with a reason; they are told until when, and the block is lifted again")
  func block() throws {
    let scene = try SeatScene(asking: "红字发票怎么开")
    defer { scene.end() }
    let (backend, taxpayer, terminal) = (scene.backend, scene.taxpayer, scene.terminal)
    try terminal.press("M-g")
    terminal.see("1 小时")
    try terminal.type("持续辱骂")
    try terminal.press("Enter")
    terminal.see("已拉黑")
    let refused = try backend.ask("POST", "/v1/visit/escalate", token: taxpayer.token)
    #expect((refused["detail"] as? String)?.contains("暂停至") == true, "\(refused)")
    terminal.see("编码")
    try terminal.press("Escape")
    terminal.miss("编码")
    try terminal.press("C-p")
    try terminal.type("lhmd")
    terminal.see("拉黑名单")
    try terminal.press("Enter")
    terminal.see("持续辱骂")
    try terminal.press("Enter")
    terminal.see("解除对")
    try terminal.press("Enter")
    terminal.see("没有被拉黑的人")
    let again = try backend.ask("POST", "/v1/visit/escalate", token: taxpayer.token)
    #expect(again["conversation"] != nil, "\(again)")
  }
}
