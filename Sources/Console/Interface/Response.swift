import Desk

/// What a request was answered with.
public enum Response: Hashable, Sendable {
  /// To `snapshot`.
  case snapshot(StaffSnapshot)
  /// To `conversation`, `accept`, `end` and `wrapUp`.
  case conversation(ConversationDetail)
  /// To `earlier`.
  case page(MessagePage)
  /// To `presence`.
  case seat(Seat)
  /// To `keepReply`.
  case reply(PersonalReply)
  /// To `articles`.
  case articles([Article])
  /// To `phoneLink`.
  case phoneLink(PhoneLink)
  /// To `receipt` and `typing`.
  case done
}
