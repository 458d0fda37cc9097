import Desk

/// The wall: its panes, what is behind its figures, and what a digest brings.
enum WallReducer {
  /// What is looked into is fetched again no sooner than this after the last time, in milliseconds.
  static let pause: Int64 = 2_000

  static func open(_ state: inout State) -> [Effect] {
    state.popup = .wall(WallBoard())
    return load(&state) + ask(&state)
  }

  /// The day's figures are asked for again after so many milliseconds.
  static let figuresPause: Int64 = 10_000

  /// Asks for the day's figures and what is watched, and for staffing where it is looked at.
  static func ask(_ state: inout State) -> [Effect] {
    state.wallFigures.askedAt = state.clock.monotonic
    let isStaffing = state.wall?.staffing != nil
    return [state.request(.floorFigures), state.request(.thresholds)] + (isStaffing ? [state.request(.staffing)] : [])
  }

  /// An alert was raised, is over, or is looked after.
  static func follow(_ state: inout State, _ raised: AlarmRaised) -> [Effect] {
    guard raised.kind == .threshold, state.wall != nil else { return [] }
    return [state.request(.thresholds)]
  }

  /// The figures of an open wall are never older than that.
  static func tick(_ state: inout State) -> [Effect] {
    guard state.wall != nil, state.clock.monotonic - (state.wallFigures.askedAt ?? .min / 2) >= figuresPause,
      state.connection.isCurrent
    else { return [] }
    return ask(&state)
  }

  /// The marked queue's staffing.
  static func lookAtStaffing(_ state: inout State) -> [Effect] {
    guard let board = state.wall, board.pane == .queues else { return [] }
    let row = state.wallRow(board)
    guard state.wallQueues.indices.contains(row) else { return [] }
    let group = state.wallQueues[row].group
    change(&state) { board in
      board.staffing = group
      board.lender = nil
    }
    return [state.request(.staffing)]
  }

  /// The staffing of the next queue, or of the one before.
  private static func stepStaffing(_ state: inout State, by step: Int) {
    let groups = state.wallQueues.map(\.group)
    guard let place = groups.firstIndex(where: { $0 == state.wall?.staffing }) else { return }
    let group = groups[min(max(0, place + step), groups.count - 1)]
    change(&state) { board in
      if board.lender == group { board.lender = nil }
      board.staffing = group
      board.queue = group
    }
  }

  static func show(_ state: inout State, _ pane: WallBoard.Pane) -> [Effect] {
    guard state.wall?.watch == nil else { return [] }
    change(&state) { $0.pane = pane }
    switch pane {
    case .blocks: return [state.request(.blocks)]
    case .alerts: return [state.request(.thresholds)]
    case .queues, .seats, .talks, .promises, .heat, .announcements, .figures: return []
    }
  }

  static func nextPane(_ state: inout State, by step: Int) -> [Effect] {
    let all = WallBoard.Pane.allCases
    guard let board = state.wall, let place = all.firstIndex(of: board.pane) else { return [] }
    return show(&state, all[(place + step + all.count) % all.count])
  }

  static func move(_ state: inout State, by step: Int) -> [Effect] {
    guard let board = state.wall else { return [] }
    if let form = board.form {
      guard form.isChoice else { return [] }
      let count = state.choices(of: form).count
      change(&state) { $0.form?.selected = min(max(0, form.selected + step), max(0, count - 1)) }
      return []
    }
    if let watch = board.watch {
      change(&state) { $0.watch?.scroll = min(max(0, watch.scroll - step), 100_000) }
      return []
    }
    if board.pane == .heat {
      WallFigureReducer.moveDay(&state, by: step)
      return []
    }
    if board.staffing != nil {
      stepStaffing(&state, by: step)
      return []
    }
    mark(&state, row: min(max(0, state.wallRow(board) + step), max(0, state.wallCount(board) - 1)))
    return board.pane == .talks ? WallFigureReducer.more(&state) : []
  }

  /// To the left or the right: from whom a seat would be moved, hours, or whose figures are looked at.
  static func sideways(_ state: inout State, by step: Int) -> [Effect] {
    guard let board = state.wall else { return [] }
    if let group = board.staffing {
      let all = [nil] + state.wallQueues.map(\.group).filter { $0 != group }.map(SkillGroupID?.some)
      let place = all.firstIndex(of: board.lender) ?? 0
      change(&state) { $0.lender = all[(place + step + all.count) % all.count] }
    } else if board.pane == .heat {
      WallFigureReducer.moveHour(&state, by: step)
    } else if board.pane == .figures {
      WallFigureReducer.nextSubject(&state, by: step)
    }
    return []
  }

  /// Marks a row of the pane.
  static func mark(_ state: inout State, row: Int) {
    guard let board = state.wall, row >= 0, row < state.wallCount(board) else { return }
    let reading = state
    change(&state) { changed in
      switch board.pane {
      case .queues: changed.queue = reading.wallQueues[row].group
      case .seats: changed.seat = reading.wallSeats(board)[row].line.agent.id
      case .talks:
        changed.past?.selected = row
        if board.past == nil { changed.talk = board.talks[row].id }
      case .promises: changed.promise = row
      case .heat: break
      case .announcements: changed.announcement = reading.wallAnnouncements[row].id
      case .alerts: changed.alert = row
      case .blocks: changed.block = board.blocks?[row].taxpayer
      case .figures: changed.figure = reading.wallFigureRows(board)[row].figure
      }
    }
  }

