import Desk
import Service
import Storage
import Testing

/// What supervisors do, in both engines: rows, and what happens when two want the same.
struct SupervisionTests {
  private static let leader = Agent(id: "lead", name: "王强", role: .supervisor, groups: ["invoice"], slots: 20)

  private static func fixture(on engine: Engine) async throws -> Fixture {
    let fixture = try await Fixture(on: engine, slots: 5)
    let office = try await fixture.store.read(Fixture.office) { try $0.office() }
    let account = Account(agent: leader, passwordHash: "hash")
    try await fixture.store.load(OfficeContent(office: office, accounts: [account]), at: fixture.now)
    try await fixture.sit(leader)
    for number in 1...3 { try await fixture.sit(Fixture.agent(number)) }
    return fixture
  }

  private static func check(_ fixture: Fixture) async throws {
    #expect(try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
  }

  @Test(
    "Taking over against ending, moving against accepting: one order or the other, never both", arguments: Engine.all)
  func races(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    let agent = Fixture.agent(1)
    for number in 1...12 {
      let id = try await fixture.waiting(Fixture.taxpayer(number))
      if number.isMultiple(of: 2) {
        try await fixture.perform(.accept(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      }
      let first: Command =
        number.isMultiple(of: 2)
        ? .agentEnds(id, noticeID: MessageID(fixture.name("n"))) : .accept(id, noticeID: MessageID(fixture.name("n")))
      let act: SupervisionAct =
        number.isMultiple(of: 2)
        ? .takeOver(TakeOverRequest(from: agent.id)) : .move(MoveRequest(from: nil, agent: Fixture.agent(2).id))
      async let one = Self.attempt(fixture, first, agent)
      async let other = Self.attempt(
        fixture, .supervise(id, act, noticeID: MessageID(fixture.name("n"))), Self.leader)
      let (isFirst, isOther) = await (one, other)
      #expect(isFirst != isOther, "exactly one of both is done")
      let talk = try #require(try await fixture.store.read(Fixture.office) { try $0.conversation(id) })
      switch (number.isMultiple(of: 2), isOther) {
      case (true, true): #expect(talk.agent?.id == Self.leader.id && talk.stage == .talking)
      case (true, false): #expect(talk.agent?.id == agent.id && talk.stage == .wrapUp)
      case (false, true): #expect(talk.stage == .waiting && talk.queue?.reservedFor?.id == Fixture.agent(2).id)
      case (false, false): #expect(talk.agent?.id == agent.id && talk.stage == .talking)
      }
      if talk.stage == .talking, talk.agent?.id == agent.id {
        try await fixture.perform(.agentEnds(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      }
    }
    try await Self.check(fixture)
  }

  private static func attempt(_ fixture: Fixture, _ command: Command, _ agent: Agent) async -> Bool {
    (try? await fixture.perform(command, by: .staff(agent))) != nil
  }

  @Test("Who joined a talk is found by their row, and no more once they left", arguments: Engine.all)
  func joined(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n1"), by: .staff(Fixture.agent(1)))
    try await fixture.perform(.supervise(id, .join, noticeID: "n2"), by: .staff(Self.leader))
    let found = { try await fixture.store.read(Fixture.office) { try $0.conversations(consulting: Self.leader.id) } }
    #expect(try await found().map(\.id) == [id])
    try await fixture.perform(.supervise(id, .leave, noticeID: "n3"), by: .staff(Self.leader))
    #expect(try await found().isEmpty)
    try await Self.check(fixture)
  }

  @Test("Files drawn up before a queue was closed do not open it, nor close one that was opened", arguments: Engine.all)
  func loadedOver(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    let leader = Actor.staff(Self.leader)
    let read = { try await fixture.store.read(Fixture.office) { (try $0.office(), try $0.catalogue()) } }
    let (before, catalogue) = try await read()
    try await fixture.perform(.changeQueue("invoice", QueueCloseRequest(reason: "停电")), by: leader)
    let watch = ThresholdDraft(thresholds: [Threshold(name: "waiting", warning: AlertRange("10"))])
    try await fixture.perform(.figures(.changeThresholds(watch, expecting: 1)), by: leader)
    try await fixture.store.load(OfficeContent(office: before, catalogue: catalogue), at: fixture.now)
    let closed = try await read().0
    #expect(closed.closure(of: "invoice")?.reason == "停电" && closed.thresholds?.count == 1)
    #expect(closed.thresholdsRevision == 2)
    try await fixture.perform(.changeQueue("invoice", nil), by: leader)
    try await fixture.store.load(OfficeContent(office: closed, catalogue: catalogue), at: fixture.now)
    #expect(try await read().0.closedQueues == nil)
    // A group that is gone takes its closure along: nobody could open it.
    try await fixture.perform(.changeQueue("invoice", QueueCloseRequest(reason: "停电")), by: leader)
    var without = catalogue
    without.groups.removeAll { $0.id == "invoice" }
    try await fixture.store.load(OfficeContent(office: closed, catalogue: without), at: fixture.now)
    #expect(try await read().0.closure(of: "invoice") == nil)
  }

  @Test(
    "Of two who look after an alert one is named, and the store knows it when it is opened again", arguments: Engine.all
  )
  func handled(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    let other = Agent(id: "lead2", name: "孙静", role: .supervisor, groups: ["invoice"], slots: 20)
    let watch = ThresholdDraft(thresholds: [Threshold(name: "waiting", warning: AlertRange("1"))])
    try await fixture.perform(.figures(.changeThresholds(watch, expecting: 1)), by: .staff(Self.leader))
    try await fixture.perform(
      .figures(.judge([FigureReading(name: "waiting", group: nil, value: 3)])), by: .system)
    let handle = Command.figures(.handleAlert(AlertReference(name: "waiting", group: nil)))
    async let one = Self.attempt(fixture, handle, Self.leader)
    async let two = Self.attempt(fixture, handle, other)
    let (isOne, isTwo) = await (one, two)
    #expect(isOne && isTwo)
    try await fixture.store.close()
    let again = try await engine.open(fixture.place)
    let who = try await again.read(Fixture.office) { try $0.office() }.alerts?.first?.handledBy?.id
    #expect(who == "lead" || who == "lead2")
    let told = try await again.read(Fixture.office) { reader in
      try reader.events(after: EventPosition(epoch: try reader.head().epoch, sequence: 0), limit: .max).compactMap {
        if case .alarmRaised(let raised) = $0.body { raised.handledBy?.id } else { nil }
      }
    }
    #expect(told == [who], "told once")
    try await again.close()
  }

  @Test("Closed queues and announcements are there when the store is opened again", arguments: Engine.all)
  func kept(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    let leader = Actor.staff(Self.leader)
    try await fixture.perform(.changeQueue("invoice", QueueCloseRequest(reason: "停电")), by: leader)
    try await fixture.perform(.announce(AnnouncementRequest(text: "公告", minutes: 60), id: "a1"), by: leader)
    await withTaskGroup(of: Void.self) { group in
      for number in 1...3 {
        group.addTask { _ = try? await fixture.perform(.readAnnouncement("a1"), by: .staff(Fixture.agent(number))) }
      }
    }
    try await fixture.store.close()
    let again = try await engine.open(fixture.place)
    let now = fixture.now
    let (office, announcements) = try await again.read(Fixture.office) {
      (try $0.office(), try $0.announcements(at: now))
    }
    #expect(office.closure(of: "invoice")?.reason == "停电")
    #expect(Set(announcements.first?.readBy.map(\.agent.id) ?? []) == ["a1", "a2", "a3"])
    let later = now.advanced(seconds: 3_600)
    #expect(try await again.read(Fixture.office) { try $0.announcements(at: later) }.isEmpty)
    try await again.close()
  }
}
