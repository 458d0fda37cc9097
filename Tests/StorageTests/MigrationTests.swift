import Desk
import Foundation
import GRDB
import Service
import TestPrograms
import Testing

@testable import Storage

/// A newer release brings a PostgreSQL database up to date while backends of this one go on working.
struct MigrationTests {
  private static let next = PostgresSchema(
    version: PostgresSchema.current.version + 1, oldest: PostgresSchema.current.version,
    steps: PostgresSchema.current.steps.merging([
      PostgresSchema.current.version + 1: PostgresSchema.Step(
        indexes: [PostgresSchema.Index(name: "messages_by_id_again", columns: "messages (office, id)")],
        statements: ["ALTER TABLE conversations ADD COLUMN later BIGINT"])
    ]) { $1 })

  private static func migrate(_ place: String, to schema: PostgresSchema = next) async throws {
    try await aside { try PostgresOpening.migrate(place, to: schema) }
  }

  @Test(
    "While a step waits for a table that somebody holds, nobody else waits; then it is taken, and both releases work")
  func besideWork() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    let place = fixture.place
    // A long look at the table, as a report or a copy takes.
    let holder = try PostgresSession(place)
    try holder.run("SET idle_in_transaction_session_timeout = 0", [])
    try holder.run("BEGIN", [])
    try holder.run("LOCK TABLE conversations IN ACCESS SHARE MODE", [])
    // Lets go of what the statement before it saw, for which the index would wait.
    try holder.run("SAVEPOINT held", [])
    try holder.finish()
    async let migrated: Void = Self.migrate(place)
    try await aside {
      let watch = try PostgresSession(place)
      let isTrying =
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE conversations%' AND wait_event_type = 'Lock'"
      while try watch.one(isTrying, []) == nil { try watch.run("SELECT pg_sleep(0.01)", []) }
    }
    let watch = try PostgresSession(place)

    // Naively, the first of these would stand in line behind the step, and the step behind the holder, who has not finished.
    for _ in 1...20 { try await fixture.perform(fixture.writes("照常"), by: .taxpayer(Fixture.taxpayer)) }
    #expect(try watch.one("SELECT version FROM schema_version", [])?[0] == PostgresSchema.current.version)

