import Desk
import Service
import Storage

extension Backend {
  static let recordPage = [
    Route.Parameter(name: "after", about: "Only what happened after this position: `next` of the page before"),
    Route.Parameter(name: "limit", isNumber: true, about: "At most so many events, 1–1000"),
  ]

  /// A page of a conversation's record: agents read their own, supervisors all of the office. Who reads what is in the audit trail before it is told.
  func record(for call: Call) async throws -> ConversationRecord {
    let (agent, office) = try call.staff()
    let id = try call.conversationID()
    let position = try Self.position(call)
    let limit = try call.number("limit", in: 1...1_000) ?? 500
    let found = try await store.read(office) { reader in
      (try reader.conversation(id), try reader.office(), try reader.catalogue())
    }
    guard let conversation = found.0 else { throw Problem(.conversationNotFound) }
    guard agent.role == .supervisor || conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    try await store.audit(
      AuditRecord(
        office: office, at: clock(), actor: agent.id.rawValue, act: "conversation.record", subject: id.rawValue,
        detail: position.map { "after \($0)" } ?? ""))
    let page = try await RecordScan(for: conversation, in: office, of: store).page(after: position, limit: limit)
    return ConversationRecord(
      conversation: conversation, events: page.events, next: page.next,
      utcOffsetMinutes: found.1.calendar.utcOffsetMinutes, groups: found.2.groups, wrapUpCodes: found.2.wrapUpCodes)
  }

  private static func position(_ call: Call) throws(Problem) -> EventPosition? {
    guard let text = call.query("after") else { return nil }
    guard let position = EventPosition(text) else {
      throw Problem(
        .badRequest, detail: Localised("参数 after 应为位置，例如 1.42", "The parameter after is a position such as 1.42"))
    }
    return position
  }
}
