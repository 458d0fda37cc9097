import Desk
import GRDB
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite struct SupervisionTests {
  private func watched(_ office: TestOffice) async throws -> [String] {
    let queue = try DatabaseQueue(path: office.folder + "/zuoxi.sqlite")
    return try await queue.read { db in
      try String.fetchAll(
        db,
        sql: "SELECT act || ' ' || actor || ' ' || detail FROM audit WHERE act LIKE 'conversation.watch%' ORDER BY at")
    }
  }

  @Test func aWatchIsSeenByNobodyInTheTalk() async throws {
    let office = try await TestOffice()
    try await office.test(.live) { caller in
      let (person, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      let port = try #require(caller.client.port)
      #expect(try await caller.get(path + "/watch", zhang).problem == .forbidden)
      #expect(try await caller.get("/v1/conversations/nothing/watch", wang).problem == .conversationNotFound)
      let before = try await caller.get("/v1/visit", person).read(VisitorSnapshot.self).position
      try await StreamListener.open(port: port, token: wang, path: path + "/watch") { stream in
        let first = try #require(try await stream.next("watched"))
        let detail = try WireCodec.decode(ConversationDetail.self, from: Array(first.data.utf8))
        #expect(detail.conversation.id == conversation && detail.conversation.agent?.id == "zhang")
        #expect(
          try await caller.get("/v1/visit", person).read(VisitorSnapshot.self).position == before,
          "watching leaves nothing in the log")
        _ = try await caller.post("/v1/visit/messages", person, MessageDraft(id: "m1", text: "在吗"))
        _ = try await caller.post("/v1/visit/typing", person, TypingReport(draft: "还没写完"))
        let events = try await stream.events { if case .messagePosted = $0.body { true } else { false } }
        #expect(events.count { if case .messagePosted = $0.body { true } else { false } } == 1)
        let typing = try #require(try await stream.next("typing"))
        #expect(typing.data.contains("还没写完"))
        _ = try await caller.post(path + "/transfer", zhang, TalkTransfer(group: "invoice", agent: nil, note: "给别人"))
        let moved = try await stream.events { if case .queued = $0.body { true } else { false } }
        #expect(moved.contains { if case .noted(let noted) = $0.body { noted.note.text == "给别人" } else { false } })
        #expect(try await watched(office) == ["conversation.watch wang zhang"])
      }
    }
  }

  @Test func watchesAreFewAndOnRecordOnlyWhenTheyBeganAndEndWithTheConversation() async throws {
    let office = try await TestOffice()
    try await office.test(.live) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: wang, path: path + "/watch") { first in
        _ = try await first.next("watched")
        try await StreamListener.open(port: port, token: wang, path: path + "/watch") { second in
          _ = try await second.next("watched")
          try await StreamListener.open(port: port, token: wang, path: path + "/watch") { third in
            _ = try await third.next("watched")
            try await StreamListener.open(port: port, token: wang, path: path + "/watch") { fourth in
              _ = try await fourth.next("watched")
              #expect(try await caller.get(path + "/watch", wang).problem == .tooManyRequests)
              let begun = Array(repeating: "conversation.watch wang zhang", count: 4)
              #expect(try await watched(office) == begun, "a refused one is not on record")
            }
          }
        }
        _ = try await caller.post(path + "/end", zhang, Nothing())
        _ = try await caller.post(path + "/wrap-up", zhang, WrapUpRequest(code: "done", summary: "好"))
        var last: EventBody?
        while let item = try await first.next() {
          if item.type == "event" { last = try WireCodec.decode(Event.self, from: Array(item.data.utf8)).body }
        }
        guard case .wrappedUp? = last else { return #expect(Bool(false), "\(String(describing: last))") }
      }
      #expect(try await caller.get(path + "/watch", wang).problem == .wrongStage)
      while try await watched(office).count < 8 { await Task.yield() }
      #expect(try await watched(office).count { $0.hasPrefix("conversation.watchEnd wang") } == 4)
    }
  }

  @Test func whoJoinedIsToldOfTheEndAlsoByABackendThatStartedSince() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      _ = try await caller.post(path + "/join", wang, Nothing())
      let joined = try await office.store.read(TestOffice.id) { try $0.head() }
      _ = try await caller.post(path + "/end", zhang, Nothing())
      let entries = try await office.store.read(TestOffice.id) { try LogTail.read(from: $0, after: joined) }
      let told = entries.filter { $0.audience.includes(.supervisor("wang")) }.map { String(buffer: $0.record) }
      #expect(told.contains { $0.contains("\"ended\"") }, "\(told)")
    }
  }

  @Test func wallsAreToldHowConsolesStandAlsoWhereNothingHappens() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_795_000_000_000))
    try await office.test(.live) { caller in
      let wang = try await caller.seated("wang")
      let port = try #require(caller.client.port)
      let hub = try await office.backend.hubs.desk(of: TestOffice.id).hub
      try await StreamListener.open(port: port, token: wang, path: "/v1/events?wall=true") { stream in
        // What was told before the time moved may stand before it.
        var passed = 0
        for _ in 1...20 where passed < 6 {
          office.advance(seconds: 6)
          await hub.tick(at: office.now)
          await hub.tick(at: office.now.advanced(milliseconds: 600))
          let last = try #require(try await stream.next("wall"))
          let wall = try WireCodec.decode(FloorWall.self, from: Array(last.data.utf8))
          passed = wall.at.seconds(since: Timestamp(milliseconds: 1_795_000_000_000))
        }
        #expect(passed >= 6)
      }
    }
  }

  @Test func whoIsToldWhatWhenASupervisorActs() async throws {
    try await TestOffice().test(.live) { caller in
      let (person, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.events { if case .seatChanged(let seat) = $0.body { seat.isConnected } else { false } }
        #expect(try await caller.post(path + "/whisper", zhang, NoteRequest(text: "x")).problem == .forbidden)
        #expect(try await caller.post(path + "/whisper", person, NoteRequest(text: "x")).problem == .forbidden)
        #expect(try await caller.post(path + "/whisper", wang, NoteRequest(text: "密语悄悄")).status == 200)
        #expect(try await caller.post(path + "/join", wang, Nothing()).status == 200)
        #expect(try await caller.post(path + "/messages", wang, MessageDraft(id: "w1", text: "我来协助")).status == 201)
        let snapshot = try await caller.get("/v1/snapshot", wang).read(StaffSnapshot.self)
        #expect(snapshot.conversations.map(\.conversation.id) == [conversation], "who joined has it on their screen")
        let visit = String(decoding: try await caller.get("/v1/visit", person).body, as: UTF8.self)
        #expect(visit.contains("supervisorJoined") && visit.contains("我来协助"))
        #expect(!visit.contains("密语") && !visit.contains("\"joined\""), "\(visit)")
        let request = TakeOverRequest(from: "zhang", reason: "升级")
        let taken = try await caller.post(path + "/take-over", wang, request, key: "take")
        #expect(taken.status == 200)
        #expect(try await caller.post(path + "/take-over", wang, request, key: "take").status == 200, "repeated")
        let events = try await stream.events { if case .takenOver = $0.body { true } else { false } }
        #expect(events.contains { if case .noted(let noted) = $0.body { noted.note.isWhisper == true } else { false } })
        #expect(try await caller.post(path + "/end", zhang, Nothing()).problem == .notYours)
        let wrong = CloseRequest(from: "zhang", reason: "结束")
        #expect(try await caller.post(path + "/close", wang, wrong).problem == .alreadyTaken)
        #expect(try await caller.post(path + "/close", wang, CloseRequest(from: "wang", reason: "结束")).status == 200)
        let order = SeatOrderRequest(choice: .busy, reason: "歇一歇")
        #expect(try await caller.post("/v1/seats/zhang/presence", wang, order).status == 200)
        let told = try await stream.events {
          if case .seatChanged(let seat) = $0.body { seat.order != nil } else { false }
        }
        guard case .seatChanged(let seat)? = told.last?.body else { return #expect(Bool(false)) }
        #expect(seat.order?.reason == "歇一歇" && seat.choice == .busy)
      }
    }
  }

  @Test func aClosedQueueIsToldToThePageAndOutlivesTheBackend() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      let wang = try await caller.seated("wang")
      let zhang = try await caller.seated("zhang")
      let (first, _) = try await caller.waiting(as: "p1")
      let close = QueueCloseRequest(notice: Localised("明早恢复", "Back tomorrow"), reason: "停电")
      #expect(try await caller.post("/v1/groups/invoice/close", zhang, close).problem == .forbidden)
      #expect(try await caller.post("/v1/groups/invoice/close", wang, close).status == 204)
      let waits = try await caller.get("/v1/visit", first).read(VisitorSnapshot.self).standing
      #expect(waits?.notice?.chinese == "明早恢复" && waits?.offersLeave == true, "who waits is told, and stays")
      let second = try await caller.visit(as: "p2").token
      let refused = try await caller.post("/v1/visit/escalate", second, EscalationRequest(reason: "发票"))
      #expect(refused.status == 409 && refused.problem == .queueClosed)
      #expect(try refused.read(Problem.self).detail == "明早恢复")
      let snapshot = try await caller.get("/v1/snapshot", zhang).read(StaffSnapshot.self)
      #expect(snapshot.office.closure(of: "invoice")?.reason == "停电")
      // Content that is loaded again does not open it.
      #expect(try await office.store.read(TestOffice.id) { try $0.office() }.closedQueues?.count == 1)
      #expect(try await caller.post("/v1/groups/invoice/open", wang, Nothing()).status == 204)
      #expect(try await caller.post("/v1/visit/escalate", second, EscalationRequest(reason: "发票")).status == 201)
    }
  }

  @Test func anAnnouncementIsMarkedAsRead() async throws {
    try await TestOffice().test(.router) { caller in
      let wang = try await caller.seated("wang")
      let zhang = try await caller.seated("zhang")
      let request = AnnouncementRequest(text: "17:00 停机")
      #expect(try await caller.post("/v1/announcements", zhang, request).problem == .forbidden)
      let made = try await caller.post("/v1/announcements", wang, request, key: "once")
      let announcement = try made.read(Announcement.self)
      #expect(made.status == 201)
      let again = try await caller.post("/v1/announcements", wang, request, key: "once").read(Announcement.self)
      #expect(again.id == announcement.id)
      #expect(try await caller.get("/v1/snapshot", zhang).read(StaffSnapshot.self).announcements?.count == 1)
      let path = "/v1/announcements/\(announcement.id)"
      #expect(try await caller.post(path + "/read", zhang, Nothing()).status == 204)
      let li = try await caller.seated("li")
      let seen = try await caller.get("/v1/announcements", li).read(AnnouncementList.self)
      #expect(seen.announcements.first?.readBy.isEmpty == true, "who has read it is not told to colleagues")
      let list = try await caller.get("/v1/announcements", wang).read(AnnouncementList.self)
      #expect(list.announcements.first?.readBy.map(\.agent.id) == ["zhang"])
      #expect(try await caller.post(path + "/withdraw", wang, Nothing()).status == 200)
      #expect(try await caller.get("/v1/announcements", li).read(AnnouncementList.self).announcements.isEmpty)
    }
  }

  @Test func theWallIsForSupervisorsAndListsWhatIsBehindItsFigures() async throws {
    try await TestOffice().test(.live) { caller in
      let (person, conversation) = try await caller.waiting(as: "p1")
      let (_, waiting) = try await caller.waiting(as: "p2")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      _ = try await caller.post("/v1/conversations/\(conversation)/accept", zhang, Nothing())
      _ = try await caller.post("/v1/visit/messages", person, MessageDraft(id: "m1", text: "在吗"))
      for path in ["/v1/floor/wall", "/v1/floor/conversations"] {
        #expect(try await caller.get(path, zhang).problem == .forbidden)
        #expect(try await caller.get(path, person).problem == .forbidden)
      }
      let lines = try await caller.get("/v1/floor/conversations", wang).read(ConversationLines.self)
      #expect(lines.total == 2 && lines.lines.map(\.id) == [waiting, conversation])
      let talking = try await caller.get("/v1/floor/conversations?stage=talking&agent=zhang", wang)
      #expect(try talking.read(ConversationLines.self).lines.map(\.unansweredSince).first != nil)
      #expect(try await caller.get("/v1/floor/conversations?stage=x", wang).status == 400)
      _ = try await caller.post("/v1/visit/messages", person, MessageDraft(id: "m2", text: "还在吗"))
      #expect(
        try await caller.post("/v1/conversations/\(conversation)/hold", zhang, HoldRequest(isHeld: true)).status == 200)
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: zhang, path: "/v1/events?wall=true") { seat in
        try await StreamListener.open(port: port, token: wang, path: "/v1/events?wall=true") { stream in
          // The first may be from before the seat's last change was read from the log.
          var wall: FloorWall?
          while wall?.seats.first(where: { $0.agent == "zhang" })?.heldSince == nil {
            let item = try #require(try await stream.next("wall"))
            wall = try WireCodec.decode(FloorWall.self, from: Array(item.data.utf8))
          }
          #expect(wall?.groups.first?.unansweredSince != nil)
          let line = try #require(wall?.seats.first { $0.agent == "zhang" })
          #expect(line.held == 1 && line.waitsSince == line.unansweredSince, "who has waited longest counts")
          var told: [String] = []
          while let item = try await seat.next(), item.type != "heartbeat" { told.append(item.type) }
          #expect(!told.contains("wall"), "an agent's stream has nothing of the wall")
        }
      }
    }
  }
}
