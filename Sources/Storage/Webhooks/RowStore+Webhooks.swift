import Desk
import Service
import Synchronization

extension RowStore {
  func noteDeliveries(of office: OfficeID, limit: Int64) async throws -> Bool {
    guard let noting = try await view({ try WebhookNoting(of: office, limit: limit, $0) }) else { return false }
    let isWhole = Mutex(false)
    try await change { _, db in
      let isWritten = try noting.write(db)
      isWhole.withLock { $0 = isWritten }
    }
    // Whoever was faster may have noted less than this would have.
    return noting.isMore || !isWhole.withLock { $0 }
  }

  func takeDeliveries(
    of office: OfficeID, to webhook: String, by now: Timestamp, until end: Timestamp, limit: Int
  ) async throws -> [WebhookDelivery] {
    let due = try await reading { db in
      try db.all(
        """
        SELECT webhook, id, kind, at, state, due, attempts, answer, body FROM deliveries
        WHERE office = ? AND webhook = ? AND state = 'waiting' AND due <= ? ORDER BY due LIMIT ?
        """, [office.rawValue, webhook, now.milliseconds, limit]
      ).compactMap { try RowReader<Session>.delivery($0) }
    }
    guard !due.isEmpty else { return [] }
    let taken = Mutex<[WebhookDelivery]>([])
    try await change { _, db in
      taken.withLock { $0 = [] }
      for var delivery in due {
        let row = try db.one(
          """
          UPDATE deliveries SET due = ?, attempts = attempts + 1
          WHERE office = ? AND webhook = ? AND id = ? AND state = 'waiting' AND due = ? RETURNING attempts
          """,
          [end.milliseconds, office.rawValue, webhook, delivery.id, delivery.due.milliseconds])
        guard let row else { continue }
        delivery.attempts = try row[0]
        delivery.due = end
        taken.withLock { [delivery] in $0.append(delivery) }
      }
    }
    return taken.withLock { $0 }
  }

  func keep(_ delivery: WebhookDelivery, of office: OfficeID) async throws {
    try await change { _, db in
      try db.run(
        """
        UPDATE deliveries SET state = ?, due = ?, answer = ?
        WHERE office = ? AND webhook = ? AND id = ? AND state = 'waiting' AND attempts = ?
        """,
        [
          delivery.state.rawValue, delivery.due.milliseconds, delivery.answer, office.rawValue, delivery.webhook,
          delivery.id, delivery.attempts,
        ])
    }
  }

  /// Forgets deliveries that were taken a week ago, and those given up a month ago.
  func pruneDeliveries(at now: Timestamp) async throws {
    let day: Int64 = 86_400_000
    for office in try await offices() where office.webhooksRevision != nil {
      try await change { _, db in
        for (state, days) in [(WebhookDelivery.State.done, Int64(7)), (.dead, 30)] {
          try db.run(
            "DELETE FROM deliveries WHERE office = ? AND state = ? AND at < ?",
            [office.id.rawValue, state.rawValue, now.milliseconds - days * day])
        }
      }
    }
  }
}
