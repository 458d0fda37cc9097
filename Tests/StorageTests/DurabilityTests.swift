import Desk
import Foundation
import GRDB
import Service
@testable import Storage
import Testing

struct DurabilityTests {
  @Test("What was acknowledged is in the files at that moment: a copy taken without closing holds all of it")
  func copyMidFlight() async throws {
    let fixture = try await Fixture()
    for number in 1...40 {
      try await fixture.perform(fixture.writes("第\(number)问"), by: .taxpayer(Fixture.taxpayer(number % 7)))
    }
    _ = try await fixture.waiting(Fixture.taxpayer(3))
    let copy = fixture.place + "-copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in ["zuoxi.sqlite", "zuoxi.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: fixture.place + "/" + name, toPath: copy + "/" + name)
    }
    let reopened = try Stores.sqlite(in: copy)
    let office = Fixture.office
    let (log, seats, waiting) = try await reopened.read(office) { reader in
      let start = EventPosition(epoch: try reader.head().epoch, sequence: 0)
      return (
        try reader.events(after: start, limit: .max), try reader.seats(),
        try reader.conversations(in: Conversation.Stage.allCases)
      )
    }
    #expect(try await fixture.log() == log)
    #expect(try await fixture.store.read(office) { try $0.seats() } == seats)
    #expect(try await fixture.store.read(office) { try $0.conversations(in: Conversation.Stage.allCases) } == waiting)
    // And it goes on where it stopped.
    let request = CommandRequest(
      office: office, actor: .taxpayer(Fixture.taxpayer(3)), key: "after", fingerprint: "p",
      command: .leaveQueue(noticeID: "n"))
    let result = try await reopened.perform(request, at: fixture.now)
    #expect(result.events.first?.position.sequence == (log.last?.position.sequence ?? 0) + 1)
    try await reopened.close()
  }

  @Test("The writer's connection reports synchronous=FULL and WAL, and the files are their owner's only")
  func settings() async throws {
    let fixture = try await Fixture()
    // A header flag tells WAL; synchronous belongs to a connection and is checked by the store itself when it opens.
    let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
    #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try await fixture.store.durability() == ["synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"])
    for name in ["", "/zuoxi.sqlite", "/zuoxi.sqlite-wal", "/zuoxi.sqlite-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.place + name)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue
      #expect(mode == (name.isEmpty ? 0o700 : 0o600), "\(name)")
    }
  }

  @Test("A disk with less room than is wanted is not said to take writes")
  func room() async throws {
    let place = try await Engine.sqlite.place()
    let store = try SQLiteStore(folder: place, leastRoom: .max)
    await #expect {
      try await store.probe()
    } throws: {
      ($0 as? Problem)?.detailEnglish.contains("KiB left") == true
    }
    try await store.close()
    let roomy = try SQLiteStore(folder: place, leastRoom: 1)
    try await roomy.probe()
    try await roomy.close()
  }

  @Test("A store that cannot be opened says so, naming the file")
  func cannotOpen() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/zuoxi-broken-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: folder + "/zuoxi.sqlite"))
    do {
      _ = try Stores.sqlite(in: folder)
      Issue.record("a file of sevens was opened")
    } catch let error as StoreOpeningError {
      #expect(error.description.contains(folder + "/zuoxi.sqlite"))
    }
    #expect(throws: StoreOpeningError.self) { try Stores.sqlite(in: "/proc/none") }
  }

  @Test("A file written by a newer program is left alone")
  func newer() async throws {
    let fixture = try await Fixture()
    try await fixture.store.close()
    let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
    try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try queue.close()
    #expect(throws: StoreOpeningError.self) { try Stores.sqlite(in: fixture.place) }
  }

  @Test("Deadlines survive being closed and opened again, and fire once", arguments: Engine.all)
  func timers(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let id = try await fixture.waiting()
    try await fixture.perform(
      .visitorConnection(Fixture.taxpayer.id, isConnected: false), by: .system)
    #expect(try await fixture.store.dueTimers(by: fixture.now, limit: 10).isEmpty)
    try await fixture.store.close()

    fixture.advance(seconds: 60)
    let reopened = try await engine.open(fixture.place)
    let due = try await reopened.dueTimers(by: fixture.now, limit: 10)
    #expect(due.map(\.timer.kind) == [.visitorGone])
    #expect(due.map(\.office) == [Fixture.office])
    for (office, timer) in due + due {
      let request = CommandRequest(
        office: office, actor: .system, key: nil, fingerprint: "",
        command: .timerFired(timer, noticeIDs: ["gone"]))
      _ = try await reopened.perform(request, at: fixture.now)
    }
    #expect(try await reopened.dueTimers(by: fixture.now, limit: 10).isEmpty)
    let messages = try await reopened.read(Fixture.office) { try $0.messages(of: id, before: nil, limit: 10) }
    #expect(messages.filter { $0.body == .notice(MessageNotice(.abandoned)) }.count == 1)
    try await reopened.close()
  }

  @Test("After a start whoever was cut off has the full grace again; other deadlines stay", arguments: Engine.all)
  func renewedGraces(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let agent = Fixture.agent(1)
    try await fixture.sit(agent)
    let id = try await fixture.waiting(Fixture.taxpayer(1))
    _ = try await fixture.waiting(Fixture.taxpayer(2))
    try await fixture.perform(.accept(id, noticeID: "n1"), by: .staff(agent))
    try await fixture.perform(.agentEnds(id, noticeID: "n2"), by: .staff(agent))
    try await fixture.perform(.seatConnection(agent.id, isConnected: false), by: .system)
    fixture.advance(seconds: 3_600)
    try await fixture.store.renewGraces(of: nil, at: fixture.now)
    #expect(try await fixture.store.dueTimers(by: fixture.now, limit: 10).map(\.timer.kind) == [.wrapUpDue, .waitDue])
    let later = try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 180), limit: 10)
    #expect(later.map(\.timer.kind) == [.wrapUpDue, .waitDue, .visitorGone, .seatGone])
    #expect(later.last?.timer.due == fixture.now.advanced(seconds: 180))
    // One that has longer still keeps it.
    fixture.advance(seconds: -3_600)
    try await fixture.store.renewGraces(of: nil, at: fixture.now)
    fixture.advance(seconds: 3_600)
    #expect(
      try await fixture.store.dueTimers(by: fixture.now.advanced(seconds: 180), limit: 10).map(\.timer)
        == later.map(\.timer))
  }

  @Test("A deadline is put off unless it was changed meanwhile", arguments: Engine.all)
  func putOff(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    _ = try await fixture.waiting()
    fixture.advance(seconds: 60)
    let timer = try #require(try await fixture.store.dueTimers(by: fixture.now, limit: 1).first).timer
    let until = fixture.now.advanced(seconds: 8)
    for _ in 1...2 { try await fixture.store.putOff(timer, of: Fixture.office, until: until) }
    #expect(try await fixture.store.dueTimers(by: fixture.now, limit: 1).isEmpty)
    let again = try #require(try await fixture.store.dueTimers(by: until, limit: 1).first).timer
    #expect(again.due == until)
    try await fixture.store.putOff(timer, of: Fixture.office, until: until.advanced(seconds: 99))
    #expect(try await fixture.store.dueTimers(by: until, limit: 1).first?.timer == again)
  }

  @Test("After closing, commands are refused and none is lost", arguments: Engine.all)
  func drains(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let results = await withTaskGroup(of: Bool.self) { group in
      for number in 1...200 {
        group.addTask {
          do {
            try await fixture.perform(fixture.writes("问"), by: .taxpayer(Fixture.taxpayer(number)))
            return true
          } catch {
            return false
          }
        }
      }
      group.addTask {
        try? await fixture.store.close()
        return false
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    let reopened = try await engine.open(fixture.place)
    let kept = try await reopened.read(Fixture.office) { try $0.conversations(in: [.assistant]).count }
    #expect(kept == results)
    try await reopened.close()
    await #expect(throws: Problem.self) {
      try await fixture.perform(fixture.writes("晚了"), by: .taxpayer(Fixture.taxpayer))
    }
  }

  @Test("Two offices in one file keep logs, people and keys of their own", arguments: Engine.all)
  func twoOffices(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    var other = Fixture.content(agents: 1, slots: 1)
    other.office.id = "xc"
    try await fixture.store.load(other, at: fixture.now)
    try await fixture.perform(fixture.writes("一"), by: .taxpayer(Fixture.taxpayer), key: "k")
    let request = CommandRequest(
      office: "xc", actor: .taxpayer(Fixture.taxpayer), key: "k", fingerprint: "x", command: fixture.writes("二"))
    let result = try await fixture.store.perform(request, at: fixture.now)
    #expect(!result.isReplay)
    let heads = try await [Fixture.office, "xc"].asyncMap { office in
      try await fixture.store.read(office) {
        try $0.events(after: EventPosition(epoch: $0.head().epoch, sequence: 0), limit: 99)
      }
    }
    #expect(heads.map { $0.map(\.position.sequence) } == heads.map { Array(1...Int64($0.count)) })
    #expect(try await fixture.store.offices().map(\.id) == ["hd", "xc"])
  }
}

extension Array {
  fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await body(element)) }
    return values
  }
}
