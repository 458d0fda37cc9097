import Canvas
import Desk
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("The wall looks as recorded")
struct WallGoldenTests {
  private func check(_ state: State, _ look: ScreenGoldenTests.Look, _ name: String) throws {
    let theme = try ThemeShelf().theme(look.theme)
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "wall-\(name)-\(look.testDescription)")
  }

  @Test("all at once where there is room, else one pane at a time", arguments: ScreenGoldenTests.looks)
  func panes(_ look: ScreenGoldenTests.Look) throws {
    var state = SampleWall.state(look.columns, look.rows, theme: look.theme, language: look.language)
    try check(state, look, "queues")
    SampleSeat.run(&state, .keyPressed(.character("2")), .keyPressed(.character("j")))
    try check(state, look, "seats")
  }

  static let acts: [(String, [Key])] = [
    ("talks", [.character("3")]), ("promises", [.character("4")]), ("heat", [.character("5")]),
    ("announcements", [.character("6")]), ("staffing", [.character("i")]),
    ("move", [.character("3"), .character("j"), .character("m")]),
    ("whisper", [.character("3"), .character("j"), .character("w"), .character("好")]),
    ("state", [.character("2"), .character("s")]), ("close", [.character("1"), .character("o")]),
    ("alerts", [.character("7")]), ("figures", [.character("9")]), ("blocks", [.character("8")]),
    ("lender", [.character("i"), Key(.right)]), ("offer", [.character("c")]),
    ("help", [.character("?")]),
  ]

  @Test("lists and what is asked", arguments: acts.map(\.0), ScreenGoldenTests.small)
  func asked(_ name: String, _ look: ScreenGoldenTests.Look) throws {
    var state = SampleWall.state(look.columns, look.rows, theme: look.theme, language: look.language)
    for key in Self.acts.first(where: { $0.0 == name })?.1 ?? [] { SampleSeat.run(&state, .keyPressed(key)) }
    try check(state, look, name)
  }

  @Test("of sixteen colours a marked row has one ground: nothing bold is reversed, which many terminals show as grey")
  func sixteen() throws {
    var state = SampleWall.state(120, 40, theme: "light", language: .chinese)
    SampleSeat.run(&state, .keyPressed(.character("2")))
    let frame = ScreenView.draw(state, theme: try ThemeShelf().theme("light").quantised(to: .ansi16)).frame
    let cells = (0..<frame.height).flatMap { y in (0..<frame.width).map { x in frame[x, y].style } }
    #expect(cells.contains { $0.attributes.contains(.reverse) })
    #expect(!cells.contains { $0.attributes.isSuperset(of: [.reverse, .bold]) && $0.foreground == .indexed(0) })
  }

  @Test("a talk that is watched", arguments: ScreenGoldenTests.small)
  func watch(_ look: ScreenGoldenTests.Look) throws {
    var state = SampleWall.state(look.columns, look.rows, theme: look.theme, language: look.language)
    SampleWall.watch(&state)
    try check(state, look, "watch")
  }

  @Test("conversations behind a figure of the past", arguments: ScreenGoldenTests.small)
  func past(_ look: ScreenGoldenTests.Look) throws {
    var state = SampleWall.state(look.columns, look.rows, theme: look.theme, language: look.language)
    SampleWall.lookBack(&state)
    try check(state, look, "past")
  }

  @Test("alerts, figures, the past and a record are plain lines, too")
  func linearFigures() {
    var state = SampleWall.state(120, 40)
    SampleSeat.run(&state, .keyPressed(.character("7")))
    var lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("告警：严重") } && lines.contains { $0.contains("在处理") })
    SampleSeat.run(&state, .keyPressed(.character("9")))
    lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("服务水平 82%") })
    SampleWall.lookBack(&state)
    lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("放弃") })
    SampleSeat.run(&state, .keyPressed(.character("8")))
    lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("持续辱骂") })
  }

  @Test("as plain lines it says figures, pane, marked row, and what is asked")
  func linear() {
    var state = SampleWall.state(120, 40)
    var lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains("== 值班墙 ==") && lines.contains { $0.contains("排队 6") })
    #expect(lines.contains { $0.contains("登记注销") && $0.contains("已关闭") })
    SampleSeat.run(&state, .keyPressed(.character("2")), .keyPressed(.character("s")))
    lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("坐席状态") } && lines.contains { $0.contains("示忙") })
    SampleSeat.run(&state, .keyPressed(Key(.escape)))
    SampleWall.watch(&state)
    lines = LinearView.lines(state).map(\.string)
    #expect(lines.contains { $0.contains("监看 欧阳**") } && lines.contains { $0.contains("我再看看提示") })
  }
}
