import Desk
import Service
import Storage
import Testing

/// Links into rooms and signals, on every engine.
struct CallTests {
  /// A conversation with an invitation that was agreed to.
  private func connecting(_ fixture: Fixture) async throws -> (ConversationID, InvitationID) {
    try await fixture.sit(Fixture.agent(1))
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(Fixture.agent(1)))
    let invitation = InvitationID(fixture.name("i"))
    try await fixture.perform(
      .propose(id, .videoCall, id: invitation, messageID: MessageID(fixture.name("m"))), by: .staff(Fixture.agent(1)))
    try await fixture.perform(
      .answerInvitation(
        nil, InvitationAnswer(invitation: invitation, accepts: true), noticeID: MessageID(fixture.name("n"))),
      by: .taxpayer(Fixture.taxpayer))
    return (id, invitation)
  }

  private func once(_ fixture: Fixture, _ key: String) -> Once {
    Once(office: Fixture.office, scope: "r", key: key, fingerprint: "p", at: fixture.now)
  }

  private func link(_ fixture: Fixture, _ code: String, _ id: ConversationID, _ invitation: InvitationID) -> RoomLink {
    RoomLink(
      office: Fixture.office, codeHash: code,
      pass: RoomPass(agent: "a1", conversation: id, invitation: invitation),
      expiresAt: fixture.now.advanced(seconds: 120))
  }

  private func session(_ fixture: Fixture, _ code: String, _ token: String) -> RoomSession {
    RoomSession(
      office: Fixture.office, codeHash: code, tokenHash: token, expiresAt: fixture.now.advanced(seconds: 3_600))
  }

  @Test("Of 16 who open a link at the same moment one comes in; a repetition is the same one", arguments: Engine.all)
  func opensOnce(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let (id, invitation) = try await connecting(fixture)
    _ = try await fixture.store.keep(link(fixture, "code", id, invitation), once: nil)
    let outcomes = await withTaskGroup(of: Problem.Kind?.self) { group in
      for number in 1...16 {
        group.addTask {
          do {
            let opening = session(fixture, "code", "token\(number)")
            _ = try await fixture.store.open(opening, at: fixture.now, once: once(fixture, "k\(number)"))
            return nil
          } catch {
            return (error as? Problem)?.kind ?? .internalError
          }
        }
      }
      return await group.reduce(into: [Problem.Kind?]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == nil }.count == 1)
    #expect(outcomes.filter { $0 == .roomLinkSpent }.count == 15)
    var sessions: [SessionRow] = []
    for number in 1...16 {
      if let found = try await fixture.store.session(tokenHash: "token\(number)") { sessions.append(found) }
    }
    #expect(sessions.map(\.subject) == [.room(RoomPass(agent: "a1", conversation: id, invitation: invitation))])

    _ = try await fixture.store.keep(link(fixture, "next", id, invitation), once: nil)
    var first = once(fixture, "again")
    first.answer = "salt"
    #expect(try await fixture.store.open(session(fixture, "next", "t"), at: fixture.now, once: first) == nil)
    #expect(try await fixture.store.open(session(fixture, "next", "t"), at: fixture.now, once: first) == "salt")
  }

  @Test("A link that is too old, or was replaced, or whose invitation ended, opens nothing", arguments: Engine.all)
  func ends(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let (id, invitation) = try await connecting(fixture)
    func opens(_ code: String) async throws -> Bool {
      do {
        let key = fixture.name("k")
        _ = try await fixture.store.open(session(fixture, code, key), at: fixture.now, once: once(fixture, key))
        return true
      } catch let problem as Problem where problem.kind == .roomLinkSpent {
        return false
      }
    }
    _ = try await fixture.store.keep(link(fixture, "one", id, invitation), once: nil)
    _ = try await fixture.store.keep(link(fixture, "two", id, invitation), once: nil)
    #expect(try await !opens("one"))
    fixture.advance(seconds: 121)
    #expect(try await !opens("two"))
    _ = try await fixture.store.keep(link(fixture, "three", id, invitation), once: nil)
    try await fixture.perform(
      .endInvitation(id, invitation, noticeID: "n-end"), by: .staff(Fixture.agent(1)))
    #expect(try await !opens("three"))
  }

  private func draft(
    _ fixture: Fixture, _ id: ConversationID, _ invitation: InvitationID, key: String, to side: Side = .agent
  ) -> SignalDraft {
    SignalDraft(
      office: Fixture.office, conversation: id, invitation: invitation, side: side, key: key, payload: key, node: "n1")
  }

  @Test(
    "Signals are numbered without a gap whoever speaks at once, and a repeated one keeps its number",
    arguments: Engine.all)
  func numbers(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let (id, invitation) = try await connecting(fixture)
    let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...40 {
        group.addTask {
          try await fixture.store.pass(draft(fixture, id, invitation, key: "k\(number)"), at: fixture.now).number
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(numbers.sorted() == Array(1...40))
    let again = try await fixture.store.pass(draft(fixture, id, invitation, key: "k7"), at: fixture.now)
    let kept = try await fixture.store.read(Fixture.office) { try $0.signals(to: .agent, of: invitation, after: 0) }
    #expect(kept.count == 40 && kept.first { $0.payload == "k7" } == again)
    let other = try await fixture.store.pass(draft(fixture, id, invitation, key: "x", to: .taxpayer), at: fixture.now)
    #expect(other.number == 1)
    let heard = try await fixture.store.signals(since: fixture.now.advanced(seconds: -1), notBy: "n2")
    #expect(heard.count == 41)
    #expect(try await fixture.store.signals(since: fixture.now.advanced(seconds: -1), notBy: "n1").isEmpty)
    #expect(!(try await fixture.log().contains { "\($0.body)".contains("k7") }), "never in the log")
  }

  @Test("Signals are bounded, are for invitations that were agreed to, and go with them", arguments: Engine.all)
  func bounded(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let (id, invitation) = try await connecting(fixture)
    var refused: Problem.Kind?
    for number in 1...130 where refused == nil {
      do {
        _ = try await fixture.store.pass(draft(fixture, id, invitation, key: "k\(number)"), at: fixture.now)
      } catch let problem as Problem {
        refused = problem.kind
        #expect(number == 121)
      }
    }
    #expect(refused == .tooManyRequests)
    fixture.advance(seconds: 11)
    _ = try await fixture.store.pass(draft(fixture, id, invitation, key: "later"), at: fixture.now)
    await #expect(throws: Problem.self) {
      try await fixture.store.pass(draft(fixture, id, "other", key: "k"), at: fixture.now)
    }
    try await fixture.perform(.agentEnds(id, noticeID: "n-end"), by: .staff(Fixture.agent(1)))
    let left = try await fixture.store.read(Fixture.office) { try $0.signals(to: .agent, of: invitation, after: 0) }
    #expect(left.isEmpty)
    await #expect(throws: Problem.self) {
      try await fixture.store.pass(draft(fixture, id, invitation, key: "late"), at: fixture.now)
    }
  }

  @Test("Invite against close, both hang up, two answers at once: whatever the order, one state", arguments: Engine.all)
  func races(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine, agents: 8)
    for round in 1...8 {
      let agent = Fixture.agent(round)
      let person = Actor.taxpayer(Fixture.taxpayer(round))
      try await fixture.sit(agent)
      let id = try await fixture.waiting(Fixture.taxpayer(round))
      try await fixture.perform(.accept(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      let invitation = InvitationID("race\(round)")
      let propose = Command.propose(id, .videoCall, id: invitation, messageID: MessageID(fixture.name("m")))
      func quietly(_ command: Command, _ actor: Actor) async { _ = try? await fixture.perform(command, by: actor) }
      if round % 2 == 0 {
        async let one: Void = quietly(propose, .staff(agent))
        async let two: Void = quietly(.taxpayerEnds(noticeID: MessageID(fixture.name("n"))), person)
        _ = await (one, two)
      } else {
        try await fixture.perform(propose, by: .staff(agent))
        func says(_ accepts: Bool) -> Command {
          .answerInvitation(
            nil, InvitationAnswer(invitation: invitation, accepts: accepts), noticeID: MessageID(fixture.name("n")))
        }
        async let one: Void = quietly(says(true), person)
        async let two: Void = quietly(says(false), person)
        async let three: Void = quietly(
          .endInvitation(id, invitation, noticeID: MessageID(fixture.name("n"))), .staff(agent))
        async let four: Void = quietly(
          .endInvitation(nil, invitation, noticeID: MessageID(fixture.name("n"))), person)
        _ = await (one, two, three, four)
      }
      let after = try await fixture.store.read(Fixture.office) { try $0.conversation(id) }
      #expect(after?.invitation?.isOpen != true)
      let ends = try await fixture.log().filter { event in
        if case .invitationChanged(let change) = event.body, change.invitation.id == invitation {
          !change.invitation.isOpen
        } else {
          false
        }
      }
      #expect(ends.count <= 1, "it ends once")
      if round % 2 == 1 { #expect(ends.count == 1) }
    }
  }

  @Test("Secrets of servers are kept apart from what consoles are told", arguments: Engine.all)
  func mediaServices(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    #expect(try await fixture.store.read(Fixture.office) { try $0.mediaServices() } == MediaServices())
    let services = MediaServices(
      relay: MediaServices.Relay(urls: ["turn:t.example.cn:3478"], secret: "a relay's secret", isRequired: true))
    var content = Fixture.content(agents: 3, slots: 5)
    content.mediaServices = services
    try await fixture.store.load(content, at: fixture.now)
    #expect(try await fixture.store.read(Fixture.office) { try $0.mediaServices() } == services)
    let office = try await fixture.store.read(Fixture.office) { try $0.office() }
    #expect(!"\(office)".contains("a relay's secret"))
  }
}
