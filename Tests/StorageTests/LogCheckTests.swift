import Desk
import Foundation
import GRDB
import Service
import TestPrograms
import Testing

@testable import Storage

/// `zuoxid check`: what it finds whole is whole, and what was damaged is named.
struct LogCheckTests {
  private func used(_ engine: Engine) async throws -> (Fixture, ConversationID) {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    let id = try await fixture.waiting()
    try await fixture.perform(.accept(id, noticeID: "n-accept"), by: .staff(agent))
    for number in 1...3 {
      try await fixture.perform(fixture.writes("第\(number)句"), by: .taxpayer(Fixture.taxpayer))
    }
    while try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 100) {}
    return (fixture, id)
  }

  private func findings(_ fixture: Fixture) async throws -> [String] {
    let outcome = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    return (outcome.findings + outcome.figures).map(\.description)
  }

  @Test("A store in use agrees with its log", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    let (fixture, _) = try await used(engine)
    let outcome = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(outcome.findings.isEmpty && outcome.figures.isEmpty, "\(outcome)")
    #expect(outcome.events > 8 && outcome.conversations == 1 && outcome.messages > 4)
  }

  @Test(
    "Of conversations that are over a digest is kept; what is told of one later counts all the same, and so does damage",
    arguments: Engine.all)
  func sparing(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    var ids: [ConversationID] = []
    for number in 1...6 {
      let id = try await fixture.waiting(Fixture.taxpayer(number))
      try await fixture.perform(.accept(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      try await fixture.perform(
        .taxpayerEnds(noticeID: MessageID(fixture.name("n"))), by: .taxpayer(Fixture.taxpayer(number)))
      try await fixture.perform(.wrapUp(id, WrapUpRequest(code: "done", summary: "")), by: .staff(agent))
      ids.append(id)
    }
    for number in [1, 4] {
      try await fixture.perform(
        .rate(ids[number - 1], Rating(stars: 5), noticeID: MessageID(fixture.name("n"))),
        by: .taxpayer(Fixture.taxpayer(number)))
    }
    let check: @Sendable (Int) async throws -> LogCheck.Outcome = { whole in
      try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0, withFigures: false, whole: whole) }
    }
    for whole in [0, 1, 3, 100] {
      let outcome = try await check(whole)
      #expect(outcome.findings.isEmpty && outcome.conversations == 6, "\(whole): \(outcome)")
    }
    for (id, damage) in [(ids[0], #"'stars":5', 'stars":4'"#), (ids[1], "'done', 'gone'")] {
      let statement = "UPDATE conversations SET doc = replace(doc, \(damage)) WHERE id = '\(id)'"
      if engine == .sqlite {
        try await DatabaseQueue(path: fixture.place + "/zuoxi.sqlite").write { try $0.execute(sql: statement) }
      } else {
        try await aside { try fixture.run(statement) }
      }
    }
    for whole in [0, 1, 3, 100] {
      #expect(try await Set(check(whole).findings.map(\.subject)) == Set(ids.prefix(2).map(\.rawValue)), "\(whole)")
    }
  }

  @Test(
    "Damage behind the program's back is found",
    arguments: [
      ("DELETE FROM messages WHERE number = 3", "messages"),
      ("UPDATE messages SET doc = replace(doc, '第2句', '改过的')", "messages are not those"),
      ("UPDATE conversations SET last_number = 99", "conversation is not what"),
      ("DELETE FROM events WHERE seq = 5", "gap"),
      ("UPDATE heads SET seq = seq + 1", "ends elsewhere"),
      ("UPDATE seats SET doc = replace(doc, 'ready', 'busy')", "seat is not what"),
      ("DELETE FROM conversations", "conversation is not what"),
      ("UPDATE conversations SET taxpayer = 'x'", "not found by what the conversation says"),
      ("UPDATE messages SET id = 'x' WHERE number = 3", "messages are not those"),
      ("UPDATE messages SET doc = '{' WHERE number = 3", " 3: it cannot be read"),
      ("UPDATE events SET body = '{' WHERE seq = 5", ".5: it cannot be read"),
      ("UPDATE conversations SET doc = '{'", "it cannot be read"),
      ("UPDATE seats SET doc = '{'", "seats: it cannot be read"),
      ("UPDATE offices SET doc = '{'", "office: it cannot be read"),
      ("UPDATE accounts SET doc = '{' WHERE id = 'a1'", "account a1: it cannot be read"),
      ("UPDATE tallies SET answered = answered + 1 WHERE slice = 'group'", "sums by group are not"),
      ("UPDATE figure_heads SET seq = 3", "facts"),
      ("DELETE FROM fact_places WHERE kind = 'agent'", "where conversations are found"),
      ("DELETE FROM facts", "facts are not of the log's conversations"),
      ("UPDATE seat_clocks SET doc = replace(doc, 'ready', 'busy')", "seats' time is not"),
    ])
  func damaged(statement: String, words: String) async throws {
    let (fixture, _) = try await used(.sqlite)
    let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
    try await queue.write { try $0.execute(sql: statement) }
    let found = try await findings(fixture)
    #expect(found.contains { $0.contains(words) }, "\(found)")
    // The same where memory holds only digests of what is over.
    let sparing = try await fixture.store.read(Fixture.office) {
      try LogCheck.run(on: $0, withFigures: true, whole: 0, stretch: 2)
    }
    #expect((sparing.findings + sparing.figures).map(\.description) == found)
  }

  @Test(
    "A wrong figure is told apart, keeps nobody from a copy, and is counted anew",
    arguments: [
      "UPDATE tallies SET answered = answered + 1 WHERE slice = 'group'", "DELETE FROM facts",
      "UPDATE seat_clocks SET doc = replace(doc, 'ready', 'busy')", "DELETE FROM fact_places",
    ])
  func figures(statement: String) async throws {
    let (fixture, _) = try await used(.sqlite)
    let copy = fixture.place + "/copy.sqlite"
    try await DatabaseQueue(path: fixture.place + "/zuoxi.sqlite").write { try $0.execute(sql: statement) }
    let before = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(before.findings.isEmpty && !before.figures.isEmpty)
    try Backup.make(of: fixture.place, to: copy)
    #expect(try Backup.verify(copy).isEmpty)
    try await fixture.store.forgetFigures(of: Fixture.office)
    while try await fixture.store.countFigures(of: Fixture.office, as: nil, at: fixture.now, limit: 3) {}
    #expect(try await findings(fixture).isEmpty)
  }

  @Test("What cannot be read is named once, what follows it in the log is compared all the same", arguments: Engine.all)
  func beyondDamage(engine: Engine) async throws {
    let (fixture, _) = try await used(engine)
    let break5 = "UPDATE events SET body = '{' WHERE seq = 2"
    if engine == .sqlite {
      try await DatabaseQueue(path: fixture.place + "/zuoxi.sqlite").write { try $0.execute(sql: break5) }
    } else {
      try await aside { try fixture.run(break5) }
    }
    let outcome = try await fixture.store.read(Fixture.office) { try LogCheck.run(on: $0) }
    let all = try await fixture.store.read(Fixture.office) { try $0.head().sequence }
    #expect(outcome.events == Int(all) - 1 && outcome.conversations == 1)
    #expect(outcome.findings.filter { $0.description.hasSuffix("it cannot be read: it is damaged") }.count == 1)
  }

  @Test("A page that is none any more is named, and the parts that do not need it are compared")
  func brokenPage() async throws {
    let (fixture, _) = try await used(.sqlite)
    let file = fixture.place + "/zuoxi.sqlite"
    try await fixture.store.close()
    let page = try await DatabaseQueue(path: file).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'seats'")
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.seek(toOffset: UInt64((try #require(page) - 1) * 4_096))
    try handle.write(contentsOf: Data(repeating: 0xA5, count: 100))
    try handle.close()
    let reopened = try Stores.sqlite(in: fixture.place)
    #expect(try await reopened.read(Fixture.office) { try $0.damage() }.contains { $0.contains("\(page ?? 0)") })
    let outcome = try await reopened.read(Fixture.office) { try LogCheck.run(on: $0) }
    #expect(outcome.conversations == 1 && outcome.events > 1)
    #expect(outcome.findings.contains { $0.description.hasSuffix("it cannot be read: it is damaged") })
    try await reopened.close()
  }

  @Test("Damage to an index is found by the engine's own look at its file")
  func index() async throws {
    let (fixture, _) = try await used(.sqlite)
    try await DatabaseQueue(path: fixture.place + "/zuoxi.sqlite").writeWithoutTransaction { db in
      let statement = "DELETE FROM sqlite_schema WHERE name = 'conversations_by_taxpayer'"
      try db.execute(sql: "PRAGMA writable_schema = ON; " + statement)
    }
    let reopened = try Stores.sqlite(in: fixture.place)
    let damage = try await reopened.read(Fixture.office) { try $0.damage() }
    #expect(!damage.isEmpty, "a page that no table and no index uses any more")
    try await reopened.close()
  }

  @Test(
    "A row that a damaged file gives otherwise than it was written is told as the storage's fault; the program goes on")
  func unreadable() async throws {
    let (fixture, id) = try await used(.sqlite)
    let path = fixture.place + "/zuoxi.sqlite"
    try await DatabaseQueue(path: path).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(
        sql: "UPDATE sqlite_schema SET sql = replace(sql, 'doc TEXT NOT NULL', 'doc TEXT') WHERE name = 'messages'")
    }
    try await DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE messages SET doc = NULL WHERE number = 3") }
    await #expect {
      try await fixture.store.read(Fixture.office) { try $0.messages(of: id, before: nil, limit: 10) }
    } throws: {
      let error = $0 as? StoreReadingError
      return error?.problem == Problem(.unavailable, retryAfter: 1)
        && error?.reason.contains("column 0 of a row") == true
    }
    let office = try await fixture.store.read(Fixture.office) { try $0.office() }
    #expect(office.id == Fixture.office)
  }
}
