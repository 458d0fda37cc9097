import Foundation
import TestPrograms
import Testing

/// Appointments in a real terminal against a real backend.
@Suite("The seat: appointments", .serialized, .enabled(if: BuiltProgram.has("tmux") && BuiltProgram.has("curl")))
@TestThread struct AppointmentSeatTests {
  @Test("what a taxpayer books appears, is confirmed and begun by keys: the talk opens with the invitation")
  func circle() throws {
    let backend = try RunningBackend.booking()
    defer { backend.end() }
    let taxpayer = try backend.visit(0)
    let terminal = try Tmux("\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("示闲坐席")
    let id = try backend.book(taxpayer, mode: "video")
    terminal.see("新预约")
    try terminal.press("M-b")
    try terminal.turn(to: backend.day(of: id))
    terminal.see("待确认 1")
    try terminal.press("c")
    terminal.see("预约已确认")
    try terminal.press("w")
    terminal.see("周一")
    try terminal.press("m")
    terminal.see("周日")
    try terminal.press("d")
    terminal.see("已预约")
    try terminal.press("S")
    terminal.see("已接入")
    terminal.see("预约开始")
    let isInvited = terminal.wait(seconds: 10) {
      let visit = try? backend.ask("GET", "/v1/visit", token: taxpayer)
      let talk = (visit?["current"] as? [String: Any])?["conversation"] as? [String: Any]
      return (talk?["invitation"] as? [String: Any])?["kind"] as? String == "videoCall"
    }
    #expect(isInvited)
    try backend.ask("POST", "/v1/visit/end", token: taxpayer)
    let isDone = terminal.wait(seconds: 10) {
      let list = try? backend.ask("GET", "/v1/appointments", token: backend.ready.token)
      let all = list?["appointments"] as? [[String: Any]] ?? []
      return all.first { $0["id"] as? String == id }?["stage"] as? String == "completed"
    }
    #expect(isDone)
  }

  @Test("cancelled at the seat with a reason, the taxpayer reads it; the number is shown in full when asked for")
  func cancels() throws {
    let backend = try RunningBackend.booking()
    defer { backend.end() }
    let taxpayer = try backend.visit(0)
    let id = try backend.book(taxpayer, mode: "phone")
    let terminal = try Tmux("\(BuiltProgram.zuoxi) seat --server \(backend.ready.url) --token \(backend.ready.token)")
    defer { terminal.end() }
    terminal.see("示闲坐席")
    try terminal.press("M-b")
    try terminal.turn(to: backend.day(of: id))
    // Only what is told of the marked one says so; the legend and the hints have the other words.
    terminal.see("· 电话 ·")
    try terminal.press("v")
    terminal.see("13800000001")
    try terminal.press("x")
    terminal.see("原因（纳税人会看到")
    try terminal.type("系统停机")
    try terminal.press("Enter")
    terminal.see("预约已取消")
    let all = try backend.ask("GET", "/v1/visit/appointments", token: taxpayer)["appointments"] as? [[String: Any]]
    let cancelled = try #require(all?.first { $0["id"] as? String == id })
    #expect(cancelled["reason"] as? String == "系统停机" && cancelled["endedBy"] as? String == "agent")
  }
}

extension Tmux {
  /// Shows a day of the calendar: shortly before midnight the next slot is tomorrow's.
  fileprivate func turn(to day: String) throws {
    func isShown() -> Bool {
      screen.split(separator: "\n").contains { $0.contains("预约 · ") && $0.contains(day + " ") }
    }
    see("预约 · ")
    for _ in 0..<2 where !isShown() {
      let before = screen
      try press("Right")
      _ = wait(seconds: 10) { self.screen != before }
    }
    #expect(isShown(), "\(day):\n\(screen)")
  }
}
