import Desk
import Foundation
import Testing

@testable import Reports

@Suite("Why something is due when it is, printed")
struct DueReportTests {
  /// Friday 16:00, two ranges a day, from Monday to Friday.
  private static let hours = ["09:00-12:00", "13:30-17:00"].compactMap { WorkingRange($0) }
  private static let calendar = WorkingCalendar(weekly: [1: hours, 2: hours, 3: hours, 4: hours, 5: hours])
  private static let friday = calendar.moment(CivilDate("2026-11-27") ?? CivilDate(dayNumber: 0), 960)
  private static let report = DueReport(calendar.why(workingMinutes: 120, from: friday), utcOffsetMinutes: 480)

  @Test("the steps add up to what was promised, and the head says from when to when by the office's clock")
  func table() {
    let text = Self.report.text(.table, .chinese)
    #expect(text.contains("从 2026-11-27 16:00 起计 120 工作分钟，到期 2026-11-30 10:00"), "\(text)")
    let rows = Self.report.table(.english).rows
    #expect(rows.count == Self.report.due.steps.count && rows.count >= 3, "the weekend is a step of its own: \(text)")
    #expect(Self.report.text(.csv, .english).split(separator: "\r\n").count == rows.count + 1)
  }

  @Test("JSON is what the interface answers")
  func json() throws {
    let read = try JSONDecoder().decode(DueTime.self, from: Data(Self.report.text(.json, .chinese).utf8))
    #expect(read == Self.report.due)
  }
}
