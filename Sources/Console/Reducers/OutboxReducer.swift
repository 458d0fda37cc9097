import Desk

/// Messages on their way.
enum OutboxReducer {
  static func reduce(_ state: inout State, _ action: Action) -> [Effect] {
    switch action {
    case .outboxSending(let id): mark(&state, id, .sending)
    case .outboxProgressed(let id, let percent):
      guard let place = state.outbox.firstIndex(where: { $0.id == id }) else { return [] }
      state.outbox[place].picture?.percent = percent
    case .outboxWaiting(let id): mark(&state, id, .waiting)
    case .outboxRefused(let id, let problem):
      guard let message = state.outbox.first(where: { $0.id == id }) else { return [] }
      mark(&state, id, .failed(problem))
      guard state.replica?.conversations[message.conversation]?.conversation.stage == .talking else {
        return giveUp(&state, message)
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

  /// Settles what concerns conversations that are gone: what was posted has arrived, though its event is not told here any more; what was
  /// refused is given up, for nobody could select them to take it back.
  static func settle(_ state: inout State) -> [Effect] {
    guard !state.outbox.isEmpty, let conversations = state.replica?.conversations else { return [] }
    state.outbox.removeAll { $0.mark == .posted && conversations[$0.conversation] == nil }
    let lost = state.outbox.filter { $0.mark.isFailed && conversations[$0.conversation] == nil }
    return lost.flatMap { giveUp(&state, $0) }
  }

  /// The talk is another's now, or over: there is nowhere to send it, and it must not lie in the outbox for ever. Its words are the agent's still.
  private static func giveUp(_ state: inout State, _ message: PendingMessage) -> [Effect] {
    state.outbox.removeAll { $0.id == message.id }
    let links = state.replica?.catalogue.entryLinks ?? []
    guard message.entryLink == nil, message.picture == nil, message.sheet == nil else {
      state.notify(
        .failure,
        Localised(
          "会话已不在您处，未发出：\(message.words(links, .chinese))",
          "The talk is not yours any more; not sent: \(message.words(links, .english))"))
      return [.withdraw(message.id)]
    }
    state.notify(
      .failure,
      Localised(
        "会话已不在您处，消息未发出，内容已复制到剪贴板：\(message.text)",
        "The talk is not yours any more; not sent, copied to the clipboard: \(message.text)"))
    return [.copy(message.text), .withdraw(message.id)]
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
    let text = failed.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n")
    let draft = state.change(id) { talk in
      talk.editor.moveToStart()
      talk.editor.insert(talk.editor.isEmpty || text.isEmpty ? text : text + "\n")
      talk.editor.moveToEnd()
      talk.unsavedSince = nil
      return talk.draft
    }
    let links = state.replica?.catalogue.entryLinks ?? []
    for message in failed where message.entryLink != nil || message.picture != nil || message.sheet != nil {
      state.notify(
        .information,
        Localised(
          "未发出，已取消：\(message.words(links, .chinese))", "Not sent and dropped: \(message.words(links, .english))"))
    }
    state.focus = .composer
    // Kept as a draft before it is let go as a message.
    return [.persistDraft(id, draft)] + failed.map { .withdraw($0.id) }
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
