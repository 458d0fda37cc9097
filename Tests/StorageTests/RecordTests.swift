import Desk
import Foundation
import GRDB
import Service
import Storage
import TestPrograms
import Testing

/// What the log says of one conversation is found whole among everything else.
@Suite("The record of a conversation is read from the log")
struct RecordTests {
  /// Runs a statement behind the program's back.
  private func run(_ sql: String, on fixture: Fixture) async throws {
    switch fixture.engine {
    case .sqlite: try await DatabaseQueue(path: fixture.place + "/zuoxi.sqlite").write { try $0.execute(sql: sql) }
    case .postgres:
      let schema = try #require(fixture.place.split(separator: "%3D").last)
      _ = try await aside {
        try #require(PostgresCluster.shared).run("SET search_path = '\(schema)'; " + sql)
      }
    }
  }

  /// All pages of a record.
  private func record(_ id: ConversationID, on fixture: Fixture, step: Int64 = 4_000, limit: Int = 500) async throws
    -> [Event]
  {
    let found = try await fixture.store.read(Fixture.office) { try $0.conversation(id) }
    let scan = RecordScan(for: try #require(found), in: Fixture.office, of: fixture.store, step: step)
    var events: [Event] = []
    var place: EventPosition?
    repeat {
      let page = try await scan.page(after: place, limit: limit)
      #expect(page.events.count <= limit)
      events += page.events
      place = page.next
    } while place != nil
    return events
  }

  private func logged(_ id: ConversationID, on fixture: Fixture) async throws -> [Event] {
    try await fixture.log().filter { $0.body.conversation == id }
  }

  /// Several people talk at once, minutes apart; tells their conversations in the order they were opened.
  private func busy(_ fixture: Fixture, people: Int = 4, setBack: Int = 0) async throws -> [ConversationID] {
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    var ids: [ConversationID] = []
    for person in 1...people {
      fixture.advance(seconds: 90 - (person == 3 ? setBack : 0))
      try await fixture.perform(fixture.writes("第一句"), by: .taxpayer(Fixture.taxpayer(person)))
      ids.append(try await fixture.waiting(Fixture.taxpayer(person)))
      try await fixture.perform(
        .accept(ids[person - 1], noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      for other in 1...person {
        fixture.advance(seconds: 5)
        try await fixture.perform(fixture.writes("第\(person)轮"), by: .taxpayer(Fixture.taxpayer(other)))
      }
    }
    for (place, id) in ids.enumerated().dropLast() {
      fixture.advance(seconds: 7)
      try await fixture.perform(.agentEnds(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      try await fixture.perform(.wrapUp(id, WrapUpRequest(code: "done", summary: "")), by: .staff(agent))
      try await fixture.perform(
        .rate(id, Rating(stars: 5), noticeID: MessageID(fixture.name("n"))),
        by: .taxpayer(Fixture.taxpayer(place + 1)))
    }
    return ids
  }

  @Test("Every record is what the log has, however it is cut into pages, and folds to the row", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    for id in try await busy(fixture) {
      let expected = try await logged(id, on: fixture)
      for (step, limit) in [(Int64(4_000), 500), (3, 2), (1, 1), (7, 5)] {
        #expect(try await record(id, on: fixture, step: step, limit: limit) == expected, "\(step), \(limit)")
      }
      guard case .conversationOpened(var conversation) = expected.first?.body else {
        Issue.record("it does not begin where it began")
        continue
      }
      for event in expected { conversation.apply(event.body, at: event.at) }
      #expect(try await fixture.store.read(Fixture.office) { try $0.conversation(id) } == conversation)
    }
  }

  @Test(
    "Reading ends soon after the conversation did, and what lies between comes in empty pages", arguments: Engine.all)
  func bounded(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let ids = try await busy(fixture)
    fixture.advance(seconds: 1_200)
    let end = try await fixture.store.read(Fixture.office) { try $0.head() }
    for number in 1...60 {
      try await fixture.perform(fixture.writes("后来\(number)"), by: .taxpayer(Fixture.taxpayer(9)))
    }
    let first = try #require(try await fixture.store.read(Fixture.office) { try $0.conversation(ids[0]) })
    let scan = RecordScan(for: first, in: Fixture.office, of: fixture.store, step: 1)
    #expect(try await scan.page(after: end, limit: 5).next == nil, "nothing of it is behind that")
    // Twenty-five rows of others are passed over, and then the reader is asked to come again.
    let open = try #require(try await fixture.store.read(Fixture.office) { try $0.conversation(ids[3]) })
    let page = try await RecordScan(for: open, in: Fixture.office, of: fixture.store, step: 1)
      .page(after: end, limit: 5)
    #expect(page.events.isEmpty)
    #expect(page.next?.sequence == end.sequence + 25)
  }

  @Test("A clock that was set back hides nothing", arguments: Engine.all)
  func clockSetBack(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    for id in try await busy(fixture, setBack: 420) {
      #expect(try await record(id, on: fixture, step: 3) == (try await logged(id, on: fixture)))
    }
  }

  @Test(
    "Epochs that the log holds of earlier are read too; where its beginning is gone, it begins later",
    arguments: Engine.all)
  func epochs(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let ids = try await busy(fixture)
    let expected = try await logged(ids[1], on: fixture)
    let middle = expected[expected.count / 2].position.sequence
    try await run("UPDATE events SET epoch = epoch - 10 WHERE seq <= \(middle)", on: fixture)
    let found = try await record(ids[1], on: fixture, step: 3)
    #expect(found.map(\.body) == expected.map(\.body))
    #expect(Set(found.map(\.position.epoch)).count == 2)
    try await run("DELETE FROM events WHERE seq <= \(middle)", on: fixture)
    let rest = try await record(ids[1], on: fixture, step: 3)
    #expect(rest.map(\.body) == expected.filter { $0.position.sequence > middle }.map(\.body))
  }

  @Test("Words that name another conversation's id are not taken for it", arguments: Engine.all)
  func names(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let ids = try await busy(fixture)
    let words = "请看 \(ids[3]) 和 \(ids[1])"
    try await fixture.perform(fixture.writes(words), by: .taxpayer(Fixture.taxpayer(4)))
    #expect(try await record(ids[1], on: fixture) == (try await logged(ids[1], on: fixture)))
    #expect(try await record(ids[3], on: fixture) == (try await logged(ids[3], on: fixture)))
  }
}
