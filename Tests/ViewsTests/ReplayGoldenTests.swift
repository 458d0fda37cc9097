import Canvas
import Desk
import Glyphs
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("The player looks as recorded")
struct ReplayGoldenTests {
  private func player(_ look: ScreenGoldenTests.Look, isWide: Bool = false) -> ReplayState {
    ReplayState(
      ReplayTimeline(SampleReplay.record),
      preferences: Preferences(language: look.language, theme: look.theme, isAmbiguousWide: isWide),
      size: Size(columns: look.columns, rows: look.rows), speed: .fourfold, monotonic: 0)
  }

  private func press(_ state: inout ReplayState, _ keys: Key...) {
    for key in keys { _ = ReplayReducer.reduce(&state, .keyPressed(key)) }
  }

  @Test("in the middle of a talk", arguments: ScreenGoldenTests.looks)
  func middle(_ look: ScreenGoldenTests.Look) throws {
    var state = player(look)
    press(&state, .character("7"))
    let theme = try ThemeShelf().theme(look.theme)
    try Golden.check(FrameText(ReplayView.draw(state, theme: theme)).text, "replay-\(look.testDescription)")
  }

  @Test("its end, its help, as the taxpayer saw it, and in ASCII", arguments: ["end", "help", "seen", "wide"])
  func others(_ name: String) throws {
    let look = ScreenGoldenTests.Look(columns: 80, rows: 24, theme: "dark", language: .chinese)
    var state = player(look, isWide: name == "wide")
    press(&state, name == "wide" ? .character("7") : Key(.end))
    if name == "help" { press(&state, .character("?")) }
    if name == "seen" { press(&state, .character("p")) }
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(FrameText(ReplayView.draw(state, theme: theme)).text, "replay-\(name)-80x24")
  }

  @Test("printed, with true times", arguments: Language.allCases)
  func text(_ language: Language) throws {
    let lines = ReplayText.lines(ReplayTimeline(SampleReplay.record), language).map(\.string)
    try Golden.check(lines.joined(separator: "\n") + "\n", "replay-text-\(language.rawValue)")
  }

  @Test("no size breaks it, and what a taxpayer is called reaches no terminal as a command")
  func sizes() throws {
    let theme = try ThemeShelf().theme("dark")
    var record = SampleReplay.record
    record.conversation.taxpayer.name = "\u{1B}]0;boo\u{7}林\u{202E}燕\u{1B}[2J"
    for columns in stride(from: 1, through: 220, by: 13) {
      for rows in [1, 8, 16, 24, 51] {
        var state = ReplayState(
          ReplayTimeline(record), preferences: Preferences(), size: Size(columns: columns, rows: rows), monotonic: 0)
        for key in [Key(.end), .character("?"), .character("4")] {
          press(&state, key)
          let frame = ReplayView.draw(state, theme: theme)
          #expect(frame.width == columns && frame.height == rows)
          #expect(frame.lines().allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E } })
        }
      }
    }
  }
}
