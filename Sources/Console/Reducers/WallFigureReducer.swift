import Desk

/// What stands behind figures: conversations that go on, those of the past, and what happened in them.
enum WallFigureReducer {
  /// The figures of the marked queue or seat, or of the office.
  static func show(_ state: inout State) -> [Effect] {
    guard let board = state.wall else { return [] }
    let row = state.wallRow(board)
    var subject = WallSubject.office
    if board.pane == .queues, state.wallQueues.indices.contains(row) {
      subject = .group(state.wallQueues[row].group)
    } else if board.pane == .seats, state.wallSeats(board).indices.contains(row) {
      subject = .seat(state.wallSeats(board)[row].line.agent.id)
    }
    WallReducer.change(&state) { board in
      board.subject = subject
      board.figure = nil
      board.pane = .figures
    }
    return []
  }

  /// The next of whom figures are looked at: the office, then its groups.
  static func nextSubject(_ state: inout State, by step: Int) {
    guard let board = state.wall else { return }
    let all = [WallSubject.office] + state.wallQueues.map { .group($0.group) }
    let place = all.firstIndex(of: board.subject) ?? 0
    WallReducer.change(&state) { $0.subject = all[(place + step + all.count) % all.count] }
  }

  /// The conversations behind a figure.
  static func look(_ state: inout State, behind figure: WallFigure, of subject: WallSubject) -> [Effect] {
    var filter = ConversationFilter()
    var query = FactQuery()
    switch subject {
    case .office: break
    case .group(let id): (filter.group, query.group) = (id, id)
    case .seat(let id): (filter.agent, query.agent) = (id, id)
    }
    switch figure {
    case .waiting, .longestWait: filter.stage = .waiting
    case .talking: filter.stage = .talking
    case .withAssistant: filter.stage = .assistant
    case .inWrapUp: filter.stage = .wrapUp
    case .metric(let metric):
      guard let outcomes = metric.outcomes else { return [] }
      query.outcomes = outcomes
      return look(&state, at: query, metric.name)
    }
    return WallReducer.look(&state, behind: filter)
  }

  /// The conversations of the past that were asked for.
  private static func look(_ state: inout State, at query: FactQuery, _ name: Localised) -> [Effect] {
    WallReducer.change(&state) { board in
      if board.pane != .talks { board.origin = board.pane }
      board.past = PastTalks(name, query)
      board.pane = .talks
    }
    return ask(&state, query, after: nil)
  }

  /// Those behind a watched figure: live, or of the last hour.
  static func lookAtAlert(_ state: inout State) -> [Effect] {
    guard let board = state.wall, let watched = state.wallWatched(marked: board) else { return [] }
    let subject = watched.threshold.group.map(WallSubject.group) ?? .office
    guard let metric = Metric(rawValue: watched.threshold.name) else {
      let figure: WallFigure = watched.threshold.name == "talking" ? .talking : .waiting
      return look(&state, behind: figure, of: subject)
    }
    guard let outcomes = metric.outcomes, let now = state.clock.now else { return [] }
    // As the alert counts: each thing when it happened, in stretches of five minutes.
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let since = FigureClock(utcOffsetMinutes: offset).startOfLastHour(at: now)
    var query = FactQuery(since: since, until: now, group: watched.threshold.group, outcomes: outcomes)
    query.moment = metric.moment
    return look(&state, at: query, metric.name)
  }

  /// Those who came in the marked hour.
  static func lookAtHour(_ state: inout State) -> [Effect] {
    guard let board = state.wall, let hour = state.wallHour(board) else { return [] }
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let start = FigureClock(utcOffsetMinutes: offset).start(of: hour.day).advanced(seconds: hour.hour * 3_600)
    let query = FactQuery(
      since: start, until: start.advanced(seconds: 3_600), outcomes: Metric.offered.outcomes ?? [])
    return look(&state, at: query, Localised("\(hour.day) \(hour.hour) 时", "\(hour.day) \(hour.hour):00"))
  }

