import Desk
import Foundation
import Testing

@Suite("Appointments")
struct AppointmentTests {
  static let agent = AgentReference(id: "zhang", name: "张敏")
  static let other = AgentReference(id: "li", name: "李华")
  static let now = Timestamp(milliseconds: 1_795_413_600_000)
  static let rule = AppointmentRule(
    code: "help", name: Localised("发票辅导", "Invoices"), group: "invoice", modes: [.text, .video, .phone],
    minutes: 30, capacity: 2, limits: Appointment.Limits(reminder: 30, late: 5, noShow: 15))

  private func booked(in minutes: Int = 120) -> Appointment {
    Appointment(
      id: "a1", rule: Self.rule, mode: .text, taxpayer: Taxpayer(id: "t1", name: "张*"), words: "",
      start: Self.now.advanced(seconds: minutes * 60), at: Self.now)
  }

  private func next(
    _ appointment: Appointment, _ act: Appointment.Act, at now: Timestamp = now
  ) throws -> (Appointment, AppointmentStep) {
    guard case .becomes(let next, let step) = appointment.after(act, at: now) else {
      throw Problem(.appointmentRefused)
    }
    return (next, step)
  }

  @Test("a slot that begins too soon to be booked says so, and is not called full")
  func tooSoon() throws {
    let range = try #require(WorkingRange("00:00-24:00"))
    let calendar = WorkingCalendar(weekly: (1...7).reduce(into: [:]) { $0[$1] = [range] })
    let first = calendar.day(at: Self.now)
    let days = Self.rule.days(from: first, count: 2, calendar, taken: [], at: Self.now)
    for slot in days.flatMap(\.slots) {
      let isSoon = slot.start < Self.now.advanced(seconds: Self.rule.leadMinutes * 60)
      #expect(slot.isTooSoon == (isSoon ? true : nil) && slot.free == (isSoon ? 0 : 2))
    }
    let next = try #require(days[1].slots.first)
    let taken = [HeldPlaces(start: next.start, end: next.start.advanced(seconds: 1_800), count: 2)]
    let full = Self.rule.days(from: first, count: 2, calendar, taken: taken, at: Self.now)[1].slots[0]
    #expect(full.free == 0 && full.isTooSoon == nil)
  }

  @Test("left alone it reminds, rings, is late and is not kept, each once and not before its time")
  func alone() throws {
    var appointment = booked()
    var steps: [AppointmentStep] = []
    var moments: [Int] = []
    while let due = appointment.due {
      #expect(appointment.after(.due, at: due.advanced(milliseconds: -1)) == .stays)
      let (after, step) = try next(appointment, .due, at: due)
      #expect(after.revision == appointment.revision + 1 && after.sequence == 0)
      appointment = after
      steps.append(step)
      moments.append(
        Int((due.milliseconds - appointment.start.milliseconds).signum()) * due.minutes(from: appointment.start))
    }
    #expect(steps == [.reminded, .rang, .late, .lapsed])
    #expect(moments == [-30, 0, 5, 15])
    #expect(appointment.stage == .lapsed && !appointment.isOpen && appointment.holdsPlace)
  }

  @Test("a backend that was away rings late, and counts being late from then; after its end nobody is called any more")
  func away() throws {
    let back = booked().start.advanced(seconds: 1_200)
    let (ringing, step) = try next(booked(), .due, at: back)
    #expect(step == .rang && ringing.due == back.advanced(seconds: 300))
    let (lapsed, end) = try next(booked(), .due, at: booked().end)
    #expect(end == .lapsed && lapsed.due == nil && lapsed.stage == .lapsed)
  }

