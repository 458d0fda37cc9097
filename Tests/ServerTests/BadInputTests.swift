import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite(.onEveryEngine) struct BadInputTests {
  @Test(arguments: Way.allCases) func addressesAndMethodsThatAreNotThere(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      #expect(try await caller.get("/nothing/here").problem == .notFound)
      let wrong = try await caller.send(.put, "/v1/sessions")
      #expect(wrong.status == 405)
      #expect(wrong.problem == .methodNotAllowed)
      #expect(wrong.headers[.allow] == "POST")
      let head = try await caller.send(.head, "/healthz")
      #expect(head.status == 200 && head.body.isEmpty)
    }
  }

  @Test(arguments: Way.allCases) func aMessageOfOneMegabyteIsTooLarge(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let visit = try await caller.visit(as: "p1")
      let text = String(repeating: "税", count: 350_000)
      let answer = try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: "m1", text: text))
      #expect(answer.problem == .tooLarge)
      let short = try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: "m2", text: "您好"))
      #expect(short.status == 201)
    }
  }

  @Test(arguments: Way.allCases) func bodiesThatAreNotWhatIsExpected(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let visit = try await caller.visit(as: "p1")
      func post(_ body: [UInt8]) async throws -> TestCaller.Answer {
        try await caller.send(.post, "/v1/visit/messages", visit.token, body: body, key: caller.office.backend.newID())
      }
      for text in ["", "{", "[]", "null", "{\"id\":\"m1\"}", "{\"id\":1,\"text\":\"a\"}", "{\"id\":\"m1\",\"text\":7}"]
      {
        let answer = try await post(Array(text.utf8))
        #expect(answer.status == 400)
        #expect(answer.problem == .invalidJSON, "\(text)")
      }
      let overlong: [UInt8] = Array("{\"id\":\"m1\",\"text\":\"".utf8) + [0xC0, 0xAF] + Array("\"}".utf8)
      #expect(try await post(overlong).problem == .invalidJSON)
      let nested = String(repeating: "[", count: 30_000)
      #expect(try await post(Array(nested.utf8)).problem == .invalidJSON)
    }
  }

  @Test func aPostNeedsAKeyOfTheRightForm() async throws {
    try await TestOffice().test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let body = try WireCodec.encode(MessageDraft(id: "m1", text: "您好"))
      let none = try await caller.send(.post, "/v1/visit/messages", visit.token, body: body)
      #expect(none.problem == .idempotencyKeyMissing)
      for key in [String(repeating: "k", count: 129), "a b", "钥匙"] {
        let bad = try await caller.send(.post, "/v1/visit/messages", visit.token, body: body, key: key)
        #expect(bad.status == 400)
      }
    }
  }

  @Test func theSamePostTwiceIsDoneOnceAndAKeyForSomethingElseIsNoticed() async throws {
    try await TestOffice().test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      let draft = MessageDraft(id: "m1", text: "您好")
      let first = try await caller.post("/v1/visit/messages", visit.token, draft, key: "k1")
      let again = try await caller.post("/v1/visit/messages", visit.token, draft, key: "k1")
      #expect(first.status == 201)
      #expect(try first.read(PostedMessages.self) == again.read(PostedMessages.self))
      let page = try await caller.get("/v1/visit/messages", visit.token).read(MessagePage.self)
      #expect(page.messages.filter { $0.author.side == .taxpayer }.count == 1)
      let other = MessageDraft(id: "m2", text: "别的")
      let reused = try await caller.post("/v1/visit/messages", visit.token, other, key: "k1")
      #expect(reused.problem == .idempotencyKeyReused)
    }
  }

  @Test(arguments: Way.allCases) func hostileWordsComeBackAsTheDataTheyAre(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let visit = try await caller.visit(as: "p1")
      let text = "<script>alert(1)</script>\n'; DROP TABLE messages; --\n${jndi:ldap://x} data: x\n\nevent: reset"
      let posted = try await caller.post("/v1/visit/messages", visit.token, MessageDraft(id: "m1", text: text))
      #expect(posted.status == 201)
      let page = try await caller.get("/v1/visit/messages", visit.token).read(MessagePage.self)
      #expect(page.messages.first?.body == .text(TextBody(text)))
      #expect(page.messages.first?.author.name == "林**")
    }
  }

  @Test func queriesThatAreNoNumbersAndPositionsThatAreNone() async throws {
    try await TestOffice().test(.router) { caller in
      let visit = try await caller.visit(as: "p1")
      #expect(try await caller.get("/v1/visit/messages?limit=many", visit.token).problem == .badRequest)
      #expect(try await caller.get("/v1/events?after=yesterday", visit.token).problem == .badRequest)
    }
  }

  @Test func everyAnswerNamesItsRequest() async throws {
    try await TestOffice().test(.router) { caller in
      let fine = try await caller.get("/healthz")
      let refused = try await caller.get("/v1/snapshot")
      #expect(fine.headers[.requestID]?.isEmpty == false)
      #expect(try refused.read(Problem.self).requestID == refused.headers[.requestID])
      #expect(fine.headers[.requestID] != refused.headers[.requestID])
    }
  }
}
