import Desk
import Service

/// Reads of one office on one connection, within one transaction.
struct RowReader<Session: SQLSession>: OfficeReader {
  let db: Session
  let id: OfficeID

  func head() throws -> EventPosition {
    guard let row = try db.one("SELECT epoch, seq FROM heads WHERE office = ?", [id.rawValue]) else {
      throw Problem(.notFound)
    }
    return try EventPosition(epoch: row[0], sequence: row[1])
  }

  func events(after position: EventPosition, limit: Int) throws -> [Event] {
    try db.all(
      "SELECT epoch, seq, at, body FROM events WHERE office = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?",
      [id.rawValue, position.epoch, position.sequence, limit]
    ).map { row in
      try Event(
        position: EventPosition(epoch: row[0], sequence: row[1]), at: Timestamp(milliseconds: row[2]),
        body: Document.value(ReadEventBody.self, row[3]).body)
    }
  }

  func office() throws -> Office {
    guard let row = try db.one("SELECT doc FROM offices WHERE office = ?", [id.rawValue]) else {
      throw Problem(.notFound)
    }
    return try Document.value(Office.self, row[0])
  }

  func catalogue() throws -> Catalogue {
    guard let row = try db.one("SELECT catalogue FROM offices WHERE office = ?", [id.rawValue]) else {
      throw Problem(.notFound)
    }
    return try Document.value(Catalogue.self, row[0])
  }

  func conversation(_ conversation: ConversationID) throws -> Conversation? {
    try row(of: conversation).map { try ConversationRow.conversation($0) }
  }

  /// A conversation's row, with `ConversationRow.columns`.
  func row(of conversation: ConversationID) throws -> Session.Found? {
    try db.one(
      "SELECT \(ConversationRow.columns) FROM conversations WHERE office = ? AND id = ?",
      [id.rawValue, conversation.rawValue])
  }

  func conversations(in stages: [Conversation.Stage]) throws -> [Conversation] {
    var found: [Conversation] = []
    for stage in Set(stages) {
      found += try db.all(
        "SELECT \(ConversationRow.columns) FROM conversations WHERE office = ? AND stage = ?",
        [id.rawValue, stage.rawValue]
      ).map { try ConversationRow.conversation($0) }
    }
    return found.sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
  }

  func conversations(of agent: AgentID) throws -> [Conversation] {
    try db.all(
      """
      SELECT \(ConversationRow.columns) FROM conversations
      WHERE office = ? AND agent = ? AND stage IN ('talking', 'wrapUp') ORDER BY opened_at, id
      """, [id.rawValue, agent.rawValue]
    ).map { try ConversationRow.conversation($0) }
  }

  func latestConversation(of taxpayer: TaxpayerID) throws -> Conversation? {
    // The open one first, even if the clock was set back since the last one.
    try db.one(
      """
      SELECT \(ConversationRow.columns) FROM conversations
      WHERE office = ? AND taxpayer = ? ORDER BY is_open DESC, opened_at DESC, id DESC LIMIT 1
      """, [id.rawValue, taxpayer.rawValue]
    ).map { try ConversationRow.conversation($0) }
  }

  func messages(of conversation: ConversationID, before: Int?, limit: Int) throws -> [Message] {
    try db.all(
      """
      SELECT doc FROM messages WHERE office = ? AND conversation = ? AND number < ? ORDER BY number DESC LIMIT ?
      """, [id.rawValue, conversation.rawValue, before ?? Int.max, limit]
    ).reversed().map { try Document.value(Message.self, $0[0]) }
  }

  /// Messages numbered `first` to `last`, in order.
  func messages(of conversation: ConversationID, from first: Int, to last: Int) throws -> [Message] {
    try db.all(
      "SELECT doc FROM messages WHERE office = ? AND conversation = ? AND number BETWEEN ? AND ? ORDER BY number",
      [id.rawValue, conversation.rawValue, first, last]
    ).map { try Document.value(Message.self, $0[0]) }
  }

  /// The number of the message with that id in that conversation.
  func number(of message: MessageID, in conversation: ConversationID) throws -> Int? {
    try db.one(
      "SELECT number FROM messages WHERE office = ? AND id = ? AND conversation = ?",
      [id.rawValue, message.rawValue, conversation.rawValue]
    ).map { try $0[0] }
  }

  /// The taxpayer's conversation that holds the message.
  func conversation(containing message: MessageID, of taxpayer: TaxpayerID) throws -> ConversationID? {
    try db.one(
      """
      SELECT c.id FROM messages m JOIN conversations c ON c.office = m.office AND c.id = m.conversation
      WHERE m.office = ? AND m.id = ? AND c.taxpayer = ? ORDER BY c.opened_at DESC LIMIT 1
      """, [id.rawValue, message.rawValue, taxpayer.rawValue]
    ).map { try ConversationID($0[0] as String) }
  }

  func seats() throws -> [Seat] {
    try db.all("SELECT doc FROM seats WHERE office = ? ORDER BY agent", [id.rawValue])
      .map { try Document.value(Seat.self, $0[0]) }
  }

  /// One seat.
  func seat(_ agent: AgentID) throws -> Seat? {
    try db.one("SELECT doc FROM seats WHERE office = ? AND agent = ?", [id.rawValue, agent.rawValue])
      .map { try Document.value(Seat.self, $0[0]) }
  }

  /// The vote cast on a message.
  func vote(on message: MessageID, by taxpayer: TaxpayerID) throws -> Bool? {
    try db.one(
      "SELECT is_useful FROM votes WHERE office = ? AND message = ? AND taxpayer = ?",
      [id.rawValue, message.rawValue, taxpayer.rawValue]
    ).map { try $0[0] }
  }

  /// The deadline of that kind and subject.
  func timer(_ kind: ServiceTimer.Kind, _ subject: String) throws -> ServiceTimer? {
    try db.one(
      "SELECT due FROM timers WHERE office = ? AND kind = ? AND subject = ?", [id.rawValue, kind.rawValue, subject]
    ).map { try ServiceTimer(kind: kind, subject: subject, due: Timestamp(milliseconds: $0[0])) }
  }

  func accountIDs() throws -> [AgentID] {
    try db.all("SELECT id FROM accounts WHERE office = ? ORDER BY id", [id.rawValue]).map {
      try AgentID($0[0] as String)
    }
  }

  func account(_ agent: AgentID) throws -> Account? {
    try db.one("SELECT doc FROM accounts WHERE office = ? AND id = ?", [id.rawValue, agent.rawValue])
      .map { try Document.value(Account.self, $0[0]) }
  }
}
