/// What an office's own systems may be told of.
public enum WebhookKind: String, Codable, Sendable, CaseIterable {
  /// A watched figure left its range, or came to a graver one.
  case alertRaised = "alert.raised"
  /// A watched figure lies well within its range again.
  case alertCleared = "alert.cleared"
  /// A taxpayer's first words began a conversation.
  case conversationOpened = "conversation.opened"
  /// A conversation ended for its taxpayer.
  case conversationEnded = "conversation.ended"
  /// A message 留言 was left.
  case messageLeft = "message.left"
  /// A step of a ticket 工单 was taken.
  case ticketChanged = "ticket.changed"

  /// The kind an event is of; `nil` for what is not told.
  public init?(_ body: EventBody) {
    switch body {
    case .alarmRaised(let raised) where raised.kind == .threshold:
      self = raised.isOver == true ? .alertCleared : .alertRaised
    case .conversationOpened: self = .conversationOpened
    case .ended: self = .conversationEnded
    case .promiseChanged(let change) where change.kind == .ticket: self = .ticketChanged
    case .promiseChanged(let change) where change.entry.number == 1: self = .messageLeft
    default: return nil
    }
  }
}
