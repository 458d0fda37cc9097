import Desk
import Foundation
import Service
@testable import Storage
import TestPrograms
import Testing

/// What happens when somebody has the head of an office's log and does not let go of it.
@Suite(.timeLimit(.minutes(2))) struct LaneTests {
  /// A connection that holds the head, and which one it is.
  private static func holder(_ place: String) throws -> (session: PostgresSession, pid: Int) {
    let session = try PostgresSession(place)
    try session.run("SET idle_in_transaction_session_timeout = 0", [])
    let pid: Int = try #require(try session.one("SELECT pg_backend_pid()", []))[0]
    try hold(session)
    return (session, pid)
  }

  private static func hold(_ session: PostgresSession) throws {
    try session.run("BEGIN", [])
    _ = try session.one("SELECT seq FROM heads WHERE office = ? FOR UPDATE", [Fixture.office.rawValue])
  }

  /// Breaks off whoever waits for the holder as the database does when it has waited long enough; tells who that was.
  private static func breakOff(_ holder: Int, sparing spared: Int, _ watch: PostgresSession) async throws -> Int {
    while true {
      if let pid = try waiting(for: holder, watch), pid != spared {
        _ = try watch.one("SELECT pg_cancel_backend(?::int)", [pid])
        return pid
      }
      await Task.yield()
    }
  }

  private static func waiting(for holder: Int, _ watch: PostgresSession) throws -> Int? {
    try watch.one("SELECT pid FROM pg_stat_activity WHERE ?::int = ANY (pg_blocking_pids(pid))", [holder])?[0]
  }

  private static func outcome(_ number: Int, _ fixture: Fixture) async -> Problem.Kind? {
    do {
      try await fixture.perform(fixture.writes("问"), by: .taxpayer(Fixture.taxpayer(number)))
      return nil
    } catch {
      return (error as? Problem)?.kind
    }
  }

  @Test("A head that somebody holds costs a batch one wait, not one for each in it")
  func oneWait() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    let (holder, watch) = (try Self.holder(fixture.place), try PostgresSession(fixture.place))
    async let first = Self.outcome(0, fixture)
    while try Self.waiting(for: holder.pid, watch) == nil { await Task.yield() }
    async let others = withTaskGroup(of: Problem.Kind?.self) { group in
      for number in 1...5 { group.addTask { await Self.outcome(number, fixture) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    while fixture.store.statistics.waiting < 5 { await Task.yield() }
    let one = try await Self.breakOff(holder.pid, sparing: 0, watch)
    _ = try await Self.breakOff(holder.pid, sparing: one, watch)
    #expect(await first == .unavailable)
    #expect(await others == Array(repeating: .unavailable, count: 5))
    #expect(fixture.store.statistics.failedCommits == 2)
    try holder.session.commit()
    #expect(await Self.outcome(6, fixture) == nil)
  }

  @Test("A backend that stops in the middle of a transaction is broken off by the database, however much it has sent")
  func stopped() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Fixture(on: .postgres).place
    try await aside {
      let (stopped, other) = (try PostgresSession(place), try PostgresSession(place))
      try stopped.run("SET idle_in_transaction_session_timeout = '3s'", [])
      try Self.hold(stopped)
      for number in 1...100 {
        try stopped.run(
          "INSERT INTO audit (office, at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
          [Fixture.office.rawValue, number, "", "", "", String(repeating: "长", count: 300)])
        let text = String(repeating: "长", count: 300)
        try stopped.add([Fixture.office.rawValue, "c", number, "m\(number)", text], to: .messages)
      }
      #expect(stopped.keptCount < 90, "some was sent already")
      // It would give up itself after ten seconds.
      try Self.hold(other)
      #expect(throws: PostgresFailure.self) { try stopped.commit() }
      #expect(try other.one("SELECT COUNT(*) FROM audit", [])?[0] == 0)
      #expect(try other.one("SELECT COUNT(*) FROM messages", [])?[0] == 0)
    }
  }

  @Test("What is sent in parcels is done as a whole or not at all, in its order")
  func parcels() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    try await aside {
      let (session, watch) = (try PostgresSession(place), try PostgresSession(place))
      try session.run("CREATE TABLE lines (number BIGINT PRIMARY KEY, text TEXT)", [])
      try session.finish()
      func write(_ numbers: Range<Int>) throws {
        for number in numbers {
          // Some are larger than a parcel.
          let text = String(repeating: "字", count: number % 50 == 0 ? 9_000 : number % 300)
          try session.run("INSERT INTO lines (number, text) VALUES (?, ?)", [number, text])
        }
      }
      // Without a transaction nothing is sent before it is asked for.
      try write(0..<100)
      try session.finish()
      try session.run("BEGIN", [])
      try session.finish()
      try write(100..<3_000)
      #expect(try session.one("SELECT COUNT(*) FROM lines", [])?[0] == 3_000)
      try write(3_000..<4_000)
      try session.commit()
      #expect(try watch.one("SELECT COUNT(*) FROM lines", [])?[0] == 4_000)
      try session.run("BEGIN", [])
      try session.finish()
      try write(4_000..<4_500)
      try session.run("INSERT INTO lines (number) VALUES (0)", [])
      try write(4_500..<5_000)
      #expect {
        try session.commit()
      } throws: {
        ($0 as? PostgresFailure)?.state == "23505"
      }
      #expect(try watch.one("SELECT COUNT(*) FROM lines", [])?[0] == 4_000)
    }
  }

  @Test("What two connections prepare has different names, so that a pooler's server never takes the one for the other")
  func names() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    let names = try await aside {
      let sessions = [try PostgresSession(place), try PostgresSession(place)]
      return try sessions.map { session in
        try Set(session.all("SELECT name FROM pg_prepared_statements", []).map { row -> String in try row[0] })
      }
    }
    #expect(!names[0].isEmpty && names[0].isDisjoint(with: names[1]))
  }

  @Test("Whoever holds one office's head holds up neither readiness nor sign-ins nor the leases that are held")
  func others() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    func hold() async throws -> Set<OfficeID> {
      try await fixture.store.holdLeases(of: "A", until: fixture.now.advanced(seconds: 12), at: fixture.now)
    }
    #expect(try await hold() == [Fixture.office])
    let (holder, watch) = (try Self.holder(fixture.place), try PostgresSession(fixture.place))
    async let waiting = Self.outcome(0, fixture)
    while try Self.waiting(for: holder.pid, watch) == nil { await Task.yield() }
    try await fixture.store.probe()
    try await fixture.store.keep(
      SessionRow(tokenHash: "h", office: Fixture.office, subject: .staff("a1"), expiresAt: fixture.now))
    // Another backend comes and wants the head as well; the lease that is held is held on.
    await #expect(throws: Problem.self) {
      _ = try await fixture.store.holdLeases(of: "B", until: fixture.now.advanced(seconds: 12), at: fixture.now)
    }
    fixture.advance(seconds: 8)
    #expect(try await hold().isEmpty)
    fixture.advance(seconds: 8)
    #expect(try await hold().isEmpty)
    // An office of which it lacks the lease keeps it from none that it has.
    var other = Fixture.content(agents: 1, slots: 1)
    other.office.id = "xc"
    try await fixture.store.load(other, at: fixture.now)
    let second = try PostgresSession(fixture.place)
    try second.run("SET idle_in_transaction_session_timeout = 0", [])
    try second.run("BEGIN", [])
    _ = try second.one("SELECT seq FROM heads WHERE office = 'xc' FOR UPDATE", [])
    fixture.advance(seconds: 8)
    await #expect(throws: Problem.self) { _ = try await hold() }
    try second.commit()
    fixture.advance(seconds: 8)
    #expect(try await hold() == ["xc"])
    try holder.session.commit()
    _ = await waiting
  }
}
