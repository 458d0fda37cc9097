import Desk
import Testing

@testable import Wire

@Suite("Requests stand as the contract says")
struct EndpointTests {
  private func key(_ text: String = "k-1") throws -> IdempotencyKey { try #require(IdempotencyKey(text)) }

  @Test("Every route has its method and path")
  func routes() throws {
    let id: ConversationID = "C1"
    let key = try key()
    let draft = MessageDraft(id: "M1", text: "您好")
    let requests: [(WireRequest, String)] = [
      (Endpoint.health.request, "GET /healthz"),
      (Endpoint.readiness.request, "GET /readyz"),
      (Endpoint.about.request, "GET /v1/about"),
      (Endpoint.signIn(SignIn(account: "a", password: "b")).request, "POST /v1/sessions"),
      (Endpoint.signOut.request, "DELETE /v1/sessions/current"),
      (Endpoint.snapshot.request, "GET /v1/snapshot"),
      (WireRequest.events(after: nil), "GET /v1/events"),
      (Endpoint.presence(PresenceRequest(choice: .ready), key: key).request, "POST /v1/seat/presence"),
      (Endpoint.conversation(id).request, "GET /v1/conversations/C1"),
      (
        Endpoint.messages(of: id, before: 40, limit: 20).request, "GET /v1/conversations/C1/messages?before=40&limit=20"
      ),
      (Endpoint.messages(of: id).request, "GET /v1/conversations/C1/messages"),
      (Endpoint.accept(id, key: key).request, "POST /v1/conversations/C1/accept"),
      (Endpoint.send(draft, in: id).request, "POST /v1/conversations/C1/messages"),
      (Endpoint.receipt(ReceiptReport(delivered: 2, read: 1), in: id).request, "POST /v1/conversations/C1/receipt"),
      (Endpoint.typing(TypingReport(draft: ""), in: id).request, "POST /v1/conversations/C1/typing"),
      (Endpoint.end(id, key: key).request, "POST /v1/conversations/C1/end"),
      (
        Endpoint.wrapUp(WrapUpRequest(code: "w", summary: ""), of: id, key: key).request,
        "POST /v1/conversations/C1/wrap-up"
      ),
      (Endpoint.queue.request, "GET /v1/queue"),
      (Endpoint.articles(about: "红字 发票").request, "GET /v1/articles?q=%E7%BA%A2%E5%AD%97%20%E5%8F%91%E7%A5%A8"),
      (Endpoint.unanswered.request, "GET /v1/unanswered"),
      (Endpoint.load([1], key: key).request, "POST /v1/imports"),
      (WireRequest.exportKnowledge, "GET /v1/exports/knowledge"),
      (Endpoint.visit(VisitRequest(), key: key).request, "POST /v1/visits"),
      (Endpoint.visitorSnapshot.request, "GET /v1/visit"),
      (Endpoint.say(draft).request, "POST /v1/visit/messages"),
      (Endpoint.escalate(EscalationRequest(), key: key).request, "POST /v1/visit/escalate"),
      (Endpoint.leaveQueue(key: key).request, "POST /v1/visit/leave"),
      (Endpoint.endVisit(key: key).request, "POST /v1/visit/end"),
      (Endpoint.visitorReceipt(ReceiptReport(delivered: 1, read: 1)).request, "POST /v1/visit/receipt"),
      (Endpoint.visitorTyping(TypingReport(draft: "开")).request, "POST /v1/visit/typing"),
      (Endpoint.rate(RatingRequest(conversation: id, stars: 5), key: key).request, "POST /v1/visit/rating"),
      (Endpoint.vote(VoteRequest(message: "M1", isUseful: true), key: key).request, "POST /v1/visit/votes"),
      (Endpoint.visitorMessages(before: 3).request, "GET /v1/visit/messages?before=3"),
      (Endpoint.visitorArticles(about: "a&b").request, "GET /v1/visit/articles?q=a%26b"),
      (Endpoint.visitorArticle("K0001").request, "GET /v1/visit/articles/K0001"),
      (Endpoint.sampleIdentity(of: "p1").request, "GET /sample/identity?person=p1"),
    ]
    for (request, expected) in requests {
      #expect(request.method.rawValue + " " + request.path == expected)
      #expect(request.header("Accept") != nil, "\(expected) says what it wants")
      #expect((request.body == nil) == (request.header("Content-Type") == nil), "\(expected) says what it carries")
    }
  }

  @Test("An id from outside cannot leave its path segment", arguments: ["../x", "..", "a/b", "a?b#c", "a b", "会话"])
  func hostileIDs(id: String) {
    let path = Endpoint.conversation(ConversationID(id)).request.path
    let segment = path.dropFirst("/v1/conversations/".count)
    #expect(path.hasPrefix("/v1/conversations/"))
    #expect(!segment.contains("/") && !segment.contains("?") && !segment.contains("#") && segment != "..")
    #expect(segment.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }

  @Test("A message carries its id as the key, so that sending it again is harmless")
  func messageKeys() {
    let request = Endpoint.send(MessageDraft(id: "01ABC", text: "好"), in: "C1").request
    #expect(request.header("idempotency-key") == "01ABC")
    let odd = IdempotencyKey(sending: MessageID("不是钥匙 \u{1B}"))
    #expect(IdempotencyKey(odd.rawValue) == odd)
    #expect(odd == IdempotencyKey(sending: MessageID("不是钥匙 \u{1B}")))
  }

  @Test("A token cannot smuggle header lines")
  func hostileToken() {
    #expect(Endpoint.queue.authorised(by: "a\r\nX: 1").request.header("Authorization") == nil)
    let twice = Endpoint.queue.authorised(by: "one").authorised(by: "two").request
    #expect(twice.headers.filter { $0.name == "Authorization" } == [WireHeader("Authorization", "Bearer two")])
  }

  @Test("Keys outside the allowed form are refused", arguments: ["", "a b", "ä", String(repeating: "k", count: 129)])
  func badKeys(text: String) { #expect(IdempotencyKey(text) == nil) }

  @Test("The stream resumes after the last position")
  func resume() {
    let request = WireRequest.events(after: EventPosition(epoch: 3, sequence: 42))
    #expect(request.header("Last-Event-ID") == "3.42")
    #expect(WireRequest.events(after: nil).header("Last-Event-ID") == nil)
  }
}
