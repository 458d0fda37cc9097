import Foundation
import TestPrograms
import Testing

/// Messages left and tickets at the seat, in a real terminal against a real backend.
@Suite("The seat: what was promised", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct PromiseSeatTests {
  private func visit(_ backend: RunningBackend) throws -> String {
    let answer = try backend.ask("GET", "/sample/identity?person=sample-02")
    let identity = try #require(answer["identity"] as? String)
    let visit = try backend.ask("POST", "/v1/visits", body: #"{"identity":"\#(identity)"}"#)
    return try #require(visit["token"] as? String)
  }

  private func leave(_ backend: RunningBackend, _ token: String, _ id: String, _ matter: String) throws {
    try backend.ask(
      "POST", "/v1/visit/offline-messages", token: token,
      body: #"{"id":"\#(id)","matter":"\#(matter)","text":"怎么办？","contact":"13812345678","group":"invoice"}"#)
  }

  @Test(
    "a message is taken, asked why, answered; another becomes a ticket, is filtered for, and is resolved; all by keys")
  func keys() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let taxpayer = try visit(backend)
    try leave(backend, taxpayer, "first", "电子发票下载不了")
    let terminal = try Tmux("\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("在线")
    try terminal.press("d")
    terminal.see("电子发票下载不了")
    try terminal.press("y")
    terminal.see("工作分钟")
    try terminal.press("Escape")
    terminal.miss("工作分钟")
    try terminal.press("Enter")
    terminal.see("已领取")
    try terminal.press("p")
    terminal.see("13812345678")
    try terminal.press("Escape")
    terminal.miss("13812345678")
    try terminal.press("Enter")
    terminal.see("答复纳税人")
    try terminal.type("请换用开票平台")
    try terminal.press("Enter")
    terminal.see("已答复")
    let detail = try backend.ask("GET", "/v1/visit/offline-messages/first", token: taxpayer)
    #expect((detail["entries"] as? [[String: Any]])?.last?["text"] as? String == "请换用开票平台")

    // What comes while the screen is open is there without a key.
    try terminal.press("2")
    try leave(backend, taxpayer, "second", "红字确认单待上传")
    terminal.see("待领取")
    try terminal.press("t")
    terminal.see("新工单标题")
    try terminal.press("Enter")
    terminal.see("已建工单")
    try terminal.press("3", "/")
    try terminal.type("红字 prio:normal")
    try terminal.press("Enter")
    terminal.see("新建 · 普通")
    try terminal.press("Enter")
    terminal.see("已领取")
    try terminal.press("d")
    try terminal.type("已重新上传")
    try terminal.press("Enter")
    terminal.see("已办结")
    let notices = try backend.ask("GET", "/v1/visit/notices", token: taxpayer)
    #expect(notices["unread"] as? Int == 3)
    try terminal.press("Escape")
    terminal.miss("prio:normal")
    try terminal.press("Escape")
    terminal.see("无人排队")
  }
}
