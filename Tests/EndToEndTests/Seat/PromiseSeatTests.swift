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
    try terminal.press("Escape")
    terminal.miss("红字 prio:normal")
    let notices = try backend.ask("GET", "/v1/visit/notices", token: taxpayer)
    #expect(notices["unread"] as? Int == 3)
    try terminal.press("Escape")
    terminal.see("无人排队")
  }

  @Test(
    "a ticket is changed and given to a colleague; several are marked and closed together; a filter is kept; a picture goes along"
  )
  func choices() throws {
    let backend = try RunningBackend()
    defer { backend.end() }
    let home = FileManager.default.temporaryDirectory.appending(path: "zuoxi-desk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let png =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
    try #require(Data(base64Encoded: png)).write(to: home.appending(path: "shot.png"))
    for title in ["核实甲", "核实乙", "核实丙"] {
      try backend.ask(
        "POST", "/v1/tickets", token: backend.ready.token, body: #"{"title":"\#(title)","text":"","group":"invoice"}"#)
    }
    let terminal = try Tmux("\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("在线")
    try terminal.press("d", "3")
    terminal.see("核实丙")
    // Nothing written is said; the title stays asked for.
    try terminal.press("t")
    terminal.see("新工单标题")
    try terminal.press("Enter")
    terminal.see("请先写标题")
    try terminal.press("Escape")
    terminal.miss("新工单标题")
    try terminal.press("e")
    terminal.see("修改工单")
    try terminal.type("紧急")
    try terminal.press("Enter")
    terminal.see("已修改")
    terminal.see("普通 → 紧急")
    try terminal.press("n")
    terminal.see("内部备注")
    try terminal.type("见截图")
    try terminal.press("M-p")
    terminal.see("发图片")
    try terminal.type(home.path + "/shot")
    terminal.see("shot.png")
    try terminal.press("Enter")
    terminal.see("附图 1 张")
    terminal.miss("上传中")
    try terminal.press("Enter")
    terminal.see("[图片] shot.png")
    try terminal.press("s")
    terminal.see("派给坐席")
    try terminal.press("Enter")
    terminal.see("已派单")
    try terminal.press("/")
    try terminal.type("who:none")
    try terminal.press("Enter")
    terminal.miss("核实甲")
    try terminal.press("F")
    terminal.see("常用筛选")
    try terminal.type("待分派")
    terminal.see("存为“待分派”")
    try terminal.press("Enter")
    terminal.see("常用筛选已保存")
    try terminal.press("Space", "Space")
    terminal.see("已选 2")
    try terminal.press("x")
    terminal.see("关闭原因")
    try terminal.type("重复")
    try terminal.press("Enter")
    terminal.see("2 件已办")
    let tickets = try backend.ask("GET", "/v1/tickets?q=state:closed", token: backend.ready.token)
    #expect((tickets["tickets"] as? [[String: Any]])?.count == 2)
  }
}
