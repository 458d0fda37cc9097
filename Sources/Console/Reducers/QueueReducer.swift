import Desk

/// The queue: looking, filtering, taking.
enum QueueReducer {
  static func reduce(_ state: inout State, _ digest: FloorDigest) -> [Effect] {
    guard let before = state.replica else { return [] }
    let hadNobody = state.nextInQueue == nil
    let me = before.me.agent.id
    let known = Set(before.floor.waiting.filter { $0.reservedFor?.id == me }.map(\.conversation))
    state.clock.hear(digest.at)
    state.replica?.apply(digest)
    if case .catchingUp = state.connection {
      if before.position >= digest.head {
        ConnectionReducer.reached(&state, digest.head)
      } else if state.catchUpTarget == nil {
        state.catchUpTarget = digest.head
      }
    }
    let handed = state.replica?.floor.waiting.first { $0.reservedFor?.id == me && !known.contains($0.conversation) }
    if let handed { return told(&state, handed) }
    let isFree = before.me.effective == .ready && state.slotsTaken < before.me.agent.slots
    guard hadNobody, isFree, state.preferences.isBellOn, let next = state.nextInQueue else { return [] }
    let body = PlainSpelling.wait(next, state.preferences.language)
    return [.bell] + (state.hasTerminalFocus ? [] : [.notify(title: body.title, body: body.body)])
  }

  /// A colleague passed somebody on to this seat.
  private static func told(_ state: inout State, _ line: QueueLine) -> [Effect] {
    let from = line.transferredFrom?.name ?? ""
    let text = Localised(
      "\(from) 将 \(line.taxpayer) 转给您，按 F5 接入", "\(from) passes \(line.taxpayer) on to you; F5 takes them")
    state.notify(.warning, text)
    if state.replica?.conversations.isEmpty == true { state.queue.selected = line.conversation }
    guard state.preferences.isBellOn else { return [] }
    let language = state.preferences.language
    return [.bell] + (state.hasTerminalFocus ? [] : [.notify(title: line.taxpayer, body: text.text(language))])
  }

  static func move(_ state: inout State, by step: Int) {
    let lines = state.queueLines
    guard !lines.isEmpty else { return }
    state.queue.row = min(max(0, state.queue.row + step), lines.count - 1)
    state.queue.selected = lines[state.queue.row].conversation
  }

  static func accept(_ state: inout State, _ id: ConversationID) -> [Effect] {
    state.queue.accepting = id
    state.queue.acceptingName = state.replica?.floor.waiting.first { $0.conversation == id }?.taxpayer
    if case .preview = state.popup { state.popup = nil }
    return [state.request(.accept(id))]
  }

  static func preview(_ state: inout State, _ id: ConversationID) -> [Effect] {
    state.popup = .preview(Preview(conversation: id))
    return [state.request(.conversation(id))]
  }

  /// The conversation just taken comes to the middle, ready to be answered.
  static func open(_ state: inout State, accepted detail: ConversationDetail) {
    let id = detail.conversation.id
    guard state.replica?.conversations[id] != nil else { return }
    state.notify(
      .success,
      Localised("已接入 \(detail.conversation.taxpayer.name)", "You talk with \(detail.conversation.taxpayer.name)"))
    // What lies open is about the talk it was opened for: another must not come under it, nor under what is being written.
    guard state.popup == nil, state.focus != .composer || state.talk.editor.isEmpty else { return }
    TalkReducer.select(&state, id)
    state.focus = .composer
  }

  static func lose(_ state: inout State, _ id: ConversationID, _ failure: Failure) {
    if case .refused(let problem) = failure, problem.kind == .signedOut {
      state.notify(.warning, state.signedOutObstacle(problem))
      return
    }
    guard case .refused(let problem) = failure, problem.kind == .alreadyTaken, let winner = problem.winner else {
      state.notify(failure)
      return
    }
    let name = state.queue.acceptingName
    state.notify(
      .warning,
      Localised(
        "\(name ?? "该纳税人") 已由 \(winner.name) 接入", "\(winner.name) has taken \(name ?? "that conversation") already"))
  }
}

/// Words for notices outside the window.
private enum PlainSpelling {
  static func wait(_ line: QueueLine, _ language: Language) -> (title: String, body: String) {
    (Localised("有人排队", "Somebody waits").text(language), line.taxpayer + " " + line.reason)
  }
}
