import Desk
import Testing

@testable import Wire

@Suite("Answers are read, refusals are told")
struct ResponseTests {
  private let problemType = [WireHeader("content-type", "application/problem+json; charset=utf-8")]

  @Test("An answer is read; unknown properties are passed over")
  func answer() throws {
    let body = #"{"status":"ok","from":"a newer backend"}"#
    let health = try Endpoint.health.answer(from: WireResponse(status: 200, body: Array(body.utf8)))
    #expect(health == Health(status: "ok"))
    _ = try Endpoint.signOut.answer(from: WireResponse(status: 204))
  }

  @Test("A refusal names the winner")
  func refusal() throws {
    let zhang = AgentReference(id: "zhangmin", name: "张敏")
    let body = try WireCodec.encode(Problem(.alreadyTaken, winner: zhang))
    let response = WireResponse(status: 409, headers: problemType + [WireHeader("X-Request-ID", "r1")], body: body)
    let key = try #require(IdempotencyKey("k"))
    let failure = #expect(throws: WireFailure.self) { try Endpoint.accept("C1", key: key).answer(from: response) }
    guard case .refused(let problem) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(problem.kind == .alreadyTaken)
    #expect(problem.winner == zhang)
    #expect(problem.requestID == "r1")
    #expect(failure?.isWorthRetrying == false)
  }

  @Test("A proxy's page is not taken for a problem, and says what to check")
  func proxy() {
    let page = WireResponse(
      status: 502, headers: [WireHeader("Content-Type", "text/html")], body: Array("<h1>Bad Gateway</h1>".utf8))
    #expect(page.failure == .unexpected(status: 502, retryAfter: nil))
    #expect(page.failure?.isWorthRetrying == true)
    #expect(page.failure?.words(.chinese).contains("502") == true)
    #expect(page.failure?.words(.english).contains("502") == true)
  }

  @Test(
    "Success around nonsense is unreadable, and no crash",
    arguments: ["", "{", "[]", "null", "\u{FFFD}", "{\"status\":1}"])
  func nonsense(body: String) {
    #expect(throws: WireFailure.self) {
      try Endpoint.health.answer(from: WireResponse(status: 200, body: Array(body.utf8)))
    }
    #expect(throws: WireFailure.self) {
      try Endpoint.health.answer(from: WireResponse(status: 200, body: [0xFF, 0xFE, 0x00]))
    }
  }

  @Test("Retry-After is honoured and bounded")
  func retryAfter() {
    func wait(_ value: String) -> Int? {
      WireResponse(status: 429, headers: [WireHeader("retry-after", value)]).retryAfter
    }
    #expect(wait("7") == 7)
    #expect(wait("999999999") == 3600)
    #expect(wait("-1") == nil)
    #expect(wait("Wed, 21 Oct 2026 07:28:00 GMT") == nil)
  }

  @Test(
    "Only what may pass is worth another attempt",
    arguments: [
      (400, false), (401, false), (404, false), (408, true), (409, false), (429, true), (500, true), (503, true),
    ])
  func passing(status: Int, isPassing: Bool) {
    #expect(WireFailure.unexpected(status: status, retryAfter: nil).isWorthRetrying == isPassing)
    #expect(WireFailure.unexpected(status: status, retryAfter: nil).needsSignIn == (status == 401))
  }
}
