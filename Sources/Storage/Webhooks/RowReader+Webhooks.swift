import Desk
import Service

extension RowReader {
  func webhooks() throws -> [Webhook] {
    try db.all("SELECT doc FROM webhooks WHERE office = ? ORDER BY code", [id.rawValue])
      .map { try Document.value(Webhook.self, $0[0]) }
  }

  func standing(of webhook: String) throws -> WebhookStanding {
    func count(_ state: WebhookDelivery.State) throws -> Int {
      try db.one(
        "SELECT COUNT(*) FROM deliveries WHERE office = ? AND webhook = ? AND state = ?",
        [id.rawValue, webhook, state.rawValue])?[0] ?? 0
    }
    let since: Int64? = try db.one(
      "SELECT MIN(at) FROM deliveries WHERE office = ? AND webhook = ? AND state = 'waiting'", [id.rawValue, webhook]
    ).flatMap { try $0[0] }
    return WebhookStanding(
      waiting: try count(.waiting), dead: try count(.dead), waitingSince: since.map(Timestamp.init(milliseconds:)))
  }

  func deliveries(to webhook: String, limit: Int) throws -> [WebhookDelivery] {
    try db.all(
      """
      SELECT webhook, id, kind, at, state, due, attempts, answer, body FROM deliveries
      WHERE office = ? AND webhook = ? ORDER BY at DESC, id DESC LIMIT ?
      """, [id.rawValue, webhook, limit]
    ).compactMap(Self.delivery)
  }

  /// A delivery of the columns above; `nil` of a kind that a later release made.
  static func delivery(_ row: some SQLRow) throws -> WebhookDelivery? {
    guard let kind = WebhookKind(rawValue: try row[2]), let state = WebhookDelivery.State(rawValue: try row[4]) else {
      return nil
    }
    var delivery = try WebhookDelivery(
      webhook: row[0], id: row[1], kind: kind, at: Timestamp(milliseconds: row[3]), body: row[8])
    delivery.state = state
    delivery.due = Timestamp(milliseconds: try row[5])
    delivery.attempts = try row[6]
    delivery.answer = try row[7]
    return delivery
  }
}

extension RowTransaction {
  /// Puts these in the place of the office's webhooks. A new one is told of what happens from now on; one that is gone leaves nothing behind.
  func keep(_ webhooks: [Webhook], _ reader: RowReader<some SQLSession>) throws {
    let office = reader.id.rawValue
    let codes = Set(webhooks.map(\.code))
    for old in try reader.webhooks() where !codes.contains(old.code) {
      try reader.db.run("DELETE FROM webhooks WHERE office = ? AND code = ?", [office, old.code])
      try reader.db.run("DELETE FROM deliveries WHERE office = ? AND webhook = ?", [office, old.code])
    }
    let head = try reader.head()
    for webhook in webhooks {
      try reader.db.run(
        """
        INSERT INTO webhooks (office, code, epoch, seq, doc) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (office, code) DO UPDATE SET doc = excluded.doc
        """, [office, webhook.code, head.epoch, head.sequence, try Document.text(webhook, encoder)])
    }
  }

  /// What was given up waits again, as if it had never been tried.
  func tellAgain(_ webhook: String, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      """
      UPDATE deliveries SET state = 'waiting', attempts = 0, due = at
      WHERE office = ? AND webhook = ? AND state = 'dead'
      """, [reader.id.rawValue, webhook])
  }
}
