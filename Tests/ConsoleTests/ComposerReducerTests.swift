import Desk
import Testing

@testable import Console

@Suite("The writing field: never blind, never lost, never twice")
struct ComposerReducerTests {
  @Test("Enter puts the words into the outbox under an id of their own and empties the field")
  func sending() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .ticked(milliseconds: 1500))
    var ids = store.state.ids
    let message = PendingMessage(
      id: ids.nextMessage(), conversation: "C1", text: "好", writtenAt: store.state.clock.now)
    store.press(Key(.enter), effects: [.enqueue(message), .persistDraft("C1", "")]) {
      $0.ids = ids
      $0.outbox = [message]
      $0.talks["C1"]?.editor = Editor()
      $0.talks["C1"]?.typingToldAt = nil
      $0.talks["C1"]?.unsavedSince = nil
    }
  }

  @Test("white space alone is not sent")
  func blank() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character(" ")))
    store.press(Key(.enter))
  }

  @Test("Alt-Enter and Ctrl-J break the line", arguments: [Key(.enter, .alt), .control("j")])
  func newline(_ key: Key) {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("一")), .keyPressed(key), .keyPressed(.character("二")))
    #expect(store.state.talk.editor.text == "一\n二")
  }

  @Test("every printable key is text here", arguments: ["?", ":", "/", "q", "j", "1", " ", "。", "A"])
  func printable(_ character: Character) {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character(character)))
    #expect(store.state.talk.editor.text == String(character))
    #expect(store.state.popup == nil)
  }

  @Test("while the connection is lost the first Enter warns, the second keeps the words for later")
  func offline() {
    var store = Scene.writing()
    store.arrange(.streamLost(.unreachable("x"), retryAt: nil), .keyPressed(.character("好")))
    #expect(store.arrange(.keyPressed(Key(.enter))).isEmpty)
    #expect(store.state.talk.isSendArmed)
    #expect(store.state.talk.editor.text == "好")
    #expect(store.arrange(.keyPressed(Key(.enter))).count == 2)
    #expect(store.state.outbox.map(\.text) == ["好"])
  }

  @Test("what came while the connection was lost asks for a second Enter; editing asks anew")
  func missed() {
    var store = Scene.writing()
    store.arrange(
      .keyPressed(.character("好")), .streamLost(.unreachable("x"), retryAt: 9), .streamOpened,
      Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "不用了"))),
      .headReached(Scene.position(11), at: Scene.start))
    #expect(store.arrange(.keyPressed(Key(.enter))).isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("1 条") == true)
    #expect(store.arrange(.keyPressed(Key(.enter))).contains { if case .enqueue = $0 { true } else { false } })
    #expect(store.state.talk.missed == 0)
  }

  @Test("too long a message stays in the field and says by how much")
  func tooLong() {
    var store = Scene.writing()
    store.arrange(.pasted(String(repeating: "税", count: 3000)))
    #expect(store.arrange(.keyPressed(Key(.enter))).isEmpty)
    #expect(store.state.talk.editor.characters.count == 3000)
    #expect(store.state.notices.last?.weight == .failure)
  }

  @Test("the taxpayer learns that the agent types, never what, and that they stopped")
  func typing() {
    var store = Scene.writing()
    #expect(
      store.arrange(.keyPressed(.character("好"))).requests == [.typing("C1", TypingReport(draft: "…"))])
    #expect(store.arrange(.keyPressed(.character("的"))).isEmpty)
    let effects = store.arrange(.ticked(milliseconds: 7000))
    #expect(effects.requests == [.typing("C1", TypingReport(draft: ""))])
    #expect(effects.contains(.persistDraft("C1", "好的")))
    #expect(store.arrange(.ticked(milliseconds: 20_000)).isEmpty)
  }

  @Test("each conversation keeps its own draft; Esc throws nothing away")
  func drafts() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("甲")), .keyPressed(.alt("2")), .keyPressed(.character("乙")))
    #expect(store.state.selected == "C2")
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(Key(.escape)), .keyPressed(Key(.escape)))
    #expect(store.state.talks["C1"]?.editor.text == "甲")
    #expect(store.state.talks["C2"]?.editor.text == "乙")
  }

  @Test("a refused message goes with its conversation: nobody could take it back")
  func refusedAndGone() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    let id = store.state.outbox[0].id
    store.arrange(.outboxSending(id), .outboxRefused(id, Problem(.notYours)))
    let entry = QueueEntry(
      group: "invoice", enteredAt: Scene.start, priority: 0, reason: "", ageingPerPrioritySeconds: 1)
    let effects = store.arrange(Scene.event(11, .queued(Queued(conversation: "C1", entry: entry))))
    #expect(effects.contains(.withdraw(id)))
    #expect(store.state.outbox.isEmpty)
    #expect(store.state.notices.contains { $0.text.chinese.contains("好") })
  }

  @Test("a posted message whose conversation is gone is no longer on its way: its event is not told here")
  func postedAndGone() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    let id = store.state.outbox[0].id
    let wrapUp = WrapUp(code: nil, summary: "", at: Scene.start)
    store.arrange(
      .outboxSending(id), Scene.event(11, .wrappedUp(WrappedUp(conversation: "C1", wrapUp: wrapUp))))
    #expect(store.state.outbox.map(\.id) == [id])
    let gone = Scene.detail("C1", "王*", accepted: 10, messages: 9, stage: .closed).conversation
    store.arrange(.outboxPosted(id, PostedMessages(messages: [], conversation: gone)))
    #expect(store.state.outbox.isEmpty)
  }

  @Test("a refused message can be sent again or taken back")
  func refused() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    let id = store.state.outbox[0].id
    store.arrange(.outboxSending(id), .outboxRefused(id, Problem(.invalidText)))
    #expect(store.arrange(.keyPressed(.alt("f"))) == [.retry(id)])
    store.arrange(.outboxRefused(id, Problem(.invalidText)))
    #expect(store.arrange(.keyPressed(.alt("z"))).contains(.withdraw(id)))
    #expect(store.state.talk.editor.text == "好")
    #expect(store.state.outbox.isEmpty)
  }

  @Test("a sent message leaves the outbox when the log tells it, and is never shown twice")
  func posted() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    let id = store.state.outbox[0].id
    let message = Scene.message("C1", 3, .agent, "好", as: id.rawValue)
    store.arrange(Scene.event(11, .messagePosted(message)))
    #expect(store.state.outbox.isEmpty)
    var conversation = Scene.detail("C1", "王*", accepted: 10).conversation
    conversation.lastNumber = 3
    store.arrange(.outboxPosted(id, PostedMessages(messages: [message], conversation: conversation)))
    #expect(store.state.current?.messages.count == 3)
  }

  @Test("an answer that jumps over a message waits for the log: no message is hidden")
  func gap() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    let id = store.state.outbox[0].id
    let mine = Scene.message("C1", 4, .agent, "好", as: id.rawValue)
    var conversation = Scene.detail("C1", "王*", accepted: 10).conversation
    conversation.lastNumber = 4
    store.arrange(.outboxPosted(id, PostedMessages(messages: [mine], conversation: conversation)))
    #expect(store.state.outbox.map(\.mark) == [.posted])
    store.arrange(
      Scene.event(11, .messagePosted(Scene.message("C1", 3, .taxpayer, "等等"))),
      Scene.event(12, .messagePosted(mine)))
    #expect(store.state.current?.messages.map(\.number) == [1, 2, 3, 4])
    #expect(store.state.outbox.isEmpty)
  }
}
