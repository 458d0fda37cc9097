import Desk

/// The mouse: everything it does a key does too.
enum PointerReducer {
  static func reduce(_ state: inout State, _ event: PointerEvent) -> [Effect] {
    if let effects = WallReplayReducer.point(&state, event) { return effects }
    switch event.kind {
    case .wheelUp: return wheel(&state, event.target, by: -3)
    case .wheelDown: return wheel(&state, event.target, by: 3)
    case .pressed: return press(&state, event.target)
    case .pressedTwice:
      if case .queueLine(let id) = event.target, state.popup == nil {
        state.queue.selected = id
        state.focus = .queue
        return CommandReducer.run(&state, .accept)
      }
      return press(&state, event.target)
    }
  }

  private static func wheel(_ state: inout State, _ target: HitTarget, by rows: Int) -> [Effect] {
    if state.popup != nil { return PopupReducer.move(&state, by: rows / 3) }
    switch target {
    case .queueLine:
      QueueReducer.move(&state, by: rows / 3)
      return []
    case .talk, .composer: return TalkReducer.scroll(&state, by: -rows)
    default: return []
    }
  }

  private static func press(_ state: inout State, _ target: HitTarget) -> [Effect] {
    if state.popup != nil { return pressPopup(&state, target) }
    switch target {
    case .queueLine(let id):
      state.queue.selected = id
      state.focus = .queue
    case .conversationLine(let id):
      TalkReducer.select(&state, id)
      if state.focus != .composer { state.focus = .conversations }
    case .talk: if state.current != nil { state.focus = .talk }
    case .composer(let row, let column): placeCaret(&state, row, column)
    case .card: if state.current != nil { state.focus = .card }
    case .command(let id): return CommandReducer.run(&state, id)
    case .popupRow, .wallRow, .wallFigure, .wallHour, .popup, .nothing: break
    }
    return []
  }

  private static func pressPopup(_ state: inout State, _ target: HitTarget) -> [Effect] {
    switch target {
    case .command(let id): return CommandReducer.run(&state, id)
    case .popupRow(let row): return choose(&state, row)
    case .wallFigure(let figure):
      guard let board = state.wall, board.watch == nil, board.form == nil else { return [] }
      WallReducer.change(&state) { $0.pane = .figures }
      return WallFigureReducer.look(&state, behind: figure, of: .office)
    case .wallHour(let hour):
      guard let board = state.wall, board.watch == nil, board.form == nil else { return [] }
      let isMarked = board.pane == .heat && state.wallHour(board) == hour
      WallReducer.change(&state) { board in
        board.pane = .heat
        board.hour = hour
      }
      return isMarked ? WallFigureReducer.lookAtHour(&state) : []
    case .wallRow(let pane, let row):
      guard let board = state.wall, board.watch == nil, board.form == nil else { return [] }
      // The first press marks a row, the second looks into it.
      let isMarked = board.pane == pane && state.wallRow(board) == row
      WallReducer.change(&state) { $0.pane = pane }
      WallReducer.mark(&state, row: row)
      return isMarked ? WallReducer.look(&state) : []
    case .popup: return []
    default: return MoveReducer.stepOut(&state)
    }
  }

  private static func choose(_ state: inout State, _ row: Int) -> [Effect] {
    switch state.popup {
    case .presence: state.popup = .presence(selected: row)
    case .palette(var picker):
      picker.selected = row
      state.popup = .palette(picker)
    case .quickReplies(var picker):
      picker.selected = row
      state.popup = .quickReplies(picker)
    case .entryLinks(var picker):
      // A card goes out at once: the first press shows it, the second sends it.
      let isMarked = picker.selected == row
      picker.selected = row
      state.popup = .entryLinks(picker)
      if !isMarked { return [] }
    case .knowledge(var search):
      // An answer is long: the first press shows it, the second takes it.
      let isMarked = search.selected == row
      search.selected = row
      state.popup = .knowledge(search)
      if !isMarked { return [] }
    case .pictures(var form):
      // A picture goes out at once: the first press shows it, the second sends it.
      let isMarked = form.selected == row
      form.selected = row
      form.movedAt = state.clock.monotonic
      state.popup = .pictures(form)
      if !isMarked { return [] }
    case .wrapUp(let id): state.change(id) { $0.form.selected = row }
    case .transfer(var form):
      form.selected = row
      form.field = .target
      state.popup = .transfer(form)
    case .sheetTemplates(var picker):
      picker.selected = row
      state.popup = .sheetTemplates(picker)
    case .sheetOrder(var order):
      order.selected = row
      state.popup = .sheetOrder(order)
      return []
    case .sheet(var desk):
      if desk.writing == nil {
        desk.selected = row
      } else if let suggestion = state.suggestions(of: desk).dropFirst(row).first, !state.isBarred(suggestion, in: desk)
      {
        desk.suggestion = row
      }
      state.popup = .sheet(desk)
      return []
    case .call(var form):
      form.selected = row
      state.popup = .call(form)
    case .block(var form):
      form.selected = row
      state.popup = .block(form)
      return []
    case .promises(var desk):
      if desk.target != nil {
        desk.target?.selected = row
        state.popup = .promises(desk)
        return PromiseChoiceReducer.choose(&state)
      }
      PromiseReducer.mark(&state, row, in: state.rows(of: desk))
      return PromiseReducer.look(&state)
    case .blocks(var list):
      list.selected = row
      state.popup = .blocks(list)
      return []
    case .alarms(var form):
      form.selected = row
      state.popup = .alarms(form)
    case .wall:
      WallReducer.change(&state) { $0.form?.selected = row }
      return WallActReducer.submit(&state)
    case .appointments(let desk): return press(&state, desk, row)
    case .preview, .help, .question, .card, .note, .sideTalk, .reply, .phone, .picture, nil: return []
    }
    return PopupReducer.choose(&state)
  }

  /// A row of the day, a slot of the week or a day of the month: the first press marks it, the second opens it.
  private static func press(_ state: inout State, _ desk: AppointmentDesk, _ row: Int) -> [Effect] {
    var desk = desk
    var isMarked = false
    if desk.choice != nil {
      isMarked = desk.choice?.selected == row
      desk.choice?.selected = row
    } else {
      switch desk.span {
      case .day:
        isMarked = desk.row == row
        desk.row = row
      case .week:
        let day = CivilDate(dayNumber: desk.shown.first.dayNumber + row % 7)
        isMarked = desk.day == day && desk.row == row / 7
        (desk.day, desk.row) = (day, row / 7)
      case .month:
        let day = CivilDate(dayNumber: desk.shown.first.dayNumber + row)
        isMarked = desk.day == day
        desk.day = day
      }
    }
    state.popup = .appointments(desk)
    return isMarked ? PopupReducer.choose(&state) : []
  }

  private static func placeCaret(_ state: inout State, _ row: Int, _ column: Int) {
    guard state.obstacle(to: .send) == nil, let id = state.selected else { return }
    state.focus = .composer
    let width = state.layout.composerWidth
    let ambiguous = state.ambiguous
    state.change(id) { talk in
      let rows = EditorRows(talk.editor, width: width, ambiguous)
      talk.editor.moveCaret(to: rows.index(row: row, column: column, in: talk.editor, ambiguous))
    }
  }
}
