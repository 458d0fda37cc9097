import Desk
import Foundation

/// What an office's webhooks are to be told of a stretch of its log: read from one view, written in one transaction that goes on only where the last one
/// ended. The log is the outbox: nothing that is in it is forgotten, wherever a backend is killed, and nothing is noted twice.
struct WebhookNoting<Session: SQLSession>: Sendable {
  private let office: OfficeID
  private let steps: [(step: WebhookStep, deliveries: [WebhookDelivery])]
  /// Whether more of the log waits to be noted.
  let isMore: Bool

  /// Reads what follows, at most `limit` events for each webhook; `nil` when everything is noted.
  init?(of office: OfficeID, limit: Int64, _ db: Session) throws {
    let reader = RowReader(db: db, id: office)
    let head = try reader.head()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var steps: [(WebhookStep, [WebhookDelivery])] = []
    var read: [EventPosition: [Event]] = [:]
    for row in try db.all("SELECT epoch, seq, doc FROM webhooks WHERE office = ? ORDER BY code", [office.rawValue]) {
      let from = try EventPosition(epoch: row[0], sequence: row[1])
      guard from != head else { continue }
      // A log of another epoch was never noted from: it begins with its first event.
      let start = from.epoch == head.epoch ? from : EventPosition(epoch: head.epoch, sequence: 0)
      let to = EventPosition(epoch: head.epoch, sequence: min(head.sequence, start.sequence + limit))
      let events = try read[start] ?? Self.events(after: start, through: to.sequence, reader)
      read[start] = events
      let step = WebhookStep(
        try Document.value(Webhook.self, row[2]), of: office, events: events, from: from, to: to)
      steps.append((step, try step.deliveries { try Document.text($0, encoder) }))
    }
    guard !steps.isEmpty else { return nil }
    self.office = office
    self.steps = steps
    isMore = steps.contains { $0.0.to < head }
  }

  /// Of a log most is messages and receipts: only what may be told is read.
  private static func events(
    after start: EventPosition, through end: Int64, _ reader: RowReader<Session>
  ) throws -> [Event] {
    try reader.db.all(
      """
      SELECT seq, at, body FROM events WHERE office = ? AND epoch = ? AND seq > ? AND seq <= ?
      AND (body LIKE '{"alarmRaised"%' OR body LIKE '{"conversationOpened"%' OR body LIKE '{"ended"%'
      OR body LIKE '{"promiseChanged"%') ORDER BY seq
      """, [reader.id.rawValue, start.epoch, start.sequence, end]
    ).map { row in
      try Event(
        position: EventPosition(epoch: start.epoch, sequence: row[0]), at: Timestamp(milliseconds: row[1]),
        body: Document.value(ReadEventBody.self, row[2]).body)
    }
  }

  /// Writes what was noted for each webhook, unless somebody else has noted on meanwhile or it is gone; tells whether all was written.
  func write(_ db: Session) throws -> Bool {
    var isWhole = true
    for (step, deliveries) in steps {
      let place: [SQLValue] = [step.to.epoch, step.to.sequence, office.rawValue, step.webhook]
      let isNext = try db.one(
        "UPDATE webhooks SET epoch = ?, seq = ? WHERE office = ? AND code = ? AND epoch = ? AND seq = ? RETURNING seq",
        place + [step.from.epoch, step.from.sequence])
      guard isNext != nil else {
        isWhole = false
        continue
      }
      for delivery in deliveries {
        try db.run(
          """
          INSERT INTO deliveries (office, webhook, id, kind, at, state, due, attempts, answer, body)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            office.rawValue, delivery.webhook, delivery.id, delivery.kind.rawValue, delivery.at.milliseconds,
            delivery.state.rawValue, delivery.due.milliseconds, delivery.attempts, delivery.answer, delivery.body,
          ])
      }
    }
    return isWhole
  }
}
