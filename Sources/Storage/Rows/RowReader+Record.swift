import Desk
import Service

// Reads of the log by place and time, for the record of one conversation.

extension RowReader {
  func events(of conversation: ConversationID, after position: EventPosition, through sequence: Int64) throws -> [Event]
  {
    // The words are a sieve that lets through too much, never too little; what is about something else is left out once it is read.
    try db.all(
      """
      SELECT epoch, seq, at, body FROM events
      WHERE office = ? AND epoch = ? AND seq > ? AND seq <= ? AND body LIKE ? ESCAPE '!' ORDER BY seq
      """,
      [id.rawValue, position.epoch, position.sequence, sequence, "%" + Self.literal(conversation.rawValue) + "%"]
    ).map { row in
      try Event(
        position: EventPosition(epoch: row[0], sequence: row[1]), at: Timestamp(milliseconds: row[2]),
        body: Document.value(ReadEventBody.self, row[3]).body)
    }.filter { $0.body.conversation == conversation }
  }

  func mark(from position: EventPosition) throws -> LogMark? {
    try db.one(
      "SELECT epoch, seq, at FROM events WHERE office = ? AND epoch = ? AND seq >= ? ORDER BY seq LIMIT 1",
      [id.rawValue, position.epoch, position.sequence]
    ).map(Self.mark)
  }

  func lastMark(of epoch: Int64) throws -> LogMark? {
    try db.one(
      "SELECT epoch, seq, at FROM events WHERE office = ? AND epoch = ? ORDER BY seq DESC LIMIT 1",
      [id.rawValue, epoch]
    ).map(Self.mark)
  }

  func epoch(after epoch: Int64) throws -> Int64? {
    try db.one(
      "SELECT epoch FROM events WHERE office = ? AND epoch > ? ORDER BY epoch LIMIT 1", [id.rawValue, epoch]
    ).map { try $0[0] }
  }

  private static func mark(_ row: Session.Found) throws -> LogMark {
    try LogMark(
      position: EventPosition(epoch: row[0], sequence: row[1]), at: Timestamp(milliseconds: row[2]))
  }

  /// Letters that stand for themselves in a pattern.
  private static func literal(_ text: String) -> String {
    text.map { "%_!".contains($0) ? "!\($0)" : String($0) }.joined()
  }
}
