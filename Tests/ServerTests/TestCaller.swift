import Desk
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Wire

@testable import Server

/// Speaks to the backend under test as a client does.
struct TestCaller: Sendable {
  let client: any TestClientProtocol
  let office: TestOffice

  /// What came back.
  struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: [UInt8]

    func read<Value: Decodable>(_ type: Value.Type) throws -> Value { try WireCodec.decode(type, from: body) }

    var problem: Problem.Kind? {
      guard headers[.contentType]?.hasPrefix("application/problem+json") == true else { return nil }
      return (try? WireCodec.decode(Problem.self, from: body))?.kind
    }
  }

  func get(_ path: String, _ token: String? = nil) async throws -> Answer {
    try await send(.get, path, token)
  }

  /// Posts JSON under a new idempotency key, or the one given.
  func post(
    _ path: String, _ token: String? = nil, _ body: some Encodable & Sendable, key: String? = nil
  ) async throws -> Answer {
    try await send(.post, path, token, body: try WireCodec.encode(body), key: key ?? office.backend.newID())
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ token: String? = nil, body: [UInt8]? = nil, key: String? = nil,
    headers: HTTPFields = [:]
  ) async throws -> Answer {
    var headers = headers
    if let token { headers[.authorization] = "Bearer " + token }
    if let key { headers[.idempotencyKey] = key }
    let response = try await client.executeRequest(
      uri: path, method: method, headers: headers, body: body.map { ByteBuffer(bytes: $0) })
    return Answer(
      status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
  }

  /// Whether `/metrics` tells that now.
  func tells(_ words: String) async throws -> Bool {
    String(decoding: try await get("/metrics").body, as: UTF8.self).contains(words)
  }

  /// Opens a visit as one of the sample people.
  func visit(as person: String) async throws -> Visit {
    let identity = try await get("/sample/identity?person=" + person).read(SampleIdentity.self).identity
    return try await post("/v1/visits", nil, VisitRequest(identity: identity)).read(Visit.self)
  }

  /// A taxpayer who waits for a human.
  func waiting(as person: String) async throws -> (token: String, conversation: ConversationID) {
    let visit = try await visit(as: person)
    let answer = try await post("/v1/visit/escalate", visit.token, EscalationRequest(reason: "发票开不出来"))
    #expect(answer.status == 201)
    return (visit.token, try answer.read(Escalation.self).conversation.id)
  }

  /// An agent at a ready seat.
  func seated(_ agent: AgentID) async throws -> String {
    let token = try await office.token(of: agent)
    let answer = try await post("/v1/seat/presence", token, PresenceRequest(choice: .ready))
    #expect(answer.status == 200)
    return token
  }
}

/// The empty body of commands that need none.
struct Nothing: Codable, Sendable {}
