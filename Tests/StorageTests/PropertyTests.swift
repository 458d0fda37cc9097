import Desk
import Service
import Storage
import Testing

/// A small reproducible source of chance (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

struct PropertyTests {
  /// Lets four taxpayers and three agents do 250 things at random; refusals are part of it.
  private func storm(_ fixture: Fixture, seed: UInt64, each: (Fixture) async throws -> Void = { _ in }) async throws {
    var random = SeededGenerator(state: seed)
    var callers = SeededGenerator(state: ~seed)
    var refused: [Problem.Kind: Int] = [:]
    for _ in 0..<250 {
      fixture.advance(seconds: Int.random(in: 0...40, using: &random))
      do {
        try await step(fixture, &random)
        if Int.random(in: 0...1, using: &callers) == 0 { try await call(fixture, &callers) }
      } catch let problem as Problem {
        refused[problem.kind ?? .internalError, default: 0] += 1
      }
      try await each(fixture)
    }
    #expect(refused[.internalError] == nil && refused[.unavailable] == nil, "\(refused)")
  }

  private func step(_ fixture: Fixture, _ random: inout SeededGenerator) async throws {
    let taxpayer = Fixture.taxpayer(Int.random(in: 1...4, using: &random))
    let agent = Fixture.agent(Int.random(in: 1...3, using: &random), slots: 2)
    let all = try await fixture.store.read(Fixture.office) { try $0.conversations(in: Conversation.Stage.allCases) }
    let own = all.filter { $0.agent?.id == agent.id && $0.stage != .closed }
    let some = all.filter { $0.stage == .waiting }.randomElement(using: &random) ?? all.randomElement(using: &random)
    let mine = own.randomElement(using: &random)?.id ?? some?.id ?? "none"
    let notice = MessageID(fixture.name("n"))
    let person = Actor.taxpayer(taxpayer)
    let staff = Actor.staff(agent)
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3:
      try await fixture.perform(
        fixture.writes("问", reply: AssistantAnswer(kind: .unknown, text: "答")), by: person)
    case 4, 5: try await fixture.perform(fixture.escalates(), by: person)
    case 6: try await fixture.perform(.leaveQueue(noticeID: notice), by: person)
    case 7: try await fixture.perform(.taxpayerEnds(noticeID: notice), by: person)
    case 8: try await fixture.perform(.rate(mine, Rating(stars: 4), noticeID: notice), by: person)
    case 9, 10: try await fixture.perform(.accept(some?.id ?? "none", noticeID: notice), by: staff)
    case 11, 12:
      try await fixture.perform(.agentWrites(mine, MessageDraft(id: notice, text: "答")), by: staff)
    case 13: try await fixture.perform(.agentEnds(mine, noticeID: notice), by: staff)
    case 14: try await fixture.perform(.wrapUp(mine, WrapUpRequest(code: "done", summary: "")), by: staff)
    case 15: try await fixture.perform(.choosePresence(.ready, reason: nil), by: staff)
    case 16:
      try await fixture.perform(.seatConnection(agent.id, isConnected: Bool.random(using: &random)), by: .system)
    case 17:
      try await fixture.perform(
        .visitorConnection(taxpayer.id, isConnected: Bool.random(using: &random)), by: .system)
    case 18:
      let receipt = Receipt(
        delivered: Int.random(in: 0...9, using: &random), read: Int.random(in: 0...9, using: &random))
      try await fixture.perform(.advanceReceipt(mine, receipt), by: Bool.random(using: &random) ? person : staff)
    default:
      for (_, timer) in try await fixture.store.dueTimers(by: fixture.now, limit: 5) {
        try await fixture.perform(.timerFired(timer, noticeIDs: [MessageID(fixture.name("f"))]), by: .system)
      }
    }
  }

  /// Somebody proposes remote assist or a call, answers, reports or hangs up.
  private func call(_ fixture: Fixture, _ random: inout SeededGenerator) async throws {
    let talks = try await fixture.store.read(Fixture.office) { try $0.conversations(in: [.talking]) }
    guard let talk = talks.randomElement(using: &random) else { return }
    let number = talk.agent.flatMap { Int($0.id.rawValue.dropFirst()) } ?? 1
    let actor: Actor =
      Bool.random(using: &random) ? .staff(Fixture.agent(number, slots: 2)) : .taxpayer(talk.taxpayer)
    let notice = MessageID(fixture.name("i"))
    guard let invitation = talk.invitation, invitation.isOpen, Int.random(in: 0...5, using: &random) > 0 else {
      let kind = Invitation.Kind.allCases.randomElement(using: &random) ?? .audioCall
      try await fixture.perform(
        .propose(talk.id, kind, id: InvitationID(notice.rawValue), messageID: notice), by: actor)
      return
    }
    let command: Command
    switch Int.random(in: 0...4, using: &random) {
    case 0, 1:
      let accepts = Int.random(in: 0...3, using: &random) > 0
      command = .answerInvitation(
        talk.id, InvitationAnswer(invitation: invitation.id, accepts: accepts), noticeID: notice)
    case 2, 3:
      let link = Invitation.Link.allCases.randomElement(using: &random) ?? .good
      command = .reportLink(talk.id, CallReport(invitation: invitation.id, link: link), noticeID: notice)
    default: command = .endInvitation(talk.id, invitation.id, noticeID: notice)
    }
    try await fixture.perform(command, by: actor)
  }

  @Test(
    "Rows are what the log says, the log has no gap, and messages are numbered without one", arguments: Engine.all,
    Array(1...6))
  func rowsAreTheFoldOfTheLog(engine: Engine, seed: Int) async throws {
    let fixture = try await Fixture(on: engine, slots: 2)
    try await storm(fixture, seed: UInt64(seed))
    let log = try await fixture.log()
    #expect(log.map(\.position.sequence) == Array(1...Int64(log.count)))
    #expect(fixture.told.withLock { $0 } == log.suffix(fixture.told.withLock(\.count)))

    // A storm in which nothing happens would prove nothing.
    let talks = log.filter { event in if case .accepted = event.body { true } else { false } }
    let wrapUps = log.filter { event in if case .wrappedUp = event.body { true } else { false } }
    #expect(talks.count >= 3 && !wrapUps.isEmpty, "\(talks.count) talks, \(wrapUps.count) wrap-ups")

    var conversations: [ConversationID: Conversation] = [:]
    var messages: [ConversationID: [Message]] = [:]
    var seats: [AgentID: Seat] = [:]
    for event in log {
      switch event.body {
      case .conversationOpened(let conversation): conversations[conversation.id] = conversation
      case .messagePosted(let message): messages[message.conversation, default: []].append(message)
      case .seatChanged(let seat): seats[seat.agent.id] = seat
      default: break
      }
      if let id = event.body.conversation { conversations[id]?.apply(event.body, at: event.at) }
    }
    let rows = try await fixture.store.read(Fixture.office) { reader in
      (try reader.conversations(in: Conversation.Stage.allCases), try reader.seats())
    }
    #expect(Dictionary(uniqueKeysWithValues: rows.0.map { ($0.id, $0) }) == conversations)
    #expect(Dictionary(uniqueKeysWithValues: rows.1.map { ($0.agent.id, $0) }) == seats)
    for (id, logged) in messages {
      let kept = try await fixture.store.read(Fixture.office) { try $0.messages(of: id, before: nil, limit: .max) }
      #expect(kept == logged)
      #expect(kept.map(\.number) == Array(1...kept.count))
    }
    // What is open hangs on a talk that goes on.
    #expect(rows.0.allSatisfy { $0.invitation?.isOpen != true || $0.stage == .talking })
    let open = Dictionary(grouping: rows.0.filter(\.isOpen), by: \.taxpayer.id)
    #expect(open.values.allSatisfy { $0.count == 1 })
  }

  @Test(
    "A console's replica, moved on by the events its agent sees, is what a fresh snapshot says", arguments: Engine.all,
    Array(1...4))
  func replicaIsTheSnapshot(engine: Engine, seed: Int) async throws {
    let fixture = try await Fixture(on: engine, slots: 2)
    let me = Fixture.agent(1, slots: 2)
    var replica = Replica(try await snapshot(fixture, me))
    try await storm(fixture, seed: UInt64(seed) &+ 100) { fixture in
      let reached = replica.position
      let events = try await fixture.store.read(Fixture.office) { try $0.events(after: reached, limit: .max) }
      // The stream tells an agent of their own seat and of conversations they have or just had.
      for event in events where isSeen(event, by: me, replica) {
        for need in replica.apply(event) {
          guard case .conversation(let id) = need else { throw Problem(.internalError) }
          if let detail = try await detail(fixture, id) { replica.merge(detail) }
        }
      }
      if let last = events.last { replica.reach(last.position) }
      let fresh = try await snapshot(fixture, me)
      #expect(replica.position == fresh.position)
      #expect(replica.me == fresh.me)
      let mine = Dictionary(uniqueKeysWithValues: fresh.conversations.map { ($0.conversation.id, $0) })
      #expect(replica.conversations == mine)
    }
  }

  private func isSeen(_ event: Event, by agent: Agent, _ replica: Replica) -> Bool {
    switch event.body {
    case .seatChanged(let seat): return seat.agent.id == agent.id
    case .accepted(let accepted): return accepted.agent.id == agent.id
    default: return event.body.conversation.map { replica.conversations[$0] != nil } ?? true
    }
  }

  private func detail(_ fixture: Fixture, _ id: ConversationID) async throws -> ConversationDetail? {
    try await fixture.store.read(Fixture.office) { reader in
      guard let conversation = try reader.conversation(id) else { return nil }
      return ConversationDetail(
        conversation: conversation, messages: try reader.messages(of: id, before: nil, limit: .max))
    }
  }

  private func snapshot(_ fixture: Fixture, _ agent: Agent) async throws -> StaffSnapshot {
    let now = fixture.now
    return try await fixture.store.read(Fixture.office) { reader in
      let head = try reader.head()
      guard let seat = try reader.seats().first(where: { $0.agent.id == agent.id }) else {
        throw Problem(.internalError)
      }
      let mine = try reader.conversations(of: agent.id).map { conversation in
        ConversationDetail(
          conversation: conversation, messages: try reader.messages(of: conversation.id, before: nil, limit: .max))
      }
      return StaffSnapshot(
        position: head, at: now, office: try reader.office(), catalogue: try reader.catalogue(), me: seat,
        conversations: mine, floor: FloorDigest(at: now, head: head), taxpayerURL: "")
    }
  }
}
