import Desk

/// What needs a second key.
public enum Question: Hashable, Sendable {
  /// Leave although conversations are live.
  case quit
  /// Sign the seat out and leave.
  case signOut
  /// End that talk.
  case end(ConversationID)
  /// Delete that quick reply of one's own.
  case dropReply(code: String, title: String, revision: Int)
  /// Let that blocked taxpayer talk to agents again.
  case unblock(TaxpayerID, name: String)
}