  // MARK: - The week

  static func moveHour(_ state: inout State, by step: Int) {
    guard let board = state.wall, let hour = state.wallHour(board) else { return }
    WallReducer.change(&state) { $0.hour = WallHour(day: hour.day, hour: min(max(0, hour.hour + step), 23)) }
  }

  static func moveDay(_ state: inout State, by step: Int) {
    guard let board = state.wall, let hour = state.wallHour(board) else { return }
    let days = Set((state.wallFigures.service?.heat ?? []).map(\.day)).sorted()
    guard let place = days.firstIndex(of: hour.day) else { return }
    let day = days[min(max(0, place + step), days.count - 1)]
    WallReducer.change(&state) { $0.hour = WallHour(day: day, hour: hour.hour) }
  }

  // MARK: - The past

  static func take(_ state: inout State, _ page: FactPage, _ query: FactQuery, after: String?) -> [Effect] {
    var goesOn = false
    WallReducer.change(&state) { board in
      guard board.past?.query == query else { return }
      goesOn = board.past?.take(page, after: after) ?? false
      board.failure = nil
    }
    if goesOn, let next = page.next { return ask(&state, query, after: next) }
    return complete(&state)
  }

  /// So many are read without being asked for, so that what stands first is the first of them all.
  static let mostRead = 1_000

  /// Sorted by anything but their arrival, they are to be here.
  static func complete(_ state: inout State) -> [Effect] {
    guard let past = state.wall?.past, past.order != .arrival, !past.isLoading, let next = past.next,
      (past.facts?.count ?? 0) < mostRead
    else { return [] }
    return ask(&state, past.query, after: next)
  }

  static func failed(_ state: inout State, _ failure: Failure) {
    WallReducer.change(&state) { board in
      board.past?.isLoading = false
      board.failure = failure
    }
  }

  /// More of them, when the mark comes to the end of those that are here.
  static func more(_ state: inout State) -> [Effect] {
    guard let past = state.wall?.past, !past.isLoading, let next = past.next,
      past.selected + 5 >= past.facts?.count ?? 0
    else { return [] }
    return ask(&state, past.query, after: next)
  }

  /// They are read again no sooner than this after the last time, in milliseconds: each reading is on record.
  static let pastPause: Int64 = 30_000

  /// The figures moved: the list may have, too, from the first of whom not all is known up to its end, as far as it is looked at.
  static func follow(_ state: inout State) -> [Effect] {
    guard let past = state.wall?.past, !past.isLoading, past.facts != nil, past.next == nil,
      past.query.until.map({ $0 > (state.clock.now ?? $0) }) ?? true,
      state.clock.monotonic - past.askedAt >= pastPause, counts(state, past.query) != past.counts
    else { return [] }
    return ask(&state, past.query, after: past.unsettled)
  }

  static func ask(_ state: inout State, _ query: FactQuery, after: String?) -> [Effect] {
    let (now, counts) = (state.clock.monotonic, counts(state, query))
    WallReducer.change(&state) { board in
      board.past?.isLoading = true
      board.past?.askedAt = now
      board.past?.counts = counts
    }
    return [state.request(.facts(query, after: after))]
  }

  /// What is counted today of whom the list is.
  private static func counts(_ state: State, _ query: FactQuery) -> Figures {
    let subject = query.agent.map(WallSubject.seat) ?? query.group.map(WallSubject.group) ?? .office
    return (state.wallFigures.line(of: subject)?.today ?? Figures()).filter { $0.key.unit == .count }
  }

  /// Watches what goes on, plays what is over.
  static func lookAtMarked(_ state: inout State) -> [Effect] {
    guard let fact = state.wall?.past?.marked else { return [] }
    return fact.endedAt == nil ? WatchReducer.open(&state, fact.id) : WallReplayReducer.open(&state, fact.id)
  }
}
