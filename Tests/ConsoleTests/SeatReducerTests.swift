import Desk
import Testing

@testable import Console

@Suite struct SeatReducerTests {
  @Test("a digit takes its row of the choice of state at once; one beyond the rows takes none")
  func digits() {
    var store = Scene.live()
    store.arrange(.keyPressed(.alt("s")))
    #expect(store.arrange(.keyPressed(.character("9"))).requests.isEmpty && store.state.place == .presence)
    let effects = store.arrange(.keyPressed(.character("3")))
    #expect(effects.requests == [.presence(PresenceRequest(choice: .onBreak, reason: "meal"))])
    #expect(store.state.popup == nil)
    var leaving = Scene.live()
    leaving.arrange(.keyPressed(.alt("s")), .keyPressed(.character("0")))
    #expect(leaving.state.notices.last?.text.english == "End your conversations before you sign out")
    let rows = leaving.state.presenceChoices
    #expect(rows.last?.digit(inRow: 12) == 0 && rows.first?.digit(inRow: 9) == nil, "however many breaks there are")
  }

  @Test(
    "whoever comes back after their talks were given away is told so, whether the console was ended or only cut off")
  func lost() {
    let lost = SeatLoss(at: Scene.start, talks: 2)
    var started = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.me.lost = lost
    started.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)))
    #expect(started.state.notices.last?.text.chinese.contains("您的 2 个会话已优先重新排队") == true)
    var cut = Scene.live()
    var seat = Scene.snapshot().me
    seat.choice = .signedOut
    seat.lost = lost
    cut.arrange(Scene.event(11, .seatChanged(seat)))
    #expect(cut.state.notices.last?.text.chinese.contains("您的 2 个会话已优先重新排队，Alt-S 1 示闲") == true)
    let day = WorkingCalendar(weekly: [:]).day(at: Scene.start.advanced(seconds: -86_400)).words(
      besides: cut.state.today)
    seat.lost = SeatLoss(at: Scene.start.advanced(seconds: -86_400), talks: 2)
    cut.arrange(Scene.event(12, .seatChanged(seat)))
    #expect(
      cut.state.notices.last?.text.chinese.hasPrefix("断线过久，\(day.chinese) ") == true, "the next day it says which")
  }

  @Test("nobody signs out of a talk: the seat stays and says why")
  func signOutOfTalk() {
    var state = Scene.live().state
    let effects = SeatReducer.choose(&state, .signOut)
    #expect(effects.isEmpty && state.popup == nil)
    #expect(state.notices.last?.text.english == "End your conversations before you sign out")
  }

  @Test("lifting a block asks first; no leaves it, yes lifts it and shows the list again")
  func lifting() {
    var store = Scene.live()
    store.set { $0.popup = .blocks(BlockListState()) }
    let block = Block(
      taxpayer: "t9", name: "周*", reason: "辱骂", by: Scene.me.reference, at: Scene.start,
      until: Scene.start.advanced(seconds: 3600), conversation: "C9")
    let list = BlockList(blocks: [block], at: Scene.start)
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("b"), kind: .blocks), .blocks(list)))
    #expect(store.arrange(.keyPressed(Key(.enter))).isEmpty)
    #expect(store.state.popup == .question(.unblock("t9", name: "周*")))
    #expect(store.arrange(.keyPressed(.character("n"))).isEmpty && store.state.popup == nil)
    store.set { $0.popup = .question(.unblock("t9", name: "周*")) }
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.unblock("t9")])
    #expect(store.state.place == .blocks)
  }
}
