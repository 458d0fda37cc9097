import Foundation
import TestPrograms
import Testing

extension RunningBackend {
  /// A backend whose office is open all day and can be booked at once: slots of ten minutes with one place, which may begin right away;
  /// or, `ahead`, only two days ahead.
  static func booking(ahead: Bool = false) throws -> RunningBackend {
    let first = try RunningBackend()
    first.kill()
    let ranges = (1...7).map { "    \($0): [\"00:00-24:00\"]" }.joined(separator: "\n")
    let file = first.folder + ".yaml"
    let text = """
      calendar:
        weekly:
      \(ranges)
      appointments:
        - {code: soon, name: 发票辅导, englishName: Invoices, group: invoice, modes: [text, video, phone], minutes: 10, capacity: 1, leadMinutes: \(ahead ? 2_880 : 0), horizonDays: 3}
      """
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Tmux.run([BuiltProgram.zuoxid, "import", "--remove", "--data", first.folder, file])
    return try RunningBackend(folder: first.folder)
  }

  /// A taxpayer of the sample office, signed in; their token.
  func visit(_ number: Int) throws -> String {
    let people = try Tmux.run(["curl", "-s", ready.url + "/sample/people"])
    let list = try JSONSerialization.jsonObject(with: Data(people.utf8))
    let entries = list as? [[String: Any]] ?? (list as? [String: Any])?["people"] as? [[String: Any]] ?? []
    let person = try #require(entries[number]["id"] as? String)
    let identity = try ask("GET", "/sample/identity?person=" + person)["identity"] as? String
    let visit = try ask("POST", "/v1/visits", body: "{\"identity\":\"\(try #require(identity))\"}")
    return try #require(visit["token"] as? String)
  }

  /// Books the next free slot in that mode; returns the appointment.
  func book(_ token: String, mode: String) throws -> String {
    let answer = try ask("GET", "/v1/visit/slots?rule=soon&days=2", token: token)
    let days = try #require(answer["days"] as? [[String: Any]])
    let slots = days.flatMap { $0["slots"] as? [[String: Any]] ?? [] }
    let free = try #require(slots.first { $0["free"] as? Int ?? 0 > 0 }?["start"] as? String)
    let body = "{\"rule\":\"soon\",\"mode\":\"\(mode)\",\"start\":\"\(free)\",\"contact\":\"13800000001\"}"
    return try #require(try ask("POST", "/v1/visit/appointments", token: token, body: body)["id"] as? String)
  }

  /// The day of an appointment in the office's zone, as a seat shows it.
  func day(of id: String) throws -> String {
    let list = try ask("GET", "/v1/appointments", token: ready.token)["appointments"] as? [[String: Any]]
    let start = try #require(list?.first { $0["id"] as? String == id }?["start"] as? String)
    let form = ISO8601DateFormatter()
    form.formatOptions = start.contains(".") ? [.withInternetDateTime, .withFractionalSeconds] : .withInternetDateTime
    let shown = DateFormatter()
    shown.timeZone = TimeZone(identifier: "Asia/Shanghai")
    shown.dateFormat = "M月d日"
    return shown.string(from: try #require(form.date(from: start)))
  }
}
