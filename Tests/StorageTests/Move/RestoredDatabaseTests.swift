import Desk
import Service
import TestPrograms
import Testing

@testable import Storage

/// `zuoxid restore --database`: PostgreSQL put back by means of its own.
struct RestoredDatabaseTests {
  @Test("Its log takes a new epoch and is whole; while a backend holds a lease nothing changes")
  func renewed() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let fixture = try await Fixture(on: .postgres)
    _ = try await fixture.waiting()
    while try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 100) {}
    let before = try await fixture.store.read(Fixture.office) { try $0.head() }
    _ = try await fixture.store.holdLeases(of: "n1", until: fixture.now.advanced(seconds: 12), at: fixture.now)
    let (place, now) = (fixture.place, fixture.now)
    await #expect(throws: MoveError.self) { try await aside { try RestoredDatabase.renew(place, at: now) } }
    #expect(try await fixture.store.read(Fixture.office) { try $0.head() } == before)

    try await fixture.store.endLeases(of: "n1", at: fixture.now)
    let offices = try await aside { try RestoredDatabase.renew(place, at: now.advanced(seconds: 1)) }
    #expect(offices == [Fixture.office])
    let after = try await fixture.store.read(Fixture.office) { try $0.head() }
    #expect(after.epoch > before.epoch && after.sequence == before.sequence)
    let outcome = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(outcome.findings.isEmpty && outcome.figures.isEmpty && outcome.events == Int(before.sequence))
  }

  @Test(
    "What PostgreSQL refuses is told with what to do",
    arguments: [("", "createdb"), ("42501", "grant"), ("55P03", "pg_stat_activity"), ("25006", "primary")])
  func advice(state: String, words: String) {
    let advice = PostgresFailure(state: state, message: "said").advice(opening: true)
    #expect(advice.english.contains("said") && advice.english.contains(words) && advice.chinese.contains("；"))
  }

  @Test(
    "A refusal names the database without its password, and a standby asks for both hosts",
    arguments: [("", "?target_session_attrs=read-write"), ("25006", ""), ("42501", "")])
  func refusal(state: String, more: String) {
    let url = "postgres://zuoxi:geheim@db1:5433/desk\(more)"
    let words = PostgresFailure(state: state, message: "said").refusal(of: url).words
    for text in [words.chinese, words.english] {
      #expect(text.contains("postgres://db1:5433/desk") && !text.contains("geheim"))
      #expect(text.contains("target_session_attrs=read-write") == (state != "42501"))
    }
    #expect(
      words.english.contains("host1,host2") == (state != "42501")
        && words.chinese.contains("主机1,主机2") == (state != "42501"))
  }
}
