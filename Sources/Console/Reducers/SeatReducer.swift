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

  /// Tells an agent who was away for too long what became of their talks.
  static func tell(_ state: inout State, _ lost: SeatLoss) {
    let calendar = state.replica?.office.calendar ?? WorkingCalendar(weekly: [:])
    // The next morning the hour alone would be taken for today's.
    let at = calendar.words(lost.at, at: state.clock.now ?? lost.at)
    let choice = Command.named(.presence)?.keys.first { $0.text == nil }?.name ?? ""
    let ready = state.presenceChoices.firstIndex { if case .presence(.ready, _) = $0 { true } else { false } }
    let keys = choice + " \((ready ?? 0) + 1)"
    state.notify(
      .warning,
      Localised(
        "断线过久，\(at.chinese) 已签出；您的 \(lost.talks) 个会话已优先重新排队，\(keys) 示闲",
        "Away too long: signed out \(at.english), talks back in the queue, in front: \(lost.talks); \(keys) for ready"))
  }

  /// A digit takes its row of the choice of state at once.
  static func answer(_ state: inout State, _ key: Key) -> [Effect]? {
    guard let digit = key.text.flatMap({ Int($0) }) else { return nil }
    let choice = state.presenceChoices.enumerated().first { $1.digit(inRow: $0) == digit }?.element
    return choice.map { choose(&state, $0) } ?? []
  }

  static func quit(_ state: inout State) -> [Effect] {
    if state.load > 0 || !state.outbox.isEmpty {
      state.popup = .question(.quit)
      return []
    }
    return leave(&state, signOut: state.replica != nil)
  }

  static func signOut(_ state: inout State) -> [Effect] {
    // The backend's own rule, told before the console is gone.
    let isTalking = state.myConversations.contains {
      $0.conversation.stage == .talking && $0.conversation.agent?.id == state.replica?.me.agent.id
    }
    guard !isTalking else {
      state.popup = nil
      state.notify(.warning, Localised("还有进行中的会话，请先结束再签出", "End your conversations before you sign out"))
      return []
    }
    state.popup = .question(.signOut)
    return []
  }

  static func leave(_ state: inout State, signOut: Bool) -> [Effect] {
    state.popup = nil
    return ComposerReducer.saveDrafts(&state) + [.quit(signOut: signOut)]
  }
}
