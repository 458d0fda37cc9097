import Desk

/// One line of the outbox's journal: the only way the outbox changes for good.
public enum OutboxRecord: Hashable, Codable, Sendable {
  /// A message was written.
  case queued(OutboxItem)
  /// The backend has its picture, under that name.
  case uploaded(MessageID, ImageID)
  /// The backend has it.
  case delivered(MessageID)
  /// The backend will not have it, and why; it stays until the agent takes it back.
  case refused(MessageID, Problem)
  /// The agent wants it tried again.
  case retried(MessageID)
  /// The agent took it back.
  case discarded(MessageID)
}
