/// A stretch of the log as a webhook is told of it.
public struct WebhookStep: Hashable, Sendable {
  /// Whose.
  public var webhook: String
  /// Up to where it was noted before.
  public var from: EventPosition
  /// Up to where it is noted with this.
  public var to: EventPosition
  /// What is to be told; their bodies are still to be spelled.
  public var news: [WebhookNews]

  /// What a webhook is told of these events of an office's log, which are all it may be told of up to `to`.
  public init(_ webhook: Webhook, of office: OfficeID, events: [Event], from: EventPosition, to: EventPosition) {
    self.webhook = webhook.code
    self.from = from
    self.to = to
    news = events.compactMap { WebhookNews($0, of: office) }.filter { webhook.kinds.contains($0.type) }
  }

  /// The deliveries, with bodies as `spell` spells them.
  public func deliveries(_ spell: (WebhookNews) throws -> String) rethrows -> [WebhookDelivery] {
    try news.map { one in
      WebhookDelivery(
        webhook: webhook, id: one.data.position.description, kind: one.type, at: one.timestamp, body: try spell(one))
    }
  }
}
