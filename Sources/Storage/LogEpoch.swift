import Desk

/// The epochs of logs that were put back to an earlier moment: whoever has seen what came after it takes a new snapshot instead of mixing two histories.
enum LogEpoch {
  /// Tables that tell a log's epoch.
  static let tables = ["events", "heads", "figure_heads", "webhooks"]

  /// Gives every log a new epoch, in those tables; returns the offices.
  @discardableResult
  static func renew(in db: some SQLSession, tables: [String] = tables, at now: Timestamp) throws -> [OfficeID] {
    try db.all("SELECT office, epoch FROM heads ORDER BY office", []).map { row in
      let (office, epoch): (String, Int64) = try (row[0], row[1])
      let next = max(epoch + 1, now.milliseconds / 1_000)
      for table in tables {
        try db.run("UPDATE \(table) SET epoch = ? WHERE office = ? AND epoch = ?", [next, office, epoch])
      }
      return OfficeID(office)
    }
  }
}
