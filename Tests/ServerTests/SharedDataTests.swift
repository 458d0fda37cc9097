import Desk
import Foundation
import TestPrograms
import Testing
import Wire

@testable import Server

/// Two backends on one database, and people who come now to the one and now to the other.
@Suite(.timeLimit(.minutes(5))) struct SharedDataTests {
  private func pair(
    _ body: @escaping @Sendable (TestCaller, TestCaller) async throws -> Void
  ) async throws {
    guard let cluster = PostgresCluster.shared else {
      print("skipped: PostgreSQL is not installed")
      if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("skipped: PostgreSQL is not installed") }
      return
    }
    let database = try cluster.emptySchema()
    let options = BackendOptions(heartbeatSeconds: 1)
    let first = try await TestOffice(options: options, database: database)
    let second = try await TestOffice(options: options, database: database)
    try await first.test(.live) { a in try await second.test(.live) { b in try await body(a, b) } }
  }

  /// Changes rows behind every backend's back.
  private func change(_ database: String, _ sql: String) async throws {
    _ = try await aside { try ChildProcess.run(["psql", "-XqAt", "-d", database, "-c", sql]) }
  }

  @Test("A stream at one backend shows what is done and typed at the other, in order")
  func follows() async throws {
    try await pair { a, b in
      let port = try #require(a.client.port)
      let (visitor, id) = try await a.waiting(as: "p1")
      let zhang = try await b.seated("zhang")
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.next("heartbeat")
        #expect(try await b.post("/v1/conversations/\(id)/accept", zhang, Nothing()).problem == nil)
        for number in 1...5 {
          let side = number % 2 == 0 ? a : b
          _ = try await side.post(
            "/v1/visit/messages", visitor, MessageDraft(id: MessageID("m\(number)"), text: "第\(number)句"))
        }
        let events = try await stream.events { event in
          if case .messagePosted(let message) = event.body { message.id == "m5" } else { false }
        }
        let texts = events.compactMap { event -> String? in
          if case .messagePosted(let message) = event.body, case .text(let body) = message.body {
            body.text
          } else {
            nil
          }
        }
        #expect(texts == (1...5).map { "第\($0)句" })
        let sequences = events.map(\.position.sequence)
        #expect(sequences == sequences.sorted() && Set(sequences).count == sequences.count)
        _ = try await b.post("/v1/visit/typing", visitor, TypingReport(draft: "我还想问"))
        let item = try #require(try await stream.next("typing"))
        #expect(try WireCodec.decode(TypingNotice.self, from: Array(item.data.utf8)).draft == "我还想问")
      }
    }
  }

  @Test("A request repeated at the other backend is done once and answered the same")
  func repeated() async throws {
    try await pair { a, b in
      let (visitor, id) = try await a.waiting(as: "p1")
      let draft = MessageDraft(id: "once", text: "只说一次")
      let first = try await a.post("/v1/visit/messages", visitor, draft, key: "same")
      let second = try await b.post("/v1/visit/messages", visitor, draft, key: "same")
      #expect(first.problem == nil && first.body == second.body)
      let messages = try await b.office.store.read(TestOffice.id) { try $0.messages(of: id, before: nil, limit: 50) }
      #expect(messages.filter { $0.id == "once" }.count == 1)
    }
  }

  @Test(
    "A database that stands still is said to; what was asked goes on, keeps its place, and is done once however often it is asked"
  )
  func standstill() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let (log, database) = (CapturedLog(), try cluster.emptySchema())
    var options = BackendOptions(requestsAtOnce: 1)
    options.answerSeconds = 3
    let office = try await TestOffice(options: options, database: database, log: log)
    try await office.test(.router) { caller in
      let (visitor, id) = try await caller.waiting(as: "p1")
      // Somebody has the head of the log and does not let go of it, as a commit does that waits for a standby.
      let holder = try ChildProcess(["psql", "-XqAt", "-d", database])
      holder.write("BEGIN; SELECT 'held' FROM heads FOR UPDATE;\n")
      #expect(try await aside { holder.readLine() } == "held")
      let draft = MessageDraft(id: "once", text: "只说一次")
      let refused = try await caller.post("/v1/visit/messages", visitor, draft, key: "same")
      #expect(refused.status == 503 && (2...5).contains(Int(refused.headers[.retryAfter] ?? "") ?? 0))
      #expect(try refused.read(Problem.self).detail.contains("3 秒内没有应答"))
      #expect(
        log.all.contains { $0.contains("refused The database did not answer within 3 s") && $0.hasSuffix("[request]") })
      #expect(office.backend.admission.figures.underWay == 1)
      #expect(try await caller.get("/v1/visit", visitor).status == 503, "its place is taken until it has ended")
      holder.write("COMMIT;\n")
      holder.closeInput()
      try await aside { _ = holder.wait() }
      while try await !caller.tells("zuoxi_http_under_way 0\n") {}
      #expect(try await caller.post("/v1/visit/messages", visitor, draft, key: "same").status == 201)
      #expect(try await caller.tells("zuoxi_replays_total 1\n"))
      let messages = try await office.store.read(TestOffice.id) { try $0.messages(of: id, before: nil, limit: 50) }
      #expect(messages.filter { $0.id == "once" }.count == 1)
    }
  }

  @Test(
    "A log that lost commits is noticed, also when it has grown past them: nothing is added to it until it has a new epoch",
    arguments: [
      "DELETE FROM events WHERE seq = (SELECT seq FROM heads); UPDATE heads SET seq = seq - 1",
      "UPDATE events SET at = at + 1 WHERE seq = (SELECT seq FROM heads)",
    ])
  func wentBack(_ loss: String) async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let (log, database) = (CapturedLog(), try cluster.emptySchema())
    let office = try await TestOffice(database: database, log: log)
    try await office.test(.live) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      let agent = try await caller.seated("zhang")
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      await hub.catchUp(at: office.now)
      #expect(office.backend.logs.problem == nil)
      // As when a standby took over that lacked the last commit; in the second case somebody has written since.
      try await change(database, loss)
      while office.backend.logs.problem == nil { await Task.yield() }
      let ready = try await caller.get("/readyz")
      #expect(ready.status == 503)
      #expect(try ready.read(Problem.self).detail.contains("日志倒退：请停止全部后台"))
      let draft = MessageDraft(id: "m1", text: "还在吗")
      let refused = try await caller.post("/v1/visit/messages", visitor, draft, key: "m1")
      #expect(refused.status == 503)
      let words = try refused.read(Problem.self).detail
      #expect(!words.contains("zuoxid"), "what operators have to do is not for taxpayers: \(words)")
      let choice = PresenceRequest(choice: .onBreak, reason: "meal")
      let told = try await caller.post("/v1/seat/presence", agent, choice, key: "b1")
      #expect(told.status == 503)
      #expect(try told.read(Problem.self).detail.contains("zuoxid restore --database"))
      #expect(log.all.contains { $0.hasPrefix("error an office's log went back: stop every backend") })
      // A new epoch is a new log: readers take a new snapshot.
      try await change(database, "UPDATE events SET epoch = epoch + 1; UPDATE heads SET epoch = epoch + 1")
      while office.backend.logs.problem != nil { await Task.yield() }
      #expect(try await caller.post("/v1/visit/messages", visitor, draft, key: "m1").problem == nil)
    }
  }

  @Test(
    "An office that cannot be read keeps no other from starting, nor a dead backend's people from being told",
    arguments: [
      [
        "INSERT INTO seats (office, agent, doc) VALUES ('a', 'broken', '{')",
        "DELETE FROM seats WHERE office = 'a' AND doc = '{'",
      ],
      [
        "UPDATE offices SET doc = '{' || doc WHERE office = 'a'",
        "UPDATE offices SET doc = substr(doc, 2) WHERE office = 'a'",
      ],
    ])
  func unreadableOffice(damage: [String]) async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let (log, database) = (CapturedLog(), try cluster.emptySchema())
    let office = try await TestOffice(database: database, log: log)
    var other = try TestOffice.content()
    // It comes first by its code.
    other.office.id = "a"
    other.accounts = []
    try await office.store.load(other, at: office.now)
    try await change(
      database,
      """
      \(damage[0]);
      INSERT INTO leases (office, node, until) VALUES ('a', 'dead', 1), ('test', 'dead', 1);
      INSERT INTO connections (office, person, node) VALUES ('a', 'a:zhang', 'dead');
      """)
    try await office.test(.live) { caller in
      _ = try await caller.seated("zhang")
      while !log.all.contains(where: { $0.hasPrefix("error an office cannot be read: nothing is done in it") }) {
        await Task.yield()
      }
      while try await office.store.lapsedLeases(at: Timestamp(milliseconds: 1)).contains(where: { $0.office == "test" })
      { await Task.yield() }
      #expect(try await office.store.lapsedLeases(at: Timestamp(milliseconds: 1)).map(\.office) == ["a"])
      #expect(try await caller.get("/readyz").status == 200)
      try await change(database, damage[1])
      await office.backend.hubs.look(at: office.now)
      #expect(log.all.contains { $0.hasPrefix("warning an office can be read again") })
    }
  }

  @Test("A backend whose only office cannot be read is not ready, and is once it can be")
  func onlyOffice() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let database = try cluster.emptySchema()
    let office = try await TestOffice(database: database)
    try await change(database, "UPDATE offices SET doc = '{' || doc")
    try await office.test(.live) { caller in
      while office.backend.logs.problem == nil { await Task.yield() }
      let ready = try await caller.get("/readyz")
      #expect(ready.status == 503)
      #expect(try ready.read(Problem.self).detail.contains("没有一个办税服务机构可以读取"))
      try await change(database, "UPDATE offices SET doc = substr(doc, 2)")
      await office.backend.hubs.look(at: office.now)
      #expect(try await caller.get("/readyz").status == 200)
      _ = try await caller.seated("zhang")
    }
  }

  @Test("A machine whose clock is astray says so and is not ready, and takes no other backend for dead")
  func clocks() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let (log, database) = (CapturedLog(), try cluster.emptySchema())
    let right = try await TestOffice(database: database)
    #expect(try await right.backend.membership.hold() == nil)
    let office = try await TestOffice(database: database, log: log)
    office.misset(seconds: 60)
    try await office.test(.live) { caller in
      while office.backend.membership.clockDifference == nil { await Task.yield() }
      let ready = try await caller.get("/readyz")
      #expect(ready.status == 503)
      #expect(try ready.read(Problem.self).detail.contains("本机时钟比数据库快 60 秒"))
      while !log.all.contains(where: {
        $0.hasPrefix("error this machine's clock differs from the database's") && $0.hasSuffix("60 s ahead")
      }) { await Task.yield() }
      // By its own clock the other's lease has run out.
      right.misset(seconds: 0)
      #expect(try await right.backend.membership.hold() == nil)
      await OtherBackends(backend: office.backend).sweep()
      let nodes = try await right.store.lapsedLeases(at: right.now.advanced(seconds: 30)).map(\.node)
      let others = try #require(right.backend.membership.node)
      let own = try #require(office.backend.membership.node)
      #expect(Set(nodes) == [others, own], "and its own runs out when the others' do")
      office.misset(seconds: 0)
      while office.backend.membership.clockDifference != nil { await Task.yield() }
      while try await caller.get("/readyz").status != 200 {}
    }
    try await right.backend.stop()
  }

  @Test("A lease that ran out is laid to whoever stood still: the backend, or the database")
  func leases() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let start = Timestamp(milliseconds: 1_795_000_000_000)
    let office = try await TestOffice(startingAt: start, database: try cluster.emptySchema())
    let membership = office.backend.membership
    #expect(try await membership.hold() == nil)
    for _ in 1...20 {
      office.advance(seconds: 1)
      membership.lives()
    }
    #expect(try await membership.hold() == .unanswered)
    office.advance(seconds: 20)
    #expect(try await membership.hold() == .stoodStill)
    // It had won one under the name it gave up; leaving, it gives that up as well, so that nobody waits for it to run out.
    let names = try await office.store.lapsedLeases(at: office.now.advanced(seconds: 13)).map(\.node)
    #expect(names.count > 1)
    office.advance(seconds: 5)
    #expect(try await membership.hold() == nil)
    // A clock that is set back holds no renewal up, and no lease hangs on it.
    office.misset(seconds: -3_600)
    office.advance(seconds: 6)
    #expect(try await membership.hold() == nil)
    let node = membership.node
    let lapsed = try await office.store.lapsedLeases(at: office.now.advanced(seconds: 11))
    #expect(!lapsed.contains { $0.node == node })
    for _ in 1...20 {
      office.advance(seconds: 1)
      membership.lives()
    }
    #expect(try await membership.hold() == .unanswered)
    try await membership.leave()
    #expect(Set(try await office.store.lapsedLeases(at: office.now).map(\.node)).isSuperset(of: names))
    try await office.backend.stop()
  }

  @Test("A lease that was lost is told of also when the database goes away before there is one under the new name")
  func lostTwice() async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let start = Timestamp(milliseconds: 1_795_000_000_000)
    let office = try await TestOffice(startingAt: start, database: try cluster.emptySchema())
    let membership = office.backend.membership
    let node = try #require(membership.node)
    #expect(try await membership.hold() == nil)
    office.advance(seconds: 20)
    office.hooked.hooks.withLock { $0.beforeLeases = { if $0 != node { throw Problem(.unavailable) } } }
    await #expect(throws: Problem.self) { try await membership.hold() }
    #expect(membership.node == node)
    office.hooked.hooks.withLock { $0.beforeLeases = nil }
    #expect(try await membership.hold() == .stoodStill, "at once, and not when it is next time to")
    #expect(membership.node != node)
    office.advance(seconds: 5)
    #expect(try await membership.hold() == nil)
    try await office.backend.stop()
  }

  @Test(
    "What a backend decides has its deadline by the database's clock, however far its own is astray",
    arguments: [-60, 60])
  func deadlines(seconds: Int64) async throws {
    guard let cluster = PostgresCluster.shared else { return }
    let start = Timestamp(milliseconds: 1_795_000_000_000)
    let database = try cluster.emptySchema()
    let right = try await TestOffice(startingAt: start, database: database)
    let office = try await TestOffice(startingAt: start, database: database)
    office.misset(seconds: seconds)
    _ = try await office.backend.membership.hold()
    _ = try await right.backend.membership.hold()
    try await office.test(.router) { caller in
      let (visitor, _) = try await caller.waiting(as: "p1")
      _ = try await caller.seated("zhang")
      // The talk is offered for some seconds: nobody withdraws it before they are over, and somebody does then.
      let timers = try await right.store.dueTimers(by: start.advanced(seconds: 3_600), limit: 100)
      #expect(!timers.isEmpty)
      #expect(try await right.backend.fireDueTimers() == 0)
      #expect(try await office.backend.fireDueTimers() == 0)
      let opened = try await caller.get("/v1/visit", visitor).read(VisitorSnapshot.self)
      #expect(opened.current?.conversation.openedAt == start && opened.at == start)
      right.advance(seconds: 3_600)
      #expect(try await right.backend.fireDueTimers() > 0)
    }
    try await right.backend.stop()
  }

  @Test("Of two agents who accept at two backends one has it, and the other is told who")
  func race() async throws {
    try await pair { a, b in
      let (_, id) = try await a.waiting(as: "p1")
      let (zhang, li) = (try await a.seated("zhang"), try await b.seated("li"))
      async let one = a.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      async let two = b.post("/v1/conversations/\(id)/accept", li, Nothing())
      let problems = try await [one.problem, two.problem]
      #expect(problems.filter { $0 == nil }.count == 1)
      #expect(problems.contains(.alreadyTaken))
    }
  }

  @Test("Signing out at one backend ends the streams at the other")
  func signedOut() async throws {
    try await pair { a, b in
      let port = try #require(a.client.port)
      let zhang = try await b.seated("zhang")
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.next("heartbeat")
        _ = try await b.send(.delete, "/v1/sessions/current", zhang)
        while try await stream.next() != nil {}
        #expect(try await a.get("/v1/articles?q=x", zhang).status == 401)
      }
    }
  }

  @Test("What one browser says at one backend reaches the other at the other backend, in order and once")
  func signals() async throws {
    try await pair { a, b in
      let port = try #require(b.client.port)
      let (visitor, id) = try await a.waiting(as: "p1")
      let zhang = try await b.seated("zhang")
      _ = try await b.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      let proposed = try await b.post(
        "/v1/conversations/\(id)/invitation", zhang, InvitationRequest(kind: .audioCall)
      ).read(ConversationDetail.self)
      let invitation = try #require(proposed.conversation.invitation?.id)
      let answer = InvitationAnswer(invitation: invitation, accepts: true)
      #expect(try await a.post("/v1/visit/invitation/answer", visitor, answer).problem == nil)
      let reference = InvitationReference(invitation)
      let link = try await a.post("/v1/conversations/\(id)/invitation/link", zhang, reference).read(RoomAddress.self)
      let code = String(link.url.split(separator: "#").last ?? "")
      let room = try await b.post("/v1/rooms", nil, RoomOpening(code: code)).read(Room.self)
      #expect(try await a.post("/v1/rooms", nil, RoomOpening(code: code)).problem == .roomLinkSpent)
      try await StreamListener.open(port: port, token: room.token) { stream in
        _ = try await stream.next("heartbeat")
        for number in 1...6 {
          let said = SignalRequest(invitation: invitation, payload: "第\(number)句")
          #expect(try await a.post("/v1/visit/signals", visitor, said).problem == nil)
        }
        var heard: [Signal] = []
        while heard.count < 6, let item = try await stream.next("signal") {
          heard.append(try WireCodec.decode(Signal.self, from: Array(item.data.utf8)))
        }
        #expect(heard.map(\.number) == Array(1...6) && heard.map(\.payload) == (1...6).map { "第\($0)句" })
      }
    }
  }
}
