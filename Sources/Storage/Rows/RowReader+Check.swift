import Desk

/// Rows that a check looks at one by one.
public enum CheckedRows: Hashable, Sendable {
  /// Conversations.
  case conversations
  /// Messages left, or tickets.
  case promises(PromiseKind)
  /// Appointments.
  case appointments

  var name: String {
    switch self {
    case .conversations: "conversations"
    case .promises: "promises"
    case .appointments: "appointments"
    }
  }
}

/// What a check looks at beside what everybody reads.
extension RowReader {
  func damage() throws -> [String] { try db.damage() }

  func takeTime() throws { try db.takeTime() }

  func names(of rows: CheckedRows, after last: String, limit: Int) throws -> [String] {
    let found =
      switch rows {
      case .conversations:
        try db.all(
          "SELECT id FROM conversations WHERE office = ? AND id > ? ORDER BY id LIMIT ?", [id.rawValue, last, limit])
      case .promises(let kind):
        try db.all(
          "SELECT id FROM promises WHERE office = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?",
          [id.rawValue, kind.rawValue, last, limit])
      case .appointments:
        try db.all(
          "SELECT id FROM appointments WHERE office = ? AND id > ? ORDER BY id LIMIT ?", [id.rawValue, last, limit])
      }
    return try found.map { try $0[0] }
  }

  func isFound(_ conversation: Conversation) throws -> Bool {
    try db.one(
      """
      SELECT 1 FROM conversations WHERE office = ? AND id = ? AND taxpayer = ? AND stage = ? AND is_open = ?
      AND COALESCE(agent, '') = ? AND COALESCE(colleague, '') = ? AND COALESCE(joined, '') = ? AND opened_at = ?
      """, [id.rawValue, conversation.id.rawValue] + ConversationRow.keys(conversation).map { $0 ?? "" }) != nil
  }

  func messageIDs(of conversation: ConversationID, from first: Int, to last: Int) throws -> [MessageID] {
    try db.all(
      "SELECT id FROM messages WHERE office = ? AND conversation = ? AND number BETWEEN ? AND ? ORDER BY number",
      [id.rawValue, conversation.rawValue, first, last]
    ).map { try MessageID($0[0] as String) }
  }
}
