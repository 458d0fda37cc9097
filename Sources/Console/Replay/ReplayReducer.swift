import Desk

/// Moves the player on.
public enum ReplayReducer {
  /// How far a step in time goes, in milliseconds.
  static let step: Int64 = 10_000
  /// More than this between two ticks was no play: the machine slept or the program was stopped.
  static let lapse: Int64 = 5_000

  /// Applies one action.
  public static func reduce(_ state: inout ReplayState, _ action: ReplayAction) -> [ReplayEffect] {
    switch action {
    case .ticked(let milliseconds):
      tick(&state, to: milliseconds)
      return []
    case .resized(let size):
      state.size = size
      return []
    case .terminationAsked: return [.quit]
    case .pointed(let kind, let column, let row):
      point(&state, kind, column, row)
      return []
    case .keyPressed(let key):
      guard let command = ReplayCommand.at(key) else { return [] }
      return run(command.id, &state)
    }
  }

  private static func tick(_ state: inout ReplayState, to milliseconds: Int64) {
    let passed = max(0, milliseconds - state.monotonic)
    state.monotonic = max(state.monotonic, milliseconds)
    guard state.isPlaying, passed > 0, passed < lapse else { return }
    if let factor = state.speed.factor {
      state.position = state.pace.advance(state.position, by: passed * factor)
    } else {
      state.position = state.pace.next(after: state.position)
    }
    if state.isAtEnd { state.isPlaying = false }
  }

  private static func point(_ state: inout ReplayState, _ kind: PointerEvent.Kind, _ column: Int, _ row: Int) {
    switch kind {
    case .wheelUp: step(&state, back: true)
    case .wheelDown: step(&state, back: false)
    case .pressed, .pressedTwice:
      if state.help != nil {
        state.help = nil
        return
      }
      let layout = ReplayLayout(state.size)
      guard row == layout.bar.y || row == layout.bar.y - 1 else { return }
      state.position = layout.offset(of: column, in: state.timeline.length)
    }
  }

  /// In help a line, else a message.
  private static func step(_ state: inout ReplayState, back: Bool) {
    if let scroll = state.help {
      let count = ReplayCommand.helpLines.count
      let end = count - HelpLine.rows(of: count, in: state.size)
      state.help = min(max(0, min(scroll, end) + (back ? -1 : 1)), end)
      return
    }
    let offsets = state.moments.filter { $0.message != nil }.map(\.offset)
    let pace = ReplayPace(offsets: offsets, length: state.timeline.length, isSkipping: false)
    state.position = back ? pace.previous(before: state.position) : pace.next(after: state.position)
  }

  private static func run(_ command: ReplayCommand.ID, _ state: inout ReplayState) -> [ReplayEffect] {
    let length = state.timeline.length
    switch command {
    case .playPause:
      if !state.isPlaying, state.isAtEnd { state.position = 0 }
      state.isPlaying.toggle()
    case .faster: state.speed = state.speed.faster
    case .slower: state.speed = state.speed.slower
    case .nextMessage: step(&state, back: false)
    case .previousMessage: step(&state, back: true)
    case .forward: state.position = min(length, state.position + step)
    case .back: state.position = max(0, state.position - step)
    case .first: state.position = 0
    case .last: state.position = length
    case .tenth(let tenth): state.position = length * Int64(tenth) / 10
    case .skipSilence: state.skipsSilence.toggle()
    case .taxpayerView: state.isTaxpayerView.toggle()
    case .nextTheme: return nextTheme(&state)
    case .otherLanguage: state.preferences.language = state.preferences.language == .chinese ? .english : .chinese
    case .help: state.help = state.help == nil ? 0 : nil
    case .repaint: return [.repaint]
    case .suspend: return [.suspend]
    case .stepOut: state.help = nil
    case .quit:
      guard state.help == nil else {
        state.help = nil
        return []
      }
      return [.quit]
    }
    if state.isAtEnd { state.isPlaying = false }
    return []
  }

  private static func nextTheme(_ state: inout ReplayState) -> [ReplayEffect] {
    let themes = state.preferences.themes
    guard !themes.isEmpty else { return [] }
    let place = themes.firstIndex(of: state.preferences.theme).map { ($0 + 1) % themes.count } ?? 0
    state.preferences.theme = themes[place]
    return [.useTheme(themes[place])]
  }
}
