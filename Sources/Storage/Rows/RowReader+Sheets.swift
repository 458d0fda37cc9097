import Desk
import Service

// Where sheets were sent: they themselves stand in their conversations.

extension RowReader {
  /// The conversation to which a sheet was sent.
  func conversation(ofSheet sheet: SheetID) throws -> ConversationID? {
    try db.one("SELECT conversation FROM sheets WHERE office = ? AND id = ?", [id.rawValue, sheet.rawValue])
      .map { try ConversationID($0[0] as String) }
  }

  func conversations(withSheetsOf taxpayer: TaxpayerID, limit: Int) throws -> [Conversation] {
    let rows = try db.all(
      """
      SELECT conversation, MAX(at) AS latest FROM sheets WHERE office = ? AND taxpayer = ?
      GROUP BY conversation ORDER BY latest DESC, conversation DESC LIMIT ?
      """, [id.rawValue, taxpayer.rawValue, limit])
    return try rows.compactMap { try conversation(ConversationID($0[0] as String)) }
  }
}

extension RowTransaction {
  /// Keeps where a sheet was sent, and which pictures stand on one: those no longer on one are forgotten like others that were never sent.
  func write(_ change: SheetChange, at now: Timestamp, _ reader: RowReader<some SQLSession>) throws {
    let office = reader.id.rawValue
    switch change.step {
    case .issued:
      let taxpayer = known.conversations[reader.id]?[change.conversation]?.taxpayer.id
      try reader.db.run(
        """
        INSERT INTO sheets (office, id, conversation, taxpayer, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (office, id) DO NOTHING
        """,
        [
          office, change.sheet.id.rawValue, change.conversation.rawValue, taxpayer?.rawValue ?? "", now.milliseconds,
        ])
    case .pictureAdded(let picture):
      if let replaced = picture.replaced { try letGo(replaced, reader) }
      try reader.db.run(
        "UPDATE images SET is_sent = 2 WHERE office = ? AND id = ? AND is_sent = 0",
        [office, picture.image.id.rawValue])
    case .pictureRemoved(let picture): try letGo(picture.image.id, reader)
    case .confirmed, .checked, .asked, .resolved: break
    }
  }

  private func letGo(_ image: ImageID, _ reader: RowReader<some SQLSession>) throws {
    // What was sent as a message as well (1) stays.
    try reader.db.run(
      "UPDATE images SET is_sent = 0 WHERE office = ? AND id = ? AND is_sent = 2", [reader.id.rawValue, image.rawValue])
  }
}
