import Desk

/// What time itself brings about.
enum ClockReducer {
  /// A draft is on disk no later than this after a key, in milliseconds.
  static let draftDelay: Int64 = 400
  /// The knowledge base is asked once typing has paused this long.
  static let searchDelay: Int64 = 180
  /// A taxpayer's live words go when nothing more is heard of them.
  static let typedLifetime: Int64 = 30_000
  /// The agent has stopped typing after this long without a key.
  static let typingPause: Int64 = 5000

  static func reduce(_ state: inout State) -> [Effect] {
    let now = state.clock.monotonic
    if state.notices.contains(where: { $0.until <= now }) { state.notices.removeAll { $0.until <= now } }
    var effects: [Effect] = []
    // Most ticks concern no conversation.
    let due = state.talks.filter { isDue($0.value, now) }
    for (id, talk) in due.sorted(by: { $0.key < $1.key }) {
      if let typed = talk.typed, now - typed.at >= typedLifetime { state.talks[id]?.typed = nil }
      if let since = talk.unsavedSince, now - since >= draftDelay {
        effects.append(.persistDraft(id, talk.draft))
        state.talks[id]?.unsavedSince = nil
      }
      if let told = talk.typingToldAt, now - told >= typingPause { effects += ComposerReducer.stopTyping(&state, id) }
    }
    effects += OfferReducer.ring(&state) + OfferReducer.declineInTime(&state)
    effects += AlarmReducer.tick(&state)
    effects += WallReducer.tick(&state)
    WallReplayReducer.tick(&state)
    if case .knowledge(let search) = state.popup, let changed = search.changedAt, now - changed >= searchDelay {
      effects += KnowledgeReducer.ask(&state)
    }
    if case .pictures(let form) = state.popup, let moved = form.movedAt, now - moved >= PictureReducer.previewDelay {
      effects += PictureReducer.rested(&state, form)
    }
    return effects
  }

  private static func isDue(_ talk: Talk, _ now: Int64) -> Bool {
    if let typed = talk.typed, now - typed.at >= typedLifetime { return true }
    if let since = talk.unsavedSince, now - since >= draftDelay { return true }
    if let told = talk.typingToldAt, now - told >= typingPause { return true }
    return false
  }
}
