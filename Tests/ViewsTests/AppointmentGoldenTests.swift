import Canvas
import Desk
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("Appointments look as recorded")
struct AppointmentGoldenTests {
  static let spans: [(String, [Key])] = [
    ("day", [.alt("b")]), ("week", [.alt("b"), .character("w")]), ("month", [.alt("b"), .character("m")]),
  ]

  private func draw(_ state: State, _ theme: String = "dark") throws -> Frame {
    ScreenView.draw(state, theme: try ThemeShelf().theme(theme)).frame
  }

  @Test("day, week and month", arguments: spans.map(\.0), ScreenGoldenTests.looks)
  func span(_ name: String, _ look: ScreenGoldenTests.Look) throws {
    var state = SampleAppointments.state(look.columns, look.rows, theme: look.theme, language: look.language)
    for key in Self.spans.first(where: { $0.0 == name })?.1 ?? [] { SampleSeat.run(&state, .keyPressed(key)) }
    let frame = try draw(state, look.theme)
    try Golden.check(FrameText(frame).text, "appointments-\(name)-\(look.testDescription)")
  }

  @Test("with signs of ambiguous width, moving, cancelling, detail and alarm settings")
  func rest() throws {
    var state = SampleAppointments.state(80, 24, isWide: true)
    SampleSeat.run(&state, .keyPressed(.alt("b")), .keyPressed(.character("w")))
    try Golden.check(FrameText(try draw(state)).text, "appointments-week-80x24-ambiguous-wide")
    state = SampleAppointments.state(80, 24)
    SampleSeat.run(&state, .keyPressed(.alt("b")), .keyPressed(Key(.enter)))
    try Golden.check(FrameText(try draw(state)).text, "appointments-detail-80x24")
    SampleSeat.run(&state, .keyPressed(.character("x")), .keyPressed(.character("病")))
    try Golden.check(FrameText(try draw(state)).text, "appointments-cancel-80x24")
    SampleSeat.run(&state, .keyPressed(Key(.escape)), .keyPressed(.character("r")))
    let slots = (0..<3).map {
      Slot(start: SampleSeat.start.advanced(seconds: 86_400 + $0 * 1_800), minutes: 30, free: 3 - $0, capacity: 3)
    }
    let day = WorkingDay(day: try #require(CivilDate("2026-11-24")), ranges: [], kind: .workday)
    let asked = OutgoingRequest(
      id: RequestID("x"), kind: .slots(rule: "invoice-help", from: day.day, days: 14))
    SampleSeat.run(&state, .requestSucceeded(asked, .slots(SlotList(days: [SlotDay(day: day, slots: slots)]))))
    try Golden.check(FrameText(try draw(state)).text, "appointments-move-80x24")
    state = SampleAppointments.state(80, 24)
    _ = CommandReducer.run(&state, .alarmSettings)
    try Golden.check(FrameText(try draw(state)).text, "alarm-settings-80x24")
  }

  @Test("as plain lines, for screen readers")
  func linear() throws {
    var lines: [String] = []
    for (name, keys) in Self.spans {
      var state = SampleAppointments.state(120, 40)
      for key in keys { SampleSeat.run(&state, .keyPressed(key)) }
      lines.append("-- \(name)")
      lines += LinearView.lines(state).map(\.string).drop { !$0.hasPrefix("==") }
    }
    try Golden.check(lines.joined(separator: "\n") + "\n", "linear-appointments")
  }

  @Test("whatever the size, nothing is drawn outside, and every state draws")
  func everySize() throws {
    let theme = try ThemeShelf().theme("dark")
    for columns in stride(from: 60, through: 200, by: 7) {
      for rows in stride(from: 16, through: 60, by: 5) {
        for (_, keys) in Self.spans {
          var state = SampleAppointments.state(columns, rows)
          for key in keys { SampleSeat.run(&state, .keyPressed(key)) }
          #expect(ScreenView.draw(state, theme: theme).frame.width == columns)
        }
      }
    }
  }
}
