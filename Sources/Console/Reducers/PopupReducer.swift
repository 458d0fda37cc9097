import Desk
import Glyphs

/// What all popups share: moving, choosing, typing into a list.
enum PopupReducer {
  static func move(_ state: inout State, by step: Int) -> [Effect] {
    switch state.popup {
    case .preview(var preview):
      preview.scroll = min(max(0, preview.scroll - step), 10_000)
      state.popup = .preview(preview)
    case .presence(let row):
      state.popup = .presence(selected: bounded(row + step, state.presenceChoices.count))
    case .wrapUp(let id): WrapUpReducer.move(&state, id, by: step)
    case .palette(var picker):
      picker.selected = bounded(picker.selected + step, state.paletteCommands(matching: picker.field.text).count)
      state.popup = .palette(picker)
    case .quickReplies(var picker):
      picker.selected = bounded(picker.selected + step, state.quickReplies(matching: picker.field.text).count)
      state.popup = .quickReplies(picker)
    case .entryLinks(var picker):
      picker.selected = bounded(picker.selected + step, state.entryLinks(matching: picker.field.text).count)
      state.popup = .entryLinks(picker)
    case .knowledge(var search):
      search.selected = bounded(search.selected + step, search.articles.count)
      state.popup = .knowledge(search)
    case .help(let scroll):
      let end = state.helpEnd
      state.popup = .help(scroll: bounded(min(scroll, end) + step, end + 1))
    case .card(let scroll): state.popup = .card(scroll: bounded(scroll + step, 60))
    case .transfer: TransferReducer.move(&state, by: step)
    case .pictures: PictureReducer.move(&state, by: step)
    case .sheetTemplates(var picker):
      picker.selected = bounded(picker.selected + step, state.sheetTemplates(matching: picker.field.text).count)
      state.popup = .sheetTemplates(picker)
    case .sheetOrder, .sheet: SheetReducer.move(&state, by: step)
    case .call: CallReducer.move(&state, by: step)
    case .block, .blocks: BlockReducer.move(&state, by: step)
    case .promises: return PromiseReducer.move(&state, by: step)
    case .appointments: AppointmentReducer.move(&state, by: step)
    case .alarms: AlarmReducer.move(&state, by: step)
    case .wall: return WallReducer.move(&state, by: step)
    case .question, .note, .sideTalk, .reply, .phone, .picture, nil: break
    }
    return []
  }

  static func choose(_ state: inout State) -> [Effect] {
    switch state.popup {
    case .presence(let row):
      let choices = state.presenceChoices
      return choices.indices.contains(row) ? SeatReducer.choose(&state, choices[row]) : []
    case .wrapUp(let id): WrapUpReducer.choose(&state, id)
    case .palette(let picker): return PaletteReducer.choose(&state, picker)
    case .quickReplies(let picker): return QuickReplyReducer.choose(&state, picker)
    case .entryLinks(let picker): return EntryLinkReducer.choose(&state, picker)
    case .knowledge: return KnowledgeReducer.choose(&state)
    case .question(let question): return agree(&state, question)
    case .transfer: TransferReducer.choose(&state)
    case .pictures: return PictureReducer.choose(&state)
    case .sheetTemplates(let picker): SheetReducer.choose(&state, picker)
    case .call: return CallReducer.choose(&state)
    case .block: return BlockReducer.submit(&state)
    case .blocks: return BlockReducer.lift(&state)
    case .promises(let desk):
      return desk.target == nil ? PromiseReducer.endFilter(&state) : PromiseChoiceReducer.choose(&state)
    case .appointments: return AppointmentReducer.choose(&state)
    case .alarms: AlarmReducer.change(&state, by: 1)
    case .wall:
      if state.wall?.form != nil { return WallActReducer.submit(&state) }
      WallReducer.change(&state) { $0.isFiltering = false }
    case .preview, .help, .card, .note, .sideTalk, .phone, .picture, .reply, .sheetOrder, .sheet: break
    case nil: state.queue.isFiltering = false
    }
    return []
  }

  static func agree(_ state: inout State, _ question: Question) -> [Effect] {
    state.popup = nil
    switch question {
    case .quit: return SeatReducer.leave(&state, signOut: false)
    case .signOut: return SeatReducer.leave(&state, signOut: true)
    case .end(let id): return [state.request(.end(id))]
    case .dropReply(let code, _, let revision): return [state.request(.dropReply(code: code, revision: revision))]
    case .unblock(let taxpayer, _):
      state.popup = .blocks(BlockListState())
      return [state.request(.unblock(taxpayer))]
    }
  }

  static func editPicker(_ state: inout State, _ key: Key) {
    let width = state.popupTextWidth
    let ambiguous = state.ambiguous
    switch state.popup {
    case .palette(var picker):
      edit(&picker, key, width, ambiguous)
      state.popup = .palette(picker)
    case .quickReplies(var picker):
      edit(&picker, key, width, ambiguous)
      state.popup = .quickReplies(picker)
    case .entryLinks(var picker):
      edit(&picker, key, width, ambiguous)
      state.popup = .entryLinks(picker)
    case .sheetTemplates(var picker):
      edit(&picker, key, width, ambiguous)
      state.popup = .sheetTemplates(picker)
    default: break
    }
  }

  /// The row of the choice of state that stands for what the agent chose last.
  static func presenceRow(_ state: State) -> Int {
    guard let me = state.replica?.me else { return 0 }
    return state.presenceChoices.firstIndex(of: .presence(me.choice, reason: me.reason)) ?? 0
  }

  private static func edit(_ picker: inout Picker, _ key: Key, _ width: Int, _ ambiguous: AmbiguousWidth) {
    let before = picker.field.characters
    _ = picker.field.handle(key, width: width, ambiguous)
    if picker.field.characters != before { picker.selected = 0 }
  }

  private static func bounded(_ row: Int, _ count: Int) -> Int { min(max(0, row), max(0, count - 1)) }
}
