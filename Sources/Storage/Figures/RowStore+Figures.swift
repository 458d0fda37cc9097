import Desk
import Service
import Synchronization

extension RowStore {
  /// Counts what the log of an office says beyond what was counted, a stretch at a time; see `Store`.
  func countFigures(of office: OfficeID, as node: NodeID?, at now: Timestamp, limit: Int64) async throws -> Bool {
    let step = try await view { db -> FigureStep<Session>? in
      if let node, try !Self.leads(node, office, at: now, db) { return nil }
      return try FigureStep(of: office, limit: limit, db)
    }
    guard let step else { return false }
    let isWritten = Mutex(false)
    try await change { _, db in
      let isNext = try step.write(db)
      isWritten.withLock { $0 = isNext }
    }
    // Whoever was faster may have counted less than this would have.
    return step.isMore || !isWritten.withLock { $0 }
  }

  /// Of several backends one counts, so that the others do not do the same work for nothing; which one does not matter.
  private static func leads(_ node: NodeID, _ office: OfficeID, at now: Timestamp, _ db: Session) throws -> Bool {
    let first = try db.one(
      "SELECT node FROM leases WHERE office = ? AND until > ? ORDER BY node LIMIT 1",
      [office.rawValue, now.milliseconds])
    return try first.map { try $0[0] == node.rawValue } ?? true
  }

  func forgetFigures(of office: OfficeID) async throws {
    try await change { _, db in
      // The head first: whoever counts meanwhile does not go on from it.
      for table in ["figure_heads", "facts", "fact_places", "tallies", "seat_clocks", "seat_states"] {
        try db.run("DELETE FROM \(table) WHERE office = ?", [office.rawValue])
      }
    }
  }

  /// Forgets the five minutes of more than two days ago.
  func pruneFigures(at now: Timestamp) async throws {
    for office in try await officeIDs() {
      try await change { _, db in
        try db.run(
          "DELETE FROM tallies WHERE office = ? AND slice = 'recent' AND starts_at < ?",
          [office.rawValue, now.milliseconds - 2 * 86_400_000])
      }
    }
  }
}
