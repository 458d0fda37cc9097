import Desk

/// What a check looks at beside what everybody reads.
extension RowReader {
  func damage() throws -> [String] { try db.damage() }

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
