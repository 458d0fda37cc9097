import Desk
import Service
import Storage
import Testing

struct IdempotencyTests {
  @Test("The same key gets the same answer and adds nothing, also when both come at once", arguments: Engine.all)
  func replay(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let command = fixture.writes("怎么开票？", reply: AssistantAnswer(kind: .unknown, text: "请转人工"))
    let actor = Actor.taxpayer(Fixture.taxpayer)
    async let one = fixture.perform(command, by: actor, key: "k")
    async let two = fixture.perform(command, by: actor, key: "k")
    let pair = try await [one, two]
    let count = try await fixture.log().count
    let again = try await fixture.perform(command, by: actor, key: "k")
    #expect(pair.map(\.isReplay).sorted { !$0 && $1 } == [false, true])
    #expect(again.isReplay)
    #expect(again.events.isEmpty)
    #expect(pair.map(\.answer) == [again.answer, again.answer])
    #expect(try await fixture.log().count == count)
    guard case .posted(let posted) = again.answer else { throw Problem(.internalError) }
    #expect(posted.messages.map(\.author.side) == [.taxpayer, .assistant])
  }

  @Test(
    "New and repeated commands come together: each is done once, none fails for another's sake", arguments: Engine.all)
  func mixed(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    @Sendable func write(_ number: Int) async throws -> Bool {
      let actor = Actor.taxpayer(Fixture.taxpayer(number))
      return try await fixture.perform(fixture.writes("第\(number)问", id: "m\(number)"), by: actor, key: "k\(number)")
        .isReplay
    }
    func all() async throws -> [Int: Bool] {
      try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
        for number in 0..<12 { group.addTask { (number, try await write(number)) } }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
    }
    for number in 0..<12 where number % 3 == 0 { _ = try await write(number) }
    #expect(try await all() == Dictionary(uniqueKeysWithValues: (0..<12).map { ($0, $0 % 3 == 0) }))
    let count = try await fixture.log().count
    #expect(try await all().values.allSatisfy { $0 })
    #expect(try await fixture.log().count == count)
  }

  @Test("Every kind of answer is told again as it was", arguments: Engine.all)
  func everyAnswer(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    let id = try await fixture.waiting()
    let commands: [(Command, Actor)] = [
      (.accept(id, noticeID: "n1"), .staff(agent)),
      (.agentWrites(id, MessageDraft(id: "w1", text: "您好")), .staff(agent)),
      (.advanceReceipt(id, Receipt(delivered: 1, read: 1)), .taxpayer(Fixture.taxpayer)),
      (.choosePresence(.busy, reason: nil), .staff(agent)),
      (.agentEnds(id, noticeID: "n2"), .staff(agent)),
      (.wrapUp(id, WrapUpRequest(code: "done", summary: "")), .staff(agent)),
    ]
    for (index, (command, actor)) in commands.enumerated() {
      let first = try await fixture.perform(command, by: actor, key: "k\(index)")
      let again = try await fixture.perform(command, by: actor, key: "k\(index)")
      #expect(first.answer == again.answer)
      #expect(!first.isReplay && again.isReplay)
    }
  }

  @Test("A key used for something else is refused; another person's same key is another key", arguments: Engine.all)
  func reuse(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    try await fixture.perform(fixture.writes("一"), by: .taxpayer(Fixture.taxpayer(1)), key: "k", print: "a")
    await #expect(throws: Problem(.idempotencyKeyReused)) {
      try await fixture.perform(fixture.writes("二"), by: .taxpayer(Fixture.taxpayer(1)), key: "k", print: "b")
    }
    let other = try await fixture.perform(fixture.writes("二"), by: .taxpayer(Fixture.taxpayer(2)), key: "k", print: "b")
    #expect(!other.isReplay)
  }

  @Test("A refusal is not remembered: the same key works once the reason is gone", arguments: Engine.all)
  func refusalForgotten(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    let id = try await fixture.waiting()
    await #expect(throws: Problem.self) {
      try await fixture.perform(.accept(id, noticeID: "n1"), by: .staff(agent), key: "k")
    }
    try await fixture.sit(agent)
    let result = try await fixture.perform(.accept(id, noticeID: "n1"), by: .staff(agent), key: "k")
    #expect(!result.isReplay)
  }

  @Test("A message id sent under another key is the same message", arguments: Engine.all)
  func sameMessageID(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let reply = AssistantAnswer(kind: .unknown, text: "请转人工")
    let actor = Actor.taxpayer(Fixture.taxpayer)
    let first = try await fixture.perform(fixture.writes("好", id: "m", reply: reply), by: actor)
    fixture.advance(seconds: 5)
    try await fixture.perform(fixture.writes("再问", reply: reply), by: actor)
    let again = try await fixture.perform(fixture.writes("好", id: "m", reply: reply), by: actor)
    guard case .posted(let one) = first.answer, case .posted(let two) = again.answer else {
      throw Problem(.internalError)
    }
    #expect(one.messages == two.messages)
    #expect(again.events.isEmpty)
    try await fixture.perform(.taxpayerEnds(noticeID: "n-end"), by: actor)
    let late = try await fixture.perform(fixture.writes("好", id: "m", reply: reply), by: actor)
    guard case .posted(let three) = late.answer else { throw Problem(.internalError) }
    #expect(three.messages == one.messages && late.events.isEmpty, "no other talk is begun by it")
  }

  @Test(
    "Answers are forgotten after seven days, sessions a day after they ended",
    arguments: Engine.all)
  func prune(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let actor = Actor.taxpayer(Fixture.taxpayer)
    let command = fixture.writes("一")
    try await fixture.perform(command, by: actor, key: "old")
    try await fixture.store.keep(
      SessionRow(
        tokenHash: "h", office: Fixture.office, subject: .visitor(Fixture.taxpayer),
        expiresAt: fixture.now.advanced(seconds: 60)))
    fixture.advance(seconds: 86_000)
    try await fixture.store.prune(at: fixture.now)
    #expect(try await fixture.store.session(tokenHash: "h") != nil, "its owner is told that it ended")
    fixture.advance(seconds: 6 * 86_400 - 86_000)
    try await fixture.store.prune(at: fixture.now)
    #expect(try await fixture.perform(command, by: actor, key: "old").isReplay)
    #expect(try await fixture.store.session(tokenHash: "h") == nil)
    fixture.advance(seconds: 86_400)
    try await fixture.store.prune(at: fixture.now)
    #expect(try await !fixture.perform(command, by: actor, key: "old").isReplay)
  }
}
