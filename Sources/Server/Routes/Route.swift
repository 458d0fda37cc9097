import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// A route as data: the router and the API document are both made from it, so they cannot part.
struct Route: Sendable {
  /// What a request or an answer holds.
  enum Content: Sendable {
    case none
    case json(any (Decodable & Sendable).Type)
    case other(mediaType: String)
  }

  /// A parameter of the query.
  struct Parameter: Sendable {
    var name: String
    var isNumber = false
    var about: String
  }

  /// Whether a POST must carry an idempotency key.
  enum KeyRule: Sendable {
    case notTaken
    case taken
    case required
  }

  var method: HTTPRequest.Method
  /// As in the API document, with `{name}` for parts.
  var path: String
  /// `nil` admits everyone, without a token.
  var callers: Set<Caller>?
  var summary: String
  var parameters: [Parameter] = []
  /// Headers it looks at, beside the usual ones.
  var headers: [Parameter] = []
  var request: Content = .none
  var status: HTTPResponse.Status = .ok
  var answer: Content
  var key: KeyRule = .notTaken
  var bodyLimit = 65_536
  /// Whether the body is large: few of those are read at once.
  var isUpload = false
  /// Whether it may take longer than anybody waits for the database: what reads through much, or takes a file in.
  var isLong = false
  var handler: @Sendable (Call) async throws -> Response

  /// A route that answers a GET with JSON.
  static func read<Answer: Codable & Sendable>(
    _ path: String, for callers: Set<Caller>?, _ summary: String, parameters: [Parameter] = [], isLong: Bool = false,
    _ handler: @escaping @Sendable (Call) async throws -> Answer
  ) -> Route {
    Route(
      method: .get, path: path, callers: callers, summary: summary, parameters: parameters, answer: .json(Answer.self),
      isLong: isLong
    ) {
      try json(try await handler($0))
    }
  }

  /// A route that takes JSON by POST and answers with JSON.
  static func post<Body: Codable & Sendable, Answer: Codable & Sendable>(
    _ path: String, for callers: Set<Caller>?, _ summary: String, status: HTTPResponse.Status = .ok,
    key: KeyRule = .required, _ handler: @escaping @Sendable (Call, Body) async throws -> Answer
  ) -> Route {
    Route(
      method: .post, path: path, callers: callers, summary: summary, request: .json(Body.self), status: status,
      answer: .json(Answer.self), key: key
    ) { call in
      try json(try await handler(call, try JSONBody.decode(Body.self, from: call.body)), status: status)
    }
  }

  /// A route that takes JSON by POST and has nothing to say.
  static func tell<Body: Codable & Sendable>(
    _ path: String, for callers: Set<Caller>?, _ summary: String, key: KeyRule = .required,
    _ handler: @escaping @Sendable (Call, Body) async throws -> Void
  ) -> Route {
    Route(
      method: .post, path: path, callers: callers, summary: summary, request: .json(Body.self), status: .noContent,
      answer: .none, key: key
    ) { call in
      try await handler(call, try JSONBody.decode(Body.self, from: call.body))
      return Response(status: .noContent)
    }
  }

  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: try JSONBody.encode(value)))
  }
}

/// The body of POSTs that need none; anything in it is passed over.
struct EmptyRequest: Codable, Sendable {}
