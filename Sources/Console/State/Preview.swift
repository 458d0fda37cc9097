import Desk

/// A waiting conversation as it is looked at.
public struct Preview: Equatable, Sendable {
  /// Which one.
  public var conversation: ConversationID
  /// Its messages, once they came.
  public var detail: ConversationDetail?
  /// Why they did not come.
  public var failure: Failure?
  /// Rows scrolled back from the newest.
  public var scroll: Int

  /// A look that has just begun.
  public init(conversation: ConversationID) {
    self.conversation = conversation
    scroll = 0
  }
}
