import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite(.onEveryEngine) struct RoutingTests {
  /// A test office whose conversations are offered.
  private func offering() async throws -> TestOffice {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    var content = try TestOffice.content()
    content.office.settings.routing = .offer
    content.accounts = nil
    try await office.store.load(content, at: office.now)
    return office
  }

  @Test func anOfferReachesTheSeatAndTheTaxpayersPage() async throws {
    let office = try await offering()
    try await office.test(.live) { caller in
      let zhang = try await caller.seated("zhang")
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: zhang) { stream in
        _ = try await stream.events { if case .seatChanged(let seat) = $0.body { seat.isConnected } else { false } }
        let (person, conversation) = try await caller.waiting(as: "p1")
        let events = try await stream.events { if case .offered = $0.body { true } else { false } }
        guard case .offered(let offered)? = events.last?.body else { return #expect(Bool(false)) }
        #expect(offered.conversation == conversation && offered.offer.agent.id == "zhang")
        let snapshot = try await caller.get("/v1/snapshot", zhang).read(StaffSnapshot.self)
        #expect(snapshot.offers == [offered])
        let visit = try await caller.get("/v1/visit", person)
        #expect(try visit.read(VisitorSnapshot.self).standing?.isCalling == true)
        #expect(!String(decoding: visit.body, as: UTF8.self).contains("张敏"), "who is called is not told")
        // Missed: on a break, and told so.
        office.advance(seconds: 21)
        try await office.backend.fireDueTimers()
        let after = try await stream.events {
          if case .seatChanged(let seat) = $0.body { seat.choice == .onBreak } else { false }
        }
        #expect(
          after.contains { if case .offerEnded(let ended) = $0.body { ended.outcome == .missed } else { false } })
        let late = try await caller.post("/v1/conversations/\(conversation)/decline", zhang, DeclineRequest())
        #expect(late.status == 409 && late.problem == .offerOver)
      }
    }
  }

  @Test func aConsultedColleagueReadsAlongAndTheTaxpayerLearnsNothingOfIt() async throws {
    try await TestOffice().test(.live) { caller in
      let (person, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      let path = "/v1/conversations/\(conversation)"
      let port = try #require(caller.client.port)
      try await StreamListener.open(port: port, token: li) { stream in
        _ = try await stream.events { if case .seatChanged(let seat) = $0.body { seat.isConnected } else { false } }
        _ = try await caller.post(path + "/accept", zhang, Nothing())
        #expect(try await caller.get(path, li).problem == .notYours)
        let asked = try await caller.post(path + "/consult", zhang, ConsultRequest(agent: "li", question: "悄悄问"))
        #expect(asked.status == 200)
        #expect(try await caller.get(path, li).status == 200)
        #expect(try await caller.post(path + "/side-talk", li, NoteRequest(text: "悄悄答")).status == 204)
        let written = try await caller.post(path + "/messages", li, MessageDraft(id: "x1", text: "我来"))
        #expect(written.problem == .notYours)
        _ = try await caller.post(path + "/messages", zhang, MessageDraft(id: "x2", text: "查到了"))
        let events = try await stream.events { if case .messagePosted = $0.body { true } else { false } }
        #expect(events.contains { if case .noted(let noted) = $0.body { noted.note.text == "悄悄答" } else { false } })
        let own = try await caller.get("/v1/snapshot", li).read(StaffSnapshot.self)
        #expect(own.conversations.map(\.conversation.id) == [conversation])
        let typing = try await caller.post(path + "/typing", li, TypingReport(draft: "我"))
        #expect(typing.problem == .notYours, "the colleague does not type to the taxpayer")
        for told in ["/v1/visit", "/v1/visit/messages"] {
          let seen = String(decoding: try await caller.get(told, person).body, as: UTF8.self)
          #expect(!seen.contains("悄悄") && !seen.contains("李华") && !seen.contains("consult"), "\(told): \(seen)")
        }
        #expect(try await caller.post(path + "/consult/end", li, Nothing()).status == 204)
        #expect(try await caller.get(path, li).problem == .notYours)
        #expect(try await caller.post(path + "/messages", zhang, MessageDraft(id: "x3", text: "好的")).status == 201)
      }
    }
  }

  @Test func aBlockIsToldListedAndLifted() async throws {
    try await TestOffice().test(.router) { caller in
      let (person, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      let long = try await caller.post(path + "/block", zhang, BlockRequest(reason: "辱骂", hours: 48))
      #expect(long.status == 400)
      #expect(try await caller.post(path + "/block", zhang, BlockRequest(reason: "辱骂", hours: 24)).status == 200)
      let seen = try await caller.get("/v1/visit", person)
      #expect(try seen.read(VisitorSnapshot.self).blockedUntil != nil)
      #expect(!String(decoding: seen.body, as: UTF8.self).contains("辱骂"))
      let refused = try await caller.post("/v1/visit/escalate", person, EscalationRequest())
      #expect(refused.status == 403 && refused.problem == .blocked)
      let said = try await caller.post("/v1/visit/messages", person, MessageDraft(id: "q1", text: "发票怎么开"))
      #expect(said.status == 201, "the assistant goes on answering")
      let list = try await caller.get("/v1/blocks", wang).read(BlockList.self)
      let block = try #require(list.blocks.first)
      #expect(block.reason == "辱骂" && block.by.id == "zhang")
      #expect(try await caller.post("/v1/blocks/\(block.taxpayer)/lift", wang, Nothing()).status == 204)
      #expect(try await caller.get("/v1/blocks", wang).read(BlockList.self).blocks.isEmpty)
      #expect(try await caller.post("/v1/visit/escalate", person, EscalationRequest()).status == 201)
    }
  }

  @Test func aSeatsSlotsAreEditedAgainstWhatWasRead() async throws {
    try await TestOffice().test(.router) { caller in
      let wang = try await caller.seated("wang")
      let zhang = try await caller.seated("zhang")
      let read = try await caller.get("/v1/seats/zhang", wang)
      let tag = try #require(read.headers[.eTag])
      let body = try WireCodec.encode(SeatLimits(slots: 5))
      #expect(try await caller.send(.patch, "/v1/seats/zhang", wang, body: body).problem == .conditionMissing)
      #expect(
        try await caller.send(.patch, "/v1/seats/zhang", zhang, body: body, headers: [.ifMatch: tag]).problem
          == .forbidden)
      let changed = try await caller.send(.patch, "/v1/seats/zhang", wang, body: body, headers: [.ifMatch: tag])
      #expect(try changed.read(Seat.self).agent.slots == 5)
      let stale = try await caller.send(.patch, "/v1/seats/zhang", wang, body: body, headers: [.ifMatch: tag])
      #expect(stale.status == 412 && stale.problem == .changedMeanwhile)
      // The account keeps it: the agent's own next choice of state does not bring the old number back.
      let seat = try await caller.post("/v1/seat/presence", zhang, PresenceRequest(choice: .busy)).read(Seat.self)
      #expect(seat.agent.slots == 5)
    }
  }

  @Test func wrapUpIsGivenMoreTimeOnce() async throws {
    try await TestOffice().test(.router) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let path = "/v1/conversations/\(conversation)"
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      let ended = try await caller.post(path + "/end", zhang, Nothing()).read(ConversationDetail.self).conversation
      let longer = try await caller.post(path + "/wrap-up/extend", zhang, Nothing(), key: "more")
      #expect(longer.status == 200)
      let until = try #require(longer.read(ConversationDetail.self).conversation.wrapUpUntil)
      #expect(until > (try #require(ended.wrapUpUntil)))
      #expect(try await caller.post(path + "/wrap-up/extend", zhang, Nothing(), key: "more").status == 200, "repeated")
      #expect(try await caller.post(path + "/wrap-up/extend", zhang, Nothing()).problem == .wrongStage)
    }
  }
}
