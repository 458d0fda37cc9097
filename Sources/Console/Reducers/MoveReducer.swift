import Desk

/// Moving about: panes, lists, pages, one step out.
enum MoveReducer {
  static func move(_ state: inout State, by step: Int) -> [Effect] {
    if state.popup != nil { return PopupReducer.move(&state, by: step) }
    if state.place == .completion {
      CompletionReducer.move(&state, by: step)
      return []
    }
    switch state.focus {
    case .queue: QueueReducer.move(&state, by: step)
    case .conversations: TalkReducer.select(&state, by: step)
    case .talk: return TalkReducer.scroll(&state, by: -step)
    case .composer, .card: break
    }
    return []
  }

  static func page(_ state: inout State, by step: Int) -> [Effect] {
    if state.desk != nil {
      PromiseReducer.scroll(&state, by: step * 8)
      return []
    }
    if state.popup != nil { return PopupReducer.move(&state, by: step * 8) }
    if state.focus == .queue {
      QueueReducer.move(&state, by: step * max(1, state.layout.queue.height - 2))
      return []
    }
    return TalkReducer.scroll(&state, by: -step * max(1, state.layout.talkRows - 2))
  }

  static func toEnd(_ state: inout State, first: Bool) -> [Effect] {
    if state.popup != nil { return PopupReducer.move(&state, by: first ? -100_000 : 100_000) }
    switch state.focus {
    case .queue: QueueReducer.move(&state, by: first ? -100_000 : 100_000)
    case .conversations: TalkReducer.select(&state, by: first ? -100 : 100)
    case .talk:
      if first { return TalkReducer.toTop(&state) }
      TalkReducer.toBottom(&state)
    case .composer, .card: break
    }
    return []
  }

  static func pane(_ state: inout State, by step: Int) {
    var panes: [Focus] = [.queue, .conversations]
    if let current = state.current {
      panes.append(.talk)
      if state.canWrite(in: current.conversation) { panes.append(.composer) }
      if state.layout.arrangement == .three { panes.append(.card) }
    }
    let place = panes.firstIndex(of: state.focus) ?? 0
    state.focus = panes[(place + step + panes.count) % panes.count]
  }

  /// A conversation was opened from a list: the writing field keeps the keys if it had them.
  static func showTalk(_ state: inout State) {
    if state.focus == .queue || state.focus == .card { state.focus = .talk }
  }

  /// What was open before help is open again; an answer that came meanwhile was for nobody.
  private static func closeHelp(_ state: inout State) {
    var popup = state.underHelp
    if case .sheet(var desk) = popup {
      desk.isSending = false
      popup = .sheet(desk)
    }
    if case .transfer(var form) = popup {
      form.isSending = false
      popup = .transfer(form)
    }
    state.underHelp = nil
    state.popup = popup
  }

  static func stepOut(_ state: inout State) -> [Effect] {
    switch state.popup {
    case .pictures(let form): return PictureReducer.stepOut(&state, form) + [.forgetPicture]
    case .picture(let view):
      state.popup = view.promises.map { .promises($0) } ?? view.desk.map { .sheet($0) }
      // What happened while the picture was looked at is fetched.
      return [.forgetPicture] + (view.promises == nil ? [] : PromiseReducer.load(&state))
    case .help:
      closeHelp(&state)
      return []
    case .wall:
      if !WallReducer.stepOut(&state) { state.popup = nil }
      return []
    case .promises:
      let (isTaken, effects) = PromiseReducer.stepOut(&state)
      if isTaken { return effects }
    default: break
    }
    if state.popup != nil {
      if !SheetReducer.stepOut(&state), !AppointmentReducer.stepOut(&state) { state.popup = nil }
    } else if state.place == .completion {
      CompletionReducer.dismiss(&state)
    } else if state.queue.isFiltering || state.focus == .queue {
      state.queue.isFiltering = false
      state.queue.filter = Editor(isMultiline: false)
    } else {
      switch state.focus {
      case .composer: state.focus = .talk
      case .talk where state.talk.scroll != nil: TalkReducer.toBottom(&state)
      case .talk, .card: state.focus = .conversations
      case .conversations, .queue: state.focus = .queue
      }
    }
    return []
  }
}
