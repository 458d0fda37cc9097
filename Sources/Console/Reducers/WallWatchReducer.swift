import Desk

/// What is watched: looking after alerts, and changing thresholds from the wall.
enum WallWatchReducer {
  /// Looks after the marked alert, or the gravest that nobody looks after.
  static func handle(_ state: inout State) -> [Effect] {
    guard let board = state.wall, let alert = state.wallAlertToHandle(board) else { return [] }
    return [state.request(.handleAlert(AlertReference(name: alert.name, group: alert.group)))]
  }

  /// Begins to watch a figure, or to change how it is watched: the marked one is proposed.
  static func begin(_ state: inout State) -> [Effect] {
    let marked = state.wall.flatMap { state.wallWatched(marked: $0) }
    _ = WallActReducer.begin(&state, .threshold)
    select(&state) { if case .figure(let name) = $0 { name == marked?.threshold.name } else { false } }
    return []
  }

  static func chooseGroup(_ state: inout State, _ name: String) -> [Effect] {
    let marked = state.wall.flatMap { state.wallWatched(marked: $0) }
    _ = WallActReducer.begin(&state, .thresholdGroup(name))
    if marked?.threshold.name == name {
      select(&state) { if case .group(let id, _) = $0 { id == marked?.threshold.group } else { false } }
    }
    return []
  }

  /// The ranges of a figure, as they stand.
  static func write(_ state: inout State, _ name: String, _ group: SkillGroupID?) -> [Effect] {
    _ = WallActReducer.begin(&state, .thresholdRanges(name, group))
    let known = state.wall?.thresholds?.thresholds.first { $0.name == name && $0.group == group }
    if let known { WallReducer.change(&state) { $0.form?.words.insert(WatchedRanges(known).text) } }
    return []
  }

  static func submit(_ state: inout State, _ name: String, _ group: SkillGroupID?, _ words: String) -> [Effect] {
    guard let board = state.wall?.thresholds else {
      state.notify(
        .warning, Localised("正在载入现有设置，请稍后再按 Enter", "What is watched is still loading; Enter again in a moment"))
      return []
    }
    guard let ranges = WatchedRanges(words) else {
      state.notify(
        .warning,
        Localised(
          "写成：警告 严重，如 10 20（超过告警）、80%: 60%:（低于告警），- 表示不设",
          "Write warning and critical: 10 20 (above), 80%: 60%: (below); - for none"))
      return []
    }
    var thresholds = board.thresholds
    let place = thresholds.firstIndex { $0.name == name && $0.group == group }
    let threshold = Threshold(
      name: name, group: group, warning: ranges.warning, critical: ranges.critical,
      hysteresis: place.flatMap { thresholds[$0].hysteresis })
    if let place { thresholds[place] = threshold } else { thresholds.append(threshold) }
    return change(&state, to: thresholds, board)
  }

  /// Asks whether the marked figure is to be watched no more.
  static func beginDropping(_ state: inout State) -> [Effect] {
    guard let board = state.wall, let watched = state.wallWatched(marked: board) else { return [] }
    return WallActReducer.begin(&state, .dropThreshold(watched.reference))
  }

  static func drop(_ state: inout State, _ reference: AlertReference) -> [Effect] {
    guard let board = state.wall?.thresholds else { return [] }
    return change(&state, to: board.thresholds.filter { $0.key != reference.key }, board)
  }

  private static func change(_ state: inout State, to thresholds: [Threshold], _ board: ThresholdBoard) -> [Effect] {
    WallActReducer.send(
      &state, .changeThresholds(ThresholdDraft(thresholds: thresholds), revision: board.revision))
  }

  private static func select(_ state: inout State, _ isMeant: (WallChoice) -> Bool) {
    guard let form = state.wall?.form, let place = state.choices(of: form).firstIndex(where: isMeant) else { return }
    WallReducer.change(&state) { $0.form?.selected = place }
  }
}

extension State {
  /// The alert that is looked after by a key: the marked one, elsewhere the gravest that nobody looks after.
  func wallAlertToHandle(_ board: WallBoard) -> StandingAlert? {
    if board.pane == .alerts { return wallWatched(marked: board)?.alert.flatMap { $0.handledBy == nil ? $0 : nil } }
    return wallAlerts(board).first
  }
}
