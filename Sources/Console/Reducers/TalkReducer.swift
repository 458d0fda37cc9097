import Desk

/// The conversation in the middle: choosing it, reading back, what the taxpayer types.
enum TalkReducer {
  static func select(_ state: inout State, _ id: ConversationID) {
    guard state.replica?.conversations[id] != nil else { return }
    state.selected = id
    state.change(id) { $0.isSendArmed = false }
  }

  static func select(_ state: inout State, by step: Int) {
    let all = state.myConversations
    guard !all.isEmpty else { return }
    let place = all.firstIndex { $0.conversation.id == state.selected } ?? 0
    select(&state, all[min(max(0, place + step), all.count - 1)].conversation.id)
  }

  static func hear(_ state: inout State, _ notice: TypingNotice) {
    guard notice.side == .taxpayer, state.replica?.conversations[notice.conversation] != nil else { return }
    let now = state.clock.monotonic
    state.change(notice.conversation) { talk in
      talk.typed = notice.isTyping ? LiveDraft(text: notice.draft, at: now) : nil
    }
  }

  /// Scrolls back by that many rows, forward with a negative number; earlier messages are fetched when the top is reached.
  static func scroll(_ state: inout State, by rows: Int) -> [Effect] {
    guard let current = state.current else { return [] }
    let id = current.conversation.id
    let old = state.talk.scroll ?? Scroll(anchor: current.conversation.lastNumber, rows: 0)
    let wanted = old.rows + rows
    guard wanted > 0 || state.newBelow > 0 && wanted == 0 else {
      toBottom(&state)
      return []
    }
    state.change(id) { $0.scroll = Scroll(anchor: old.anchor, rows: max(0, wanted)) }
    guard let window = state.talkWindow(state.layout) else { return [] }
    state.change(id) { $0.scroll = Scroll(anchor: old.anchor, rows: window.scrolledRows) }
    if window.scrolledRows == 0, state.newBelow == 0 { toBottom(&state) }
    return window.isAtTop && rows > 0 ? loadEarlier(&state) : []
  }

  static func toTop(_ state: inout State) -> [Effect] { scroll(&state, by: 1_000_000) }

  static func toBottom(_ state: inout State) {
    guard let id = state.selected else { return }
    state.change(id) { talk in
      talk.scroll = nil
      talk.missed = 0
    }
  }

  private static func loadEarlier(_ state: inout State) -> [Effect] {
    guard let current = state.current, let first = current.messages.first, first.number > 1,
      !state.talk.isLoadingEarlier, !state.connection.isLost
    else { return [] }
    state.change(current.conversation.id) { $0.isLoadingEarlier = true }
    return [state.request(.earlier(current.conversation.id, before: first.number))]
  }
}
