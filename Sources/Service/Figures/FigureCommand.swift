import Desk

/// A change about figures: what is watched, what came of it, other ways for those who wait, and reviews.
public enum FigureCommand: Hashable, Sendable {
  /// A supervisor or an administrator changes what is watched, which they read at that revision.
  case changeThresholds(ThresholdDraft, expecting: Int)
  /// The backend tells what watched figures are now.
  case judge([FigureReading])
  /// A supervisor looks after an alert that stands.
  case handleAlert(AlertReference)
  /// A supervisor offers somebody who waits to leave a message or to book instead.
  case offerOtherWays(ConversationID, noticeID: MessageID)
  /// A supervisor reviews a conversation.
  case review(ReviewDraft)

  /// Which conversation is meant.
  var conversation: ConversationID? {
    switch self {
    case .changeThresholds, .judge, .handleAlert: nil
    case .offerOtherWays(let id, _): id
    case .review(let draft): draft.conversation
    }
  }
}
