import Desk

/// Messages on their way.
enum OutboxReducer {
  static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    switch action {
    case .outboxSending(let id): mark(&state, id, .sending)
    case .outboxWaiting(let id): mark(&state, id, .waiting)
    case .outboxRefused(let id, let problem):
      guard let message = state.outbox.first(where: { $0.id == id }) else { return [] }
      mark(&state, id, .failed(problem))
      guard state.replica?.conversations[message.conversation]?.conversation.stage == .talking else {
        // The talk is over: there is nowhere to send it, and it must not lie in the outbox for ever.
        state.outbox.removeAll { $0.id == id }
        state.notify(
          .failure,
          Localised("会话已结束，消息未发出：\(message.text.prefix(20))", "The talk is over; not sent: \(message.text.prefix(20))"))
        return [.withdraw(id)]
      }
      state.notify(
        .failure, Localised("消息未发出：\(problem.detail)", "Message not sent: \(problem.detailEnglish)"))
    case .outboxPosted(let id, let posted): take(&state, id, posted)
    default: break
    }
    return []
  }

  /// What the event log already tells is no longer on its way.
  static func clear(_ state: inout State, arrivedIn detail: ConversationDetail) {
    guard !state.outbox.isEmpty else { return }
    let arrived = Set(detail.messages.map(\.id))
    state.outbox.removeAll { arrived.contains($0.id) }
  }

  static func retry(_ state: inout State) -> [Effect] {
    let failed = state.failedHere
    for message in failed { mark(&state, message.id, .waiting) }
    return failed.map { .retry($0.id) }
  }

  static func withdraw(_ state: inout State) -> [Effect] {
    let failed = state.failedHere
    guard let id = state.selected, !failed.isEmpty else { return [] }
    state.outbox.removeAll { message in failed.contains { $0.id == message.id } }
    let text = failed.map(\.text).joined(separator: "\n")
    let now = state.clock.monotonic
    state.change(id) { talk in
      talk.editor.moveToStart()
      talk.editor.insert(talk.editor.isEmpty ? text : text + "\n")
      talk.editor.moveToEnd()
      talk.unsavedSince = talk.unsavedSince ?? now
    }
    state.focus = .composer
    return failed.map { .withdraw($0.id) }
  }

  private static func mark(_ state: inout State, _ id: MessageID, _ mark: PendingMessage.Mark) {
    guard let place = state.outbox.firstIndex(where: { $0.id == id }) else { return }
    state.outbox[place].mark = mark
  }

  /// Joins the answer to the replica only where it leaves no hole: a number jumped over would hide the message that comes between.
  private static func take(_ state: inout State, _ id: MessageID, _ posted: PostedMessages) {
    let conversation = posted.conversation.id
    let last = state.replica?.conversations[conversation]?.conversation.lastNumber
    if let last, let first = posted.messages.first, first.number <= last + 1,
      posted.conversation.lastNumber == posted.messages.last?.number
    {
      state.replica?.merge(ConversationDetail(conversation: posted.conversation, messages: posted.messages))
      if let detail = state.replica?.conversations[conversation] { clear(&state, arrivedIn: detail) }
    }
    mark(&state, id, .posted)
  }
}
