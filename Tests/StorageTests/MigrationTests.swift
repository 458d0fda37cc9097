import Desk
import Foundation
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
    let whole =
      "SELECT bool_and(indisvalid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname LIKE '%_again'"
    #expect(try session.one(whole, [])?[0] == true)
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
