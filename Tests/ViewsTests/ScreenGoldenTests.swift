import Canvas
import Desk
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("Screens look as recorded")
struct ScreenGoldenTests {
  struct Look: Sendable, CustomTestStringConvertible {
    var columns: Int
    var rows: Int
    var theme: String
    var language: Language
    var testDescription: String { "\(columns)x\(rows)-\(theme)-\(language.rawValue)" }
  }

  static let looks = [(80, 24), (120, 40), (200, 50)].flatMap { size in
    ["dark", "light"].flatMap { theme in
      Language.allCases.map { Look(columns: size.0, rows: size.1, theme: theme, language: $0) }
    }
  }

  @Test("the seat at work", arguments: looks)
  func seat(_ look: Look) throws {
    var state = SampleSeat.state(look.columns, look.rows, theme: look.theme, language: look.language)
    SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
    SampleSeat.type(&state, "麻烦您再截一张图，包括上方的错误代码")
    SampleSeat.run(
      &state, .typingArrived(TypingNotice(conversation: "C1", side: .taxpayer, draft: "提示是：该发票已", isTyping: true)))
    let theme = try ThemeShelf().theme(look.theme)
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "seat-\(look.testDescription)")
  }

  static let popups: [(String, [Key])] = [
    ("preview", [.character("p")]), ("presence", [.character("s")]), ("palette", [.character(":"), .character("j")]),
    ("help", [.character("?")]), ("question", [.character("1"), .character("e")]),
    ("knowledge", [.character("1"), .character("K")]), ("replies", [.character("1"), .character("r")]),
    ("wrapup", [.character("3"), .character("w"), .character("红")]), ("card", [.character("1"), .character("c")]),
    ("filter", [.character("/"), .character("额")]), ("block", [.character("1"), .character("b"), .character("骂")]),
    ("reply", [.character("1"), .character("i"), .character("稍"), .alt("r"), .alt("s")]),
    ("sheet-templates", [.character("1"), .character("m")]),
    (
      "sheet-order", [.character("1"), .character("m"), Key(.enter), .character("j"), .character("m"), .character("a")]
    ),
  ]

  @Test("what lies over the panes", arguments: popups.map(\.0), [(80, 24), (120, 40)])
  func popup(_ name: String, _ size: (Int, Int)) throws {
    var state = SampleSeat.state(size.0, size.1)
    for key in Self.popups.first(where: { $0.0 == name })?.1 ?? [] { SampleSeat.run(&state, .keyPressed(key)) }
    if case .preview = state.popup {
      let request = OutgoingRequest(id: RequestID("x"), kind: .conversation("Q1"))
      var detail = SampleSeat.first
      detail.conversation.id = "Q1"
      detail.conversation.stage = .waiting
      detail.messages = Array(detail.messages.prefix(5))
      SampleSeat.run(&state, .requestSucceeded(request, .conversation(detail)))
    }
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "\(name)-\(size.0)x\(size.1)")
  }

  static let routed = [(80, 24), (120, 40)].flatMap { size in
    Language.allCases.map { Look(columns: size.0, rows: size.1, theme: "dark", language: $0) }
  }

  @Test("an offer over what is being written", arguments: routed)
  func offer(_ look: Look) throws {
    var state = SampleSeat.state(look.columns, look.rows, language: look.language)
    SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
    SampleSeat.type(&state, "麻烦您再截一张图")
    SampleSeat.offer(&state)
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "offer-\(look.testDescription)")
  }

  @Test("the side-talk of a consult", arguments: routed)
  func consult(_ look: Look) throws {
    var state = SampleSeat.state(look.columns, look.rows, language: look.language)
    SampleSeat.run(&state, .keyPressed(.character("1")))
    SampleSeat.consult(&state)
    SampleSeat.run(&state, .keyPressed(.alt("q")))
    SampleSeat.type(&state, "好的，我告诉他")
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "consult-\(look.testDescription)")
  }

  @Test("an invitation that was agreed to, with the way into its room", arguments: [(80, 24), (120, 40)])
  func call(_ size: (Int, Int)) throws {
    var state = SampleSeat.state(size.0, size.1)
    SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("x")))
    var invitation = Invitation(
      id: "I1", kind: .remoteAssist, proposedBy: .agent, number: 10, at: SampleSeat.start.advanced(seconds: -20),
      due: SampleSeat.start.advanced(seconds: 40))
    let answer = Invitation.Act.answer(by: .taxpayer, accepts: true)
    if case .becomes(let next) = invitation.after(answer, at: SampleSeat.start, InvitationLimits()) {
      invitation = next
    }
    let position = EventPosition(epoch: 1, sequence: 101)
    SampleSeat.run(
      &state,
      .eventArrived(
        Event(
          position: position, at: SampleSeat.start,
          body: .invitationChanged(InvitationChange(conversation: "C1", invitation: invitation)))),
      .requestSucceeded(
        OutgoingRequest(id: RequestID("x"), kind: .roomLink("C1", "I1")),
        .room(
          RoomAddress(
            invitation: "I1", url: "https://zuoxi.example.gov.cn/room/#demo.0123456789abcdef0123456789abcdef",
            expiresAt: SampleSeat.start.advanced(seconds: 120)))))
    let theme = try ThemeShelf().theme("dark")
    let name = "call-\(size.0)x\(size.1)"
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, name)
    #expect(LinearView.lines(state).contains { $0.string.contains("/room/#demo.") })
  }

  /// What is shown of a sheet, and of replies offered, by the keys that lead there.
  static let work: [(String, [Key])] = [
    ("sheet", [.character("m"), .character("j")]),
    ("sheet-return", [.character("m"), .character("j"), .character("r"), Key(.down)]),
    ("sheet-result", [.character("m"), .character("d")]),
    ("sheet-talk", []),
    ("completion", [.character("i"), .character("/"), .character("s")]),
  ]

  static let small = looks.filter { $0.columns <= 120 && $0.theme == "dark" }

  @Test("sheets at work and replies offered", arguments: work.map(\.0), small)
  func sheet(_ name: String, _ look: Look) throws {
    var state = SampleSeat.state(look.columns, look.rows, language: look.language)
    SampleSeat.run(&state, .keyPressed(.character("1")))
    SampleSeat.issueSheet(&state)
    for key in Self.work.first(where: { $0.0 == name })?.1 ?? [] { SampleSeat.run(&state, .keyPressed(key)) }
    let theme = try ThemeShelf().theme("dark")
    let place = "\(name)-\(look.columns)x\(look.rows)-\(look.language.rawValue)"
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, place)
  }

  @Test("a terminal that makes ambiguous characters two cells wide gets ASCII signs")
  func wide() throws {
    var state = SampleSeat.state(80, 24, isWide: true)
    SampleSeat.run(&state, .keyPressed(.character("1")))
    let theme = try ThemeShelf().theme("dark")
    try Golden.check(FrameText(ScreenView.draw(state, theme: theme).frame).text, "seat-80x24-ambiguous-wide")
  }
}
