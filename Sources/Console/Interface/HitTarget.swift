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
  /// A figure over the panes of the wall.
  case wallFigure(WallFigure)
  /// An hour of the week.
  case wallHour(WallHour)
  /// A row of a pane of the wall, from 0.
  case wallRow(WallBoard.Pane, Int)
  /// Within the popup, on nothing that acts.
  case popup
  /// Nothing.
  case nothing
}
