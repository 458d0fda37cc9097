import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite(.onEveryEngine) struct ConversationTests {
  @Test(arguments: Way.allCases) func onlyOneTakesAConversationAndTheOtherLearnsWho(_ way: Way) async throws {
    try await TestOffice().test(way) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      let path = "/v1/conversations/\(conversation)/accept"
      let taken = try await caller.post(path, zhang, Nothing())
      #expect(taken.status == 200)
      #expect(try taken.read(ConversationDetail.self).conversation.stage == .talking)
      let late = try await caller.post(path, li, Nothing())
      #expect(late.status == 409)
      let problem = try late.read(Problem.self)
      #expect(problem.kind == .alreadyTaken)
      #expect(problem.winner == AgentReference(id: "zhang", name: "张敏"))
    }
  }

  @Test func manyWhoTakeAtOnceLeaveOneWinner() async throws {
    try await TestOffice().test(.router) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let tokens = [try await caller.seated("zhang"), try await caller.seated("li"), try await caller.seated("wang")]
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for token in tokens {
          group.addTask { try await caller.post("/v1/conversations/\(conversation)/accept", token, Nothing()).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200, 409, 409])
    }
  }

  @Test func taxpayersSeeOnlyTheirOwnAndNothingStaffWrote() async throws {
    try await TestOffice().test(.router) { caller in
      let (first, conversation) = try await caller.waiting(as: "p1")
      let second = try await caller.visit(as: "p2")
      let zhang = try await caller.seated("zhang")
      _ = try await caller.post("/v1/conversations/\(conversation)/accept", zhang, Nothing())
      let noted = try await caller.post("/v1/conversations/\(conversation)/notes", zhang, NoteRequest(text: "悄悄话"))
      #expect(noted.status == 200)
      let seen = try await caller.get("/v1/visit", first)
      let isHidden = !String(decoding: seen.body, as: UTF8.self).contains("悄悄话")
      #expect(seen.status == 200 && isHidden)
      let said = try await caller.post("/v1/visit/messages", first, MessageDraft(id: "said-1", text: "在吗"))
      #expect(!String(decoding: said.body, as: UTF8.self).contains("悄悄话"))
      _ = try await caller.post("/v1/conversations/\(conversation)/end", zhang, Nothing())
      let wrapUp = WrapUpRequest(code: "done", summary: "态度恶劣")
      #expect(try await caller.post("/v1/conversations/\(conversation)/wrap-up", zhang, wrapUp).status == 200)
      #expect(try await caller.get("/v1/visit", second.token).read(VisitorSnapshot.self).current == nil)
      let rating = RatingRequest(conversation: conversation, stars: 5)
      #expect(try await caller.post("/v1/visit/rating", second.token, rating).problem == .conversationNotFound)
      let own = try await caller.get("/v1/visit", first)
      #expect(try own.read(VisitorSnapshot.self).current?.conversation.id == conversation)
      #expect(!String(decoding: own.body, as: UTF8.self).contains("态度恶劣"))
      let rated = try await caller.post("/v1/visit/rating", first, rating)
      #expect(rated.status == 200)
      #expect(!String(decoding: rated.body, as: UTF8.self).contains("态度恶劣"))
    }
  }

  @Test func agentsReadTheirOwnAndWhatWaitsSupervisorsEverything() async throws {
    try await TestOffice().test(.router) { caller in
      let (_, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let li = try await caller.seated("li")
      let wang = try await caller.seated("wang")
      let path = "/v1/conversations/\(conversation)"
      #expect(try await caller.get(path, li).status == 200)
      _ = try await caller.post(path + "/accept", zhang, Nothing())
      #expect(try await caller.get(path, zhang).status == 200)
      #expect(try await caller.get(path, li).problem == .notYours)
      #expect(try await caller.get(path, wang).status == 200)
      #expect(try await caller.get("/v1/conversations/none", wang).problem == .conversationNotFound)
    }
  }

  @Test func anAnonymousVisitorIsAskedToSignInBeforeAHuman() async throws {
    try await TestOffice().test(.router) { caller in
      let visit = try await caller.post("/v1/visits", nil, VisitRequest()).read(Visit.self)
      #expect(visit.snapshot.taxpayer.isAnonymous)
      let refused = try await caller.post("/v1/visit/escalate", visit.token, EscalationRequest())
      #expect(refused.problem == .identityRequired)
      let again = try await caller.post("/v1/visits", nil, VisitRequest(visitorToken: visit.token)).read(Visit.self)
      #expect(again.snapshot.taxpayer.id == visit.snapshot.taxpayer.id)
      #expect(again.token != visit.token)
    }
  }

  @Test func aSeatThatStaysAwayLosesItsTalkToTheFrontOfTheQueue() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await office.test(.router) { caller in
      let (visitor, conversation) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      let path = "/v1/conversations/\(conversation)/accept"
      _ = try await caller.post(path, zhang, Nothing(), key: "taken")
      office.advance(seconds: 181)
      try await office.backend.fireDueTimers()
      let snapshot = try await caller.get("/v1/visit", visitor).read(VisitorSnapshot.self)
      #expect(snapshot.current?.conversation.stage == .waiting)
      #expect(snapshot.current?.conversation.queue?.isInFront == true)
      #expect(snapshot.standing?.position == 1)

      // A colleague takes it: repeating the old request shows the first one nothing of that.
      let li = try await caller.seated("li")
      #expect(try await caller.post(path, li, Nothing()).status == 200)
      #expect(try await caller.post(path, zhang, Nothing(), key: "taken").problem == .notYours)
    }
  }
}

@Suite struct AnswerLanguageTests {
  @Test(arguments: ["Where is my invoice?", "VAT refund"]) func englishIsAnsweredInEnglish(_ text: String) {
    #expect(Answerer.language(of: text) == .english)
  }

  @Test(arguments: ["VAT 发票怎么开", "发票", "123", "🙂", ""]) func allElseIsAnsweredInChinese(_ text: String) {
    #expect(Answerer.language(of: text) == .chinese)
  }
}
