import Desk
import Foundation

// What webhooks are to be told, as a real store keeps it.

extension Rows {
  static let webhook = Webhook(code: "hub", url: "https://hub.test/", kinds: WebhookKind.allCases, secret: "")

  /// What follows of the log for the webhook, at most so many events; `nil` when everything is noted.
  func webhookStep(limit: Int64) -> WebhookStep? {
    guard noted != head else { return nil }
    let to = EventPosition(epoch: head.epoch, sequence: min(head.sequence, noted.sequence + limit))
    let some = events.filter { $0.position > noted && $0.position <= to }
    return WebhookStep(Self.webhook, of: Town.office.id, events: some, from: noted, to: to)
  }

  /// Writes what was noted, unless somebody has noted on meanwhile.
  mutating func write(_ step: WebhookStep, _ plant: Plant?) {
    guard noted == step.from || plant == .notesWithoutComparing else { return }
    noted = step.to
    if plant == .forgetsToNote, step.to.sequence % 7 == 0 { return }
    for delivery in step.deliveries({ "\($0)" }) {
      deliveries[delivery.id] = delivery
      timesNoted[delivery.id, default: 0] += 1
    }
  }

  /// Takes a delivery as it was seen, unless it was taken meanwhile.
  mutating func take(_ seen: WebhookDelivery, until end: Timestamp) -> WebhookDelivery? {
    guard deliveries[seen.id] == seen, seen.state == .waiting else { return nil }
    deliveries[seen.id]?.attempts += 1
    deliveries[seen.id]?.due = end
    return deliveries[seen.id]
  }

  /// Keeps what came of a delivery, unless it was taken anew meanwhile.
  mutating func keep(_ delivery: WebhookDelivery) {
    guard let kept = deliveries[delivery.id], kept.state == .waiting, kept.attempts == delivery.attempts else { return }
    deliveries[delivery.id] = delivery
  }
}
