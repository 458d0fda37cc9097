import Desk
import Testing

@testable import Console

@Suite("The connection: beginning, losing it, coming back without a gap")
struct ConnectionReducerTests {
  @Test("a talk that could not be fetched is asked for until it comes, or is refused")
  func fetchedAgain() {
    var store = Scene.live()
    let request = OutgoingRequest(id: RequestID("T-9"), kind: .conversation("C1"))
    var ids = store.state.ids
    let again = OutgoingRequest(id: ids.nextRequest(), kind: .conversation("C1"))
    store.send(.requestFailed(request, .unreachable("reset")), effects: [.send(again)]) { $0.ids = ids }
    store.send(.requestFailed(request, .refused(Problem(.notYours)))) { _ in }
  }

  @Test("starting asks for a snapshot and brings drafts and unsent messages back")
  func starting() {
    var store = TestStore(State(size: Size(columns: 80, rows: 24), idPrefix: "T"))
    let unsent = PendingMessage(id: "old-1", conversation: "C1", text: "稍等", writtenAt: nil)
    store.send(
      .started(drafts: ["C1": "草稿"], outbox: [unsent]),
      effects: [.send(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot))]
    ) {
      $0.talks = ["C1": Talk(draft: "草稿")]
      $0.outbox = [unsent]
      _ = $0.ids.nextRequest()
    }
  }

  @Test("the stream opens where the snapshot ends; a heartbeat at the head makes it live")
  func first() {
    var store = Scene.connecting()
    let request = OutgoingRequest(id: RequestID("T-1"), kind: .snapshot)
    let effects = store.arrange(.requestSucceeded(request, .snapshot(Scene.snapshot())))
    #expect(effects.contains(.openStream(after: Scene.position(10))))
    store.send(.streamOpened)
    store.send(.headReached(Scene.position(12), at: Scene.start), effects: suggestion(store.state)) {
      $0.connection = .live
      $0.reading = "C1"
      $0.replica?.reach(Scene.position(12))
      $0.clock.hear(Scene.start)
      let id = $0.ids.nextRequest()
      $0.talks["C1"]?.suggestions.number = 2
      $0.talks["C1"]?.suggestions.request = id
    }
  }

  @Test("a seat that starts with conversations opens the one that waits longest, ready to write")
  func mostUrgent() {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.conversations[0].conversation.agentReceipt = Receipt(delivered: 2, read: 2)
    snapshot.conversations[0].conversation.unansweredSince = Scene.start.advanced(seconds: 40)
    snapshot.conversations[1].conversation.agentReceipt = Receipt(delivered: 2, read: 2)
    snapshot.conversations[1].conversation.unansweredSince = Scene.start.advanced(seconds: 30)
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)))
    #expect(store.state.selected == "C2" && store.state.place == .composer)
  }

  private func suggestion(_ state: State) -> [Effect] {
    var ids = state.ids
    return [.send(OutgoingRequest(id: ids.nextRequest(), kind: .articles(query: "问题 2", limit: 3)))]
  }

  @Test("a stream that ended because the session did says so once that is known, and no more that words will be sent")
  func sessionEnded() {
    var store = Scene.live()
    store.arrange(.streamLost(.unreachable("the stream ended"), retryAt: 2000))
    store.arrange(.streamLost(.refused(Problem(.tokenExpired)), retryAt: nil))
    #expect(store.state.notices.last?.text.english.contains("The session has ended") == true)
    #expect(store.state.needsSignIn)
    let count = store.state.notices.count
    store.arrange(.streamLost(.refused(Problem(.tokenExpired)), retryAt: nil))
    #expect(store.state.notices.count == count)
  }

  @Test("a lost stream is said once, and its return with what was missed")
  func lostAndBack() {
    var store = Scene.live()
    store.arrange(.streamLost(.unreachable("reset"), retryAt: 2000))
    #expect(store.state.notices.count == 1)
    #expect(store.state.connection == .lost(since: 1000, retryAt: 2000))
    store.arrange(.ticked(milliseconds: 3000), .streamLost(.unreachable("refused"), retryAt: 5000))
    #expect(store.state.connection == .lost(since: 1000, retryAt: 5000))
    store.arrange(
      .streamOpened, .digestArrived(Scene.floor(["Q1"], head: 14)),
      Scene.event(12, .messagePosted(Scene.message("C1", 3, .taxpayer, "还在吗"))))
    #expect(store.state.connection == .catchingUp(told: 1))
    #expect(store.state.unseenCount == 2)
    store.arrange(.headReached(Scene.position(14), at: Scene.start))
    #expect(store.state.connection == .live)
    #expect(store.state.notices.last?.text.chinese == "连接已恢复，已补齐 1 条变化")
    #expect(store.state.talks["C1"]?.missed == 1)
  }

  @Test("a reset takes a new snapshot and keeps every draft")
  func reset() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")))
    let effects = store.arrange(.resetAsked(reason: "epoch"))
    #expect(effects.requests == [.snapshot])
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-9"), kind: .snapshot), .snapshot(Scene.snapshot(at: 40))))
    #expect(store.state.talks["C1"]?.editor.text == "好")
    #expect(store.state.replica?.position == Scene.position(40))
  }

  @Test("data that were put back are said to be: nothing claims that nothing was missed")
  func restored() {
    var store = Scene.live()
    store.arrange(.streamLost(.unreachable("reset"), retryAt: 2000), .resetAsked(reason: "epoch"))
    var snapshot = Scene.snapshot(at: 9)
    snapshot.position.epoch += 1
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("T-9"), kind: .snapshot), .snapshot(snapshot)))
    store.arrange(.streamOpened, .headReached(snapshot.position, at: Scene.start))
    #expect(store.state.connection == .live)
    #expect(store.state.notices.last?.text.chinese.contains("请核对正在接待的会话") == true)
    #expect(store.state.notices.allSatisfy { !$0.text.chinese.contains("没有遗漏") })
  }

  @Test("an event told twice changes nothing and rings once")
  func duplicate() {
    var store = Scene.live()
    let event = Scene.event(11, .messagePosted(Scene.message("C2", 3, .taxpayer, "在吗")))
    #expect(store.arrange(event).contains(.bell))
    store.send(event)
  }

  @Test("waits follow the backend's clock, whatever the workstation's says")
  func clock() {
    var clock = Clock(monotonic: 500)
    #expect(clock.now == nil)
    clock.hear(Scene.start)
    clock.tick(to: 62_500)
    #expect(clock.seconds(since: Scene.start) == 62)
    clock.hear(Scene.start.advanced(milliseconds: 61_700))
    #expect(clock.now == Scene.start.advanced(milliseconds: 62_000))
    #expect(clock.lag == 300)
    clock.tick(to: 1000)
    #expect(clock.monotonic == 62_500)
  }

  @Test("termination writes drafts before it leaves")
  func termination() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("好")))
    #expect(store.arrange(.terminationAsked).suffix(2) == [.persistDraft("C1", "好"), .quit(signOut: false)])
  }
}
