/// The pane that keys go to.
public enum Focus: String, Hashable, Sendable, CaseIterable {
  /// The queue.
  case queue
  /// One's own conversations.
  case conversations
  /// The messages.
  case talk
  /// The writing field.
  case composer
  /// The taxpayer's card.
  case card
}
