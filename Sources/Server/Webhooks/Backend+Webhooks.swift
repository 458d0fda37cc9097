import Desk
import Storage

extension Backend {
  /// Events noted in one transaction, deliveries taken at once, and seconds that nobody else takes them.
  private static let (stretch, together, holdSeconds) = (Int64(2_000), 16, 60)

  /// Notes what webhooks are to be told of what the logs say beyond what was noted.
  func noteDeliveries() async throws {
    let heads = try await store.heads()
    for office in try await store.offices() where office.webhooksRevision != nil {
      guard let head = heads[office.id], noted.withLockedValue({ $0[office.id] }) != head else { continue }
      while try await store.noteDeliveries(of: office.id, limit: Self.stretch) { try Task.checkCancellation() }
      noted.withLockedValue { $0[office.id] = head }
    }
  }

  /// The webhooks of every office.
  func webhooks() async throws -> [(office: OfficeID, webhook: Webhook)] {
    var all: [(OfficeID, Webhook)] = []
    for office in try await store.offices() where office.webhooksRevision != nil {
      all += try await store.read(office.id) { try $0.webhooks() }.map { (office.id, $0) }
    }
    return all
  }

  /// Tells a webhook what is due, until nothing is.
  func tell(_ webhook: Webhook, of office: OfficeID) async throws {
    while !isDraining, !Task.isCancelled {
      let now = clock()
      let due = try await store.takeDeliveries(
        of: office, to: webhook.code, by: now, until: now.advanced(seconds: Self.holdSeconds), limit: Self.together)
      guard !due.isEmpty else { return }
      let allowsPrivate = options.allowsPrivateWebhooks
      let isRefused = !allowsPrivate && Webhook.place(webhook.url)?.isSecure != true
      let requests = due.map {
        WebhookRequest.make($0, to: webhook, of: office, at: now, allowsPrivate: allowsPrivate)
      }
      let results =
        isRefused
        ? due.map { _ in WebhookResult.failed(.refused) }
        : await webhookSender.send(requests) { [self] in isDraining }
      for (delivery, result) in zip(due, results) {
        let after = options.webhookPatience.after(result, delivery, at: clock(), chance: .random(in: 0..<1))
        try await store.keep(after, of: office)
        count(after, of: office)
      }
    }
  }

  private func count(_ delivery: WebhookDelivery, of office: OfficeID) {
    metrics.countWebhook(delivery.state)
    guard delivery.state == .dead else { return }
    logger.error(
      "a webhook was given up",
      metadata: [
        "office": "\(office)", "webhook": "\(delivery.webhook)", "id": "\(delivery.name(in: office))",
        "attempts": "\(delivery.attempts)", "answer": "\(delivery.answer)",
      ])
  }
}
