import Desk
import GRDB
import Service
import Storage
import Testing

/// Figures follow from the log, on every engine, however it is cut into stretches.
struct FigureTests {
  private static let term: Int64 = 86_400_000

  /// A morning with everything in it: answered in time and late, abandoned, transferred, written up, rated.
  private func morning(_ engine: Engine) async throws -> Fixture {
    let fixture = try await Fixture(on: engine)
    let (one, two) = (Fixture.agent(1), Fixture.agent(2))
    try await fixture.sit(one)
    try await fixture.sit(two)
    // Answered after 20 s, first reply after 5 s, 100 s of talk with 30 s of hold, 40 s of wrap-up, five stars.
    let first = try await fixture.waiting(Fixture.taxpayer(1))
    fixture.advance(seconds: 20)
    try await fixture.perform(.accept(first, noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 5)
    try await fixture.perform(
      .agentWrites(first, MessageDraft(id: MessageID(fixture.name("m")), text: "您好")), by: .staff(one))
    try await fixture.perform(.hold(first, isHeld: true, noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 30)
    try await fixture.perform(.hold(first, isHeld: false, noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 65)
    try await fixture.perform(.agentEnds(first, noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 40)
    try await fixture.perform(.wrapUp(first, WrapUpRequest(code: "done", summary: "已办")), by: .staff(one))
    try await fixture.perform(
      .rate(first, Rating(stars: 5), noticeID: MessageID(fixture.name("n"))), by: .taxpayer(Fixture.taxpayer(1)))
    // Answered after 90 s, passed on to the other agent, who takes it after 10 s.
    let second = try await fixture.waiting(Fixture.taxpayer(2))
    fixture.advance(seconds: 90)
    try await fixture.perform(.accept(second, noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 60)
    try await fixture.perform(
      .transfer(second, TalkTransfer(agent: two.id), noticeID: MessageID(fixture.name("n"))), by: .staff(one))
    fixture.advance(seconds: 10)
    try await fixture.perform(.accept(second, noticeID: MessageID(fixture.name("n"))), by: .staff(two))
    // Gone after 5 s, and after 45 s.
    for (number, seconds) in [(3, 5), (4, 45)] {
      _ = try await fixture.waiting(Fixture.taxpayer(number))
      fixture.advance(seconds: seconds)
      try await fixture.perform(
        .leaveQueue(noticeID: MessageID(fixture.name("n"))), by: .taxpayer(Fixture.taxpayer(number)))
    }
    // Still waiting; and one with the assistant alone.
    _ = try await fixture.waiting(Fixture.taxpayer(5))
    try await fixture.perform(fixture.writes("你好"), by: .taxpayer(Fixture.taxpayer(6)))
    try await fixture.perform(
      .taxpayerEnds(noticeID: MessageID(fixture.name("n"))), by: .taxpayer(Fixture.taxpayer(6)))
    return fixture
  }

  /// Somebody who waits is moved to another queue, and is found in that one alone.
  private func moveWaiting(_ fixture: Fixture) async throws {
    let (office, before) = try await fixture.store.read(Fixture.office) { (try $0.office(), try $0.catalogue()) }
    var catalogue = before
    catalogue.groups.append(SkillGroup(id: "register", name: Localised("登记", "Registration")))
    let leader = Account(agent: Fixture.supervisor, passwordHash: "hash")
    try await fixture.store.load(
      OfficeContent(office: office, catalogue: catalogue, accounts: [leader]), at: fixture.now)
    let id = try await fixture.waiting(Fixture.taxpayer(7))
    fixture.advance(seconds: 5)
    let act = SupervisionAct.move(MoveRequest(from: nil, group: "register"))
    try await fixture.perform(
      .supervise(id, act, noticeID: MessageID(fixture.name("n"))), by: .staff(Fixture.supervisor))
  }

  private func count(_ fixture: Fixture, limit: Int64) async throws {
    while try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: limit) {}
  }

  private func tally(
    _ fixture: Fixture, _ slice: FigureCell.Slice = .group, _ basis: FigureBasis = .arrival, member: String? = nil
  ) async throws -> Tally {
    let now = fixture.now
    let question = TallyQuestion(
      slice: slice, basis: basis, since: Timestamp(milliseconds: now.milliseconds - 3 * Self.term),
      until: now.advanced(seconds: 86_400), member: member)
    return try await fixture.store.read(Fixture.office) { try $0.tallies(question) }.first?.tally ?? Tally()
  }

  @Test("A morning counted by hand", arguments: Engine.all)
  func morning(engine: Engine) async throws {
    let fixture = try await morning(engine)
    try await count(fixture, limit: 1_000)
    for (slice, basis) in FigureCell.Slice.allCases.flatMap({ slice in FigureBasis.allCases.map { (slice, $0) } }) {
      let tally = try await tally(fixture, slice, basis)
      let figures = tally.figures(Metric.allCases)
      let wanted: Figures = [
        .conversations: 6, .contained: 1, .containment: 1.0 / 6, .offered: 5, .answered: 2, .answeredInTarget: 1,
        .abandoned: 2, .shortAbandoned: 1, .stillWaiting: 1, .serviceLevel: 1.0 / 3, .averageAnswer: 55,
        .abandonment: 0.4, .abandonWait: 25, .requeued: 1, .requeuedAnswered: 1, .requeuedWait: 10, .handled: 2,
        .averageHandle: 100, .talk: 65, .hold: 15, .wrapUp: 20, .firstReply: 5, .transferred: 1, .rated: 1,
        .responseRate: 1, .satisfaction: 1, .stars: 5, .direct: 0,
      ]
      // Not computable is nothing, never 0.
      #expect(figures[.messageTime] == .some(.none) && figures[.ticketTime] == .some(.none))
      for (metric, value) in wanted { #expect(figures[metric] == value, "\(slice) \(basis) \(metric)") }
    }
    let agent = try await tally(fixture, .agent, member: "a2")
    #expect(agent[.answered] == 0 && agent[.requeuedAnswered] == 1 && agent[.handled] == 0)
    #expect(try await tally(fixture, .matter, member: "done")[.handled] == 1)
  }

  @Test(
    "Counted in one stretch, event by event, or by several at once, the sums are the same, and the check says so",
    arguments: Engine.all)
  func stretches(engine: Engine) async throws {
    var sums: Set<Tally> = []
    for (limit, backends) in [(1, 1), (7, 1), (10_000, 1), (3, 4), (1, 3)] as [(Int64, Int)] {
      let fixture = try await morning(engine)
      try await moveWaiting(fixture)
      // Each reads what follows, and writes when another may have written: whoever comes second writes nothing.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...backends { group.addTask { try await count(fixture, limit: limit) } }
        try await group.waitForAll()
      }
      try await count(fixture, limit: limit)
      sums.insert(try await tally(fixture, .agent))
      let check = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
      #expect(check.findings.isEmpty && check.figures.isEmpty, "\(check.figures)")
    }
    #expect(sums.count == 1)
  }

  @Test(
    "A copy goes on counting where it was taken, in its new epoch; what a stretch left behind is counted after a kill")
  func goesOn() async throws {
    let fixture = try await morning(.sqlite)
    let (copy, folder) = (fixture.place + "/copy.sqlite", fixture.place + "/restored")
    // As a kill between two stretches leaves it.
    _ = try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 9)
    try Backup.make(of: fixture.place, to: copy)
    try Backup.restore(copy, into: folder, at: fixture.now)
    let restored = try Stores.sqlite(in: folder)
    _ = try await restored.perform(
      CommandRequest(
        office: Fixture.office, actor: .staff(Fixture.agent(3)), key: "k", fingerprint: "p",
        command: .choosePresence(.ready, reason: nil)), at: fixture.now)
    #expect(try await restored.read(Fixture.office) { try $0.figuresBehind() } != nil)
    while try await restored.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 5) {}
    let (check, behind) = try await restored.read(Fixture.office) { (try LogCheck.run(on: $0), try $0.figuresBehind()) }
    #expect(check.findings.isEmpty && check.figures.isEmpty && behind == nil, "\(check.figures)")
    try await count(fixture, limit: 100)
    let question = TallyQuestion(
      slice: .group, basis: .arrival, since: Timestamp(milliseconds: 0), until: fixture.now.advanced(seconds: 86_400))
    let kept = try await restored.read(Fixture.office) { try $0.tallies(question) }.first?.tally
    #expect(try await fixture.store.read(Fixture.office) { try $0.tallies(question) }.first?.tally == kept)
    try await restored.close()
  }

  @Test("An office of the release before is counted anew when it is opened")
  func upgrade() async throws {
    let fixture = try await morning(.sqlite)
    try await count(fixture, limit: 1_000)
    try await fixture.store.close()
    let path = fixture.place + "/zuoxi.sqlite"
    try await DatabaseQueue(path: path).write { db in
      for table in ["webhooks", "deliveries", "fact_places"] { try db.execute(sql: "DROP TABLE " + table) }
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '14'")
      try db.execute(sql: "UPDATE tallies SET requeued = requeued + 1")
    }
    let opened = try Stores.sqlite(in: fixture.place)
    while try await opened.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 1_000) {}
    let check = try await opened.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(check.findings.isEmpty && check.figures.isEmpty, "\(check.figures)")
    try await opened.close()
  }

  @Test("Seats' time counts in slots, and in the state in which it passed", arguments: Engine.all)
  func time(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 1, slots: 2)
    let agent = Fixture.agent(1, slots: 2)
    try await fixture.sit(agent)
    let id = try await fixture.waiting()
    fixture.advance(seconds: 100)
    try await fixture.perform(.accept(id, noticeID: "n-1"), by: .staff(agent))
    fixture.advance(seconds: 50)
    try await fixture.perform(.choosePresence(.onBreak, reason: "tea"), by: .staff(agent))
    fixture.advance(seconds: 30)
    try await fixture.perform(.choosePresence(.ready, reason: nil), by: .staff(agent))
    try await count(fixture, limit: 1_000)
    let tally = try await tally(fixture, .agent, member: "a1")
    // Two free slots for 100 s, one for 50 s; one talk for 80 s.
    #expect(tally[.ready] == 150_000 && tally[.onBreak] == 30_000)
    #expect(tally[.idle] == 250_000 && tally[.handling] == 80_000)
    #expect(Metric.occupancy.value(tally) == 80.0 / 330)
    let states = try await fixture.store.read(Fixture.office) {
      try $0.seatStretches(
        of: "a1", from: .init(milliseconds: 0), to: fixture.now.advanced(seconds: 1), after: nil, limit: 10)
    }
    #expect(states.map(\.presence) == [.ready, .onBreak] && states.last?.reason == "tea")
    #expect(try await fixture.store.read(Fixture.office) { try $0.seatClocks() }.first?.state.presence == .ready)
  }

