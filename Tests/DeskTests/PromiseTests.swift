import Desk
import Testing

struct PromiseTests {
  private let calendar: WorkingCalendar
  private let start: Timestamp
  private let person = Taxpayer(id: "t1", name: "张*")

  init() throws {
    let ranges = [try #require(WorkingRange("09:00-12:00")), try #require(WorkingRange("13:30-17:30"))]
    calendar = WorkingCalendar(weekly: [1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges])
    start = try #require(Timestamp("2026-11-23T09:00:00+08:00"))
  }

  private func ticket() -> Ticket {
    var ticket = Ticket(
      id: "k1", title: "税源核实", type: "general", priority: .normal, group: "invoice", taxpayer: person,
      openedAt: start, openedBy: nil, clock: PromiseClock(minutes: 120, from: start, on: calendar))
    _ = ticket.take(PromiseEntry(.opened, at: start, side: .agent), on: calendar)
    return ticket
  }

  @discardableResult
  private func take(_ kind: PromiseEntry.Kind, _ ticket: inout Ticket, minutes: Int) -> PromiseObstacle? {
    let at = start.advanced(seconds: minutes * 60)
    if let obstacle = ticket.obstacle(to: kind, at: at, reopenDays: 7) { return obstacle }
    var entry = PromiseEntry(kind, at: at, side: .agent)
    if kind == .claimed { entry.assignee = AgentReference(id: "zhang", name: "张敏") }
    _ = ticket.take(entry, on: calendar)
    return nil
  }

  @Test("The clock stands still while the taxpayer is waited for, and why says so")
  func pause() throws {
    var ticket = ticket()
    take(.claimed, &ticket, minutes: 10)
    #expect(ticket.clock.dueAt == start.advanced(seconds: 120 * 60))
    take(.waiting, &ticket, minutes: 60)
    #expect(ticket.state == .pending && ticket.clock.dueAt == nil)
    take(.added, &ticket, minutes: 24 * 60)
    #expect(ticket.state == .open)
    #expect(ticket.clock.dueAt == start.advanced(seconds: 25 * 3_600), "the hour that was left, next morning")
    let why = ticket.clock.why(on: calendar)
    #expect(why.at == ticket.clock.dueAt)
    #expect(why.steps.reduce(0) { $0 + $1.minutes } == 120)
    #expect(why.steps.map(\.reason) == [.working, .paused, .working])
  }

  @Test("What is late stays late, however often it waits for the taxpayer")
  func late() {
    var ticket = ticket()
    take(.waiting, &ticket, minutes: 130)
    take(.added, &ticket, minutes: 2_000)
    #expect(ticket.clock.dueAt == start.advanced(seconds: 120 * 60))
  }

  @Test(
    "However often a clock stands still, the minutes that ran are those that were promised", arguments: UInt64(0)..<60)
  func clocks(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    var clock = PromiseClock(minutes: 1_500, from: start, on: calendar)
    var now = start
    var ran = 0
    for _ in 0..<30 {
      let next = now.advanced(seconds: Int.random(in: 60...40_000, using: &random) / 60 * 60)
      if clock.isRunning {
        if clock.isLate(at: next) { break }
        ran += calendar.workingMinutes(from: clock.runs.last?.from ?? now, to: next)
        clock.pause(at: next, on: calendar)
      } else {
        clock.resume(at: next, on: calendar)
        let due = try #require(clock.dueAt)
        #expect(calendar.workingMinutes(from: next, to: due) == 1_500 - ran)
      }
      now = next
    }
    if clock.isRunning, clock.counted == 0 {
      let why = clock.why(on: calendar)
      #expect(why.at == clock.dueAt && why.steps.reduce(0) { $0 + $1.minutes } == 1_500)
    }
  }

  @Test(
    "An illegal step is refused with the reason",
    arguments: [
      ([], PromiseEntry.Kind.resumed), ([.resolved], .replied), ([.resolved], .urged), ([.closed], .claimed),
      ([.waiting], .urged), ([.waiting], .held), ([], .released), ([.held], .held), ([.merged], .replied),
      ([], .reopened), ([.resolved, .closed], .closed),
    ] as [([PromiseEntry.Kind], PromiseEntry.Kind)])
  func illegal(_ before: [PromiseEntry.Kind], _ kind: PromiseEntry.Kind) {
    var ticket = ticket()
    for step in before { #expect(take(step, &ticket, minutes: 20) == nil) }
    if before == [.merged] { ticket.mergedInto = "k2" }
    let known = ticket
    let obstacle = take(kind, &ticket, minutes: 30)
    #expect(obstacle?.text.chinese.isEmpty == false && obstacle?.text.english.isEmpty == false)
    #expect(ticket == known)
  }

  @Test("A ticket that ended can be opened again for a while, and goes on with what was left")
  func reopen() {
    var ticket = ticket()
    take(.resolved, &ticket, minutes: 60)
    #expect(ticket.state == .resolved && ticket.endedAt != nil && ticket.clock.dueAt == nil)
    var late = ticket
    #expect(take(.reopened, &late, minutes: 8 * 24 * 60) == .tooLate(days: 7))
    #expect(take(.reopened, &ticket, minutes: 24 * 60) == nil)
    #expect(ticket.state == .open && ticket.clock.dueAt == start.advanced(seconds: 25 * 3_600))
  }

  @Test("A message is answered once; words after the answer open it again with the same promise")
  func message() throws {
    var message = OfflineMessage(
      id: "m1", matter: "发票红冲", group: "invoice", taxpayer: person, contact: nil, openedAt: start,
      clock: PromiseClock(minutes: 60, from: start, on: calendar))
    for kind in [PromiseEntry.Kind.opened, .replied] {
      _ = message.take(PromiseEntry(kind, at: start.advanced(seconds: 600), side: .agent), on: calendar)
    }
    #expect(message.state == .answered && message.clock.dueAt == nil)
    #expect(message.obstacle(to: .replied) == .answered)
    _ = message.take(PromiseEntry(.added, at: start.advanced(seconds: 3_600), side: .taxpayer), on: calendar)
    #expect(message.state == .open && message.clock.dueAt == start.advanced(seconds: 7_200))
  }
}
