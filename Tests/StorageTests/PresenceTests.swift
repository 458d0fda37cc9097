import Desk
import Service
import Storage
import Testing

/// Which backend holds whose streams, and what happens when one dies.
struct PresenceTests {
  private func tell(_ fixture: Fixture, _ isConnected: Bool, at node: NodeID) async throws -> [Event] {
    let agent = Fixture.agent(1).id
    return try await fixture.store.perform(
      CommandRequest(
        office: Fixture.office, actor: .system, key: nil, fingerprint: "",
        command: .seatConnection(agent, isConnected: isConnected), node: node), at: fixture.now
    ).events
  }

  private func timers(_ fixture: Fixture) async throws -> [ServiceTimer.Kind] {
    try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 3_600), limit: 10).map(\.timer.kind)
  }

  private func hold(_ node: NodeID, _ fixture: Fixture) async throws -> Bool {
    try await fixture.store.holdLeases(of: node, until: fixture.now.advanced(seconds: 12), at: fixture.now).isEmpty
  }

  @Test("Who is still connected to a living backend has not gone", arguments: Engine.all)
  func elsewhere(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    _ = try await hold("A", fixture)
    _ = try await hold("B", fixture)
    #expect(try await tell(fixture, true, at: "A").count == 1)
    #expect(try await tell(fixture, true, at: "B").isEmpty)
    // The console moved from A to B; A notices late.
    #expect(try await tell(fixture, false, at: "A").isEmpty)
    #expect(try await timers(fixture).isEmpty)
    #expect(try await tell(fixture, false, at: "B").count == 1)
    #expect(try await timers(fixture) == [.seatGone])
  }

  @Test("A dead backend holds nobody, and its people are named when its lease has run out", arguments: Engine.all)
  func dead(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    _ = try await hold("A", fixture)
    _ = try await tell(fixture, true, at: "A")
    fixture.advance(seconds: 13)
    _ = try await hold("B", fixture)
    let lapsed = try await fixture.store.lapsedLeases(at: fixture.now)
    #expect(lapsed == [Lease(office: Fixture.office, node: "A", people: [.agent(Fixture.agent(1).id)])])
    _ = try await tell(fixture, false, at: "A")
    #expect(try await timers(fixture) == [.seatGone])
    for lease in lapsed { try await fixture.store.drop(lease, at: fixture.now) }
    #expect(try await fixture.store.lapsedLeases(at: fixture.now).isEmpty)
  }

  @Test("A lease is held on while it is renewed in time; later it is a fresh one", arguments: Engine.all)
  func renewal(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    #expect(try await !hold("A", fixture))
    fixture.advance(seconds: 11)
    #expect(try await hold("A", fixture))
    fixture.advance(seconds: 12)
    #expect(try await !hold("A", fixture))
  }

  @Test(
    "After nobody was there whoever comes first gives everybody their grace; who comes second does not",
    arguments: Engine.all)
  func graces(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    _ = try await hold("A", fixture)
    _ = try await tell(fixture, true, at: "A")
    _ = try await tell(fixture, false, at: "A")
    fixture.advance(seconds: 600)
    async let one = hold("B", fixture)
    async let two = hold("C", fixture)
    _ = try await (one, two)
    let due = try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 3_600), limit: 10)
    #expect(try await fixture.store.dueTimers(by: fixture.now, limit: 10).isEmpty)
    fixture.advance(seconds: 5)
    _ = try await hold("D", fixture)
    #expect(
      try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 3_600), limit: 10).map(\.timer)
        == due.map(\.timer))
    // One that ends in order leaves no lease behind that would pass for a living backend.
    for node in ["B", "C", "D"] as [NodeID] { try await fixture.store.endLeases(of: node, at: fixture.now) }
    fixture.advance(seconds: 1)
    _ = try await hold("E", fixture)
    let anew = try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 3_600), limit: 10)
    #expect(anew.map(\.timer.due) == due.map { $0.timer.due.advanced(seconds: 6) })
  }

  @Test("Whispers reach the others, the last of each side alone", arguments: Engine.all)
  func whispers(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    func whisper(_ draft: String, by side: Side, at node: NodeID) async throws -> Whisper {
      fixture.advance(seconds: 1)
      let whisper = Whisper(
        office: Fixture.office, conversation: "c", side: side, node: node, at: fixture.now, isTyping: true,
        draft: draft)
      try await fixture.store.whisper(whisper)
      return whisper
    }
    let start = fixture.now
    _ = try await whisper("红", by: .taxpayer, at: "A")
    let last = try await whisper("红字", by: .taxpayer, at: "A")
    let other = try await whisper("", by: .agent, at: "B")
    #expect(try await fixture.store.whispers(since: start, notBy: "C") == [last, other])
    #expect(try await fixture.store.whispers(since: start, notBy: "A") == [other])
    #expect(try await fixture.store.whispers(since: other.at, notBy: "C").isEmpty)
  }

  @Test("Sessions that were revoked are told from those that were not", arguments: Engine.all)
  func sessions(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let hashes = (1...250).map { "h\($0)" }
    for hash in hashes {
      try await fixture.store.keep(
        SessionRow(
          tokenHash: hash, office: Fixture.office, subject: .staff("a1"), expiresAt: fixture.now.advanced(seconds: 9)))
    }
    try await fixture.store.revoke(tokenHash: "h7")
    #expect(try await fixture.store.openSessions(among: hashes + ["unknown"]) == Set(hashes).subtracting(["h7"]))
  }
}
