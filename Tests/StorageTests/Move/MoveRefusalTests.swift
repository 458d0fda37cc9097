import Desk
import Foundation
import GRDB
import Service
import Storage
import TestPrograms
import Testing

/// Moves that must not happen: then nothing is at the target, and words say why.
struct MoveRefusalTests {
  private func words(_ body: () async throws -> Void) async -> String {
    do {
      try await body()
      return "moved"
    } catch { return "\(error)" }
  }

  private func run(_ sql: String, in fixture: Fixture) async throws {
    try await run(sql, fixture.engine, fixture.place)
  }

  private func run(_ sql: String, _ engine: Engine, _ place: String) async throws {
    switch engine {
    case .sqlite:
      let queue = try DatabaseQueue(path: place + "/zuoxi.sqlite")
      try await queue.write { try $0.execute(sql: sql) }
      try queue.close()
    case .postgres:
      let schema = try #require(place.split(separator: "%3D").last)
      try await aside { _ = try #require(PostgresCluster.shared).run("SET search_path = \(schema); " + sql) }
    }
  }

  /// A target that is open to the move but holds nothing.
  private func emptyTarget(_ engine: Engine) async throws -> String {
    let place = try await engine.place()
    try await engine.open(place).close()
    return place
  }

  private func offices(_ engine: Engine, _ place: String) async throws -> Int {
    let store = try await engine.open(place)
    let count = try await store.offices().count
    // Closed before the next one opens it: a file that is being closed is locked.
    try await store.close()
    return count
  }

  @Test("A target that holds the office is left as it is", arguments: MoveTests.pairs)
  func held(from: Engine, to: Engine) async throws {
    let (source, target) = (try await MoveTests.used(from), try await Fixture(on: to))
    let before = try await target.log()
    let said = await words {
      _ = try await move(from: MovePlace(source.place), to: MovePlace(target.place), at: source.now)
    }
    #expect(said.contains("holds the office hd already"), "\(said)")
    #expect(try await target.log() == before)
  }

  @Test("An office that does not agree with its log is not moved", arguments: Engine.all)
  func damaged(from: Engine) async throws {
    let source = try await MoveTests.used(from)
    try await run("DELETE FROM messages WHERE number = 3", in: source)
    let place = try await Engine.sqlite.place()
    let said = await words { _ = try await move(from: MovePlace(source.place), to: MovePlace(place), at: source.now) }
    #expect(said.contains("does not agree with its log"), "\(said)")
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test("What fails in the middle, or comes out otherwise than it went in, is undone as a whole", arguments: Engine.all)
  func undone(to: Engine) async throws {
    let source = try await MoveTests.used(.sqlite)
    let place = try await emptyTarget(to)
    defer { if to == .sqlite { try? FileManager.default.removeItem(atPath: place) } }
    // The last table but the index: all others are written by then.
    let tampering =
      to == .sqlite
      ? "CREATE TRIGGER tamper AFTER INSERT ON audit BEGIN UPDATE audit SET detail = 'x' WHERE rowid = new.rowid; END"
      : """
      CREATE FUNCTION tamper() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.detail = ''x''; RETURN NEW; END';
      CREATE TRIGGER tamper BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION tamper()
      """
    let failing =
      to == .sqlite
      ? "CREATE TRIGGER tamper BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'broken off'); END"
      : "CREATE OR REPLACE FUNCTION tamper() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''broken off''; END'"
    try await run(tampering, to, place)
    let differs = await words {
      _ = try await move(from: MovePlace(source.place), to: MovePlace(place), at: source.now)
    }
    #expect(differs.contains("the table audit differs from its source"), "\(differs)")
    #expect(try await offices(to, place) == 0)

    if to == .sqlite { try await run("DROP TRIGGER tamper", to, place) }
    try await run(failing, to, place)
    let failed = await words {
      _ = try await move(from: MovePlace(source.place), to: MovePlace(place), removing: true, at: source.now)
    }
    #expect(failed.contains("broken off"), "\(failed)")
    #expect(try await offices(to, place) == 0)

    try await run("DROP TRIGGER tamper" + (to == .postgres ? " ON audit" : ""), to, place)
    _ = try await move(from: MovePlace(source.place), to: MovePlace(place), at: source.now)
    #expect(try await offices(to, place) == 1)
  }

  @Test("An office that is being served is not moved")
  func served() async throws {
    let folder = try await MoveTests.used(.sqlite)
    let target = try await Engine.sqlite.place()
    let lock = try #require(try DataFolderLock(folder.place))
    let locked = await words {
      _ = try await move(from: MovePlace(folder.place), to: MovePlace(target), at: folder.now)
    }
    withExtendedLifetime(lock) {}
    #expect(locked.contains("is in use"), "\(locked)")

    guard Engine.all.contains(.postgres) else { return }
    let database = try await MoveTests.used(.postgres)
    _ = try await database.store.holdLeases(of: "n1", until: database.now.advanced(seconds: 12), at: database.now)
    let leased = await words {
      _ = try await move(from: MovePlace(database.place), to: MovePlace(target), at: database.now)
    }
    #expect(leased.contains("is being served"), "\(leased)")
    #expect(!FileManager.default.fileExists(atPath: target))
    _ = try await move(
      from: MovePlace(database.place), to: MovePlace(target), at: database.now.advanced(seconds: 13))
    try FileManager.default.removeItem(atPath: target)
  }

  @Test("Places that are none are said to be, without their passwords")
  func wrongPlaces() async throws {
    let fixture = try await MoveTests.used(.sqlite)
    func tell(_ from: String, _ to: String, office: OfficeID? = nil) async -> String {
      await words { _ = try await move(from: MovePlace(from), to: MovePlace(to), office: office, at: fixture.now) }
    }
    let target = try await Engine.sqlite.place()
    #expect(await tell(fixture.place, "mysql://u:geheim@h/d") == "a data folder or postgres://… is wanted")
    #expect(await tell(target, fixture.place).contains("no data in the folder \(target)"))
    #expect(await tell(fixture.place, fixture.place + "/") == "source and target are the same")
    #expect(await tell(fixture.place, target, office: "xx").contains("no office xx at the source, but: hd"))
    let impossible = await tell(fixture.place, "/proc/none/here")
    #expect(impossible.contains("nothing is left at the target"), "\(impossible)")
    let closed = await tell(fixture.place, "postgres://u:geheim@127.0.0.1:1/d")
    #expect(closed.contains("postgres://127.0.0.1:1/d failed") && !closed.contains("geheim"), "\(closed)")
    // libpq would cut these in the wrong place, and say where it did.
    for password in ["gehe/im", "gehe@im", "gehe%im", "gehe?im", "gehe/im#9"] {
      let unreadable = await tell(fixture.place, "postgres://u:\(password)@127.0.0.1:1/d")
      #expect(unreadable.contains("%2F for /"), "\(unreadable)")
      #expect(
        !unreadable.contains("gehe") && !unreadable.contains("im@") && !unreadable.contains("im#"), "\(unreadable)")
    }
    let readable = await tell(fixture.place, "postgres://u:gehe%2Fim#9@127.0.0.1:1/d?application_name=a@b")
    #expect(readable.contains("postgres://127.0.0.1:1/d failed"), "\(readable)")
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test("What a newer release has brought up to date is not moved, and nothing is taken away")
  func newer() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let database = try await MoveTests.used(.postgres)
    let schema = try #require(database.place.split(separator: "%3D").last)
    _ = try await aside {
      try #require(PostgresCluster.shared).run(
        "SET search_path = '\(schema)'; UPDATE schema_version SET version = version + 1")
    }
    let target = try await Engine.sqlite.place()
    let said = await words {
      _ = try await aside {
        try OfficeMove.run(
          from: MovePlace(database.place), to: MovePlace(target), removing: true, at: database.now.advanced(seconds: 60)
        )
      }
    }
    #expect(said.contains("by a newer zuoxid"), "\(said)")
    #expect(try await database.store.officeIDs() == [Fixture.office])
    #expect(!FileManager.default.fileExists(atPath: target))
  }
}
