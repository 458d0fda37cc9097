import Canvas
import Console
import Desk
import Glibc
import Terminal
import Theming
import Views

/// The player's one loop: terminal, signals and time in one wait; one frame per wake-up, and no wake-up while it stands.
final class ReplayLoop {
  private let options: ReplayOptions
  private let screen: Terminal.Screen
  private let signals: Signals
  private let appearance: Appearance
  private let depth: ColorDepth
  private var theme: Theme
  private var state: ReplayState
  private var parser = KeyParser()
  private var pointer = Pointer()
  private var typed: [TerminalInput]
  private var isLeaving = false

  /// How long an escape waits for the rest of its sequence, in milliseconds.
  private static let escapeTime: Int64 = 40

  /// Opens the full screen.
  init(_ timeline: ReplayTimeline, _ options: ReplayOptions, signals: Signals) throws(ProgramFailure) {
    self.options = options
    self.signals = signals
    appearance = Appearance(options.folders)
    if let asked = options.theme { try appearance.check(asked) }
    do {
      try Terminal.Screen.check(kind: Environment.value("TERM"))
    } catch {
      throw ProgramFailure(error)
    }
    let (capabilities, typed) = Terminal.Screen.probe()
    do {
      screen = try Terminal.Screen(
        depth: Appearance.screenDepth(Environment.value), capabilities: capabilities)
    } catch {
      throw ProgramFailure(error)
    }
    self.typed = typed
    depth = Appearance.depth(Environment.value)
    let preferences = Self.preferences(options, capabilities, themes: appearance.names)
    theme = appearance.theme(preferences.theme, depth: depth).theme
    state = ReplayState(
      timeline, preferences: preferences, size: Size(columns: screen.size.columns, rows: screen.size.rows),
      speed: options.speed, monotonic: Monotonic.now)
  }

  /// Runs until the reviewer leaves.
  func run() {
    defer { screen.close() }
    for input in typed { handle(input) }
    while !isLeaving {
      screen.show(ReplayView.draw(state, theme: theme))
      var descriptors = [
        pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&descriptors, 2, patience)
      reduce(.ticked(milliseconds: Monotonic.now))
      if descriptors[1].revents != 0 { handle(signals.take()) }
      if descriptors[0].revents != 0 {
        readKeys()
      } else if parser.isWaiting {
        for input in parser.flush() { handle(input) }
      }
    }
  }

  /// Milliseconds until something changes by itself; -1 for never.
  private var patience: Int32 {
    let wakeup = state.nextWakeup.map { max(0, $0 - Monotonic.now) }
    if parser.isWaiting { return Int32(min(wakeup ?? Self.escapeTime, Self.escapeTime)) }
    return wakeup.map { Int32(min($0, 60_000)) } ?? -1
  }

  private func readKeys() {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = Glibc.read(0, &buffer, buffer.count)
    guard count > 0 else {
      if count < 0, errno == EINTR || errno == EAGAIN { return }
      // The terminal is gone.
      isLeaving = true
      return
    }
    for input in parser.take(buffer[..<count]) { handle(input) }
  }

  private func handle(_ input: TerminalInput) {
    switch input {
    case .key(let key): reduce(.keyPressed(Key(key)))
    case .mouse(let mouse):
      guard let kind = pointer.kind(of: mouse, now: Monotonic.now) else { return }
      reduce(.pointed(kind, column: mouse.x, row: mouse.y))
    case .paste, .focus, .reply: break
    }
  }

  private func handle(_ signals: [Signals.Signal]) {
    for signal in signals {
      switch signal {
      case .resized, .child: break
      case .terminate: reduce(.terminationAsked)
      case .suspend: screen.suspend()
      case .resumed: screen.enterAgain()
      }
    }
    let size = Size(columns: screen.size.columns, rows: screen.size.rows)
    if state.size != size { reduce(.resized(size)) }
  }

  private func reduce(_ action: ReplayAction) {
    for effect in ReplayReducer.reduce(&state, action) {
      switch effect {
      case .useTheme(let name): theme = appearance.theme(name, depth: depth).theme
      case .repaint: screen.repaint()
      case .suspend: screen.suspend()
      case .quit: isLeaving = true
      }
    }
  }

  private static func preferences(_ options: ReplayOptions, _ capabilities: Capabilities, themes: [String])
    -> Preferences
  {
    let stored = StoredPreferences.load(options.folders)
    let suiting = capabilities.isDark == false ? "light" : "dark"
    return Preferences(
      language: options.language ?? stored.language ?? LanguageChoice.ofProcess(asked: nil),
      theme: options.theme ?? stored.theme ?? suiting, themes: themes, isMouseOn: stored.isMouseOn ?? false,
      isAmbiguousWide: capabilities.ambiguous == .wide || options.isASCII)
  }
}
