/// A table to which every message adds a row and in which a transaction changes none: the row may come after statements that are run later, though
/// before anything is asked, so an engine may add many in one statement.
enum GrowingTable: CaseIterable {
  case events
  case messages
  case answers

  /// The statement that adds one row.
  var statement: String {
    switch self {
    case .events: "INSERT INTO events (office, epoch, seq, at, body) VALUES (?, ?, ?, ?, ?)"
    case .messages: "INSERT INTO messages (office, conversation, number, id, doc) VALUES (?, ?, ?, ?, ?)"
    case .answers:
      """
      INSERT INTO answers (office, scope, key, fingerprint, at, kind, subject, first, last)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    }
  }

  /// Values of one row.
  var width: Int { self == .answers ? 9 : 5 }

  /// The statement that adds so many rows.
  func statement(rows: Int) -> String {
    let row = ", (" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
    return statement + String(repeating: row, count: rows - 1)
  }
}
