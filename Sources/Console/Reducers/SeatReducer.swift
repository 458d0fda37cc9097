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
