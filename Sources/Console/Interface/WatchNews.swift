import Desk

/// What the stream of a watched conversation tells.
public enum WatchNews: Equatable, Sendable {
  /// The conversation as it stands; what was here before gives way to it.
  case conversation(ConversationDetail)
  /// It moved on.
  case event(Event)
  /// Somebody types in it.
  case typing(TypingNotice)
  /// The stream is gone, and taken up again by itself unless it was refused for good.
  case lost(Failure, isOver: Bool)
}
