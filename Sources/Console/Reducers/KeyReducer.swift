import Desk

/// Keys and pastes: to the command table first, to the text field where there is one.
enum KeyReducer {
  /// A key in the writing field that is no command.
  static func write(_ state: inout State, _ key: Key) -> [Effect] {
    OfferReducer.answer(&state, key) ?? TypeAheadReducer.take(&state, key, at: .composer)
      ?? ComposerReducer.edit(&state, key).effects
  }

  static func reduce(_ state: inout State, _ key: Key, at place: Place) -> [Effect] {
    if let effects = OfferReducer.answer(&state, key) ?? TypeAheadReducer.take(&state, key, at: place) {
      return effects
    }
    if let effects = WallReplayReducer.key(&state, key) { return effects }
    if case .question(let question) = state.popup, let effects = answer(&state, question, key) { return effects }
    if case .call(let form) = state.popup, let effects = CallReducer.answer(&state, form, key) { return effects }
    if case .presence = state.popup, let effects = SeatReducer.answer(&state, key) { return effects }
    if let command = Command.at(place, key: key) { return CommandReducer.run(&state, command.id) }
    guard place.isText else { return [] }
    return edit(&state, place, key)
  }

  static func paste(_ state: inout State, _ text: String) -> [Effect] {
    if TypeAheadReducer.paste(&state, text) { return [] }
    switch state.place {
    case .composer, .prompt, .completion:
      if let path = PastedPath.picture(text), state.obstacle(to: .sendPicture) == nil {
        return PictureReducer.open(&state, path: path, pasted: text)
      }
      return ComposerReducer.insert(&state, text)
    case .conversations, .talk, .card:
      guard state.obstacle(to: .send) == nil else { return [] }
      if let path = PastedPath.picture(text) { return PictureReducer.open(&state, path: path, pasted: text) }
      state.focus = .composer
      return ComposerReducer.insert(&state, text)
    case .wrapUpSummary:
      if case .wrapUp(let id) = state.popup { state.change(id) { $0.form.summary.insert(text) } }
      return []
    case .transferNote, .note:
      TransferReducer.insert(&state, text)
      return []
    case .sideTalk:
      ConsultReducer.insert(&state, text)
      return []
    case .sheetWords:
      SheetReducer.insert(&state, text)
      return []
    case .reply:
      ReplyFormReducer.insert(&state, text)
      return []
    case .deskWords:
      PromiseReducer.insert(&state, text)
      return []
    case .wallWords:
      WallActReducer.insert(&state, text)
      return []
    case .appointmentWords:
      AppointmentReducer.insert(&state, text)
      return []
    case .filter, .wrapUpCode, .palette, .knowledge, .quickReplies, .entryLinks, .transferTarget, .pictures,
      .sheetTemplates, .block, .deskFilter, .deskTarget, .wallFilter,
      .wallChoice:
      var effects: [Effect] = []
      let text = state.place == .pictures ? PastedPath.picture(text) ?? text : text
      for character in text.prefix(200) where !character.isNewline {
        effects += edit(&state, state.place, .character(character))
      }
      return effects
    case .queue, .sheetOrder, .sheet, .preview, .presence, .help, .question, .blocks, .call, .cardPopup,
      .phone, .picture, .desk, .appointments, .appointmentSlots, .alarms, .wall,
      .wallStaffing, .wallReplay:
      return []
    }
  }

  private static func edit(_ state: inout State, _ place: Place, _ key: Key) -> [Effect] {
    switch place {
    case .composer, .prompt, .completion: return ComposerReducer.edit(&state, key).effects
    case .sheetWords: SheetReducer.edit(&state, key)
    case .appointmentWords: AppointmentReducer.edit(&state, key)
    case .reply: ReplyFormReducer.edit(&state, key)
    case .filter:
      let width = state.layout.queue.width
      _ = state.queue.filter.handle(key, width: width, state.ambiguous)
      state.queue.row = 0
    case .wrapUpCode, .wrapUpSummary:
      if case .wrapUp(let id) = state.popup { WrapUpReducer.edit(&state, id, key) }
    case .knowledge: KnowledgeReducer.edit(&state, key)
    case .pictures: return PictureReducer.edit(&state, key)
    case .transferTarget, .transferNote, .note: TransferReducer.edit(&state, key)
    case .sideTalk: ConsultReducer.edit(&state, key)
    case .block: BlockReducer.edit(&state, key)
    case .deskFilter, .deskWords, .deskTarget: PromiseReducer.edit(&state, key)
    case .wallFilter, .wallWords, .wallChoice: WallActReducer.edit(&state, key)
    case .palette, .quickReplies, .entryLinks, .sheetTemplates: PopupReducer.editPicker(&state, key)
    default: break
    }
    return []
  }

  /// `y` and `n` answer a question as well as Enter and Esc do.
  private static func answer(_ state: inout State, _ question: Question, _ key: Key) -> [Effect]? {
    switch key {
    case Key(.enter), .character("y"), .character("Y"): return PopupReducer.agree(&state, question)
    case .character("n"), .character("N"), .character("q"):
      state.popup = nil
      return []
    default: return nil
    }
  }
}