    try holder.commit()
    try await migrated
    #expect(try watch.one("SELECT version FROM schema_version", [])?[0] == Self.next.version)
    try await fixture.perform(fixture.writes("之后"), by: .taxpayer(Fixture.taxpayer))
    try await Engine.postgres.open(place).close()
  }

  @Test("Several backends that start at once on an old database bring it up to date once; all of them work")
  func together() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...4 {
        group.addTask { try await Self.migrate(place) }
      }
      try await group.waitForAll()
    }
    let session = try PostgresSession(place)
    #expect(try session.one("SELECT version FROM schema_version", [])?[0] == Self.next.version)
    // In this store's own schema: another's index may be half built at this moment.
    let whole = """
      SELECT bool_and(indisvalid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relname LIKE '%_again' AND c.relnamespace = current_schema()::regnamespace
      """
    #expect(try session.one(whole, [])?[0] == true)
  }

  @Test(
    "Columns are filled and indexes built beside the work: a writer holds the step up, not the step other writers; the tables end as in a new database"
  )
  func fills() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    // In two parts: to add the columns takes the tables for a moment, which a writer who goes on would not give.
    var before = PostgresSchema.current
    let step = try #require(before.steps[12])
    (before.version, before.steps[12]) = (12, PostgresSchema.Step(columns: step.columns))
    try await Self.migrate(place, to: before)
    var after = before
    (after.version, after.steps[13]) = (13, PostgresSchema.Step(fills: step.fills, indexes: step.indexes))
    let writer = try PostgresSession(place)
    try writer.run("SET idle_in_transaction_session_timeout = 0", [])
    for number in 1...1_200 {
      try writer.run(
        """
        INSERT INTO appointments (office, id, taxpayer, rule, starts_at, holds_place, is_open, doc)
        VALUES ('hd', ?, 't1', 'r', ?, 1, 1, '{"group":"invoice","minutes":30}')
        """, ["A\(10_000 + number)", 60_000 * number])
      let values: [SQLValue] = ["k\(number)", number]
      try writer.run(
        """
        INSERT INTO promises (office, kind, id, is_open, state, priority, team, assignee, taxpayer, due, at, doc)
        VALUES ('hd', 'ticket', ?, 1, 'new', 1, 'invoice', '', '', 9, ?, '{}')
        """, values)
      try writer.run(
        "INSERT INTO promise_words (office, kind, subject, number, terms) VALUES ('hd', 'ticket', ?, ?, 'x')", values)
    }
    try writer.finish()
    try writer.run("BEGIN", [])
    try writer.run("UPDATE appointments SET taxpayer = 't2' WHERE id = 'A10700'", [])
    try writer.finish()
    async let migrated: Void = Self.migrate(place, to: after)
    try await aside {
      let watch = try PostgresSession(place)
      let isTrying =
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'WITH part AS%' AND wait_event_type = 'Lock'"
      while try watch.one(isTrying, []) == nil { try watch.run("SELECT pg_sleep(0.01)", []) }
      // The rows before were done; those around the held one are free for others between two tries.
      try watch.run("SET lock_timeout = '2s'", [])
      try watch.run("UPDATE appointments SET taxpayer = 't3' WHERE id IN ('A10001', 'A10699', 'A11200')", [])
      try watch.finish()
    }
    try writer.commit()
    try await migrated
    let watch = try PostgresSession(place)
    let wrong = "SELECT count(*) FROM appointments WHERE team <> 'invoice' OR ends_at <> starts_at + 1800000"
    #expect(try watch.one(wrong, [])?[0] == 0)
    #expect(try watch.one("SELECT count(*) FROM promise_words WHERE at <> number", [])?[0] == 0)
    #expect(try watch.one("SELECT count(*) FROM appointments WHERE taxpayer = 't3'", [])?[0] == 3)
    let fresh = try await Engine.postgres.place()
    var whole = PostgresSchema.current
    whole.version = 13
    try await Self.migrate(fresh, to: whole)
    let (old, new) = (try Self.shape(watch), try Self.shape(try PostgresSession(fresh)))
    let difference = Set(old).symmetricDifference(new).sorted()
    #expect(difference.isEmpty && old.count > 60, "\(difference)")
  }

  /// Every column and index there is.
  private static func shape(_ session: PostgresSession) throws -> [String] {
    try session.all(
      """
      SELECT * FROM (
        SELECT replace(indexdef, schemaname || '.', '') AS line FROM pg_indexes
        WHERE schemaname = current_schema()
        UNION ALL
        SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(column_default, '') || is_nullable
        FROM information_schema.columns WHERE table_schema = current_schema()) AS lines ORDER BY line
      """, []
    ).map { try $0[0] }
  }

  @Test(
    "Tables of an earlier release are left as they are by whoever only looks, who is told; then they are brought up to date",
    arguments: Engine.all)
  func older(engine: Engine) async throws {
    let place = try await engine.place()
    defer { if engine == .sqlite { try? FileManager.default.removeItem(atPath: place) } }
    let office = "INSERT INTO offices (office, doc, catalogue) VALUES ('hd', '{}', '{}')"
    let open: @Sendable (Bool) async throws -> any Store = { updating in
      try await aside {
        engine == .sqlite
          ? try Stores.sqlite(in: place, updating: updating) : try Stores.postgres(at: place, updating: updating)
      }
    }
    let expect: (String) async -> Void = { words in
      await #expect {
        _ = try await open(false)
      } throws: {
        ($0 as? StoreOpeningError)?.words.english.contains(words) == true
      }
    }
    if engine == .postgres { await expect("there is no office") }
    switch engine {
    case .sqlite:
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      let queue = try DatabaseQueue(path: place + "/zuoxi.sqlite")
      try SQLiteSchema.migrator.migrate(queue, upTo: "15")
      await expect("there is no office")
      try await queue.write { try $0.execute(sql: office) }
    case .postgres:
      var before = PostgresSchema.current
      before.version = 15
      try await Self.migrate(place, to: before)
      await expect("there is no office")
      try await aside {
        let session = try PostgresSession(place)
        try session.run(office, [])
        try session.finish()
      }
    }
    await expect("are of an earlier release")
    switch engine {
    case .sqlite:
      let applied = try await DatabaseQueue(path: place + "/zuoxi.sqlite").read {
        try SQLiteSchema.migrator.completedMigrations($0).last
      }
      #expect(applied == "15")
    case .postgres:
      let version = try PostgresSession(place).one("SELECT version FROM schema_version", [])
      #expect(try version?[0] == 15)
    }
    try await open(true).close()
    try await open(false).close()
  }

  @Test("Who may read and write rows and change no table works on tables that are up to date")
  func withoutRights() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let fixture = try await Fixture(on: .postgres)
    let schema = try #require(fixture.place.split(separator: "%3D").last)
    let role = "plain_\(schema)"
    _ = try await aside {
      try cluster.run(
        """
        CREATE ROLE \(role) LOGIN; GRANT USAGE ON SCHEMA \(schema) TO \(role);
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(schema) TO \(role)
        """)
    }
    let store = try await Engine.postgres.open(fixture.place.replacing("user=postgres", with: "user=" + role))
    let request = CommandRequest(
      office: Fixture.office, actor: .taxpayer(Fixture.taxpayer), key: "k", fingerprint: "p",
      command: fixture.writes("照常"))
    #expect(try await store.perform(request, at: fixture.now).events.isEmpty == false)
    try await store.close()
  }

  @Test("A release that is too old for the database does not start, and says which one to start")
  func tooOld() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let place = try await Engine.postgres.place()
    var later = Self.next
    later.oldest = later.version
    try await Self.migrate(place, to: later)
    do {
      _ = try await Engine.postgres.open(place)
      Issue.record("an older release opened it")
    } catch let error as StoreOpeningError {
      #expect(error.words.chinese.contains("较新的 zuoxid"))
    }
  }
}
