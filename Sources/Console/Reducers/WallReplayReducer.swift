import Desk

/// The record of a conversation, played on the wall as `zuoxi replay` plays it.
enum WallReplayReducer {
  static func open(_ state: inout State, _ id: ConversationID) -> [Effect] {
    WallReducer.change(&state) { $0.replay = WallReplay(id) }
    return [state.request(.record(id, after: nil))]
  }

  static func take(_ state: inout State, _ page: ConversationRecord, _ id: ConversationID, after: EventPosition?)
    -> [Effect]
  {
    guard var replay = state.wall?.replay, replay.conversation == id, replay.player == nil else { return [] }
    var record = replay.record?.followed(by: page) ?? page
    replay.record = record
    // A page that leads nowhere new ends it.
    if let next = page.next, next != after {
      WallReducer.change(&state) { $0.replay = replay }
      return [state.request(.record(id, after: next))]
    }
    record.next = nil
    replay.player = ReplayState(
      ReplayTimeline(record), preferences: state.preferences, size: state.size, monotonic: state.clock.monotonic)
    WallReducer.change(&state) { $0.replay = replay }
    return []
  }

  static func failed(_ state: inout State, _ id: ConversationID, _ failure: Failure) {
    WallReducer.change(&state) { if $0.replay?.conversation == id { $0.replay = nil } }
    state.notify(failure)
  }

  /// What a key does while a record is played; `nil` where none is.
  static func key(_ state: inout State, _ key: Key) -> [Effect]? {
    guard let replay = state.wall?.replay else { return nil }
    let isLeaving = key == Key(.escape) || key == .character("q")
    // While it is on its way, keys do what the hints say.
    guard let player = replay.player else {
      if isLeaving { WallReducer.change(&state) { $0.replay = nil } }
      return isLeaving ? [] : nil
    }
    if isLeaving, player.help == nil {
      WallReducer.change(&state) { $0.replay = nil }
      return []
    }
    return reduce(&state, .keyPressed(key))
  }

  /// What the mouse's wheel does while a record is played; `nil` where none is.
  static func point(_ state: inout State, _ event: PointerEvent) -> [Effect]? {
    guard state.wall?.replay?.player != nil else { return nil }
    return reduce(&state, .pointed(event.kind, column: 0, row: 0))
  }

  static func tick(_ state: inout State) {
    guard state.wall?.replay?.player != nil else { return }
    _ = reduce(&state, .ticked(milliseconds: state.clock.monotonic))
  }

  static func resized(_ state: inout State) {
    guard state.wall?.replay?.player != nil else { return }
    _ = reduce(&state, .resized(state.size))
  }

  private static func reduce(_ state: inout State, _ action: ReplayAction) -> [Effect] {
    guard var player = state.wall?.replay?.player else { return [] }
    var isOver = false
    var effects: [Effect] = []
    for effect in ReplayReducer.reduce(&player, action) {
      switch effect {
      case .useTheme(let name):
        state.preferences.theme = name
        effects.append(.useTheme(name))
      case .repaint: effects.append(.repaint)
      case .suspend: effects.append(.suspend)
      case .quit: isOver = true
      }
    }
    WallReducer.change(&state) { board in
      board.replay?.player = player
      if isOver { board.replay = nil }
    }
    return effects
  }
}
