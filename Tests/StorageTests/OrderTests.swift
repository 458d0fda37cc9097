import Desk
import Foundation
import Service
import Synchronization
import TestPrograms
import Testing

@testable import Storage

/// Several backends write to one office of one PostgreSQL database: every reader sees every event once, in order, without a gap.
struct OrderTests {
  /// What a reader saw, by asking again and again for what comes after the last.
  private static func follow(_ store: any Store, until count: @escaping @Sendable () -> Int64?) async throws -> [Int64]
  {
    var seen: [Int64] = []
    var position: EventPosition?
    while true {
      let goal = count()
      let from = position
      let events = try await store.read(Fixture.office) { reader in
        let head = try reader.head()
        return try reader.events(after: from ?? EventPosition(epoch: head.epoch, sequence: 0), limit: 100)
      }
      seen += events.map(\.position.sequence)
      position = events.last?.position ?? position
      if let goal, let last = seen.last, last >= goal { return seen }
      await Task.yield()
    }
  }

  @Test("Three backends write while three readers follow, and transactions roll back in between")
  func severalBackends() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    let stores = [
      fixture.store, try await Engine.postgres.open(fixture.place), try await Engine.postgres.open(fixture.place),
    ]
    let goal = Cell<Int64?>(nil)
    async let first = Self.follow(stores[0]) { goal.value }
    async let second = Self.follow(stores[1]) { goal.value }
    async let third = Self.follow(stores[2]) { goal.value }

    let answered = try await withThrowingTaskGroup(of: [MessageID].self) { group in
      for (place, store) in stores.enumerated() {
        for lane in 0..<3 {
          group.addTask { try await Self.write(20, to: store, fixture, "\(place)-\(lane)") }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let head = try await stores[1].heads()[Fixture.office]
    goal.value = head?.sequence
    let expected = Array(1...(head?.sequence ?? 0))
    #expect(try await first == expected)
    #expect(try await second == expected)
    #expect(try await third == expected)

    let log = try await fixture.log()
    let posted = log.compactMap { event -> MessageID? in
      if case .messagePosted(let message) = event.body, message.author.side == .taxpayer { message.id } else { nil }
    }
    // What was acknowledged is in the log once, and nothing else is.
    #expect(posted.sorted() == answered.sorted())
    for store in stores.dropFirst() { try await store.close() }
  }

  /// Writes as one taxpayer; every fifth message is one that the database does not take, which undoes the transaction it is in.
  private static func write(
    _ count: Int, to store: any Store, _ fixture: Fixture, _ name: String
  ) async throws -> [MessageID] {
    var answered: [MessageID] = []
    let taxpayer = Taxpayer(id: TaxpayerID("t" + name), name: "张*")
    for number in 0..<count {
      let isBad = number % 5 == 4
      let id = MessageID("m\(name)-\(number)")
      let command = Command.taxpayerWrites(
        MessageDraft(id: id, text: "第\(number)"), newConversation: ConversationID("c\(name)-\(number)"), reply: nil,
        replyID: "r", escalation: nil, noticeID: "n")
      let request = CommandRequest(
        office: Fixture.office, actor: .taxpayer(taxpayer), key: "k\(name)-\(number)" + (isBad ? "\0" : ""),
        fingerprint: "p", command: command)
      do {
        _ = try await store.perform(request, at: fixture.now)
        #expect(!isBad)
        answered.append(id)
      } catch let problem as Problem {
        #expect(isBad && problem.kind == .badRequest, "\(problem.kind) \(problem.detailEnglish)")
      }
    }
    return answered
  }

  @Test("A bare sequence loses an event to whoever polls it: the schedule that breaks it")
  func bareSequence() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let url = try await Engine.postgres.place()
    let (slow, fast, reader) = (try PostgresSession(url), try PostgresSession(url), try PostgresSession(url))
    try slow.run("CREATE TABLE naive (seq BIGSERIAL PRIMARY KEY, body TEXT)", [])
    try slow.finish()
    try slow.run("BEGIN", [])
    try slow.run("INSERT INTO naive (body) VALUES ('slow')", [])
    try slow.finish()
    try fast.run("INSERT INTO naive (body) VALUES ('fast')", [])
    try fast.finish()
    func poll(after last: Int64) throws -> [(Int64, String)] {
      try reader.all("SELECT seq, body FROM naive WHERE seq > ? ORDER BY seq", [last]).map { try ($0[0], $0[1]) }
    }
    let first = try poll(after: 0)
    try slow.commit()
    let second = try poll(after: first.last?.0 ?? 0)
    #expect((first + second).map(\.1) == ["fast"], "the slow one's event is never seen")
  }

  @Test("The same schedule on the office's log: the fast one waits for the slow one, and nobody misses either")
  func sameSchedule() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    let slow = try PostgresSession(fixture.place)
    try slow.run("SET idle_in_transaction_session_timeout = 0", [])
    let own: Int = try #require(try slow.one("SELECT pg_backend_pid()", []))[0]
    try slow.run("BEGIN", [])
    let row = try #require(
      try slow.one("SELECT epoch, seq FROM heads WHERE office = ? FOR UPDATE", [Fixture.office.rawValue]))
    let head = try EventPosition(epoch: row[0], sequence: row[1])
    async let fast = fixture.perform(fixture.writes("快"), by: .taxpayer(Fixture.taxpayer))
    // Until the fast one stands in line for the head.
    let watch = try PostgresSession(fixture.place)
    let blocked = "SELECT 1 FROM pg_stat_activity WHERE ?::int = ANY (pg_blocking_pids(pid))"
    while try watch.one(blocked, [own]) == nil { await Task.yield() }
    #expect(try await fixture.log().count == Int(head.sequence))
    let body = try Document.text(EventBody.officeChanged(OfficeChange(kind: "office")), JSONEncoder())
    try slow.run(
      "INSERT INTO events (office, epoch, seq, at, body) VALUES (?, ?, ?, 0, ?)",
      [Fixture.office.rawValue, head.epoch, head.sequence + 1, body])
    try slow.run("UPDATE heads SET seq = seq + 1 WHERE office = ?", [Fixture.office.rawValue])
    try slow.commit()
    let told = try await fast.events.map(\.position.sequence)
    #expect(told.first == head.sequence + 2)
    #expect(try await fixture.log().map(\.position.sequence) == Array(1...(told.last ?? 0)))
  }
}

/// A value that tasks share.
final class Cell<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
