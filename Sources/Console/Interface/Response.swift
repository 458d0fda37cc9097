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
  /// To `articles`.
  case articles([Article])
  /// To `receipt` and `typing`.
  case done
}

/// Why a request or the stream did not succeed.
public enum Failure: Hashable, Sendable {
  /// The backend refused, and says why.
  case refused(Problem)
  /// The backend could not be reached or broke off; a short technical reason for the curious.
  case unreachable(String)
  /// The backend answered something that cannot be read.
  case unreadable(String)
}
