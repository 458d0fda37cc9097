import Desk

/// Puts right what the last action left behind: marks on lines that are gone, panes that are not there, messages now read.
enum SettleReducer {
  static func reduce(_ state: inout State) -> [Effect] {
    guard let replica = state.replica else { return [] }
    ConsultReducer.settle(&state)
    keepMark(&state)
    keepSelection(&state)
    keepFocus(&state)
    return WatchReducer.settle(&state) + OutboxReducer.settle(&state) + report(&state, replica) + suggest(&state)
  }

  private static func keepMark(_ state: inout State) {
    let lines = state.queueLines
    if let marked = state.queue.selected, let row = lines.firstIndex(where: { $0.conversation == marked }) {
      state.queue.row = row
    } else {
      state.queue.row = min(state.queue.row, max(0, lines.count - 1))
      state.queue.selected = lines.isEmpty ? nil : lines[state.queue.row].conversation
    }
  }

  private static func keepSelection(_ state: inout State) {
    if case .wrapUp(let id) = state.popup, state.replica?.conversations[id] == nil { state.popup = nil }
    if let id = state.popup?.sheetConversation, state.replica?.conversations[id] == nil { state.popup = nil }
    guard state.current == nil else { return }
    // What was being chosen was for the talk that is gone.
    switch state.popup {
    case .sheetTemplates, .entryLinks, .quickReplies, .knowledge: state.popup = nil
    default: break
    }
    let next =
      state.unreadConversations.first?.conversation.id ?? state.mostOverdue
      ?? state.myConversations.first?.conversation.id
    state.selected = next
    if next == nil, state.focus != .queue { state.focus = .queue }
    if next != nil, state.focus == .composer { state.focus = .conversations }
  }

  private static func keepFocus(_ state: inout State) {
    if state.focus == .composer, state.current.map({ !state.canWrite(in: $0.conversation) }) ?? true {
      state.focus = .talk
    }
    if state.focus == .card, state.layout.arrangement != .three { state.focus = .talk }
    if state.focus != .queue { state.queue.isFiltering = false }
  }

  /// Tells the backend what has been received, and read where the conversation is on the screen of a window that has the focus.
  private static func report(_ state: inout State, _ replica: Replica) -> [Effect] {
    look(&state)
    guard state.connection != .connecting, !state.connection.isLost else { return [] }
    var effects: [Effect] = []
    for detail in state.myConversations
    where state.canWrite(in: detail.conversation) && !state.hasJoined(detail.conversation) {
      let id = detail.conversation.id
      let known = detail.conversation.agentReceipt.merged(with: state.talks[id]?.reported ?? Receipt())
      let isRead = id == state.reading
      let last = detail.conversation.lastNumber
      let now = known.merged(with: Receipt(delivered: last, read: isRead ? last : 0))
      guard now != known else { continue }
      state.change(id) { $0.reported = now }
      effects.append(state.request(.receipt(id, ReceiptReport(delivered: now.delivered, read: now.read))))
    }
    return effects
  }

  /// Notes which conversation is being looked at. What came to it while one looked elsewhere stands below a line, until one looks away again.
  private static func look(_ state: inout State) {
    let isLooking =
      state.connection.isCurrent && state.hasTerminalFocus && state.talk.scroll == nil && state.wall == nil
    let reading = isLooking ? state.current?.conversation.id : nil
    guard reading != state.reading else { return }
    state.reading = reading
    guard let reading, let detail = state.current else { return }
    let reported = state.talks[reading]?.reported ?? Receipt()
    let read = detail.conversation.agentReceipt.merged(with: reported).read
    let isNew = read > 0 && state.unread(detail) > 0
    state.change(reading) { $0.seenUntil = isNew ? read : nil }
  }

  /// Looks for articles that may help with the taxpayer's last words in the conversation on the screen.
  private static func suggest(_ state: inout State) -> [Effect] {
    guard state.connection.isCurrent, let current = state.current, current.conversation.stage == .talking,
      let last = current.messages.last(where: { $0.author.side == .taxpayer }),
      state.talk.suggestions.number < last.number, case .text(let body) = last.body
    else { return [] }
    let id = current.conversation.id
    // A greeting says nothing about the matter and “what do I bring along?” only half: the reason for waiting says the rest.
    let reason = current.conversation.queue?.reason ?? ""
    // What was said before the talk began was the call for a person, or is the reason itself.
    let isBefore = current.conversation.acceptedAt.map { last.at <= $0 } ?? false
    let words =
      isBefore && !reason.isEmpty
      ? reason
      : reason.isEmpty || body.text.count >= 16 ? body.text : body.text.count < 5 ? reason : reason + " " + body.text
    let effect = state.request(.articles(query: String(words.prefix(200)), limit: 3))
    state.change(id) {
      $0.suggestions.number = last.number
      if case .send(let request) = effect { $0.suggestions.request = request.id }
    }
    return [effect]
  }
}
