import Desk
import Testing

@testable import Console

@Suite("The queue: looking, filtering, taking")
struct QueueReducerTests {
  @Test("a and Enter take the marked one", arguments: [Key.character("a"), Key(.enter)])
  func accept(_ key: Key) {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("j")))
    var ids = store.state.ids
    let request = OutgoingRequest(id: ids.nextRequest(), kind: .accept("Q2"))
    store.press(key, effects: [.send(request)]) {
      $0.ids = ids
      $0.queue.accepting = "Q2"
      $0.queue.acceptingName = $0.replica?.floor.waiting.first { $0.conversation == "Q2" }?.taxpayer
    }
    store.arrange(.requestSucceeded(request, .conversation(Scene.detail("Q2", "陈*", accepted: 30))))
    #expect(store.state.selected == "Q2")
    #expect(store.state.focus == .composer)
    #expect(store.state.queue.accepting == nil)
  }

  @Test("what is typed before the talk is there is no command on another one: it stands in the new talk's field")
  func typedAhead() {
    for focus in [Focus.queue, .conversations, .talk, .composer] {
      var store = Scene.live()
      store.set { $0.focus = focus }
      let before = store.state.selected
      store.arrange(.keyPressed(.function(5)))
      guard let taken = store.state.queue.accepting else {
        Issue.record("nobody is being taken")
        return
      }
      for character in "您好ex" { #expect(store.arrange(.keyPressed(.character(character))).requests.isEmpty) }
      store.arrange(.keyPressed(Key(.backspace)), .keyPressed(Key(.enter)), .keyPressed(.alt("e")))
      #expect(store.state.popup == nil)
      #expect(store.state.selected == before)
      #expect(before.flatMap { store.state.talks[$0] }?.editor.isEmpty != false)
      let request = OutgoingRequest(id: RequestID("T-9"), kind: .accept(taken))
      store.arrange(.requestSucceeded(request, .conversation(Scene.detail(taken, "陈*", accepted: 30))))
      #expect(store.state.selected == taken)
      #expect(store.state.focus == .composer)
      #expect(store.state.talk.editor.text == "您好e")
      #expect(store.state.queue.typedAhead.isEmpty)
    }
  }

  @Test("what was typed for somebody another seat has taken goes nowhere")
  func typedForAnother() {
    var store = Scene.live()
    store.arrange(.keyPressed(.function(5)), .keyPressed(.character("您")))
    let taken = store.state.queue.accepting ?? "Q1"
    let problem = Problem(.alreadyTaken, winner: AgentReference(id: "liwei", name: "李伟"))
    store.arrange(.requestFailed(OutgoingRequest(id: RequestID("T-9"), kind: .accept(taken)), .refused(problem)))
    #expect(store.state.queue.typedAhead.isEmpty)
    let isNothingWritten = store.state.talks.values.allSatisfy { $0.editor.isEmpty }
    #expect(isNothingWritten)
  }

  @Test("whoever loses the race is told who won")
  func lost() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("a")))
    let problem = Problem(.alreadyTaken, winner: AgentReference(id: "liwei", name: "李伟"))
    store.arrange(
      .requestFailed(OutgoingRequest(id: RequestID("T-9"), kind: .accept("Q1")), .refused(problem)))
    #expect(store.state.notices.last?.text == Localised("陈* 已由 李伟 接入", "李伟 has taken 陈* already"))
    #expect(store.state.queue.accepting == nil)
  }

  @Test("whoever is signed out is told so, and which key changes it", arguments: [Focus.queue, .composer])
  func signedOut(_ focus: Focus) {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("a")))
    store.set { $0.focus = focus }
    store.arrange(
      .requestFailed(
        OutgoingRequest(id: RequestID("T-9"), kind: .accept("Q1")), .refused(Problem(.signedOut))))
    let key = focus == .queue ? "s" : "Alt-S"
    #expect(
      store.state.notices.last?.text
        == Localised(
          "您已签出，请先示闲再接入：按 \(key) 改变状态", "You are signed out; get ready first: \(key) changes your state"))
    #expect(store.state.queue.accepting == nil)
  }

  @Test("while signed out taking somebody is not offered, and the key says why")
  func signedOutBefore() {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.me.choice = .signedOut
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)), .streamOpened,
      .headReached(Scene.position(10), at: Scene.start))
    store.set { $0.focus = .queue }
    #expect(store.state.obstacle(to: .acceptNext) != nil && store.state.obstacle(to: .preview) == nil)
    #expect(store.arrange(.keyPressed(.character("a"))).requests.isEmpty)
    #expect(store.state.notices.last?.text.english == "You are signed out; get ready first: s changes your state")
  }

  @Test("a full seat says why it takes no more")
  func full() {
    var store = Scene.live()
    store.set { $0.replica?.merge(Scene.detail("C3", "孙*", accepted: 30)) }
    #expect(store.arrange(.keyPressed(.character("a"))).requests.isEmpty)
    #expect(store.state.notices.last?.text.english == "All your slots are taken; end a conversation first")
  }

  @Test("the mark stays in its place when its line goes")
  func mark() {
    var store = Scene.live()
    store.arrange(.digestArrived(Scene.floor(["Q1", "Q2", "Q3"], head: 11)), .keyPressed(.character("j")))
    #expect(store.state.queue.selected == "Q2")
    store.arrange(.digestArrived(Scene.floor(["Q0", "Q1", "Q2", "Q3"], head: 12)))
    #expect(store.state.queue.selected == "Q2")
    store.arrange(.digestArrived(Scene.floor(["Q0", "Q1", "Q3"], head: 13)))
    #expect(store.state.queue.selected == "Q3")
    store.arrange(.digestArrived(Scene.floor([], head: 14)))
    #expect(store.state.queue.selected == nil)
  }

  @Test("the filter narrows, Esc brings all back")
  func filter() {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("/")), .keyPressed(.character("Q")), .keyPressed(.character("2")))
    #expect(store.state.queueLines.map(\.conversation) == ["Q2"])
    #expect(store.state.queue.selected == "Q2")
    store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.place == .queue)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.queueLines.count == 2)
  }

  @Test("a preview shows who waits before taking them, and Enter takes them")
  func preview() {
    var store = Scene.live()
    let effects = store.arrange(.keyPressed(.character("p")))
    #expect(effects.requests == [.conversation("Q1")])
    let waiting = Scene.detail("Q1", "陈*", accepted: 0, stage: .waiting)
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .conversation("Q1")), .conversation(waiting)))
    #expect(store.state.popup == .preview(filled(waiting)))
    #expect(store.state.load == 2)
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.accept("Q1")])
    #expect(store.state.popup == nil)
  }

  private func filled(_ detail: ConversationDetail) -> Preview {
    var preview = Preview(conversation: "Q1")
    preview.detail = detail
    return preview
  }

  @Test("an empty queue that fills rings for a free seat")
  func bell() {
    var store = Scene.live()
    store.arrange(.digestArrived(Scene.floor([], head: 11)))
    #expect(store.arrange(.digestArrived(Scene.floor(["Q9"], head: 12))) == [.bell])
    #expect(store.arrange(.digestArrived(Scene.floor(["Q9", "Q8"], head: 13))).isEmpty)
  }
}
