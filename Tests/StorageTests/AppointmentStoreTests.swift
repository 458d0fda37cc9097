import Desk
import Service
import Storage
import Testing

/// Appointments, calendars and feeds on every engine.
struct AppointmentStoreTests {
  private static let rule = AppointmentRule(
    code: "help", name: Localised("发票辅导", "Invoices"), group: "invoice", modes: [.text, .phone], minutes: 30,
    capacity: 5)

  private func open(_ engine: Engine) async throws -> Fixture {
    let fixture = try await Fixture(on: engine)
    var content = Fixture.content(agents: 3, slots: 5)
    let all = try #require(WorkingRange("00:00-24:00"))
    content.office.calendar = WorkingCalendar(
      weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [all]) }))
    content.catalogue?.appointmentRules = [Self.rule]
    try await fixture.store.load(content, at: fixture.now)
    return fixture
  }

  private func slot(_ fixture: Fixture, _ number: Int) -> Timestamp {
    let step: Int64 = 1_800_000
    return Timestamp(milliseconds: (fixture.now.milliseconds / step + 4 + Int64(number)) * step)
  }

  private func book(_ fixture: Fixture, _ number: Int, _ slot: Timestamp, contact: String? = nil) async throws
    -> Appointment
  {
    let draft = AppointmentDraft(
      rule: "help", mode: contact == nil ? .text : .phone, start: slot, words: "红字", contact: contact)
    let result = try await fixture.perform(
      .book(draft, id: AppointmentID("p\(number)"), noticeID: "n\(number)"), by: .taxpayer(Fixture.taxpayer(number)))
    guard case .appointment(let appointment) = result.answer else { throw Problem(.internalError) }
    return appointment
  }

  @Test("Of 200 who book one slot of 5 places at the same moment exactly 5 have it", arguments: Engine.all)
  func neverOverbooked(engine: Engine) async throws {
    let fixture = try await open(engine)
    let slot = slot(fixture, 0)
    let outcomes = await withTaskGroup(of: Problem.Kind?.self) { group in
      for number in 1...200 {
        group.addTask {
          do {
            _ = try await book(fixture, number, slot)
            return nil
          } catch {
            return (error as? Problem)?.kind ?? .internalError
          }
        }
      }
      return await group.reduce(into: [Problem.Kind?]()) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == nil } == 5 && outcomes.count { $0 == .slotTaken } == 195)
    let (taken, rows) = try await fixture.store.read(Fixture.office) { reader in
      (
        try reader.placesTaken(of: "help", from: slot, to: slot.advanced(seconds: 1)),
        try reader.appointments(from: slot, to: slot.advanced(seconds: 1), limit: 1_000)
      )
    }
    #expect(taken == [HeldPlaces(start: slot, end: slot.advanced(seconds: 1_800), count: 5)] && rows.count == 5)
    let check = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(check.findings.isEmpty)
    let told = try await fixture.log().count { if case .appointmentChanged = $0.body { true } else { false } }
    #expect(told == 5)
  }

  @Test(
    "Two appointments that move into the last place: one has it, the other stays where it was", arguments: Engine.all)
  func moves(engine: Engine) async throws {
    let fixture = try await open(engine)
    for number in 1...4 { _ = try await book(fixture, number, slot(fixture, 0)) }
    for number in 5...24 { _ = try await book(fixture, number, slot(fixture, 1 + number / 5)) }
    let goal = slot(fixture, 0)
    let moved = await withTaskGroup(of: Bool.self) { group in
      for number in 5...24 {
        group.addTask {
          let command = Command.appointment(AppointmentID("p\(number)"), .move(to: goal), noticeID: "m")
          return (try? await fixture.perform(command, by: .taxpayer(Fixture.taxpayer(number)))) != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(moved == 1)
    try await fixture.perform(
      .appointment("p1", .cancel(reason: ""), noticeID: "c"), by: .taxpayer(Fixture.taxpayer(1)))
    let taken = try await fixture.store.read(Fixture.office) {
      try $0.placesTaken(of: "help", from: goal, to: goal.advanced(seconds: 1))
    }
    #expect(taken.map(\.count) == [4])
  }

  @Test(
    "Slots of another length do not overbook what was booked before; one that moves gives its own place up",
    arguments: Engine.all)
  func overlap(engine: Engine) async throws {
    let fixture = try await open(engine)
    for number in 1...5 { _ = try await book(fixture, number, slot(fixture, 0)) }
    var content = Fixture.content(agents: 3, slots: 5)
    content.office = try await fixture.store.read(Fixture.office) { try $0.office() }
    var rule = Self.rule
    rule.minutes = 20
    content.catalogue?.appointmentRules = [rule]
    try await fixture.store.load(content, at: fixture.now)
    let inside = slot(fixture, 0).advanced(seconds: 1_200)
    await #expect(throws: Problem(.slotTaken)) { try await book(fixture, 6, inside) }
    try await fixture.perform(
      .appointment("p1", .move(to: inside), noticeID: "m"), by: .taxpayer(Fixture.taxpayer(1)))
    let own = Fixture.taxpayer(1).id
    let moved = try await fixture.store.read(Fixture.office) { try $0.appointments(of: own, limit: 0) }
    #expect(moved.map(\.start) == [inside])
  }

  @Test(
    "An agent's and a group's appointments are found by themselves, what comes before what was", arguments: Engine.all)
  func lists(engine: Engine) async throws {
    let fixture = try await open(engine)
    for number in 1...4 { _ = try await book(fixture, number, slot(fixture, number)) }
    try await fixture.perform(.appointment("p2", .confirm(for: nil), noticeID: "c"), by: .staff(Fixture.agent(1)))
    let (from, to) = (fixture.now, slot(fixture, 100))
    let (own, group, last) = try await fixture.store.read(Fixture.office) { reader in
      (
        try reader.appointments(in: .agent(Fixture.agent(1).id), from: from, to: to, newestFirst: false, limit: 9),
        try reader.appointments(in: .group("invoice"), from: from, to: to, newestFirst: false, limit: 9),
        try reader.appointments(in: .group("invoice"), from: from, to: to, newestFirst: true, limit: 2)
      )
    }
    #expect(own.map(\.id) == ["p2"] && group.map(\.id) == ["p1", "p2", "p3", "p4"] && last.map(\.id) == ["p4", "p3"])
  }

  @Test("Its timers are rows: each fires once, also when the store was closed between", arguments: Engine.all)
  func timers(engine: Engine) async throws {
    let fixture = try await open(engine)
    let appointment = try await book(fixture, 1, slot(fixture, 0))
    try await fixture.store.close()
    var steps: [AppointmentStep] = []
    var store = try await engine.open(fixture.place)
    var now = appointment.start.advanced(seconds: -1_801)
    for _ in 0..<200 {
      now = now.advanced(seconds: 60)
      let due = try await store.dueTimers(by: now, limit: 10)
      for (office, timer) in due {
        for _ in 0..<2 {
          let request = CommandRequest(
            office: office, actor: .system, key: nil, fingerprint: "", command: .timerFired(timer, noticeIDs: []))
          let result = try await store.perform(request, at: now)
          for case .appointmentChanged(let change) in result.events.map(\.body) { steps.append(change.step) }
        }
        try await store.close()
        store = try await engine.open(fixture.place)
      }
      if steps.last == .lapsed { break }
    }
    #expect(steps == [.reminded, .rang, .late, .lapsed])
    #expect(try await store.dueTimers(by: now.advanced(seconds: 864_000), limit: 10).isEmpty)
    try await store.close()
  }

  @Test("A repeated booking is the same one; a person's appointments are found, open ones first", arguments: Engine.all)
  func found(engine: Engine) async throws {
    let fixture = try await open(engine)
    let draft = AppointmentDraft(rule: "help", mode: .phone, start: slot(fixture, 2), contact: "13800000001")
    for _ in 0..<2 {
      let result = try await fixture.perform(
        .book(draft, id: AppointmentID(fixture.name("q")), noticeID: "n"), by: .taxpayer(Fixture.taxpayer), key: "once")
      guard case .appointment(let appointment) = result.answer else { throw Problem(.internalError) }
      #expect(appointment.contact == "138****0001")
    }
    _ = try await book(fixture, 1, slot(fixture, 1))
    let taxpayer = Fixture.taxpayer(1).id
    var found = try await fixture.store.read(Fixture.office) { try $0.appointments(of: taxpayer, limit: 10) }
    #expect(found.map(\.start) == [slot(fixture, 1), slot(fixture, 2)])
    let phone = try #require(found.last?.id)
    #expect(try await fixture.store.read(Fixture.office) { try $0.contact(of: phone) } == "13800000001")
    try await fixture.perform(
      .appointment("p1", .cancel(reason: "改日"), noticeID: "c"), by: .taxpayer(Fixture.taxpayer))
    found = try await fixture.store.read(Fixture.office) { try $0.appointments(of: taxpayer, limit: 10) }
    #expect(found.map(\.stage) == [.booked, .cancelled])
  }

  @Test("Two seats of one agent keep filters at the same time, and none is lost", arguments: Engine.all)
  func filters(engine: Engine) async throws {
    let fixture = try await open(engine)
    let agent = Fixture.agent(1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...12 {
        let filter = SavedFilter(name: "\(number)", kind: .ticket, line: "who:me")
        group.addTask {
          try await fixture.perform(.changeFilter(SavedFilterChange(filter, isKept: true)), by: .staff(agent))
          guard number % 2 == 0 else { return }
          try await fixture.perform(.changeFilter(SavedFilterChange(filter, isKept: false)), by: .staff(agent))
        }
      }
      try await group.waitForAll()
    }
    let kept = try await fixture.store.read(Fixture.office) { try $0.savedFilters(of: agent.id) }
    #expect(Set(kept.filters.map(\.name)) == ["1", "3", "5", "7", "9", "11"])
  }

  @Test(
    "The calendar, alarm settings and feeds are kept beside the log, and a revoked feed is found no more",
    arguments: Engine.all)
  func documents(engine: Engine) async throws {
    let fixture = try await open(engine)
    let agent = Fixture.agent(1)
    let supervisor = Agent(id: "boss", name: "班长", role: .supervisor, groups: ["invoice"], slots: 1)
    let range = try #require(WorkingRange("09:00-12:00"))
    let calendar = WorkingCalendar(weekly: [1: [range]], publicHolidays: .china)
    try await fixture.perform(
      .changeCalendar(CalendarDraft(calendar: calendar), expecting: 1), by: .staff(supervisor))
    #expect(try await fixture.store.offices().first?.calendar == calendar)
    let settings = AlarmSettings(rings: false, repeatSeconds: 15, muted: [.ticket])
    for _ in 0..<2 { try await fixture.perform(.keepAlarms(settings), by: .staff(agent)) }
    #expect(try await fixture.store.read(Fixture.office) { try $0.alarmSettings(of: agent.id) } == settings)
    let feed = CalendarFeed(id: "f1", agent: agent.id, group: "invoice", madeAt: fixture.now)
    try await fixture.perform(.keepFeed(feed, tokenHash: "hash"), by: .staff(agent))
    #expect(try await fixture.store.read(Fixture.office) { try $0.feed(tokenHash: "hash") } == feed)
    try await fixture.perform(.dropFeed(id: "f1"), by: .staff(agent))
    #expect(try await fixture.store.read(Fixture.office) { try $0.feed(tokenHash: "hash") } == nil)
    #expect(try await fixture.store.read(Fixture.office) { try $0.feeds(of: agent.id).isEmpty })
  }
}
