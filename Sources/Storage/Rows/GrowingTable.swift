/// A table to which every message adds a row. A transaction that adds to it does nothing else to it: the row may come after statements that are run later,
/// though before anything is asked, so an engine may add many in one statement.
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

  /// The statement that adds so many rows.
  func statement(rows: Int) -> String {
    let row = ", (" + Array(repeating: "?", count: statement.count { $0 == "?" }).joined(separator: ", ") + ")"
    return statement + String(repeating: row, count: rows - 1)
  }
}
