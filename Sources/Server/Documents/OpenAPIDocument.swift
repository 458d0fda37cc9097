import Desk
import HTTPTypes

/// The API document, OpenAPI 3.1, made from the routes.
enum OpenAPIDocument {
  static func make(of routes: [Route]) -> JSONValue {
    var book = SchemaBook()
    let problem = book.schema(of: Problem.self)
    for type in [Event.self, FloorDigest.self, QueueStanding.self, TypingNotice.self, Heartbeat.self, StreamReset.self]
      as [any Decodable.Type]
    { _ = book.schema(of: type) }
    var paths: [String: JSONValue] = [:]
    let webhook = webhook(&book)
    for (path, methods) in Dictionary(grouping: routes, by: \.path) {
      var item: [String: JSONValue] = [:]
      for route in methods {
        item[route.method.rawValue.lowercased()] = operation(route, problem: problem, book: &book)
      }
      paths[path] = .object(item)
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Zuoxi 坐席", "version": .string(Backend.version),
        "description":
          "Conversations between taxpayers and the tax bureau. Every answer names its request in X-Request-ID; every refusal is application/problem+json (RFC 9457).",
      ],
      "paths": .object(paths), "webhooks": ["delivery": webhook],
      "components": [
        "schemas": .object(book.schemas),
        "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer"]],
      ],
    ]
  }

  /// What the addresses of `PUT /v1/webhooks` are sent.
  private static func webhook(_ book: inout SchemaBook) -> JSONValue {
    let headers = [
      ("Webhook-Id", "Names the delivery, the same with every try: what was taken already is to be passed over"),
      ("Webhook-Timestamp", "Seconds since 1970 when it was sent; what is old is to be refused"),
      ("Webhook-Signature", "`v1,` and HMAC-SHA256 over `id.timestamp.body` in base64, as Standard Webhooks has it"),
    ]
    return [
      "post": [
        "summary":
          "Something happened; any 2xx takes it, 410 ends it, everything else has it told again for about a day",
        "parameters": .array(
          headers.map {
            [
              "name": .string($0.0), "in": "header", "required": .bool(true), "description": .string($0.1),
              "schema": ["type": "string"],
            ]
          }),
        "requestBody": [
          "required": .bool(true), "content": ["application/json": ["schema": book.schema(of: WebhookNews.self)]],
        ],
        "responses": ["2XX": ["description": "Taken"], "410": ["description": "Never to be told again"]],
      ]
    ]
  }

  private static func operation(_ route: Route, problem: JSONValue, book: inout SchemaBook) -> JSONValue {
    var operation: [String: JSONValue] = [
      "summary": .string(route.summary), "operationId": .string(identifier(of: route)),
      "responses": [
        String(route.status.code): response(route, book: &book),
        "default": [
          "description": "Refused; the problem's type says why",
          "content": ["application/problem+json": ["schema": problem]],
        ],
      ],
    ]
    if let callers = route.callers {
      operation["security"] = [["bearer": []]]
      operation["x-callers"] = .array(callers.map(\.rawValue).sorted().map(JSONValue.string))
    } else {
      operation["security"] = []
    }
    let parameters = parameters(of: route)
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if let content = content(route.request, book: &book) {
      operation["requestBody"] = ["required": .bool(true), "content": content]
    }
    return .object(operation)
  }

  private static func response(_ route: Route, book: inout SchemaBook) -> JSONValue {
    var response: [String: JSONValue] = ["description": .string(route.summary)]
    if let content = content(route.answer, book: &book) { response["content"] = content }
    return .object(response)
  }

  private static func content(_ content: Route.Content, book: inout SchemaBook) -> JSONValue? {
    switch content {
    case .none: nil
    case .json(let type): ["application/json": ["schema": book.schema(of: type)]]
    case .other(let mediaType): [mediaType: [:]]
    }
  }

  private static func parameters(of route: Route) -> [JSONValue] {
    var parameters: [JSONValue] = pathParts(of: route.path).map {
      ["name": .string($0), "in": "path", "required": .bool(true), "schema": ["type": "string"]]
    }
    parameters += route.parameters.map {
      [
        "name": .string($0.name), "in": "query", "description": .string($0.about),
        "schema": ["type": .string($0.isNumber ? "integer" : "string")],
      ]
    }
    parameters += route.headers.map {
      [
        "name": .string($0.name), "in": "header", "description": .string($0.about), "schema": ["type": "string"],
      ]
    }
    if route.key != .notTaken {
      parameters.append([
        "name": "Idempotency-Key", "in": "header", "required": .bool(route.key == .required),
        "schema": ["type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"],
      ])
    }
    return parameters
  }

  private static func pathParts(of path: String) -> [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }

  private static func identifier(of route: Route) -> String {
    let words = route.path.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return route.method.rawValue.lowercased() + words.joined()
  }
}
