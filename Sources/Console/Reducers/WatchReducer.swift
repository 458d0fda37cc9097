import Desk

/// Watching 监看: a conversation as it goes on, on a stream of its own that those in it know nothing of.
enum WatchReducer {
  static func open(_ state: inout State, _ id: ConversationID) -> [Effect] {
    WallReducer.change(&state) { $0.watch = WatchedTalk(id) }
    state.watching = id
    return [.openWatch(id)]
  }

  static func reduce(_ state: inout State, _ news: WatchNews) -> [Effect] {
    let now = state.clock.monotonic
    WallReducer.change(&state) { board in
      guard var watch = board.watch else { return }
      take(&watch, news, now)
      board.watch = watch
    }
    return []
  }

  private static func take(_ watch: inout WatchedTalk, _ news: WatchNews, _ now: Int64) {
    switch news {
    case .conversation(let detail):
      guard detail.conversation.id == watch.conversation else { return }
      watch.detail = detail
      watch.failure = nil
    case .event(let event): apply(event, to: &watch)
    case .typing(let notice):
      guard notice.conversation == watch.conversation else { return }
      if notice.side == .taxpayer {
        watch.typed = notice.isTyping == false && notice.draft.isEmpty ? nil : LiveDraft(text: notice.draft, at: now)
      } else {
        watch.agentTypesUntil = notice.isTyping == false ? 0 : now + ClockReducer.typingPause
      }
    // One that is over ends with its conversation.
    case .lost(let failure, _): if watch.detail?.conversation.stage != .closed { watch.failure = failure }
    }
  }

  private static func apply(_ event: Event, to watch: inout WatchedTalk) {
    guard event.body.conversation == watch.conversation, var detail = watch.detail else { return }
    if case .messagePosted(let message) = event.body {
      guard message.number > detail.conversation.lastNumber else { return }
      detail.messages.append(message)
      if message.author.side == .taxpayer { watch.typed = nil }
      if message.author.side == .agent { watch.agentTypesUntil = 0 }
    }
    detail.conversation.apply(event.body, at: event.at)
    watch.detail = detail
  }

  /// A watch that nothing shows any more ends, and so does one of a conversation that is over: it is on record for as long as it goes on.
  static func settle(_ state: inout State) -> [Effect] {
    var watch = state.wall?.watch
    if case .wall(let board) = state.underHelp { watch = watch ?? board.watch }
    let shown = watch?.detail?.conversation.stage == .closed ? nil : watch?.conversation
    guard let watching = state.watching, watching != shown else { return [] }
    state.watching = nil
    return [.closeWatch]
  }
}
