import Desk
import Foundation
import HTTPTypes
import Testing
import Wire

@testable import Server

@Suite struct DocumentTests {
  /// The parts of an API document that matter here.
  struct Document: Decodable {
    struct Operation: Decodable {
      var callers: [String]?
      enum CodingKeys: String, CodingKey { case callers = "x-callers" }
    }
    var openapi: String
    var paths: [String: [String: Operation]]
  }

  private static let callers: [(Caller, AgentID?)] = [
    (.anonymousVisitor, nil), (.taxpayer, nil), (.agent, "zhang"), (.supervisor, "wang"), (.administrator, "admin"),
    (.phone, nil),
  ]

  @Test func theDocumentHoldsTheRoutesAndNothingElse() async throws {
    try await TestOffice().test(.router) { caller in
      let document = try await caller.get("/openapi.json").read(Document.self)
      #expect(document.openapi == "3.1.0")
      let written = Set(document.paths.flatMap { path, methods in methods.keys.map { $0.uppercased() + " " + path } })
      let served = Set(caller.office.backend.routes().map { $0.method.rawValue + " " + $0.path })
      #expect(written == served)
    }
  }

  @Test func everyReferenceOfTheDocumentLeadsSomewhere() async throws {
    let office = try await TestOffice()
    let bytes = try WireCodec.encode(OpenAPIDocument.make(of: office.backend.routes()))
    let text = String(decoding: bytes, as: UTF8.self)
    let references = Set(
      text.components(separatedBy: "#/components/schemas/").dropFirst().map { String($0.prefix { $0 != "\"" }) })
    let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let components = try #require(document["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: Any])
    #expect(references.isSubset(of: Set(schemas.keys)))
    let conversation = try #require(schemas["Conversation"] as? [String: Any])
    let properties = try #require(conversation["properties"] as? [String: Any])
    #expect(properties.keys.contains("unansweredSince"))
    let required = try #require(conversation["required"] as? [String])
    #expect(required.contains("stage") && !required.contains("rating"))
    let stage = try #require(schemas["Conversation.Stage"] as? [String: Any])
    #expect((stage["enum"] as? [String])?.contains("wrapUp") == true)
    try await office.backend.stop()
  }

  @Test func everyRouteAdmitsWhoTheDocumentSaysAndNobodyElse() async throws {
    try await TestOffice().test(.router) { caller in
      let document = try await caller.get("/openapi.json").read(Document.self)
      let phone = try await Self.phone(caller)
      for (path, methods) in document.paths {
        for (method, operation) in methods {
          guard let admitted = operation.callers else { continue }
          let address = path.replacing("{id}", with: "none")
          let verb: HTTPRequest.Method = HTTPRequest.Method(rawValue: method.uppercased()) ?? .post
          let anyone = try await caller.send(verb, address, nil, body: Array("{}".utf8), key: "k")
          #expect(anyone.status == 401, "\(method) \(path) without a token")
          for (kind, account) in Self.callers {
            let isAdmitted = admitted.contains(kind.rawValue)
            // An open stream does not answer before it ends.
            if isAdmitted, path == "/v1/events" { continue }
            let token = kind == .phone ? phone : try await Self.token(kind, account, caller)
            let answer = try await caller.send(
              verb, address, token, body: Array("{}".utf8), key: caller.office.backend.newID())
            #expect((answer.status == 403) == !isAdmitted, "\(method) \(path) as \(kind): \(answer.status)")
            #expect(answer.status != 401, "\(method) \(path) as \(kind)")
          }
        }
      }
    }
  }

  private static func token(_ kind: Caller, _ account: AgentID?, _ caller: TestCaller) async throws -> String {
    if let account { return try await caller.office.token(of: account) }
    if kind == .taxpayer { return try await caller.visit(as: "p1").token }
    return try await caller.post("/v1/visits", nil, VisitRequest()).read(Visit.self).token
  }

  /// A telephone that has opened its link.
  private static func phone(_ caller: TestCaller) async throws -> String {
    let (_, id) = try await caller.waiting(as: "p2")
    let agent = try await caller.seated("li")
    _ = try await caller.post("/v1/conversations/\(id)/accept", agent, Nothing())
    let link = try await caller.post("/v1/conversations/\(id)/phone", agent, Nothing()).read(PhoneLink.self)
    let code = link.url.split(separator: "#").last.map(String.init)
    let visit = try await caller.post("/v1/phone/pairing", code, Nothing()).read(PhoneVisit.self)
    return try #require(visit.token)
  }
}