  @Test("one booked within its reminder's time is not reminded of")
  func soon() { #expect(booked(in: 20).due == booked(in: 20).start) }

  @Test("exactly one agent begins it, not too early; both ends are known")
  func begins() throws {
    let (confirmed, _) = try next(booked(), .confirm(by: Self.agent))
    #expect(confirmed.stage == .confirmed && confirmed.after(.confirm(by: Self.agent), at: Self.now) == .stays)
    #expect(confirmed.after(.start(by: Self.agent, nil), at: Self.now) == .refused(.tooEarly))
    let early = confirmed.start.advanced(seconds: -Appointment.earlyMinutes * 60)
    let (started, _) = try next(confirmed, .start(by: Self.other, "c1"), at: early)
    #expect(started.agent == Self.other && started.conversation == "c1")
    #expect(started.after(.start(by: Self.other, "c2"), at: early) == .stays)
    #expect(started.after(.start(by: Self.agent, "c2"), at: early) == .refused(.taken(Self.other)))
    #expect(started.after(.cancel(by: .taxpayer, reason: ""), at: early) == .refused(.taken(Self.other)))
    let (completed, _) = try next(started, .complete, at: early)
    #expect(completed.stage == .completed && completed.after(.complete, at: early) == .stays)
    #expect(completed.after(.miss, at: early) == .refused(.over))
  }

  @Test("it is given to another agent as long as nobody has begun it; what was held is confirmed with that")
  func given() throws {
    let (confirmed, step) = try next(booked(), .give(to: Self.agent))
    #expect(confirmed.stage == .confirmed && confirmed.agent == Self.agent && step == .confirmed)
    #expect(confirmed.after(.give(to: Self.agent), at: Self.now) == .stays)
    let (given, what) = try next(confirmed, .give(to: Self.other))
    #expect(given.agent == Self.other && given.stage == .confirmed && what == .assigned)
    let (ringing, _) = try next(given, .due, at: given.start)
    let (late, _) = try next(ringing, .give(to: Self.agent), at: given.start)
    #expect(late.stage == .ringing && late.agent == Self.agent && late.sequence == given.sequence)
    let (started, _) = try next(late, .start(by: Self.agent, nil), at: given.start)
    #expect(started.after(.give(to: Self.other), at: given.start) == .refused(.taken(Self.agent)))
  }

  @Test("either side cancels and moves; calendars see a higher sequence; a place is given back only by cancelling")
  func changes() throws {
    let later = booked().start.advanced(seconds: 3_600)
    let (moved, _) = try next(booked(), .move(by: .taxpayer, to: later))
    #expect(moved.start == later && moved.sequence == 1 && moved.stage == .booked && moved.remindsAt != nil)
    let (confirmed, _) = try next(moved, .move(by: .agent, to: later.advanced(seconds: 1_800)))
    #expect(confirmed.stage == .confirmed && confirmed.sequence == 2)
    let (cancelled, _) = try next(confirmed, .cancel(by: .agent, reason: "停电"))
    #expect(cancelled.sequence == 3 && cancelled.reason == "停电" && cancelled.endedBy == .agent && !cancelled.holdsPlace)
    #expect(cancelled.after(.cancel(by: .taxpayer, reason: ""), at: Self.now) == .stays)
    #expect(cancelled.after(.move(by: .agent, to: later), at: Self.now) == .refused(.cancelled))
    let (ringing, _) = try next(confirmed, .due, at: confirmed.start)
    #expect(
      ringing.after(.move(by: .taxpayer, to: later.advanced(seconds: 7_200)), at: confirmed.start) == .refused(.isDue))
    let (again, _) = try next(ringing, .move(by: .agent, to: later.advanced(seconds: 7_200)), at: confirmed.start)
    #expect(again.stage == .confirmed && again.rangAt == nil)
  }

  @Test("whatever the order of acts, it never leaves its end, and every change counts")
  func anyOrder() {
    for seed in 1...400 {
      var random = Seeded(seed: UInt64(seed))
      var appointment = booked()
      var now = Self.now
      for _ in 0..<40 {
        now = now.advanced(seconds: Int.random(in: 0...1_800, using: &random))
        let acts: [Appointment.Act] = [
          .confirm(by: Self.agent), .cancel(by: .taxpayer, reason: ""), .due, .start(by: Self.agent, "c"), .complete,
          .miss, .move(by: .agent, to: now.advanced(seconds: 3_600)), .due, .due,
        ]
        guard let act = acts.randomElement(using: &random) else { continue }
        if case .becomes(let next, _) = appointment.after(act, at: now) {
          #expect(appointment.isOpen && next.revision == appointment.revision + 1)
          #expect(next.sequence >= appointment.sequence)
          appointment = next
        }
        #expect(appointment.isOpen == (appointment.due != nil))
      }
    }
  }

  @Test("slots fill each range from its start and stay within it; a short day has fewer, a holiday none")
  func slots() throws {
    let day = try #require(CivilDate("2026-09-30"))
    let calendar = WorkingCalendar(
      weekly: [3: [try #require(WorkingRange("09:00-12:00")), try #require(WorkingRange("13:30-15:15"))]],
      publicHolidays: .china)
    let slots = Self.rule.slots(on: day, calendar)
    #expect(slots.map { calendar.local($0).minute } == [540, 570, 600, 630, 660, 690, 810, 840, 870])
    let holiday = try #require(CivilDate("2026-10-07"))
    #expect(holiday.weekday == 3 && Self.rule.slots(on: holiday, calendar).isEmpty)
    let now = calendar.moment(day, 9 * 60)
    // One was booked while slots were of another length: it reaches into the last but one.
    let taken = [(3, 0, 1), (4, 0, 2), (7, 600, 1)].map { place, later, count in
      let start = slots[place].advanced(seconds: later)
      return HeldPlaces(start: start, end: start.advanced(seconds: later > 0 ? 900 : 1_800), count: count)
    }
    let days = Self.rule.days(from: day, count: 2, calendar, taken: taken, at: now)
    #expect(days[0].slots.map(\.free) == [0, 0, 2, 1, 0, 2, 2, 1, 2], "an hour ahead, then what is left")
    #expect(days[1].slots.isEmpty && days[1].day.kind == .holiday)
  }

  @Test("what an earlier release never wrote is read, and all of it comes back from JSON")
  func json() throws {
    let appointment = booked()
    let data = try JSONEncoder().encode(appointment)
    #expect(try JSONDecoder().decode(Appointment.self, from: data) == appointment)
  }
}

extension Timestamp {
  fileprivate func minutes(from other: Timestamp) -> Int { Int(abs(milliseconds - other.milliseconds)) / 60_000 }
}
