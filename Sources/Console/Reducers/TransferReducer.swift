import Desk

/// Passing a talk on 转接, holding it 挂起, notes for other staff.
enum TransferReducer {
  static func edit(_ state: inout State, _ key: Key) {
    let width = state.popupTextWidth
    let ambiguous = state.ambiguous
    switch state.popup {
    case .transfer(var form):
      switch form.field {
      case .target:
        let before = form.filter.characters
        _ = form.filter.handle(key, width: width, ambiguous)
        if form.filter.characters != before { form.selected = 0 }
      case .note: _ = form.note.handle(key, width: width, ambiguous)
      }
      state.popup = .transfer(form)
    case .note(var form):
      _ = form.text.handle(key, width: width, ambiguous)
      state.popup = .note(form)
    default: break
    }
  }

  static func insert(_ state: inout State, _ text: String) {
    switch state.popup {
    case .transfer(var form):
      form.note.insert(text)
      state.popup = .transfer(form)
    case .note(var form):
      form.text.insert(text)
      state.popup = .note(form)
    default: break
    }
  }

  static func move(_ state: inout State, by step: Int) {
    guard case .transfer(var form) = state.popup, form.field == .target else { return }
    let count = state.targets(of: form).count
    form.selected = min(max(0, form.selected + step), max(0, count - 1))
    state.popup = .transfer(form)
  }

  /// Takes the marked target and goes on to the note.
  static func choose(_ state: inout State) {
    guard case .transfer(var form) = state.popup else { return }
    let targets = state.targets(of: form)
    guard targets.indices.contains(form.selected) else { return }
    form.target = targets[form.selected]
    form.field = .note
    state.popup = .transfer(form)
  }

  static func switchField(_ state: inout State) {
    guard case .transfer(var form) = state.popup else { return }
    if form.field == .target { return choose(&state) }
    form.field = .target
    state.popup = .transfer(form)
  }

  static func submit(_ state: inout State) -> [Effect] {
    switch state.popup {
    case .transfer(var form):
      guard !form.isSending, let target = form.target else { return [] }
      form.isSending = true
      state.popup = .transfer(form)
      let note = form.note.isBlank ? nil : form.note.text
      if form.purpose == .consult {
        guard case .seat(let line) = target else { return [] }
        return [state.request(.consult(form.conversation, ConsultRequest(agent: line.agent.id, question: note)))]
      }
      let request =
        switch target {
        case .group(let figures): TalkTransfer(group: figures.group, note: note)
        case .seat(let line): TalkTransfer(agent: line.agent.id, note: note)
        }
      return [state.request(.transfer(form.conversation, request))]
    case .note(let form):
      guard !form.text.isBlank else { return [] }
      state.popup = nil
      return [state.request(.note(form.conversation, form.text.text))]
    default: return []
    }
  }

  static func transferred(_ state: inout State, _ detail: ConversationDetail) {
    let id = detail.conversation.id
    if case .transfer(let form) = state.popup, form.conversation == id { state.popup = nil }
    let name = detail.conversation.taxpayer.name
    let entry = detail.conversation.queue
    let group = state.replica?.catalogue.groups.first { $0.id == entry?.group }?.name
    let target = entry?.reservedFor.map { Localised($0.name, $0.name) } ?? group ?? Localised("", "")
    state.notify(
      .success, Localised("已将 \(name) 转给 \(target.chinese)", "\(name) was passed on to \(target.english)"))
  }

  static func failed(_ state: inout State, _ id: ConversationID, _ failure: Failure) {
    if case .transfer(var form) = state.popup, form.conversation == id {
      form.isSending = false
      state.popup = .transfer(form)
    }
    state.notify(failure)
  }

  /// A note that was not taken comes back into its field, unless something else lies there.
  static func noteFailed(_ state: inout State, _ id: ConversationID, _ text: String, _ failure: Failure) {
    state.notify(failure)
    guard state.popup == nil, state.replica?.conversations[id] != nil else { return }
    var form = NoteForm(id)
    form.text.insert(text)
    state.popup = .note(form)
  }

  static func hold(_ state: inout State) -> [Effect] {
    guard let conversation = state.current?.conversation else { return [] }
    return [state.request(.hold(conversation.id, isHeld: conversation.heldSince == nil))]
  }
}

extension State {
  /// What the form offers: groups take talks, only colleagues can be asked.
  public func targets(of form: TransferForm) -> [TransferTarget] {
    let all = transferTargets(matching: form.filter.text)
    return form.purpose == .transfer ? all : all.filter { if case .seat = $0 { true } else { false } }
  }

  /// Where the talk in the middle can go: colleagues who are signed in, those ready with room first, and the groups.
  public func transferTargets(matching words: String) -> [TransferTarget] {
    guard let replica else { return [] }
    let colleagues = replica.floor.seats.filter { $0.agent.id != replica.me.agent.id }
      .sorted { (rank($0), $0.agent.name) < (rank($1), $1.agent.name) }
    let all = replica.floor.groups.map(TransferTarget.group) + colleagues.map(TransferTarget.seat)
    guard !words.isEmpty else { return all }
    let initials = Dictionary(replica.catalogue.groups.map { ($0.id, $0.pinyin ?? "") }) { one, _ in one }
    let found = all.enumerated().compactMap { index, target -> (Int, Int, TransferTarget)? in
      let names =
        switch target {
        case .group(let figures):
          [figures.name.chinese, figures.name.english, figures.group.rawValue, initials[figures.group] ?? ""]
        case .seat(let line): [line.agent.name, line.agent.id.rawValue]
        }
      guard let score = Fuzzy.score(words, in: names) else { return nil }
      return (score, index, target)
    }
    return found.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private func rank(_ line: SeatLine) -> Int {
    if line.awaySince != nil { return 3 }
    return line.presence == .ready && line.load < line.slots ? 0 : line.presence == .ready ? 1 : 2
  }
}
