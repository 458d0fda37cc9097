import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import Service
import Storage

/// A request that has passed the gate: who asks, with which key, and the body in full.
struct Call: Sendable {
  let request: Request
  let context: DeskContext
  let backend: Backend
  /// `nil` only on routes for everyone.
  let principal: Principal?
  let key: String?
  let body: ByteBuffer

  /// Who asks, on routes that are not for everyone.
  func caller() throws(Problem) -> Principal {
    guard let principal else { throw Problem(.unauthenticated) }
    return principal
  }

  /// The member of staff who asks.
  func staff() throws(Problem) -> (agent: Agent, office: OfficeID) {
    let principal = try caller()
    guard case .staff(let agent) = principal.person else { throw Problem(.forbidden) }
    try backend.logs.demandReadable(principal.office, asTaxpayer: false)
    return (agent, principal.office)
  }

  /// The taxpayer who asks.
  func visitor() throws(Problem) -> (taxpayer: Taxpayer, office: OfficeID) {
    let principal = try caller()
    guard case .visitor(let taxpayer) = principal.person else { throw Problem(.forbidden) }
    try backend.logs.demandReadable(principal.office, asTaxpayer: true)
    return (taxpayer, principal.office)
  }

  /// The room's page that asks.
  func room() throws(Problem) -> (agent: Agent, pass: RoomPass, office: OfficeID) {
    let principal = try caller()
    guard case .room(let agent, let pass) = principal.person else { throw Problem(.forbidden) }
    try backend.logs.demandReadable(principal.office, asTaxpayer: false)
    return (agent, pass, principal.office)
  }

  /// Performs a command in the caller's name.
  func perform(_ command: Command) async throws -> Answer { try await outcome(of: command).answer }

  /// Performs a command in the caller's name, and tells whether it was performed before.
  func outcome(of command: Command) async throws -> CommandResult {
    let principal = try caller()
    if case .phone = principal.person { throw Problem(.forbidden) }
    return try await backend.perform(
      command, by: principal.actor, office: principal.office, key: key, fingerprint: fingerprint)
  }

  /// A digest of what is asked, so that a key used again for something else is noticed.
  var fingerprint: String {
    OpaqueToken.fingerprint([request.method.rawValue, request.uri.path], body: body.readableBytesView)
  }

  /// A part of the path, such as `id`.
  func part(_ name: String) throws(Problem) -> String {
    guard let text = context.parameters.get(name), !text.isEmpty else { throw Problem(.notFound) }
    return text
  }

  /// The conversation named in the path.
  func conversationID() throws(Problem) -> ConversationID { ConversationID(try part("id")) }

  /// A value of the query.
  func query(_ name: String) -> String? { request.uri.queryParameters[Substring(name)].map(String.init) }

  /// A whole number of the query, held within a range.
  func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let text = query(name) else { return nil }
    guard let number = Int(text) else {
      throw Problem(.badRequest, detail: Localised("参数 \(name) 应为整数", "The parameter \(name) must be a whole number"))
    }
    return min(max(number, range.lowerBound), range.upperBound)
  }

  /// The office's hub.
  func hub(_ office: OfficeID) async throws -> OfficeHub { try await backend.hubs.desk(of: office).hub }

  /// Passes on that someone types, to readers here and at other backends.
  func types(in id: ConversationID?, as writer: StreamSubject, _ draft: String, _ office: OfficeID) async throws {
    let whisper = try await hub(office).typing(
      in: id, by: writer, draft: draft, node: backend.membership.node, at: backend.clock())
    if let whisper { try await backend.store.whisper(whisper) }
  }

  /// Where the request came from, for throttling and the audit trail.
  var address: String {
    if backend.options.isBehindProxy, let last = request.headers[.forwardedFor]?.split(separator: ",").last {
      return String(last.filter { $0 != " " }.prefix(64))
    }
    return context.channel.remoteAddress?.ipAddress ?? "local"
  }
}
