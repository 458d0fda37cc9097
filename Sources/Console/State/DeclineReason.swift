import Desk

/// Why an agent lets an offer pass, as a quick choice; to leave it out is one, too.
public enum DeclineReason: Int, CaseIterable, Sendable {
  /// Other talks take all their attention.
  case occupied = 1
  /// The matter is not theirs.
  case unfamiliar
  /// They know the person, or may not serve them for another reason.
  case conflict
  /// They are about to leave the seat.
  case leaving

  /// What the choice says, and what colleagues read.
  public var name: Localised {
    switch self {
    case .occupied: Localised("手头忙", "Busy")
    case .unfamiliar: Localised("业务不熟", "Unfamiliar")
    case .conflict: Localised("需回避", "Conflict")
    case .leaving: Localised("要离席", "Leaving")
    }
  }
}

extension State {
  /// Whether the offer in front is being let pass, and its reason may be chosen.
  public var isChoosingDeclineReason: Bool {
    decliningAsked != nil && decliningAsked == offer?.conversation && declining != decliningAsked
  }
}
