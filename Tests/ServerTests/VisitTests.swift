import Desk
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite(.onEveryEngine) struct VisitTests {
  @Test func theSameRequestTwiceIsOneVisit() async throws {
    try await TestOffice().test(.router) { caller in
      let identity = try await caller.get("/sample/identity?person=p1").read(SampleIdentity.self).identity
      let request = VisitRequest(identity: identity)
      let visits = try await withThrowingTaskGroup(of: Visit.self) { group in
        for _ in 1...4 {
          group.addTask { try await caller.post("/v1/visits", nil, request, key: "v1").read(Visit.self) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let first = try #require(visits.first)
      #expect(visits.allSatisfy { $0.token == first.token && $0.expiresAt == first.expiresAt })
      #expect(try await caller.get("/v1/visit", first.token).status == 200)
      let other = try await caller.post("/v1/visits", nil, VisitRequest(), key: "v1")
      #expect(other.status == 201, "a nameless visit's keys are its own")
      let again = try await caller.get("/sample/identity?person=p2").read(SampleIdentity.self).identity
      let reused = try await caller.post("/v1/visits", nil, VisitRequest(identity: again), key: "v1")
      #expect(reused.problem == .idempotencyKeyReused)
      #expect(try await caller.post("/v1/visits", nil, request, key: "v2").read(Visit.self).token != first.token)
      // No token stands in the database, only what it was made from.
      #expect(try await caller.office.store.session(tokenHash: first.token) == nil)
    }
  }

  @Test func anAnonymousVisitAskedForAgainIsTheSamePersonFromTheSameAddressOnly() async throws {
    let office = try await TestOffice(options: BackendOptions(isBehindProxy: true))
    try await office.test(.router) { caller in
      func open(from address: String) async throws -> Visit {
        try await caller.send(
          .post, "/v1/visits", nil, body: Array("{}".utf8), key: "visit", headers: [.forwardedFor: address]
        ).read(Visit.self)
      }
      let first = try await open(from: "10.0.0.1")
      let again = try await open(from: "10.0.0.1")
      let stranger = try await open(from: "10.0.0.2")
      #expect(again.token == first.token && again.snapshot.taxpayer == first.snapshot.taxpayer)
      #expect(stranger.token != first.token && stranger.snapshot.taxpayer.id != first.snapshot.taxpayer.id)
    }
  }

  @Test func aVisitThatIsOverIsNotGivenAgain() async throws {
    let office = try await TestOffice(startingAt: Timestamp(milliseconds: 1_800_000_000_000))
    try await office.test(.router) { caller in
      let first = try await caller.post("/v1/visits", nil, VisitRequest(), key: "v1")
      #expect(first.status == 201)
      office.advance(seconds: 86_400)
      let late = try await caller.post("/v1/visits", nil, VisitRequest(), key: "v1")
      #expect(late.problem == .tokenExpired)
    }
  }

  @Test func wordsSaidAsTheTalkEndsAreAnsweredByTheAssistant() async throws {
    let office = try await TestOffice()
    try await office.test(.router) { caller in
      let (visitor, id) = try await caller.waiting(as: "p1")
      let zhang = try await caller.seated("zhang")
      _ = try await caller.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      // The reply has been thought of, as a human has the talk; before the words are kept, the agent ends it.
      office.hooked.hooks.withLock { hooks in
        hooks.beforeCommand = { request in
          guard case .taxpayerWrites = request.command else { return }
          office.hooked.hooks.withLock { $0.beforeCommand = nil }
          let ended = try await caller.post("/v1/conversations/\(id)/end", zhang, Nothing())
          #expect(ended.status == 200)
        }
      }
      let posted = try await caller.post("/v1/visit/messages", visitor, MessageDraft(id: "m1", text: "明天会下雨吗"))
        .read(PostedMessages.self)
      #expect(posted.conversation.id != id)
      #expect(posted.messages.map(\.author.side) == [.taxpayer, .assistant])
    }
  }
}
