import Canvas
import Desk
import Glyphs
import Testing
import Theming

@testable import Console
@testable import Views

@Suite("Screens of any size, with any text")
struct ScreenTests {
  let theme = ThemeShelf.fallback

  @Test("the real cursor is on the caret while one writes, wherever the caret is")
  func cursor() throws {
    var state = SampleSeat.state(80, 24)
    SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
    let empty = try #require(ScreenView.draw(state, theme: theme).frame.cursor)
    SampleSeat.type(&state, "好a")
    let after = try #require(ScreenView.draw(state, theme: theme).frame.cursor)
    #expect(after == Cursor(x: empty.x + 3, y: empty.y))
    SampleSeat.run(&state, .keyPressed(Key(.enter, .alt)))
    let next = try #require(ScreenView.draw(state, theme: theme).frame.cursor)
    #expect(next == Cursor(x: empty.x, y: empty.y + 1))
    SampleSeat.type(&state, String(repeating: "税", count: 300))
    let frame = ScreenView.draw(state, theme: theme).frame
    let long = try #require(frame.cursor)
    #expect(frame[long.x - 2, long.y].cluster?.string == "税")
    SampleSeat.run(&state, .keyPressed(Key(.escape)))
    #expect(ScreenView.draw(state, theme: theme).frame.cursor == nil)
  }

