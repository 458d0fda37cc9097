import Desk

/// The agent's own state and leaving the seat.
enum SeatReducer {
  /// Rows of the choice of state.
  static func choose(_ state: inout State, _ choice: PresenceChoice) -> [Effect] {
    state.popup = nil
    switch choice {
    case .presence(let presence, let reason):
      let wanted = PresenceRequest(choice: presence, reason: reason)
      state.presenceRequested = wanted
      return [state.request(.presence(wanted))]
    case .signOut: return signOut(&state)
    }
  }

  static func quit(_ state: inout State) -> [Effect] {
    if state.load > 0 || !state.outbox.isEmpty {
      state.popup = .question(.quit)
      return []
    }
    return leave(&state, signOut: state.replica != nil)
  }

  static func signOut(_ state: inout State) -> [Effect] {
    state.popup = .question(.signOut)
    return []
  }

  static func leave(_ state: inout State, signOut: Bool) -> [Effect] {
    state.popup = nil
    return ComposerReducer.saveDrafts(&state) + [.quit(signOut: signOut)]
  }
}

/// A row of the choice of state.
public enum PresenceChoice: Hashable, Sendable {
  /// That state, with a break's reason.
  case presence(Presence, reason: String?)
  /// Sign out and leave.
  case signOut
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
    replica?.catalogue.breakReasons.first { $0.code == code }?.name
  }
}