  @Test("Whoever leaves a message instead of waiting on has not abandoned", arguments: Engine.all)
  func flowsOut(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    for number in [1, 2] {
      let taxpayer = Fixture.taxpayer(number)
      _ = try await fixture.waiting(taxpayer)
      fixture.advance(seconds: 30)
      try await fixture.perform(.leaveQueue(noticeID: MessageID(fixture.name("n"))), by: .taxpayer(taxpayer))
    }
    try await count(fixture, limit: 3)
    fixture.advance(seconds: 60)
    try await fixture.perform(
      .promise(
        .leave(OfflineMessageDraft(id: "om-1", matter: "发票", text: "怎么红冲", group: "invoice"))),
      by: .taxpayer(Fixture.taxpayer(1)))
    try await count(fixture, limit: 1_000)
    let tally = try await tally(fixture)
    #expect(tally[.offered] == 2 && tally[.abandoned] == 1 && tally[.flowedMessage] == 1 && tally[.messagesLeft] == 1)
    let check = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(check.findings.isEmpty && check.figures.isEmpty, "\(check.figures)")
  }

  @Test("Facts are told in pages, by how they came out", arguments: Engine.all)
  func facts(engine: Engine) async throws {
    let fixture = try await morning(engine)
    try await count(fixture, limit: 1_000)
    let now = fixture.now
    var filter = FactFilter(since: now.advanced(seconds: -7_200), until: now.advanced(seconds: 1))
    let all = try await fixture.store.read(Fixture.office) { [filter] reader in
      var found: [ConversationFacts] = []
      var next: String?
      repeat {
        let page = try reader.conversationFacts(filter, after: next, limit: 2)
        found += page.facts
        next = page.next
      } while next != nil
      return found
    }
    #expect(all.map(\.outcome) == [.answered, .late, .shortAbandoned, .abandoned, .waiting, .contained])
    filter.outcomes = [.late]
    filter.agent = "a2"
    let late = try await fixture.store.read(Fixture.office) { [filter] in
      try $0.conversationFacts(filter, after: nil, limit: 10)
    }
    #expect(late.facts.count == 1 && late.facts.first?.talks.map(\.agent) == ["a1", "a2"])
    // By what happened in a stretch, as alerts count it: who came before it and was taken in it is there, who only came in it is not.
    let taken = try #require(all[1].waits.first?.to)
    var hour = FactFilter(since: taken, until: taken.advanced(milliseconds: 1))
    hour.moment = .waited
    let happened = try await fixture.store.read(Fixture.office) { [hour] in
      try $0.conversationFacts(hour, after: nil, limit: 10)
    }
    #expect(happened.facts.map(\.id) == [all[1].id])
    // Whoever passed it on finds it, too, and page by page.
    filter.outcomes = []
    filter.agent = "a1"
    filter.group = "invoice"
    let passed = try await fixture.store.read(Fixture.office) { [filter] reader in
      let first = try reader.conversationFacts(filter, after: nil, limit: 1)
      return first.facts + (try reader.conversationFacts(filter, after: first.next, limit: 10)).facts
    }
    #expect(passed.map(\.outcome) == [.answered, .late])
    filter.group = "other"
    let none = try await fixture.store.read(Fixture.office) { [filter] in
      try $0.conversationFacts(filter, after: nil, limit: 10)
    }
    #expect(none.facts.isEmpty)
  }
}

