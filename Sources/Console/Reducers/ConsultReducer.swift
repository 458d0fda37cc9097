import Desk

/// Asking a colleague within a talk 会商, and being asked.
enum ConsultReducer {
  /// A colleague who asked and was not answered yet comes first; then the side-talk where there is one, else the choice of a colleague.
  static func open(_ state: inout State) {
    if state.current?.conversation.consult == nil, let asked = state.askedElsewhere {
      TalkReducer.select(&state, asked)
      state.focus = .talk
    }
    guard let conversation = state.current?.conversation else { return }
    if conversation.consult == nil {
      state.popup = .transfer(TransferForm(conversation.id, for: .consult))
    } else {
      state.popup = .sideTalk(SideTalkForm(conversation.id))
    }
  }

  static func edit(_ state: inout State, _ key: Key) {
    guard case .sideTalk(var form) = state.popup else { return }
    _ = form.text.handle(key, width: state.popupTextWidth, state.ambiguous)
    state.popup = .sideTalk(form)
  }

  static func insert(_ state: inout State, _ text: String) {
    guard case .sideTalk(var form) = state.popup else { return }
    form.text.insert(text)
    state.popup = .sideTalk(form)
  }

  static func say(_ state: inout State) -> [Effect] {
    guard case .sideTalk(var form) = state.popup, !form.text.isBlank else { return [] }
    let text = form.text.text
    form.text = Editor()
    state.popup = .sideTalk(form)
    return [state.request(.sideTalk(form.conversation, text))]
  }

  static func end(_ state: inout State) -> [Effect] {
    guard case .sideTalk(let form) = state.popup else { return [] }
    return [state.request(.endConsult(form.conversation))]
  }

  /// From the side-talk: the colleague who is asked takes the talk over, once they have accepted.
  static func handOver(_ state: inout State) {
    guard case .sideTalk(let side) = state.popup,
      let conversation = state.replica?.conversations[side.conversation]?.conversation,
      let colleague = conversation.consult?.colleague, !state.isConsulted(in: conversation)
    else { return }
    var form = TransferForm(side.conversation)
    if let line = state.replica?.floor.seats.first(where: { $0.agent.id == colleague.id }) {
      form.target = .seat(line)
      form.field = .note
    }
    state.popup = .transfer(form)
  }

  static func began(_ state: inout State, _ detail: ConversationDetail) {
    let id = detail.conversation.id
    if case .transfer(let form) = state.popup, form.conversation == id { state.popup = .sideTalk(SideTalkForm(id)) }
  }

  /// Words that were not taken come back into the field, unless something else is written there.
  static func failed(_ state: inout State, _ id: ConversationID, _ text: String, _ failure: Failure) {
    state.notify(failure)
    guard case .sideTalk(var form) = state.popup, form.conversation == id, form.text.isEmpty else { return }
    form.text.insert(text)
    state.popup = .sideTalk(form)
  }

  static func follow(_ state: inout State, _ change: Consulted, _ before: Replica) -> [Effect] {
    let me = before.me.agent.id
    let id = change.conversation
    guard let consult = change.consult else {
      let isMine = change.colleague.id == me
      if case .sideTalk(let form) = state.popup, form.conversation == id { state.popup = nil }
      let dropped = isMine ? ConnectionReducer.drop(&state, id) : []
      guard change.endedBy?.id != me, before.conversations[id] != nil else { return dropped }
      state.notify(.information, Localised("会商已结束", "The consult is over"))
      return dropped
    }
    guard consult.colleague.id == me else { return [] }
    let key = Command.named(.consult)?.keys(at: .composer).first?.name ?? ""
    let text = Localised("有同事请您会商，按 \(key) 回复", "A colleague asks you; \(key) answers")
    state.notify(.warning, text)
    state.consultsToOpen.insert(id)
    let language = state.preferences.language
    return (state.preferences.isBellOn ? [.bell] : [])
      + (state.hasTerminalFocus
        ? [] : [.notify(title: Localised("会商", "Consult").text(language), body: text.text(language))])
  }

  static func follow(_ state: inout State, _ noted: Noted) -> [Effect] {
    guard noted.note.isSideTalk == true, noted.note.author.id != state.replica?.me.agent.id,
      state.replica?.conversations[noted.conversation] != nil
    else { return [] }
    if case .sideTalk(let form) = state.popup, form.conversation == noted.conversation, state.hasTerminalFocus {
      return []
    }
    let words = String(noted.note.text.prefix(60))
    state.notify(
      .warning, Localised("会商 \(noted.note.author.name)：\(words)", "Consult, \(noted.note.author.name): \(words)"))
    let title = Localised("会商 \(noted.note.author.name)", "Consult: \(noted.note.author.name)")
    return (state.preferences.isBellOn ? [.bell] : [])
      + (state.hasTerminalFocus ? [] : [.notify(title: title.text(state.preferences.language), body: words)])
  }

  /// A talk this seat is asked in has come: it comes to the middle, unless something is being written.
  static func settle(_ state: inout State) {
    for id in state.consultsToOpen where state.replica?.conversations[id] != nil {
      state.consultsToOpen.remove(id)
      guard state.focus != .composer || state.talk.editor.isEmpty, state.popup == nil else {
        state.consultsToAnswer.insert(id)
        continue
      }
      TalkReducer.select(&state, id)
      state.focus = .talk
    }
    guard !state.consultsToAnswer.isEmpty else { return }
    state.consultsToAnswer = state.consultsToAnswer.filter { $0 != state.selected && state.isAsked(in: $0) }
  }
}
