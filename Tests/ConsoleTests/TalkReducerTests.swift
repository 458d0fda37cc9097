import Desk
import Testing

@testable import Console

@Suite("Talks: reading, unread marks, ending, writing up")
struct TalkReducerTests {
  @Test("a message on the screen of a focused window is read; another's is received only")
  func receipts() {
    var store = Scene.writing()
    let here = store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "好"))))
    #expect(here.requests.contains(.receipt("C1", ReceiptReport(delivered: 3, read: 3))))
    let there = store.arrange(Scene.event(12, .messagePosted(Scene.message("C2", 3, .taxpayer, "好"))))
    #expect(there.requests == [.receipt("C2", ReceiptReport(delivered: 3, read: 2))])
    #expect(there.contains(.bell))
    #expect(store.state.unreadConversations.map(\.conversation.id) == ["C2"])
    store.arrange(.keyPressed(.alt("a")))
    #expect(store.state.selected == "C2")
    #expect(store.state.unreadConversations.isEmpty)
  }

  @Test("without the window's focus nothing is read, and the user is told outside")
  func away() {
    var store = Scene.writing()
    store.arrange(.terminalFocusChanged(false))
    let effects = store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "在吗"))))
    #expect(effects.requests.contains(.receipt("C1", ReceiptReport(delivered: 3, read: 2))))
    #expect(effects.contains(.notify(title: "王*", body: "在吗")))
    #expect(
      store.arrange(.terminalFocusChanged(true)).requests.contains(
        .receipt("C1", ReceiptReport(delivered: 3, read: 3))))
  }

  @Test("what came while one looked elsewhere stands below a line, until one looks away again")
  func newSinceLooked() throws {
    var store = Scene.writing()
    func lines() throws -> [TalkLine.Kind] {
      try #require(store.state.talkWindow(store.state.layout)).lines.map(\.kind)
    }
    #expect(try !lines().contains(.unseen))
    store.arrange(.terminalFocusChanged(false))
    store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "在吗"))))
    store.arrange(.terminalFocusChanged(true))
    let seen = try lines()
    #expect(seen.suffix(3) == [.unseen, .author(.taxpayer), .words(.taxpayer)])
    // What comes while one looks goes below the same line.
    store.arrange(Scene.event(12, .messagePosted(Scene.message("C1", 4, .taxpayer, "急"))))
    #expect(try lines().suffix(4) == [.unseen, .author(.taxpayer), .words(.taxpayer), .words(.taxpayer)])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("2")), .keyPressed(.character("1")))
    #expect(try store.state.selected == "C1" && !lines().contains(.unseen))
  }

  @Test("what a lost connection kept away stands below the line too")
  func newAfterGap() throws {
    var store = Scene.writing()
    store.arrange(.streamLost(.unreachable("reset"), retryAt: 2000), .streamOpened)
    store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "在吗"))))
    store.arrange(.headReached(Scene.position(11), at: Scene.start))
    #expect(try #require(store.state.talkWindow(store.state.layout)).lines.contains { $0.kind == .unseen })
  }

  @Test("scrolled back, new messages do not move the page and ask for a second Enter")
  func scrolled() throws {
    var store = Scene.live()
    store.set { $0.replica?.merge(Scene.detail("C1", "王*", accepted: 10, messages: 80)) }
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("i")), .keyPressed(Key(.pageUp)))
    let before = try #require(store.state.talkWindow(store.state.layout)).lines
    store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 81, .taxpayer, "还在吗"))))
    #expect(store.state.newBelow == 1)
    #expect(try #require(store.state.talkWindow(store.state.layout)).lines == before)
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    #expect(store.state.talk.scroll == nil)
    #expect(store.state.talk.isSendArmed)
    #expect(store.state.outbox.isEmpty)
  }

  @Test("scrolling stops at the top, loads earlier messages once, and comes back as many steps as it went")
  func top() {
    var store = Scene.live()
    var detail = Scene.detail("C1", "王*", accepted: 10, messages: 80)
    detail.messages.removeFirst(40)
    store.set { $0.replica?.merge(detail) }
    store.set { state in
      state.replica = state.replica.map { replica in
        var snapshot = Scene.snapshot()
        snapshot.conversations = [detail, replica.conversations["C2"] ?? detail]
        return Replica(snapshot)
      }
    }
    store.arrange(.keyPressed(.character("1")), .keyPressed(Key(.tab)))
    store.set { $0.focus = .talk }
    #expect(store.arrange(.keyPressed(.character("g"))).requests == [.earlier("C1", before: 41)])
    #expect(store.arrange(.keyPressed(.character("k"))).requests.isEmpty)
    let page = MessagePage(messages: Scene.detail("C1", "王*", accepted: 10, messages: 40).messages, hasEarlier: false)
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .earlier("C1", before: 41)), .page(page)))
    #expect(store.state.current?.messages.count == 80)
    let rows = store.state.talk.scroll?.rows ?? 0
    for _ in 0..<rows { store.arrange(.keyPressed(.character("j"))) }
    #expect(store.state.talk.scroll == nil)
  }

  @Test("the taxpayer's draft is shown while they type and goes with their message")
  func draft() {
    var store = Scene.live()
    store.send(.typingArrived(TypingNotice(conversation: "C1", side: .taxpayer, draft: "请问", isTyping: true))) {
      $0.talks["C1"]?.typed = LiveDraft(text: "请问", at: 1000)
    }
    store.arrange(Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "请问"))))
    #expect(store.state.talks["C1"]?.typed == nil)
    store.arrange(.typingArrived(TypingNotice(conversation: "C1", side: .taxpayer, draft: "还", isTyping: true)))
    store.arrange(.ticked(milliseconds: 60_000))
    #expect(store.state.talks["C1"]?.typed == nil)
  }

  @Test("ending asks first, then the form takes code and summary, and the conversation goes")
  func ending() {
    var store = Scene.writing()
    #expect(store.arrange(.keyPressed(.alt("e"))).isEmpty)
    #expect(store.state.popup == .question(.end("C1")))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.end("C1")])
    let ended = Scene.detail("C1", "王*", accepted: 10, messages: 3, stage: .wrapUp)
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .end("C1")), .conversation(ended)))
    #expect(store.state.popup == .wrapUp("C1"))
    store.arrange(.keyPressed(.character("红")), .keyPressed(Key(.enter)), .pasted("已处理"))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    let wanted = OutgoingRequest.Kind.wrapUp("C1", WrapUpRequest(code: "red", summary: "已处理"))
    #expect(effects.requests == [wanted])
    #expect(store.arrange(.keyPressed(Key(.enter))).isEmpty)
    let closed = Scene.detail("C1", "王*", accepted: 10, stage: .closed)
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: wanted), .conversation(closed)),
      Scene.event(
        11,
        .wrappedUp(WrappedUp(conversation: "C1", wrapUp: WrapUp(code: "red", summary: "已处理", at: Scene.start)))))
    #expect(store.state.popup == nil)
    #expect(store.state.selected == "C2")
    #expect(store.state.talks["C1"] == nil)
  }

  @Test("Esc in the wrap-up form keeps what is written")
  func formKept() {
    var store = Scene.live()
    store.set { $0.replica?.merge(Scene.detail("C1", "王*", accepted: 10, messages: 3, stage: .wrapUp)) }
    store.arrange(
      .keyPressed(.character("1")), .keyPressed(.character("w")), .keyPressed(Key(.tab)), .pasted("补交资料"),
      .keyPressed(Key(.escape)), .keyPressed(.character("w")))
    #expect(store.state.talks["C1"]?.form.summary.text == "补交资料")
    #expect(store.state.place == .wrapUpSummary)
  }

  @Test("a wrap-up code is found by pinyin initials, and whoever comes back to the form sees all of them")
  func codes() {
    var store = Scene.live()
    store.set { $0.replica?.merge(Scene.detail("C1", "王*", accepted: 10, messages: 3, stage: .wrapUp)) }
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("w")))
    store.arrange(.keyPressed(.character("h")), .keyPressed(.character("z")))
    #expect(store.state.wrapUpCodes(for: "C1").map(\.code) == ["red"])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("w")))
    #expect(store.state.wrapUpCodes(for: "C1").count == 2)
  }

  @Test("a quick reply is found by pinyin initials and filled in at the caret")
  func quickReply() {
    var store = Scene.writing()
    store.arrange(
      .keyPressed(.alt("r")), .keyPressed(.character("w")), .keyPressed(.character("h")), .keyPressed(Key(.enter)))
    #expect(store.state.talk.editor.text == "纳税人您好，我是张敏。")
    #expect(store.state.focus == .composer)
  }

  @Test("the knowledge base is asked once typing pauses; an answer that comes late is dropped")
  func knowledge() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.alt("k")), .keyPressed(.character("红")), .keyPressed(.character("字")))
    let effects = store.arrange(.ticked(milliseconds: 1500))
    #expect(effects.requests == [.articles(query: "红字", limit: 20)])
    let article = Article(id: "K1", title: "红字发票", matter: "发票", group: "invoice", answer: "先确认，再开具。")
    store.arrange(
      .requestSucceeded(
        OutgoingRequest(id: RequestID("stale"), kind: .articles(query: "红", limit: 20)), .articles([])))
    if case .send(let request) = effects[0] {
      store.arrange(.requestSucceeded(request, .articles([article])))
    }
    store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.talk.editor.text == "先确认，再开具。")
  }

  @Test("leaving with conversations asks first; n stays, y leaves without signing out")
  func quitting() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("q")))
    #expect(store.state.popup == .question(.quit))
    #expect(store.arrange(.keyPressed(.character("n"))).isEmpty)
    store.arrange(.keyPressed(.character("q")))
    #expect(store.arrange(.keyPressed(.character("y"))) == [.quit(signOut: false)])
  }

  @Test("a state is chosen from the menu, with a break's reason")
  func presence() {
    var store = Scene.live()
    store.arrange(
      .keyPressed(.character("s")), .keyPressed(.character("j")), .keyPressed(.character("j")))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [.presence(PresenceRequest(choice: .onBreak, reason: "meal"))])
  }
}