/// Reports are read off the sums, and nothing else.
struct FigurePlanTests {
  @Test("A period is a stretch of the sums' key, whatever it is grouped by; pages of facts are stretches of theirs")
  func plans() async throws {
    let fixture = try await Fixture(on: .sqlite)
    let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
    let sums =
      "FROM tallies WHERE office = 'hd' AND slice = 'group' AND basis = 'arrival' AND starts_at >= 1 AND starts_at < 9"
    let facts = "FROM facts WHERE office = 'hd' AND kind = 'conversation' AND at >= 1 AND at < 9"
    for (sql, wanted) in [
      (
        "SELECT SUM(offered) \(sums)",
        "SEARCH tallies USING PRIMARY KEY (office=? AND slice=? AND basis=? AND starts_at>? AND starts_at<?)"
      ),
      (
        "SELECT team, SUM(offered) \(sums) GROUP BY team",
        "SEARCH tallies USING PRIMARY KEY (office=? AND slice=? AND basis=? AND starts_at>? AND starts_at<?)"
      ),
      (
        "SELECT doc \(facts) ORDER BY at, id LIMIT 2000",
        "SEARCH facts USING INDEX facts_by_time (office=? AND kind=? AND at>? AND at<?)"
      ),
      (
        """
        SELECT f.doc FROM fact_places p JOIN facts f ON f.office = p.office AND f.kind = 'conversation' AND f.id = p.id
        WHERE p.office = 'hd' AND p.kind = 'agent' AND p.name = 'a1' AND p.at >= 1 AND p.at < 9 ORDER BY p.at, p.id LIMIT 2000
        """,
        "SEARCH p USING COVERING INDEX fact_places_by_time (office=? AND kind=? AND name=? AND at>? AND at<?)"
      ),
    ] {
      let plan = try queue.read { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + sql) }
        .map { $0["detail"] as String }
      #expect(plan.first == wanted, "\(plan)")
      #expect(sql.contains("GROUP BY") || plan.count == (sql.contains("JOIN") ? 2 : 1), "\(plan)")
    }
  }
}
