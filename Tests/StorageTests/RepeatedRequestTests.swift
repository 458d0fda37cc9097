import Desk
import Service
import Storage
import TestPrograms
import Testing

/// Requests are supposed to be new; those that are not are told as before and leave nothing half done.
struct RepeatedRequestTests {
  private let supervisor = Agent(
    id: "s1", name: "值班长", role: .supervisor, groups: ["invoice"], slots: 5)

  @Test(
    "A key used again for another calendar is refused, and the calendar that was refused is nowhere",
    arguments: Engine.all)
  func refusedCalendar(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    func change(_ holiday: String, expecting revision: Int, key: String) async throws {
      var calendar = WorkingCalendar(weekly: [:])
      calendar.holidays = [CivilDate(dayNumber: 20_800): holiday]
      try await fixture.perform(
        .changeCalendar(CalendarDraft(calendar: calendar), expecting: revision), by: .staff(supervisor), key: key,
        print: holiday)
    }
    try await change("一", expecting: 1, key: "k1")
    let refused = await #expect(throws: Problem.self) { try await change("二", expecting: 2, key: "k1") }
    #expect(refused?.kind == .idempotencyKeyReused)
    let kept = try await fixture.store.read(Fixture.office) { OfficeCalendar(try $0.office()) }
    #expect(kept.revision == 2 && kept.calendar.holidays.values.contains("一"))
    try await change("三", expecting: 2, key: "k2")
  }

  @Test("PostgreSQL without room is told by its own words and by readiness, and no longer once there is some")
  func full() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    let schema = try #require(fixture.place.split(separator: "%3D").last)
    func run(_ sql: String) async throws {
      _ = try await aside { try #require(PostgresCluster.shared).run("SET search_path = '\(schema)'; " + sql) }
    }
    try await run(
      """
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN RAISE EXCEPTION ''no room'' USING ERRCODE = ''53100''; END';
      CREATE TRIGGER full_disk BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION full_disk();
      CREATE TRIGGER full_disk BEFORE INSERT ON whispers FOR EACH ROW EXECUTE FUNCTION full_disk();
      """)
    await #expect(throws: Problem.self) {
      try await fixture.perform(fixture.writes("一"), by: .taxpayer(Fixture.taxpayer))
    }
    #expect(fixture.store.statistics.lastFailure?.contains("no room") == true)
    for _ in 0..<2 {
      let told = await #expect(throws: Problem.self) { try await fixture.store.probe() }
      #expect(told?.detailEnglish.contains("disk is full") == true)
    }
    try await run("DROP TRIGGER full_disk ON events; DROP TRIGGER full_disk ON whispers")
    try await fixture.store.probe()
    try await fixture.perform(fixture.writes("二"), by: .taxpayer(Fixture.taxpayer))
    try await fixture.store.probe()
  }

  @Test(
    "A message sent again is the same message, whatever its key and whatever became of the talk", arguments: Engine.all)
  func repeatedMessage(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(agent))
    let draft = MessageDraft(id: "same", text: "您好")
    let first = try await fixture.perform(.agentWrites(id, draft), by: .staff(agent), key: "k1")
    #expect(!first.events.isEmpty)
    // At once and many at a time, so that several stand in one commit.
    try await withThrowingTaskGroup(of: CommandResult.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await fixture.perform(
            .agentWrites(id, draft), by: .staff(agent), key: number % 2 == 0 ? "k1" : "k\(number)")
        }
        group.addTask {
          let other = MessageDraft(id: MessageID("new\(number)"), text: "第\(number)句")
          return try await fixture.perform(.agentWrites(id, other), by: .staff(agent))
        }
      }
      for try await result in group { #expect(result.events.count <= 1) }
    }
    try await fixture.perform(.agentEnds(id, noticeID: "n-end"), by: .staff(agent))
    let late = try await fixture.perform(.agentWrites(id, draft), by: .staff(agent), key: "k1")
    #expect(late.isReplay && late.events.isEmpty)
    let texts = try await fixture.store.read(Fixture.office) { try $0.messages(of: id, before: nil, limit: 200) }
    #expect(texts.count { $0.id == "same" } == 1)
    #expect(texts.count { $0.id.rawValue.hasPrefix("new") } == 20)
    let check = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(check.findings.isEmpty, "\(check.findings)")
  }
}
