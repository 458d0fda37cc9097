import Desk
import Service
import Storage
import TestPrograms
import Testing

/// Offers in both engines: rows, timers and what several backends make of them.
struct OfferTests {
  private static func fixture(on engine: Engine, slots: Int = 2, agents: Int = 2) async throws -> Fixture {
    let fixture = try await Fixture(on: engine, slots: slots)
    let office = try await fixture.store.read(Fixture.office) { try $0.office() }
    var catalogue = try await fixture.store.read(Fixture.office) { try $0.catalogue() }
    for place in catalogue.groups.indices { catalogue.groups[place].routing = .offer }
    try await fixture.store.load(OfficeContent(office: office, catalogue: catalogue), at: fixture.now)
    for number in 1...agents { try await fixture.sit(Fixture.agent(number, slots: slots)) }
    return fixture
  }

  private static func offers(_ fixture: Fixture) async throws -> [ConversationID: AgentID] {
    try await fixture.store.read(Fixture.office) { reader in
      let offered = try reader.conversations(in: [.waiting]).compactMap { conversation in
        conversation.queue?.offer.map { (conversation.id, $0.agent.id) }
      }
      return Dictionary(uniqueKeysWithValues: offered)
    }
  }

  @Test(
    "Many ask at once: each free slot gets one, nobody two, and the log agrees with the rows", arguments: Engine.all)
  func manyAsk(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...12 {
        group.addTask { _ = try await fixture.waiting(Fixture.taxpayer(number)) }
      }
      try await group.waitForAll()
    }
    let offers = try await Self.offers(fixture)
    #expect(offers.count == 4)
    #expect(Dictionary(grouping: offers.values) { $0 }.values.allSatisfy { $0.count == 2 })
    let due = try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 60), limit: 100)
    #expect(Set(due.filter { $0.timer.kind == .offerDue }.map(\.timer.subject)) == Set(offers.keys.map(\.rawValue)))
    #expect(try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
  }

  @Test(
    "Everybody accepts, declines and misses at once: one owner or one offer each, never more than the slots",
    arguments: Engine.all)
  func everybodyActs(engine: Engine) async throws {
    let fixture = try await Self.fixture(on: engine)
    for number in 1...8 { _ = try await fixture.waiting(Fixture.taxpayer(number)) }
    for _ in 1...6 {
      let offers = try await Self.offers(fixture)
      await withTaskGroup(of: Void.self) { group in
        for (id, agent) in offers {
          guard let number = Int(agent.rawValue.filter(\.isNumber)) else { continue }
          let actor = Actor.staff(Fixture.agent(number, slots: 2))
          group.addTask {
            _ = try? await fixture.perform(.accept(id, noticeID: MessageID("n-" + id.rawValue)), by: actor)
          }
          group.addTask { _ = try? await fixture.perform(.decline(id, DeclineRequest()), by: actor) }
        }
      }
      let (talking, standing) = try await (
        fixture.store.read(Fixture.office) { try $0.conversations(in: [.talking]) }, Self.offers(fixture)
      )
      for number in 1...2 {
        let agent = Fixture.agent(number, slots: 2)
        let talks = talking.count { $0.agent?.id == agent.id }
        #expect(talks + standing.values.count { $0 == agent.id } <= 2)
      }
    }
    #expect(try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
  }

  @Test("A changed office looks at whoever waits anew", arguments: Engine.all)
  func load(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, slots: 2)
    try await fixture.sit(Fixture.agent(1, slots: 2))
    let id = try await fixture.waiting(Fixture.taxpayer(1))
    #expect(try await Self.offers(fixture).isEmpty)
    var office = try await fixture.store.read(Fixture.office) { try $0.office() }
    office.settings.routing = .offer
    try await fixture.store.load(OfficeContent(office: office), at: fixture.now)
    let due = try await fixture.store.dueTimers(by: fixture.now, limit: 10).map(\.timer)
    let timer = try #require(due.first { $0.kind == .rematchDue })
    try await fixture.perform(.timerFired(timer, noticeIDs: []), by: .system)
    #expect(try await Self.offers(fixture)[id] == Fixture.agent(1).id)
  }

  @Test(
    "Blocks are kept, listed while they hold, and lifted; a seat's slots stand in its account", arguments: Engine.all)
  func blocksAndLimits(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, slots: 2)
    let agent = Fixture.agent(1, slots: 2)
    try await fixture.sit(agent)
    let person = Fixture.taxpayer(1)
    let id = try await fixture.waiting(person)
    try await fixture.perform(.accept(id, noticeID: "n"), by: .staff(agent))
    try await fixture.perform(
      .block(id, BlockRequest(reason: "辱骂\u{1b}[31m", hours: 1), noticeID: "b"), by: .staff(agent))
    let now = fixture.now
    let found = try await fixture.store.read(Fixture.office) { try $0.blocks(at: now) }
    #expect(found.map(\.taxpayer) == [person.id] && found.first?.reason == "辱骂[31m")
    let later = now.advanced(seconds: 3_601)
    #expect(try await fixture.store.read(Fixture.office) { try $0.blocks(at: later) }.isEmpty)
    try await fixture.perform(.unblock(person.id, reason: nil), by: .staff(agent))
    #expect(try await fixture.store.read(Fixture.office) { try $0.block(of: person.id) } == nil)
  }

  @Test("A consulted colleague is found by their row, and no more once it is over", arguments: Engine.all)
  func consult(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, slots: 2)
    let (agent, colleague) = (Fixture.agent(1, slots: 2), Fixture.agent(2, slots: 2))
    try await fixture.sit(agent)
    try await fixture.sit(colleague)
    let id = try await fixture.waiting(Fixture.taxpayer(1))
    try await fixture.perform(.accept(id, noticeID: "n"), by: .staff(agent))
    try await fixture.perform(.consult(id, ConsultRequest(agent: colleague.id, question: "?")), by: .staff(agent))
    let found = { try await fixture.store.read(Fixture.office) { try $0.conversations(consulting: colleague.id) } }
    #expect(try await found().map(\.id) == [id])
    try await fixture.perform(.endConsult(id), by: .staff(colleague))
    #expect(try await found().isEmpty)
    #expect(try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }.findings.isEmpty)
  }
}
