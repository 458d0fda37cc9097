import Desk
import Foundation

/// A conversation as a row. What every message changes stands in columns of its own, so that a message does not rewrite the document.
enum ConversationRow {
  static let columns = """
    doc, last_number, last_at, last_side, last_text, first_reply_at, unanswered_since,
    taxpayer_delivered, taxpayer_read, agent_delivered, agent_read
    """

  static func conversation(_ row: some SQLRow) throws -> Conversation {
    try conversation(row) { try Document.value(Conversation.self, $0) }
  }

  static func conversation(_ row: some SQLRow, decoding document: (String) throws -> Conversation) throws
    -> Conversation
  {
    var conversation = try document(row[0])
    conversation.lastNumber = try row[1]
    if let at: Int64 = try row[2], let name: String = try row[3], let side = Side(rawValue: name),
      let text: String = try row[4]
    {
      conversation.lastMessage = MessageExcerpt(at: Timestamp(milliseconds: at), side: side, text: text)
    }
    conversation.firstReplyAt = try (row[5] as Int64?).map(Timestamp.init(milliseconds:))
    conversation.unansweredSince = try (row[6] as Int64?).map(Timestamp.init(milliseconds:))
    conversation.taxpayerReceipt = try Receipt(delivered: row[7], read: row[8])
    conversation.agentReceipt = try Receipt(delivered: row[9], read: row[10])
    return conversation
  }

  /// What stands in the document: everything but the columns.
  private static func document(_ conversation: Conversation) -> Conversation {
    var document = conversation
    document.lastNumber = 0
    document.lastMessage = nil
    document.firstReplyAt = nil
    document.unansweredSince = nil
    document.taxpayerReceipt = Receipt()
    document.agentReceipt = Receipt()
    return document
  }

  /// Writes a conversation; `before` is what the row holds, `nil` if there is none.
  static func write(
    _ conversation: Conversation, before: Conversation?, office: OfficeID, db: some SQLSession, encoder: JSONEncoder
  ) throws {
    let document = document(conversation)
    if let before, self.document(before) == document {
      try db.run(
        """
        UPDATE conversations SET last_number = ?, last_at = ?, last_side = ?, last_text = ?, first_reply_at = ?,
        unanswered_since = ?, taxpayer_delivered = ?, taxpayer_read = ?, agent_delivered = ?, agent_read = ?
        WHERE office = ? AND id = ?
        """, often(conversation) + [office.rawValue, conversation.id.rawValue])
      return
    }
    let seldom: [SQLValue] = keys(conversation) + [try Document.text(document, encoder)]
    if before == nil {
      try db.run(
        """
        INSERT INTO conversations (taxpayer, stage, is_open, agent, colleague, joined, opened_at, doc,
        last_number, last_at, last_side, last_text, first_reply_at, unanswered_since,
        taxpayer_delivered, taxpayer_read, agent_delivered, agent_read, office, id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, seldom + often(conversation) + [office.rawValue, conversation.id.rawValue])
    } else {
      try db.run(
        """
        UPDATE conversations SET taxpayer = ?, stage = ?, is_open = ?, agent = ?, colleague = ?, joined = ?, opened_at = ?,
        doc = ?,
        last_number = ?, last_at = ?, last_side = ?, last_text = ?, first_reply_at = ?, unanswered_since = ?,
        taxpayer_delivered = ?, taxpayer_read = ?, agent_delivered = ?, agent_read = ?
        WHERE office = ? AND id = ?
        """, seldom + often(conversation) + [office.rawValue, conversation.id.rawValue])
    }
  }

  /// By what it is found: taxpayer, stage, whether it is open, agent, colleague, supervisor who joined, and when it was opened.
  static func keys(_ conversation: Conversation) -> [SQLValue] {
    [
      conversation.taxpayer.id.rawValue, conversation.stage.rawValue, conversation.isOpen,
      // While it waits: whom it is put to, so that offers count among what takes their slots.
      (conversation.agent ?? conversation.queue?.offer?.agent)?.id.rawValue,
      conversation.consult?.colleague.id.rawValue, conversation.joined?.supervisor.id.rawValue,
      conversation.openedAt.milliseconds,
    ]
  }

  private static func often(_ conversation: Conversation) -> [SQLValue] {
    [
      conversation.lastNumber, conversation.lastMessage?.at.milliseconds, conversation.lastMessage?.side.rawValue,
      conversation.lastMessage?.text, conversation.firstReplyAt?.milliseconds,
      conversation.unansweredSince?.milliseconds, conversation.taxpayerReceipt.delivered,
      conversation.taxpayerReceipt.read, conversation.agentReceipt.delivered, conversation.agentReceipt.read,
    ]
  }
}