  /// Enter: the conversations behind a queue or a seat, the talk itself, the list of what is promised.
  static func look(_ state: inout State) -> [Effect] {
    guard let board = state.wall, board.watch == nil else { return [] }
    let row = state.wallRow(board)
    switch board.pane {
    case .queues:
      guard state.wallQueues.indices.contains(row) else { return [] }
      return look(&state, behind: ConversationFilter(group: state.wallQueues[row].group))
    case .seats:
      let seats = state.wallSeats(board)
      guard seats.indices.contains(row) else { return [] }
      return look(&state, behind: ConversationFilter(agent: seats[row].line.agent.id))
    case .talks where board.past != nil: return WallFigureReducer.lookAtMarked(&state)
    case .talks: return state.wallTalk(board).map { WatchReducer.open(&state, $0.id) } ?? []
    case .promises:
      if row == 2 { return AppointmentReducer.open(&state) }
      state.popup = .promises(PromiseDesk(row == 0 ? .messages : .tickets))
      return PromiseReducer.load(&state)
    case .heat: return WallFigureReducer.lookAtHour(&state)
    case .figures:
      let rows = state.wallFigureRows(board)
      return rows.indices.contains(row)
        ? WallFigureReducer.look(&state, behind: rows[row].figure, of: board.subject) : []
    case .alerts: return WallFigureReducer.lookAtAlert(&state)
    case .blocks:
      return state.wallBlock(board).map { WallReplayReducer.open(&state, $0.conversation) } ?? []
    case .announcements: return []
    }
  }

  static func look(_ state: inout State, behind filter: ConversationFilter) -> [Effect] {
    change(&state) { board in
      board.origin = board.pane
      board.behind = filter
      board.past = nil
      board.lines = nil
      board.talk = nil
      board.pane = .talks
    }
    return load(&state)
  }

  /// Fetches what is looked into.
  static func load(_ state: inout State) -> [Effect] {
    guard let board = state.wall else { return [] }
    let now = state.clock.monotonic
    change(&state) { changed in
      changed.isLoading = true
      changed.loadedAt = now
    }
    return [state.request(.floorConversations(board.behind))]
  }

  /// Everything that was fetched, anew.
  static func reload(_ state: inout State) -> [Effect] {
    var effects = load(&state) + ask(&state)
    if state.wall?.pane == .blocks { effects.append(state.request(.blocks)) }
    if let past = state.wall?.past { effects += WallFigureReducer.ask(&state, past.query, after: nil) }
    return effects
  }

  /// The floor moved: what is looked into may have, too.
  static func follow(_ state: inout State) -> [Effect] {
    guard let board = state.wall, !board.isLoading, state.clock.monotonic - board.loadedAt >= pause else { return [] }
    return load(&state)
  }

  static func take(_ state: inout State, _ lines: ConversationLines, _ filter: ConversationFilter) {
    change(&state) { board in
      board.isLoading = false
      guard board.behind == filter else { return }
      board.lines = lines
      // The mark is on a conversation from the first look on: what comes in above it is not meant.
      if board.talk == nil { board.talk = board.talks.first?.id }
      board.failure = nil
    }
  }

  static func failed(_ state: inout State, _ failure: Failure) {
    change(&state) { board in
      board.isLoading = false
      board.failure = failure
    }
  }

  /// Another order of the list that has the keys.
  static func sort(_ state: inout State) -> [Effect] {
    change(&state) { board in
      switch board.pane {
      case .talks where board.past != nil: board.past?.order.advance()
      case .talks: board.talkOrder.advance()
      default: board.order.advance()
      }
    }
    return WallFigureReducer.complete(&state)
  }

  static func filter(_ state: inout State) -> [Effect] {
    change(&state) { board in
      board.pane = .seats
      board.isFiltering = true
    }
    return []
  }

  /// One step out within the wall; `false` when it is to be closed.
  static func stepOut(_ state: inout State) -> Bool {
    guard let board = state.wall else { return false }
    if board.form != nil {
      change(&state) { $0.form = nil }
    } else if board.replay != nil {
      change(&state) { $0.replay = nil }
    } else if board.staffing != nil {
      change(&state) { $0.staffing = nil }
    } else if board.isFiltering || !board.filter.isEmpty {
      change(&state) { board in
        board.isFiltering = false
        board.filter = Editor(isMultiline: false)
      }
    } else if board.watch != nil {
      change(&state) { $0.watch = nil }
    } else if board.pane == .talks, board.past != nil {
      change(&state) { changed in
        changed.pane = board.origin ?? .figures
        changed.past = nil
      }
    } else if board.pane == .talks, board.behind != ConversationFilter() {
      change(&state) { changed in
        changed.pane = board.origin ?? (board.behind.agent == nil ? .queues : .seats)
        changed.behind = ConversationFilter()
        changed.lines = nil
      }
    } else {
      return false
    }
    return true
  }

  /// Changes the wall, also where help lies over it.
  static func change(_ state: inout State, _ body: (inout WallBoard) -> Void) {
    if case .wall(var board) = state.popup {
      body(&board)
      state.popup = .wall(board)
    } else if case .wall(var board) = state.underHelp {
      body(&board)
      state.underHelp = .wall(board)
    }
  }
}

extension CaseIterable where Self: Equatable {
  /// The next one, after the last the first.
  fileprivate mutating func advance() {
    let all = Array(Self.allCases)
    self = all[((all.firstIndex(of: self) ?? -1) + 1) % all.count]
  }
}
