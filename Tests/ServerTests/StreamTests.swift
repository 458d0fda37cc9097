import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite(.timeLimit(.minutes(5)), .onEveryEngine) struct StreamTests {
  @Test func theWholeCircleOverLiveSockets() async throws {
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      let zhang = try await caller.seated("zhang")
      let start = visit.snapshot.position
      let asked = try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: "q1", text: "发票怎么开？"))
      #expect(asked.status == 201)
      let escalated = try await caller.post("/v1/visit/escalate", visit.token, EscalationRequest())
      let id = try escalated.read(Escalation.self).conversation.id
      #expect(try await caller.get("/v1/queue", zhang).read(FloorDigest.self).waitingCount == 1)
      let path = "/v1/conversations/\(id)"
      #expect(try await caller.post(path + "/accept", zhang, Nothing()).status == 200)

      // The agent's stream tells what came, and resumes without a gap.
      let reached = try await StreamListener.open(port: port, token: zhang, after: start) { stream in
        _ = try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: "q2", text: "在吗"))
        let events = try await stream.events { $0.isMessage("q2") }
        #expect(events.contains { if case .accepted = $0.body { true } else { false } })
        #expect(!events.contains { $0.isMessage("q1") }, "said before the agent had it")
        return try #require(events.last).position
      }
      for number in 1...20 {
        let draft = MessageDraft(id: MessageID("a\(number)"), text: "第 \(number) 步")
        #expect(try await caller.post(path + "/messages", zhang, draft).status == 201)
      }
      try await StreamListener.open(port: port, token: zhang, after: reached) { stream in
        let events = try await stream.events { $0.isMessage("a20") }
        let said = events.compactMap { if case .messagePosted(let message) = $0.body { message.number } else { nil } }
        #expect(said.count == 20)
        #expect(said == Array((said.first ?? 0)..<((said.first ?? 0) + 20)), "in order, without a gap")
      }

      let receipt = ReceiptReport(delivered: 25, read: 25)
      #expect(try await caller.post("/v1/visit/receipt", visit.token, receipt).status == 204)
      #expect(try await caller.post(path + "/end", zhang, Nothing()).status == 200)
      let wrapUp = WrapUpRequest(code: "done", summary: "已解决")
      #expect(try await caller.post(path + "/wrap-up", zhang, wrapUp).status == 200)
      let rating = RatingRequest(conversation: id, stars: 5)
      let rated = try await caller.post("/v1/visit/rating", visit.token, rating).read(ConversationDetail.self)
      #expect(rated.conversation.rating?.stars == 5)

      // The taxpayer's stream, read from the beginning, holds all of it but what staff wrote.
      try await StreamListener.open(port: port, token: visit.token, after: start) { stream in
        let events = try await stream.events { if case .rated = $0.body { true } else { false } }
        #expect(events.allSatisfy { $0.body.conversation == id })
        #expect(!events.contains { if case .wrappedUp = $0.body { true } else { false } })
        #expect(events.map(\.position) == events.map(\.position).sorted())
        var conversation = Conversation(id: id, taxpayer: visit.snapshot.taxpayer, openedAt: start.zero)
        for event in events { conversation.apply(event.body, at: event.at) }
        #expect(conversation.taxpayerReceipt.read >= 20)
        #expect(conversation.endReason == .byAgent)
      }
    }
  }

  @Test func typingReachesTheOtherSideAndTheAgentsDraftStaysWithTheAgent() async throws {
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let (visitor, id) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      _ = try await caller.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.next("heartbeat")
        _ = try await caller.post("/v1/visit/typing", visitor, TypingReport(draft: "我想问"))
        let notice = try WireCodec.decode(
          TypingNotice.self, from: Array(try #require(try await stream.next("typing")).data.utf8))
        #expect(notice == TypingNotice(conversation: id, side: .taxpayer, draft: "我想问", isTyping: true))
      }
      try await StreamListener.open(port: port, token: visitor) { stream in
        _ = try await stream.next("heartbeat")
        _ = try await caller.post("/v1/conversations/\(id)/typing", zhang, TypingReport(draft: "内部想法"))
        let notice = try WireCodec.decode(
          TypingNotice.self, from: Array(try #require(try await stream.next("typing")).data.utf8))
        #expect(notice == TypingNotice(conversation: id, side: .agent, draft: "", isTyping: true))
      }
      let li = try await caller.seated("li")
      let path = "/v1/conversations/\(id)"
      #expect(try await caller.post(path + "/typing", li, TypingReport(draft: "x")).problem == .notYours)
      _ = try await caller.post(path + "/end", zhang, Nothing())
      #expect(try await caller.post(path + "/typing", zhang, TypingReport(draft: "x")).problem == .wrongStage)
    }
  }

  @Test func aDraftIsCutByItsBytesBetweenCharacters() async throws {
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let (visitor, id) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      _ = try await caller.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.next("heartbeat")
        for draft in [String(repeating: "👨‍👩‍👧", count: 300), "e" + String(repeating: "\u{301}", count: 10_000)] {
          _ = try await caller.post("/v1/visit/typing", visitor, TypingReport(draft: draft))
          let item = try #require(try await stream.next("typing"))
          let notice = try WireCodec.decode(TypingNotice.self, from: Array(item.data.utf8))
          #expect(notice.draft.utf8.count <= 1_500 && draft.hasPrefix(notice.draft))
          #expect(notice.isTyping)
        }
      }
    }
  }

  @Test func aWaitingTaxpayerIsToldTheirPlaceAndStaffTheFloor() async throws {
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let (first, _) = try await caller.waiting(as: "p1")
      let (second, _) = try await caller.waiting(as: "p2")
      let zhang = try await caller.seated("zhang")
      try await StreamListener.open(port: port, token: zhang) { stream in
        let item = try #require(try await stream.next("digest"))
        let digest = try WireCodec.decode(FloorDigest.self, from: Array(item.data.utf8))
        #expect(digest.waiting.count == 2)
        #expect(digest.waiting.first?.taxpayer == "林**")
      }
      try await StreamListener.open(port: port, token: second) { stream in
        let item = try #require(try await stream.next("standing"))
        #expect(try WireCodec.decode(QueueStanding.self, from: Array(item.data.utf8)).position == 2)
        _ = try await caller.post("/v1/visit/leave", first, Nothing())
        // The place of before may be told once more on the way.
        var position = 2
        while position == 2 {
          let moved = try #require(try await stream.next("standing"))
          position = try WireCodec.decode(QueueStanding.self, from: Array(moved.data.utf8)).position
        }
        #expect(position == 1)
      }
    }
  }

  @Test func anotherEpochAndTooFarBehindAskForANewSnapshot() async throws {
    var options = BackendOptions()
    options.ringCapacity = 3
    let office = try await TestOffice(options: options)
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let visit = try await caller.visit(as: "p1")
      let start = visit.snapshot.position
      for number in 1...3 {
        _ = try await caller.post(
          "/v1/visit/messages", visit.token, MessageDraft(id: MessageID("m\(number)"), text: "您好"))
      }
      let other = EventPosition(epoch: start.epoch + 1, sequence: 1)
      for position in [start, other] {
        try await StreamListener.open(port: port, token: visit.token, after: position) { stream in
          let first = try await stream.next()
          #expect(first?.type == "reset")
          let beat = try await stream.next("heartbeat")
          #expect(beat != nil, "the stream goes on")
        }
      }
    }
  }

  @Test("Readers are told different moments to come back at, spread over more time the more there are") func spread()
    async throws
  {
    #expect(Backend.pause(readers: 1) == 500...1_500)
    #expect(Backend.pause(readers: 5_000) == 500...3_000)
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let zhang = try await caller.seated("zhang")
      var told: [Int] = []
      for _ in 1...12 {
        try await StreamListener.open(port: port, token: zhang) { stream in
          _ = try await stream.next()
          told.append(try #require(stream.retry))
        }
      }
      #expect(Set(told).count > 6 && told.allSatisfy { Backend.pause(readers: 1).contains($0) }, "\(told)")
    }
  }

  @Test func aStreamEndsWithItsSession() async throws {
    try await TestOffice().test(.live) { caller in
      let port = try #require(caller.client.port)
      let zhang = try await caller.seated("zhang")
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.next("heartbeat")
        #expect(try await caller.send(.delete, "/v1/sessions/current", zhang).status == 204)
        while try await stream.next() != nil {}
      }
      #expect(try await caller.get("/v1/snapshot", zhang).problem == .unauthenticated)
    }
  }

  @Test func aStreamOpenedWhileItsSessionIsEndedEndsToo() async throws {
    let office = try await TestOffice()
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let zhang = try await caller.seated("zhang")
      // The gate has seen the session; before the hub knows the stream, it is revoked.
      office.hooked.hooks.withLock { hooks in
        hooks.afterSession = { session in
          try await office.store.revoke(tokenHash: session.tokenHash)
          try await office.backend.hubs.desk(of: TestOffice.id).hub.close(session: session.tokenHash)
        }
      }
      try await StreamListener.open(port: port, token: zhang) { stream in
        while try await stream.next() != nil {}
      }
    }
  }

  @Test func nobodyOpensMoreStreamsThanTheyMay() async throws {
    let office = try await TestOffice(options: BackendOptions(streamsPerPerson: 2))
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      try await StreamListener.open(port: port, token: zhang) { first in
        _ = try await first.next("heartbeat")
        try await StreamListener.open(port: port, token: zhang) { second in
          _ = try await second.next("heartbeat")
          let refused = try await caller.get("/v1/events", zhang)
          #expect(refused.status == 429)
          #expect(refused.problem == .tooManyRequests)
          #expect(refused.headers[.retryAfter] == "5")
          try await StreamListener.open(port: port, token: li) { _ = try await $0.next("heartbeat") }
        }
        // One that ended makes room again.
        let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
        while await !hub.hasRoom(for: .staff("zhang")) { await Task.yield() }
        try await StreamListener.open(port: port, token: zhang) { third in
          let beat = try await third.next("heartbeat")
          #expect(beat != nil)
        }
      }
      let sink = Sink()
      let narrow = try await OfficeHub(
        office: TestOffice.id, store: office.store, options: BackendOptions(streamsPerPerson: 1), metrics: Metrics())
      for place in 0..<2 {
        let reader = await narrow.open(
          .staff("li"), session: .any, after: nil, at: office.now, outlet: sink.outlet())
        #expect((reader == nil) == (place == 1), "also of those that come at the same moment")
      }
    }
  }

  @Test(
    "How the floor stands goes out with the event, and waits a moment for the next one before it goes alone"
  )
  func digestsGoAlong() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await office.test(.router) { caller in
      let zhang = try await caller.seated("zhang")
      let fresh = try await OfficeHub(
        office: TestOffice.id, store: office.store, options: BackendOptions(), metrics: Metrics())
      let sink = Sink()
      _ = await fresh.open(.staff("zhang"), session: .of(zhang), after: nil, at: office.now, outlet: sink.outlet())
      /// What is written when the seat changes after that long, then what a tick later still writes of the floor.
      func change(_ choice: Presence, after milliseconds: Int64, tick: Int64) async throws -> (String, digests: Int) {
        office.advance(milliseconds: milliseconds)
        let head = try await office.store.read(TestOffice.id) { try $0.head() }
        let posted = try await caller.post("/v1/seat/presence", zhang, PresenceRequest(choice: choice))
        #expect(posted.status == 200, "\(posted.body)")
        try await sink.settle()
        let before = sink.writes.count
        await fresh.publish(try await office.store.read(TestOffice.id) { try $0.events(after: head, limit: 10) })
        try await sink.settle()
        let written = sink.writes[before...].joined()
        #expect(sink.writes.count == before + 1 && written.contains("event: event"), "\(choice)")
        office.advance(milliseconds: tick)
        await fresh.tick(at: office.now)
        try await sink.settle()
        return (written, sink.writes[(before + 1)...].count { $0.contains("event: digest") })
      }
      let first = try await change(.busy, after: 0, tick: 100)
      #expect(first.0.contains("event: digest") && first.digests == 0)
      let soon = try await change(.ready, after: 50, tick: 200)
      #expect(!soon.0.contains("event: digest") && soon.digests == 0, "it waits for an event to go with")
      let with = try await change(.busy, after: 0, tick: 100)
      #expect(with.0.contains("event: digest") && with.digests == 0)
      let last = try await change(.ready, after: 50, tick: 400)
      #expect(!last.0.contains("event: digest") && last.digests == 1, "no event came")
    }
  }

  @Test("Whoever waits is told when the last seat goes home, though it could not take anybody before either")
  func nobodyIsThere() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await office.test(.router) { caller in
      let zhang = try await caller.seated("zhang")
      _ = try await office.backend.perform(
        .seatConnection("zhang", isConnected: true), by: .system, office: TestOffice.id, key: nil, fingerprint: "")
      let (visitor, _) = try await caller.waiting(as: "p1")
      let fresh = try await OfficeHub(
        office: TestOffice.id, store: office.store, options: BackendOptions(), metrics: Metrics())
      let sink = Sink()
      _ = await fresh.open(.visitor("p1"), session: .of(visitor), after: nil, at: office.now, outlet: sink.outlet())
      for choice in [Presence.onBreak, .signedOut] {
        let head = try await office.store.read(TestOffice.id) { try $0.head() }
        let request = PresenceRequest(choice: choice, reason: choice == .onBreak ? "meal" : nil)
        #expect(try await caller.post("/v1/seat/presence", zhang, request).status == 200)
        await fresh.publish(try await office.store.read(TestOffice.id) { try $0.events(after: head, limit: 10) })
        office.advance(milliseconds: 1_100)
        await fresh.tick(at: office.now)
      }
      try await sink.settle()
      var parser = EventStreamParser()
      let told = try parser.feed(sink.body).filter { $0.type == "standing" }
        .map { try WireCodec.decode(QueueStanding.self, from: Array($0.data.utf8)).isUnstaffed == true }
      #expect(told.suffix(2) == [false, true])
    }
  }

  @Test func whatHappensToAConversationClosedBeforeTheStartIsTold() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      let (visitor, id) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      for step in ["accept", "end"] { _ = try await caller.post("/v1/conversations/\(id)/\(step)", zhang, Nothing()) }
      let wrapUp = WrapUpRequest(code: "done", summary: "")
      #expect(try await caller.post("/v1/conversations/\(id)/wrap-up", zhang, wrapUp).status == 200)
      let fresh = try await OfficeHub(
        office: TestOffice.id, store: office.store, options: BackendOptions(), metrics: Metrics())
      let (staff, page) = (Sink(), Sink())
      _ = await fresh.open(.staff("zhang"), session: .any, after: nil, at: office.now, outlet: staff.outlet())
      _ = await fresh.open(.visitor("p1"), session: .any, after: nil, at: office.now, outlet: page.outlet())
      let head = try await office.store.read(TestOffice.id) { try $0.head() }
      _ = try await caller.post("/v1/visit/rating", visitor, RatingRequest(conversation: id, stars: 4))
      let events = try await office.store.read(TestOffice.id) { try $0.events(after: head, limit: 10) }
      await fresh.publish(events)
      for sink in [staff, page] {
        try await sink.settle()
        var parser = EventStreamParser()
        let heard = parser.feed(sink.body).filter { $0.type == "event" }
        #expect(heard.count == events.count && heard.contains { $0.data.contains("rated") })
      }
    }
  }

  @Test func aConnectionThatIsClosedAfterAnotherRequestWasSentOverItIsNoticed() async throws {
    let office = try await TestOffice()
    try await office.test(.live) { caller in
      let port = try #require(caller.client.port)
      let zhang = try await caller.seated("zhang")
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      try await StreamListener.open(port: port, token: zhang, pipelining: "GET /healthz") { stream in
        _ = try await stream.next("heartbeat")
        #expect(await hub.readerCount == 1)
      }
      while await hub.readerCount > 0 { await Task.yield() }
    }
  }
}

extension Event {
  func isMessage(_ id: MessageID) -> Bool {
    if case .messagePosted(let message) = body { message.id == id } else { false }
  }
}

extension EventPosition {
  fileprivate var zero: Timestamp { Timestamp(milliseconds: 0) }
}
