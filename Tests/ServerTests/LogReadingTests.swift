import Desk
import GRDB
import Testing
import Wire

@testable import Server

@Suite("A hub reads an office's log", .timeLimit(.minutes(5))) struct LogReadingTests {
  @Test("A log that cannot be read on is told of, keeps nobody else waiting, and is read on when it can be")
  func unreadableLog() async throws {
    let log = CapturedLog()
    let office = try await TestOffice(log: log)
    try await office.test(.router) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      await hub.catchUp(at: office.now)
      let head = try await office.store.read(TestOffice.id) { try $0.head() }
      let isStill = await hub.position == head
      #expect(isStill)
      var configuration = Configuration()
      configuration.busyMode = .timeout(10)
      let database = try DatabaseQueue(path: office.folder + "/zuoxi.sqlite", configuration: configuration)
      // More events than are read at once, behind one that is missing, as rows that were lost are.
      try await database.write { db in
        try db.execute(
          sql: """
            INSERT INTO events (office, epoch, seq, at, body)
            WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500)
            SELECT office, epoch, seq + n, at, '{"ofALaterRelease":{}}' FROM events, numbers WHERE seq = ?
            """, arguments: [head.sequence])
        try db.execute(sql: "UPDATE heads SET seq = seq + 1500")
      }
      await hub.catchUp(at: office.now)
      #expect(try await caller.tells("zuoxi_streams_behind{office=\"test\"} 1500\n"))
      #expect(try await caller.tells("zuoxi_office_troubled{office=\"test\"} 1\n"))
      let words = "error an office's log cannot be read on: its streams stand still"
      let missing = "event \(head.sequence + 1) is missing below the head \(head.sequence + 1500)"
      #expect(log.all.filter { $0.hasPrefix(words) } == ["\(words) 1 \(missing)"], "\(log.all)")
      // It is committed all the same, and waits in the log.
      let draft = MessageDraft(id: "after", text: "还在吗")
      #expect(try await caller.post("/v1/visit/messages", visitor, draft).status == 201)
      // What stands there and cannot be understood is as bad.
      for body in ["{", #"{"ofALaterRelease":{}}"#] {
        try await database.write { db in
          try db.execute(
            sql: "INSERT OR REPLACE INTO events SELECT office, epoch, ?, at, ? FROM events WHERE seq = ?",
            arguments: [head.sequence + 1, body, head.sequence])
        }
        await hub.catchUp(at: office.now)
        let isThere = try await caller.tells("zuoxi_streams_behind{office=\"test\"} 0\n")
        #expect(isThere == (body != "{"))
      }
      #expect(log.all.contains { $0.hasPrefix("warning an office's log is read on again") })
      #expect(try await caller.tells("zuoxi_office_troubled{office=\"test\"} 0\n"))
    }
  }

  @Test func aBackendThatStartsAgainResumesFromTheLog() async throws {
    let office = try await TestOffice()
    let messages = 5
    let start = try await office.store.read(TestOffice.id) { try $0.head() }
    let taxpayer = Taxpayer(id: "p1", name: "林**")
    for number in 1...messages {
      _ = try await office.backend.perform(
        .taxpayerWrites(
          MessageDraft(id: MessageID("m\(number)"), text: "您好"), newConversation: "c1", reply: nil,
          replyID: MessageID("r\(number)"), escalation: nil, noticeID: MessageID("n\(number)")),
        by: .taxpayer(taxpayer), office: TestOffice.id, key: "k\(number)", fingerprint: "")
    }
    let fresh = try await OfficeHub(
      office: TestOffice.id, store: office.store, options: BackendOptions(), metrics: Metrics())
    func heard(by subject: StreamSubject) async throws -> [EventStreamItem] {
      let sink = Sink()
      _ = await fresh.open(subject, session: .any, after: start, at: office.now, outlet: sink.outlet())
      try await sink.settle()
      var parser = EventStreamParser()
      return parser.feed(sink.body).filter { $0.type == "event" }
    }
    #expect(try await heard(by: .visitor("p1")).count == messages + 1, "the opening and every message")
    #expect(try await heard(by: .visitor("p2")).isEmpty)

    // More than a reader may leave unread is not sent at once either: a snapshot is smaller.
    let narrow = try await OfficeHub(
      office: TestOffice.id, store: office.store, options: BackendOptions(readerBytes: 200), metrics: Metrics())
    let sink = Sink()
    _ = await narrow.open(.visitor("p1"), session: .any, after: start, at: office.now, outlet: sink.outlet())
    try await sink.settle()
    var parser = EventStreamParser()
    #expect(parser.feed(sink.body).first?.type == "reset")
    try await office.backend.stop()
  }
}
