import Desk
import Foundation
import Service
@testable import Storage
import TestPrograms
import Testing

/// Rows that one statement adds to a table, and connections that there are too few of.
@Suite(.timeLimit(.minutes(2))) struct GatheredRowsTests {
  private static let office = Fixture.office.rawValue

  private static func add(_ number: Int, _ text: String, _ session: PostgresSession) throws {
    try session.add([office, "c", number, "m\(number)", text], to: .messages)
  }

  private static func count(_ session: PostgresSession) throws -> Int {
    try #require(try session.one("SELECT COUNT(*) FROM messages WHERE office = ?", [office]))[0]
  }

  @Test("Rows that are gathered are there, each as it was given, when something is asked and when it is committed")
  func added() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Fixture(on: .postgres).place
    try await aside {
      let (session, watch) = (try PostgresSession(place), try PostgresSession(place))
      // Some are larger than what is sent in one piece, some next to nothing.
      func text(_ number: Int) -> String { String(repeating: "字", count: number % 40 == 0 ? 9_000 : number % 700) }
      try session.run("BEGIN", [])
      try session.finish()
      var next = 0
      for size in [1, 2, 3, 15, 16, 17, 31, 100, 400] {
        for number in next..<(next + size) { try Self.add(number, text(number), session) }
        next += size
        #expect(try Self.count(session) == next)
        #expect(try Self.count(watch) == 0)
      }
      for number in next..<(next + 50) { try Self.add(number, text(number), session) }
      try session.commit()
      let rows = try watch.all("SELECT number, id, doc FROM messages ORDER BY number", [])
      #expect(try rows.map { try $0[0] as Int } == Array(0..<(next + 50)))
      for (number, row) in rows.enumerated() {
        #expect(try row[1] as String == "m\(number)")
        #expect(try row[2] as String == text(number))
      }
    }
  }

  @Test("Several questions of one journey get each its own answer, also where a connection has never been asked them")
  func questions() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    try await aside {
      for known in [[], ["SELECT 2"], ["SELECT 1", "SELECT 3 WHERE 1 = ?"]] {
        let session = try PostgresSession(place)
        for sql in known { _ = try session.all(sql, sql.contains("?") ? [1] : []) }
        let answers = try session.all([
          ("SELECT 1", []), ("SELECT 2", []), ("SELECT 3 WHERE 1 = ?", [2]), ("SELECT 4", []),
        ])
        #expect(try answers.map { try $0.map { try $0[0] as Int } } == [[1], [2], [], [4]])
      }
    }
  }

  @Test("A statement of many rows is no longer than what is sent in one piece, unless one row is")
  func sizes() {
    var rows = GatheredRows()
    for size in [10, 3_000, 3_000, 3_000, 20, 9_000, 30] + Array(repeating: 400, count: 40) {
      _ = rows.add(([nil], size), to: .events, limit: 8_000)
    }
    var counts: [Int] = []
    while true {
      let taken = rows.take(.events, limit: 7_900)
      if taken.isEmpty { break }
      #expect(taken.count == 1 || taken.reduce(0) { $0 + $1.size } <= 7_900)
      counts.append(taken.count)
    }
    #expect(counts.reduce(0, +) == 47)
    #expect(counts.allSatisfy { [1, 2, 4, 8, 16].contains($0) })
  }

  @Test("One row that cannot be added leaves none of them, and what was undone is not added later")
  func refused() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Fixture(on: .postgres).place
    try await aside {
      let watch = try PostgresSession(place)
      let doubled = try PostgresSession(place)
      try doubled.run("BEGIN", [])
      for number in 0..<20 { try Self.add(number, "字", doubled) }
      try Self.add(7, "字", doubled)
      #expect {
        try doubled.commit()
      } throws: {
        ($0 as? PostgresFailure)?.state == "23505"
      }
      let session = try PostgresSession(place)
      try session.run("BEGIN", [])
      try Self.add(0, "字", session)
      #expect {
        try Self.add(1, "a\0b", session)
      } throws: {
        ($0 as? PostgresFailure)?.state == "22021"
      }
      session.rollBack()
      #expect(session.broken == nil)
      try session.run("BEGIN", [])
      try session.commit()
      #expect(try Self.count(watch) == 0)
    }
  }

  @Test("A store that gets no connection for its offices, or none to read, is not ready, and is once there are some")
  func connectionsUsedUp() async throws {
    guard Engine.all.contains(.postgres), let cluster = PostgresCluster.shared else { return }
    let fixture = try await Fixture(on: .postgres)
    let schema = try #require(fixture.place.split(separator: "%3D").last)
    try await aside {
      _ = try cluster.run(
        """
        CREATE ROLE \(schema)_few LOGIN; GRANT ALL ON SCHEMA \(schema) TO \(schema)_few;
        GRANT ALL ON ALL TABLES IN SCHEMA \(schema) TO \(schema)_few;
        GRANT ALL ON ALL SEQUENCES IN SCHEMA \(schema) TO \(schema)_few
        """)
    }
    let store = try await Engine.postgres.open(fixture.place.replacing("user=postgres", with: "user=\(schema)_few"))
    let write = CommandRequest(
      office: Fixture.office, actor: .taxpayer(Fixture.taxpayer), key: "k", fingerprint: "f",
      command: fixture.writes("问"))
    func limit(_ count: Int) async throws {
      try await aside { _ = try cluster.run("ALTER ROLE \(schema)_few CONNECTION LIMIT \(count)") }
    }
    func refused() async {
      do {
        try await store.probe()
        Issue.record("ready without a connection")
      } catch {
        #expect((error as? Problem)?.detail.contains("没有空闲连接") == true, "\(error)")
      }
    }
    try await store.probe()
    try await limit(0)
    // What is open stays open: nothing has been read yet.
    await #expect(throws: StoreReadingError.self) { _ = try await store.officeIDs() }
    await refused()
    try await limit(20)
    try await store.probe()
    #expect(try await store.officeIDs() == [Fixture.office])
    try await limit(0)
    // Nor has anything been written in an office.
    await #expect(throws: Problem.self) { _ = try await store.perform(write, at: fixture.now) }
    await refused()
    try await limit(20)
    try await store.probe()
    _ = try await store.perform(write, at: fixture.now)
    try await store.close()
    try await aside { _ = try cluster.run("DROP OWNED BY \(schema)_few; DROP ROLE \(schema)_few") }
  }
}
