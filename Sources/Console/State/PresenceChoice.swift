import Desk

/// A row of the choice of state.
public enum PresenceChoice: Hashable, Sendable {
  /// That state, with a break's reason.
  case presence(Presence, reason: String?)
  /// Sign out and leave.
  case signOut

  /// The digit that takes it in that row: 0 always signs out, however many breaks an office knows.
  public func digit(inRow row: Int) -> Int? {
    switch self {
    case .signOut: 0
    case .presence: row < 9 ? row + 1 : nil
    }
  }
}

extension State {
  /// The rows of the choice of state, from top to bottom.
  public var presenceChoices: [PresenceChoice] {
    let breaks = replica?.catalogue.breakReasons.map { PresenceChoice.presence(.onBreak, reason: $0.code) } ?? []
    return [.presence(.ready, reason: nil), .presence(.busy, reason: nil)] + breaks
      + [.presence(.training, reason: nil), .signOut]
  }

  /// A break reason's name.
  public func breakName(_ code: String?) -> Localised? {
    let reasons = (replica?.catalogue.breakReasons ?? []) + [.missedOffer]
    return reasons.first { $0.code == code }?.name
  }
}
