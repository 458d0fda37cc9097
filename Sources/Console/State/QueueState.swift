import Desk

/// What the agent does with the queue.
public struct QueueState: Equatable, Sendable {
  /// The marked line.
  public var selected: ConversationID?
  /// The marked line's place, from 0: the mark stays there when the line goes.
  public var row: Int
  /// What the queue is narrowed down to.
  public var filter: Editor
  /// Whether the filter is being written.
  public var isFiltering: Bool
  /// The conversation this console is trying to take.
  public var accepting: ConversationID?
  /// The name it had in the queue; whoever loses a race finds it gone from there.
  public var acceptingName: String?
  /// What was typed for that conversation before it was there.
  public var typedAhead = ""

  /// Nothing marked, nothing filtered.
  public init() {
    filter = Editor(isMultiline: false)
    isFiltering = false
    row = 0
  }
}