  @Test("text fields of popups have the cursor too")
  func popupCursor() {
    for key in [Key.character(":"), .character("K"), .character("r")] {
      var state = SampleSeat.state(100, 30)
      SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(key), .keyPressed(.character("x")))
      let screen = ScreenView.draw(state, theme: theme)
      #expect(screen.frame.cursor != nil, "\(key.name)")
    }
  }

  @Test("every size from nothing up is drawn, rows keep their width, and the cursor stays inside")
  func sizes() {
    for columns in stride(from: 1, through: 230, by: 13) {
      for rows in stride(from: 1, through: 70, by: 7) {
        var state = SampleSeat.state(columns, rows)
        SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
        if rows % 2 == 0 { SampleSeat.run(&state, .keyPressed(.control("p"))) }
        let frame = ScreenView.draw(state, theme: theme).frame
        #expect(frame.lines().allSatisfy { PlainText($0).width() == columns })
        if let cursor = frame.cursor { #expect(frame.bounds.contains(cursor.x, cursor.y)) }
      }
    }
  }

  @Test("names and words from outside never act on the terminal")
  func hostile() {
    var state = SampleSeat.state(120, 40)
    let nasty = "\u{1B}]0;pwned\u{7}\u{202E}evil\u{200B}\r\n\u{9B}31m"
    let message = Message(
      id: "x", conversation: "C1", number: 10, at: SampleSeat.start, author: Author(side: .taxpayer, name: nasty),
      body: .text(TextBody(nasty)))
    SampleSeat.run(
      &state,
      .eventArrived(
        Event(position: EventPosition(epoch: 1, sequence: 101), at: SampleSeat.start, body: .messagePosted(message))),
      .typingArrived(TypingNotice(conversation: "C1", side: .taxpayer, draft: nasty, isTyping: true)),
      .keyPressed(.character("1")), .keyPressed(.character("i")), .pasted(nasty))
    for line in ScreenView.draw(state, theme: theme).frame.lines() + LinearView.lines(state).map(\.string) {
      for scalar in line.unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E)
      }
    }
  }

  @Test("the pointer hits what is drawn there")
  func pointer() {
    var state = SampleSeat.state(120, 40)
    let hits = ScreenView.draw(state, theme: theme).hits
    let row = ScreenView.draw(state, theme: theme).frame.lines().firstIndex { $0.contains("欧阳**") } ?? 0
    #expect(hits.target(atColumn: 6, row: row) == .queueLine("Q2"))
    SampleSeat.run(&state, .pointed(PointerEvent(.pressed, on: hits.target(atColumn: 6, row: row))))
    #expect(state.queue.selected == "Q2")
    SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
    SampleSeat.type(&state, "一二三四")
    let writing = ScreenView.draw(state, theme: theme)
    let caret = writing.frame.cursor ?? Cursor(x: 0, y: 0)
    SampleSeat.run(
      &state, .pointed(PointerEvent(.pressed, on: writing.hits.target(atColumn: caret.x - 4, row: caret.y))))
    #expect(state.talk.editor.caret == 2)
  }

  @Test("where room is short the office's name gives way, never the taxpayer's page")
  func shortHeader() {
    for columns in [60, 66, 72, 80] {
      let row = ScreenView.draw(SampleSeat.state(columns, 24), theme: theme).frame.lines()[1]
      #expect(row.contains("http://127.0.0.1:43817/sample/"))
    }
  }

  @Test("equal states make equal frames: nothing is written when nothing changed")
  func idle() {
    let state = SampleSeat.state(120, 40)
    let first = ScreenView.draw(state, theme: theme).frame
    #expect(ScreenView.draw(state, theme: theme).frame.difference(from: first).isEmpty)
  }

  @Test("a second later only waits and clock are drawn")
  func second() {
    var state = SampleSeat.state(120, 40)
    // What calls has been said, and its flash is over.
    SampleSeat.run(&state, .ticked(milliseconds: 1_000_500), .ticked(milliseconds: 1_002_000))
    let first = ScreenView.draw(state, theme: theme).frame
    SampleSeat.run(&state, .ticked(milliseconds: 1_003_000))
    let changed = ScreenView.draw(state, theme: theme).frame.difference(from: first).runs
    #expect(changed.reduce(0) { $0 + $1.clusters.count } < 60)
  }

  @Test("the linear rendering reads the same state in order, in both languages")
  func linear() throws {
    for language in Language.allCases {
      var state = SampleSeat.state(80, 24, language: language)
      SampleSeat.run(&state, .keyPressed(.character("1")), .keyPressed(.character("i")))
      SampleSeat.type(&state, "您好")
      let text = LinearView.lines(state).map(\.string).joined(separator: "\n") + "\n"
      try Golden.check(text, "linear-\(language.rawValue)")
    }
  }

  @Test("what lies over the panes can be read and used in the linear rendering too")
  func linearPopups() throws {
    var text = ""
    for (name, keys) in ScreenGoldenTests.popups where name != "filter" {
      var state = SampleSeat.state(80, 24, language: .english)
      for key in keys { SampleSeat.run(&state, .keyPressed(key)) }
      let bare = LinearView.lines(state).count - LinearPopup.lines(state).count
      text += LinearView.lines(state).dropFirst(bare).map(\.string).joined(separator: "\n") + "\n\n"
    }
    for (_, keys) in ScreenGoldenTests.work where !keys.isEmpty {
      var state = SampleSeat.state(80, 24, language: .english)
      SampleSeat.run(&state, .keyPressed(.character("1")))
      SampleSeat.issueSheet(&state)
      for key in keys { SampleSeat.run(&state, .keyPressed(key)) }
      let bare = LinearView.lines(state).count - LinearPopup.lines(state).count - LinearSheet.completion(state).count
      text += LinearView.lines(state).dropFirst(bare).map(\.string).joined(separator: "\n") + "\n\n"
    }
    try Golden.check(text, "linear-popups")
  }

  @Test("a lost connection, a refused login and an empty floor say so")
  func sad() throws {
    var lost = SampleSeat.state(80, 24)
    SampleSeat.run(&lost, .streamLost(.unreachable("connection refused"), retryAt: 1_004_000))
    try Golden.check(FrameText(ScreenView.draw(lost, theme: theme).frame).text, "lost-80x24")
    var refused = State(size: Size(columns: 80, rows: 24), idPrefix: "T")
    SampleSeat.run(
      &refused, .started(drafts: [:], outbox: []),
      .requestFailed(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .refused(Problem(.tokenExpired))))
    try Golden.check(FrameText(ScreenView.draw(refused, theme: theme).frame).text, "refused-80x24")
    var ended = SampleSeat.state(120, 30)
    SampleSeat.run(&ended, .streamLost(.refused(Problem(.unauthenticated)), retryAt: nil))
    try Golden.check(FrameText(ScreenView.draw(ended, theme: theme).frame).text, "ended-120x30")
    var empty = SampleSeat.snapshot()
    empty.conversations = []
    empty.floor.groups = []
    empty.floor.waiting = []
    var quiet = State(size: Size(columns: 120, rows: 40), idPrefix: "T")
    SampleSeat.run(
      &quiet, .started(drafts: [:], outbox: []),
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(empty)))
    try Golden.check(FrameText(ScreenView.draw(quiet, theme: theme).frame).text, "quiet-120x40")
  }

  private static func head(_ frame: Frame) -> Substring? { FrameText(frame).text.split(separator: "\n").first }

  @Test("panes kept from frame to frame look as if drawn afresh, whatever happens")
  func kept() {
    var random = Seeded(seed: 11)
    var state = SampleSeat.state(120, 40)
    var drawer = ScreenDrawer()
    var shown = Frame(width: 0, height: 0)
    var before: State?
    var position: Int64 = 100
    let keys = Command.table.flatMap(\.keys) + "好a1x".map { Key.character($0) }
    for step in 0..<600 {
      SampleSeat.run(&state, .ticked(milliseconds: 1_000_000 + Int64(step) * 130))
      switch random.next() % 12 {
      case 0:
        position += 1
        let id: ConversationID = random.next() % 2 == 0 ? "C1" : "C2"
        let number = (state.replica?.conversations[id]?.conversation.lastNumber ?? 0) + 1
        let message = SampleSeat.message(id, number, 0, .taxpayer, .text(TextBody("第 \(step) 步")))
        SampleSeat.run(
          &state,
          .eventArrived(
            Event(
              position: EventPosition(epoch: 1, sequence: position), at: SampleSeat.start, body: .messagePosted(message)
            )))
      case 1:
        SampleSeat.run(
          &state, .typingArrived(TypingNotice(conversation: "C1", side: .taxpayer, draft: "\(step)", isTyping: true)))
      case 2: SampleSeat.run(&state, .streamLost(.unreachable("x"), retryAt: state.clock.monotonic + 3000))
      case 3:
        SampleSeat.run(
          &state, .streamOpened, .headReached(EventPosition(epoch: 1, sequence: position), at: SampleSeat.start))
      case 4:
        let head = EventPosition(epoch: 1, sequence: position)
        SampleSeat.run(
          &state, .digestArrived(SampleSeat.floor(at: SampleSeat.start.advanced(milliseconds: Int64(step)), head: head))
        )
      case 5 where step % 5 == 0: SampleSeat.run(&state, .resized(Size(columns: 70 + step % 90, rows: 18 + step % 30)))
      case 6, 7, 8: SampleSeat.run(&state, .keyPressed(.character(step % 3 == 0 ? "写" : "w")))
      default: SampleSeat.run(&state, .keyPressed(keys[Int(random.next() % UInt64(keys.count))]))
      }
      let patch = drawer.drawWriting(state, theme: theme)
      let written = patch.map { patch in
        var frame = shown
        #expect(frame.paste(patch) != nil)
        return frame
      }
      let kept = drawer.draw(state, theme: theme)
      let earlier = shown
      shown = kept.frame
      let fresh = ScreenView.draw(state, theme: theme)
      if let written, let before, !state.talk.editor.isEmpty, before.layout == state.layout,
        state.differsOnlyInWriting(from: before),
        before.clock.now.map({ $0.milliseconds / 1000 }) == state.clock.now.map({ $0.milliseconds / 1000 }),
        // How late the connection is stands in the header, and moves by itself.
        Self.head(earlier) == Self.head(fresh.frame)
      {
        #expect(written == fresh.frame, "step \(step)")
      }
      before = state
      #expect(kept.frame == fresh.frame, "step \(step)")
      #expect(kept.hits == fresh.hits, "step \(step)")
      if kept.frame != fresh.frame { break }
    }
  }

  @Test("what a key writes is the frame that comes after it, before anything else was looked at")
  func writing() throws {
    var state = SampleSeat.state(120, 40)
    SampleSeat.run(&state, .ticked(milliseconds: 1_000_000))
    state.focus = .composer
    try #require(state.isJustWriting)
    var drawer = ScreenDrawer()
    let early = drawer.drawWriting(state, theme: theme)
    #expect(early == nil, "nothing was drawn yet")
    var shown = drawer.draw(state, theme: theme).frame
    let keys =
      "请换用 abc 平台。".map { Key.character($0) } + [
        Key(.backspace), Key(.left), .character("x"), .control("u"), .character("好"),
      ]
    for (step, key) in keys.enumerated() {
      SampleSeat.run(&state, .ticked(milliseconds: 1_000_001 + Int64(step)), .keyPressed(key))
      let drawn = drawer.drawWriting(state, theme: theme)
      let patch = try #require(drawn)
      let before = shown
      let pasted = shown.paste(patch)
      let told = try #require(pasted)
      #expect(told == shown.difference(from: before), "step \(step)")
      let whole = drawer.draw(state, theme: theme).frame
      #expect(whole == ScreenView.draw(state, theme: theme).frame, "step \(step)")
      // What invites to write comes with the rest.
      if !state.talk.editor.isEmpty { #expect(shown == whole, "step \(step)") }
      shown = whole
    }
    SampleSeat.run(&state, .keyPressed(Key(.function(1))))
    let covered = drawer.drawWriting(state, theme: theme)
    #expect(covered == nil, "something lies over the field")
  }
}
