import Desk
import Foundation
import TestPrograms
import Testing

@testable import Reports

@Suite("iCalendar")
struct CalendarTextTests {
  private static let now = Timestamp(milliseconds: 1_795_413_600_000)
  private static let rule = AppointmentRule(
    code: "help", name: Localised("发票业务辅导；含红字、作废, 以及\\路径", "Invoices"), group: "invoice", modes: [.video, .onSite],
    minutes: 30, capacity: 2, place: Localised("示例路 1 号, 3 号窗口", "Counter 3"))

  private static func appointment(_ id: AppointmentID, _ mode: Appointment.Mode = .video) -> Appointment {
    var taxpayer = Taxpayer(id: "t1", name: "欧阳**")
    taxpayer.enterprise = Enterprise(name: "晨光文具（集团）股份有限公司👨‍👩‍👧示例分公司", creditCode: "")
    return Appointment(
      id: id, rule: rule, mode: mode, taxpayer: taxpayer,
      words: String(repeating: "红字信息表确认后仍提示“发票已入账”。", count: 6) + "\n第二行; 逗号, 反斜杠\\\u{1B}[31m",
      start: now.advanced(seconds: 7_200), at: now)
  }

  private static func text(_ appointments: [Appointment]) -> String {
    CalendarText(name: "预约 张敏", appointments: appointments, office: "demo", at: now).text
  }

  @Test("every line ends with CRLF and has at most 75 octets, and no character is cut")
  func folding() {
    let text = Self.text([Self.appointment("A1"), Self.appointment("A2", .onSite)])
    #expect(text.hasSuffix("END:VCALENDAR\r\n"))
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    #expect(lines.count > 40)
    for line in lines {
      #expect(line.last == UInt8(ascii: "\r") && line.count <= 76)
      #expect(String(validating: Array(line), as: UTF8.self) != nil)
    }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\r" && $0 != "\n" })
  }

  /// What an independent reader makes of a file: a line of JSON for each entry.
  private static func read(_ text: String) throws -> [[String: String]] {
    let file = NSTemporaryDirectory() + "zuoxi-calendar-" + UUID().uuidString + ".ics"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let script = """
      import icalendar, json, sys
      calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())
      zones = [z for z in calendar.walk('VTIMEZONE')]
      assert [str(z['TZID']) for z in zones] == ['Asia/Shanghai'], zones
      for event in calendar.walk('VEVENT'):
          start, end = event['DTSTART'].dt, event['DTEND'].dt
          print(json.dumps({'uid': str(event['UID']), 'sequence': str(event['SEQUENCE']), 'status': str(event['STATUS']),
            'start': start.isoformat(), 'minutes': str(int((end - start).total_seconds() // 60)), 'summary': str(event['SUMMARY']),
            'description': str(event['DESCRIPTION']), 'place': str(event.get('LOCATION', '')), 'stamp': event['DTSTAMP'].dt.isoformat(),
            'name': str(calendar['X-WR-CALNAME'])}))
      """
    let process = try ChildProcess(["/usr/bin/python3", "-c", script, file])
    var entries: [[String: String]] = []
    while let line = process.readLine() {
      entries.append(try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]))
    }
    process.wait()
    return entries
  }

  @Test(
    "an independent reader finds what was written; a change counts up, a cancelled one says so",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/icalendar")))
  @TestThread func readBack() throws {
    var moved = Self.appointment("A1")
    let later = moved.start.advanced(seconds: 1_800)
    if case .becomes(let next, _) = moved.after(.move(by: .agent, to: later), at: Self.now) { moved = next }
    var cancelled = Self.appointment("A2", .onSite)
    if case .becomes(let next, _) = cancelled.after(.cancel(by: .taxpayer, reason: "改日"), at: Self.now) {
      cancelled = next
    }
    let entries = try Self.read(Self.text([Self.appointment("A0"), moved, cancelled]))
    #expect(entries.map { $0["uid"] } == ["A0@demo.zuoxi", "A1@demo.zuoxi", "A2@demo.zuoxi"])
    #expect(entries.map { $0["sequence"] } == ["0", "1", "1"])
    #expect(entries.map { $0["status"] } == ["TENTATIVE", "CONFIRMED", "CANCELLED"])
    #expect(
      entries.map { $0["start"] } == [
        "2026-11-23T16:00:00+08:00", "2026-11-23T16:30:00+08:00", "2026-11-23T16:00:00+08:00",
      ])
    #expect(entries.allSatisfy { $0["minutes"] == "30" && $0["name"] == "预约 张敏" })
    #expect(entries[0]["stamp"] == "2026-11-23T06:00:00+00:00")
    #expect(entries[0]["summary"] == "发票业务辅导；含红字、作废, 以及\\路径 · 视频 · 欧阳**")
    let words = try #require(entries[0]["description"])
    #expect(words.hasSuffix("晨光文具（集团）股份有限公司👨‍👩‍👧示例分公司"), "free words stay out")
    #expect(entries[2]["place"] == "示例路 1 号, 3 号窗口" && entries[2]["description"]?.contains("改日") == false)
  }

  @Test("a month of the calendar is a table, CSV and JSON, with the source of its holidays")
  func month() throws {
    let range = try #require(WorkingRange("09:00-12:00"))
    let calendar = WorkingCalendar(
      weekly: Dictionary(uniqueKeysWithValues: (1...5).map { ($0, [range]) }), publicHolidays: .china)
    let office = OfficeCalendar(revision: 1, calendar: calendar, groups: ["g": GroupCalendar(weekly: [:])])
    let report = CalendarReport(office, month: try #require(CivilDate("2026-10-15")))
    let text = report.text(.table, .chinese)
    #expect(text.contains("2026-10-01  周四  节假日") && text.contains("2026-10-10  周六  调休上班"))
    #expect(text.contains("国务院办公厅") && text.contains("国庆节"))
    #expect(report.text(.csv, .english).contains("2026-10-08,Thu,workday,09:00-12:00,180,"))
    #expect(report.minutes == 18 * 180)
    let own = CalendarReport(office, month: try #require(CivilDate("2026-10-15")), group: "g")
    #expect(own.minutes == 0)
    let json = try JSONSerialization.jsonObject(with: Data(report.text(.json, .english).utf8)) as? [String: Any]
    #expect((json?["days"] as? [Any])?.count == 31)
  }
}
