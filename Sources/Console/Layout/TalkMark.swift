/// How far the agent's own words came.
public enum TalkMark: Hashable, Sendable {
  /// In the outbox.
  case waiting
  /// On the wire.
  case sending
  /// Durable at the backend.
  case posted
  /// On the taxpayer's page.
  case delivered
  /// Read by the taxpayer.
  case read
  /// Refused.
  case failed
}
