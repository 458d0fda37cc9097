import Desk
import Service
import Storage
import Testing

struct AcceptRaceTests {
  @Test(
    "Of 32 agents who accept at the same moment exactly one has it, and the others are told who", arguments: Engine.all)
  func oneWinner(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 32)
    for number in 1...32 { try await fixture.sit(Fixture.agent(number)) }
    let id = try await fixture.waiting()
    let before = try await fixture.log().count

    let results = await withTaskGroup(of: Result<CommandResult, any Error>.self) { group in
      for number in 1...32 {
        group.addTask {
          do {
            return .success(
              try await fixture.perform(
                .accept(id, noticeID: MessageID("n-\(number)")), by: .staff(Fixture.agent(number))))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }

    var winners: [AgentReference?] = []
    var named: [AgentReference?] = []
    for result in results {
      switch result {
      case .success(let result):
        guard case .conversation(let detail) = result.answer else { throw Problem(.internalError) }
        winners.append(detail.conversation.agent)
      case .failure(let problem as Problem):
        #expect(problem.kind == .alreadyTaken)
        named.append(problem.winner)
      case .failure(let error): throw error
      }
    }
    #expect(winners.count == 1)
    #expect(named.count == 31)
    #expect(Set(named) == Set(winners))
    // One acceptance and one notice; the refusals left nothing behind.
    #expect(try await fixture.log().count == before + 2)
  }

  @Test("One agent who accepts 20 at once gets as many as there are slots", arguments: Engine.all)
  func slots(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, slots: 4)
    let agent = Fixture.agent(1, slots: 4)
    try await fixture.sit(agent)
    var ids: [ConversationID] = []
    for number in 1...20 { ids.append(try await fixture.waiting(Fixture.taxpayer(number))) }
    let refusals = await withTaskGroup(of: Problem.Kind?.self) { group in
      for id in ids {
        group.addTask {
          do {
            try await fixture.perform(.accept(id, noticeID: MessageID("n-" + id.rawValue)), by: .staff(agent))
            return nil
          } catch {
            return (error as? Problem)?.kind
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(refusals.filter { $0 == nil }.count == 4)
    #expect(refusals.filter { $0 == .noFreeSlot }.count == 16)
    let talking = try await fixture.store.read(Fixture.office) { try $0.conversations(of: agent.id) }
    #expect(talking.count == 4)
  }

  @Test(
    "Accept against leave at the same moment: a talk or a closed conversation, and the other act is told so",
    arguments: Engine.all)
  func acceptAgainstLeave(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 12)
    for round in 1...12 {
      let (agent, taxpayer) = (Fixture.agent(round), Fixture.taxpayer(round))
      try await fixture.sit(agent)
      let id = try await fixture.waiting(taxpayer)
      func refusal(_ command: Command, _ actor: Actor) async -> Problem.Kind? {
        do {
          try await fixture.perform(command, by: actor)
          return nil
        } catch {
          return (error as? Problem)?.kind ?? .internalError
        }
      }
      async let accepted = refusal(.accept(id, noticeID: MessageID(fixture.name("n"))), .staff(agent))
      async let left = refusal(.leaveQueue(noticeID: MessageID(fixture.name("n"))), .taxpayer(taxpayer))
      let both = await [accepted, left]
      let after = try await fixture.store.read(Fixture.office) { try $0.conversation(id) }
      #expect(both.filter { $0 == nil }.count == 1 && both.contains(.notWaiting), "\(both)")
      #expect(after?.stage == (both[0] == nil ? .talking : .closed))
      #expect(after?.agent?.id == (both[0] == nil ? agent.id : nil))
    }
  }

  @Test(
    "Transfer against two accepts and the taxpayer's end: one has it, or it waits, or it is over, and each is told so",
    arguments: Engine.all)
  func transferAgainstAccept(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    for number in 1...3 { try await fixture.sit(Fixture.agent(number)) }
    for round in 1...12 {
      let taxpayer = Fixture.taxpayer(round)
      let id = try await fixture.waiting(taxpayer)
      func refusal(_ command: Command, _ actor: Actor) async -> Problem.Kind? {
        do {
          try await fixture.perform(command, by: actor)
          return nil
        } catch {
          return (error as? Problem)?.kind ?? .internalError
        }
      }
      func name() -> MessageID { MessageID(fixture.name("n")) }
      #expect(await refusal(.accept(id, noticeID: name()), .staff(Fixture.agent(1))) == nil)
      let target =
        round % 3 == 0 ? TalkTransfer(group: "invoice") : TalkTransfer(agent: Fixture.agent(2 + round % 2).id)
      async let passed = refusal(.transfer(id, target, noticeID: name()), .staff(Fixture.agent(1)))
      async let second = refusal(.accept(id, noticeID: name()), .staff(Fixture.agent(2)))
      async let third = refusal(.accept(id, noticeID: name()), .staff(Fixture.agent(3)))
      async let ended = round % 2 == 0 ? refusal(.taxpayerEnds(noticeID: name()), .taxpayer(taxpayer)) : .notFound
      let (gave, takers, end) = await (passed, [second, third], ended)

      let after = try #require(try await fixture.store.read(Fixture.office) { try $0.conversation(id) })
      let winners = takers.indices.filter { takers[$0] == nil }.map { Fixture.agent($0 + 2).id }
      #expect(winners.count <= 1, "round \(round): \(takers)")
      #expect(gave == nil || winners.isEmpty, "nobody takes what was not passed on")
      switch after.stage {
      case .waiting: #expect(gave == nil && winners.isEmpty && end != nil)
      case .talking: #expect(after.agent?.id == winners.first ?? Fixture.agent(1).id && end != nil)
      case .wrapUp, .closed: #expect(end == nil)
      case .assistant: Issue.record("round \(round): back with the assistant")
      }
      // Nobody's slot is left taken, and no promise of a seat outlives it.
      if end != nil { #expect(await refusal(.taxpayerEnds(noticeID: name()), .taxpayer(taxpayer)) == nil) }
      for number in 1...3 {
        for talk in try await fixture.store.read(Fixture.office, { try $0.conversations(of: Fixture.agent(number).id) })
        {
          try await fixture.perform(
            .wrapUp(talk.id, WrapUpRequest(code: "done", summary: "")), by: .staff(Fixture.agent(number)))
        }
      }
    }
  }
}
