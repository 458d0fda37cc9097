import Desk

/// What lies under the pointer; views return these with their regions.
public enum HitTarget: Hashable, Sendable {
  /// A line of the queue.
  case queueLine(ConversationID)
  /// A line of one's conversations.
  case conversationLine(ConversationID)
  /// The messages.
  case talk
  /// The writing field; the row and column within it, from 0.
  case composer(row: Int, column: Int)
  /// The taxpayer's card.
  case card
  /// A hint or button that runs a command.
  case command(CommandID)
  /// A row of the popup's list, from 0.
  case popupRow(Int)
  /// Within the popup, on nothing that acts.
  case popup
  /// Nothing.
  case nothing
}

/// What the mouse did.
public struct PointerEvent: Hashable, Sendable {
  /// The kinds of doing.
  public enum Kind: Hashable, Sendable {
    /// The main button went down.
    case pressed
    /// Pressed twice within the terminal's double-click time.
    case pressedTwice
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
  }

  /// What it did.
  public var kind: Kind
  /// What lay under it.
  public var target: HitTarget

  /// An event from its parts.
  public init(_ kind: Kind, on target: HitTarget) {
    self.kind = kind
    self.target = target
  }
}
