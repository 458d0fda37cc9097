import Desk
import Testing

@testable import Console

@Suite("Who is called by what was promised: due soon, late") struct PromiseAlarmTests {
  private let other = AgentReference(id: "li", name: "李华")

  private func ticket() -> Ticket {
    Ticket(
      id: "k1", title: "核实", type: "general", priority: .normal, group: "invoice",
      taxpayer: Taxpayer(id: "t1", name: "张*"), openedAt: Scene.start, openedBy: nil,
      clock: PromiseClock(minutes: 60, from: Scene.start, on: WorkingCalendar(weekly: [:])))
  }

  @Test("Due soon calls whoever has it, or the group while nobody has; late calls supervisors as well; a step ends it")
  func alarms() {
    func raised(_ agent: AgentID?) -> AlarmRaised {
      var alarm = AlarmRaised(
        kind: .dueSoon, subject: "k1", group: "invoice", since: Scene.start, words: Localised("将到期", "due soon"))
      alarm.agent = agent
      return alarm
    }
    for (agent, isCalled) in [(Scene.me.id, true), (nil, true), (other.id, false)] as [(AgentID?, Bool)] {
      var store = Scene.live()
      store.arrange(Scene.event(11, .alarmRaised(raised(agent))), .ticked(milliseconds: 5_000))
      #expect(store.state.alarms.alarms.contains { $0.kind == .dueSoon } == isCalled)
      var entry = PromiseEntry(.claimed, at: Scene.start, side: .agent, agent: other)
      entry.number = 5
      store.arrange(
        Scene.event(12, .promiseChanged(PromiseChange(ticket(), entry))), .ticked(milliseconds: 9_000))
      #expect(!store.state.alarms.alarms.contains { $0.kind == .dueSoon })
    }
    // Who begins within the time of warning is called by what the snapshot says; what the taxpayer adds does not end it, nor does another's note.
    var soon = raised(Scene.me.id)
    soon.until = Scene.start.advanced(seconds: 1_200)
    var snapshot = Scene.snapshot()
    snapshot.dueSoon = [soon]
    var late = Scene.connecting()
    late.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)), .streamOpened,
      .headReached(Scene.position(10), at: Scene.start), .ticked(milliseconds: 5_000))
    func isCalled() -> Bool { late.state.alarms.alarms.contains { $0.kind == .dueSoon } }
    #expect(isCalled())
    var mine = ticket()
    mine.assignee = Scene.me.reference
    mine.clock.dueAt = soon.until
    for (number, kind, side) in [(5, .added, .taxpayer), (6, .noted, .agent)] as [(Int, PromiseEntry.Kind, Side)] {
      var entry = PromiseEntry(kind, at: Scene.start, side: side, agent: side == .agent ? other : nil)
      entry.number = number
      late.arrange(
        Scene.event(Int64(6 + number), .promiseChanged(PromiseChange(mine, entry))),
        .ticked(milliseconds: Int64(number) * 2_000))
      #expect(isCalled())
    }
    late.arrange(.keyPressed(.alt("!")), .ticked(milliseconds: 16_000))
    #expect(isCalled() && late.state.alarms.alarms.allSatisfy(\.isSilenced), "heard, and still to be done")
    mine.clock.dueAt = Scene.start.advanced(seconds: 90_000)
    var moved = PromiseEntry(.rescheduled, at: Scene.start, side: .system)
    moved.number = 7
    late.arrange(Scene.event(13, .promiseChanged(PromiseChange(mine, moved))), .ticked(milliseconds: 20_000))
    #expect(!isCalled())

    var supervisor = Scene.connecting()
    snapshot = Scene.snapshot()
    snapshot.me.agent.role = .supervisor
    supervisor.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)),
      .streamOpened, .headReached(Scene.position(10), at: Scene.start))
    var overdue = ticket()
    overdue.assignee = other
    var entry = PromiseEntry(.escalated, at: Scene.start, side: .system)
    entry.number = 5
    supervisor.arrange(
      Scene.event(11, .promiseChanged(PromiseChange(overdue, entry))), .ticked(milliseconds: 5_000))
    #expect(supervisor.state.alarms.alarms.contains { $0.kind == .ticket })
  }
}
