import Desk

/// What a command comes to: nothing here has happened yet.
public struct Outcome: Hashable, Sendable {
  /// What to append to the office's log, in order.
  public var events: [EventBody]
  /// The conversations the events change, as they stand after them.
  public var conversations: [Conversation]
  /// What becomes of deadlines.
  public var timers: [TimerChange]
  /// A question the assistant could not answer, for those who maintain the knowledge base.
  public var unanswered: String?
  /// What the one who asked is told.
  public var answer: Answer

  /// An outcome from its parts.
  public init(
    events: [EventBody] = [], conversations: [Conversation] = [], timers: [TimerChange] = [],
    unanswered: String? = nil, answer: Answer
  ) {
    self.events = events
    self.conversations = conversations
    self.timers = timers
    self.unanswered = unanswered
    self.answer = answer
  }
}
