import Desk
import Foundation
import Service
@testable import Storage
import Synchronization
import TestPrograms
import Testing

/// Commits that wait for a standby, and settings that are changed while backends work; on a server of the suite's own.
@Suite(.timeLimit(.minutes(2))) struct StandbyTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)

  private static func record(_ detail: String) -> AuditRecord {
    AuditRecord(office: Fixture.office, at: now, actor: "a1", act: "test", subject: "s", detail: detail)
  }

  /// Changes a setting of the whole server and returns when every process of it goes by it.
  private static func set(_ setting: String, _ value: String, on cluster: PostgresCluster) throws {
    try cluster.run("ALTER SYSTEM SET \(setting) = '\(value)'")
    try cluster.run("SELECT pg_reload_conf()")
    while try cluster.run("SHOW \(setting)").trimmingCharacters(in: .whitespacesAndNewlines) != value {}
    // Commits wait once the checkpointer has read that they are to.
    for _ in 1...2 { try cluster.run("CHECKPOINT") }
  }

  /// Somebody whose commit waits for a standby, and is none of those.
  private static func waiting(besides known: [Int] = [], _ watch: PostgresSession) async throws -> Int {
    while true {
      let found: [Int] = try watch.all("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'", []).map {
        try $0[0]
      }
      if let pid = found.first(where: { !known.contains($0) }) { return pid }
      await Task.yield()
    }
  }

  private static func kind(_ work: () async throws -> Void) async -> Problem.Kind? {
    do {
      try await work()
      return nil
    } catch {
      return (error as? Problem)?.kind
    }
  }

  @Test(
    "A commit that waits for a standby is waited for, is not believed when its wait is broken off, and is done once")
  func standby() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let (cluster, place) = try await aside {
      let cluster = try PostgresCluster()
      return (cluster, try cluster.emptySchema())
    }
    let store = try await aside { try PostgresStore(url: place, belief: .zero) }
    let other = try await aside { try PostgresStore(url: place, closing: .milliseconds(100)) }
    try await store.load(Fixture.content(agents: 1, slots: 1), at: Self.now)
    try await other.probe()
    let watch = try PostgresSession(place)

    try await aside { try Self.set("synchronous_standby_names", "nobody", on: cluster) }
    let isDone = Cell(false)
    async let audited: Void = {
      try await store.audit(Self.record("once"))
      isDone.value = true
    }()
    let first = try await Self.waiting(watch)
    // As an administrator does who finds that it takes too long.
    _ = try watch.one("SELECT pg_cancel_backend(?::int)", [first])
    let second = try await Self.waiting(besides: [first], watch)
    #expect(!isDone.value, "what the standby lacks was acknowledged")

    // A session of less patience than the standby asks for looks after the server's process, and goes on waiting.
    let before = try Self.connections(watch)
    async let committed: Void = aside {
      let session = try PostgresSession(place)
      session.patience = 2
      // Nor does the server break off the wait when a statement would have taken too long.
      try session.run("SET statement_timeout = '1s'", [])
      try session.run("BEGIN", [])
      try session.run("UPDATE heads SET seq = seq", [])
      try session.commit()
    }
    let known = [first, second]
    let third = try await Self.waiting(besides: known, watch)
    while try Self.connections(watch) < before + 3 { await Task.yield() }

    // Who ends does not wait for ever, and tells nobody that it was done.
    async let left = Self.kind { try await other.audit(Self.record("left")) }
    _ = try await Self.waiting(besides: known + [third], watch)
    #expect(await Self.kind { try await other.close() } == .unavailable)
    #expect(await left == .unavailable)

    try await aside { try Self.set("synchronous_standby_names", "", on: cluster) }
    try await audited
    try await committed
    #expect(try watch.one("SELECT COUNT(*) FROM audit WHERE detail = 'once'", [])?[0] == 1)

    // What the server keeps is asked again while connections live.
    try await store.probe()
    try await aside { try Self.set("full_page_writes", "off", on: cluster) }
    await #expect {
      try await store.probe()
    } throws: {
      ($0 as? Problem)?.detail.contains("full_page_writes=off") == true
    }
    #expect(await Self.kind { try await store.audit(Self.record("refused")) } == .unavailable)
    try await aside { try Self.set("full_page_writes", "on", on: cluster) }
    try await store.probe()
    try await store.close()
    try await aside { cluster.stop() }
  }

  /// Connections made to the server so far.
  private static func connections(_ watch: PostgresSession) throws -> Int {
    try watch.one("SELECT sessions FROM pg_stat_database WHERE datname = current_database()", [])?[0] ?? 0
  }
}
