import Desk
import Service
import Wire

@testable import Server

// What a backend does by itself about watched figures and webhooks.

extension Backend {
  private static let patience = WebhookPatience(policy: RetryPolicy(first: 200, longest: 2_000), mostAttempts: 10_000)

  /// Notes, tells and judges, on what the rows said a while ago.
  func lookAround() {
    if let step = world.rows.webhookStep(limit: world.random.number(1...20)) {
      later(0...40, "notes for webhooks") { [unowned self] in
        change { rows, plant in rows.write(step, plant) }
      }
    }
    let due = world.rows.deliveries.values.filter { $0.state == .waiting && $0.due <= moment }
    for delivery in due.sorted(by: { $0.id < $1.id }).prefix(2) {
      later(0...40, "takes \(delivery.id)") { [unowned self] in tell(delivery) }
    }
    let waiting = world.rows.conversations.values.count { $0.stage == .waiting }
    let readings = [FigureReading(name: "waiting", group: nil, value: Double(waiting))]
    let office = world.rows.office
    guard office.alerts(after: readings, at: moment) != office.alerts ?? [] else { return }
    perform(world.request(.figures(.judge(readings)), by: .system)) { _ in }
  }

  private func tell(_ seen: WebhookDelivery) {
    var taken: WebhookDelivery?
    let end = moment.advanced(seconds: 5)
    change { rows, _ in taken = rows.take(seen, until: end) }
    guard let taken else { return }
    later(1...300, "tells \(taken.id)") { [unowned self] in
      let isLost = !world.isCalm && world.random.chance(0.3)
      if !isLost { world.received[taken.id, default: []].append(taken.body) }
      let isHeard = !isLost && (world.isCalm || world.random.chance(0.7))
      let result = isHeard ? WebhookResult.answered(status: 204, retryAfter: nil) : .failed(.timeout)
      let after = Self.patience.after(
        result, taken, at: moment, chance: Double(world.random.number(0...99)) / 100)
      later(1...40, "keeps what came of \(taken.id)") { [unowned self] in change { rows, _ in rows.keep(after) } }
    }
  }

  /// A small transaction that needs no command; nothing comes of it where it would have to wait or the disk fails.
  private func change(_ body: (inout Rows, Plant?) -> Void) {
    guard world.holder == nil, !world.syncFails() else { return }
    var rows = world.rows
    body(&rows, world.plant)
    world.commit(rows)
  }
}
