import Canvas
import Console
import Desk
import Glibc
import Glyphs
import Terminal
import Theming
import Views
import Wire

/// The seat's one loop: terminal, signals, sockets and timers in one wait; one frame per wake-up.
final class SeatLoop {
  private let options: SeatOptions
  private let screen: Terminal.Screen
  private let signals: Signals
  private let network: Network
  private let appearance: Appearance
  private let depth: ColorDepth
  private let newsKind = TerminalNews.kind(Environment.value)
  private var theme: Theme
  private let keeper: SeatKeeper
  private let pictures: PictureDesk
  private var parser = KeyParser()
  private var pointer = Pointer()
  private var drawer = ScreenDrawer()
  private var hits = HitMap()
  private var random = SystemRandomNumberGenerator()
  private var isGone = false
  private var typed: [TerminalInput]
  private var keyBytes = [UInt8](repeating: 0, count: 16_384)
  private let preferences: Preferences

  /// How long an escape waits for the rest of its sequence, in milliseconds.
  private static let escapeTime: Int64 = 40

  /// Opens the full screen.
  init(_ options: SeatOptions, signals: Signals) throws(ProgramFailure) {
    self.options = options
    self.signals = signals
    appearance = Appearance(options.folders)
    if let asked = options.theme { try appearance.check(asked) }
    network = try Network(options.access.server)
    do {
      try Terminal.Screen.check(kind: Environment.value("TERM"))
    } catch {
      throw ProgramFailure(error)
    }
    keeper = SeatKeeper(options.access, options.folders)
    let (capabilities, typed) = Terminal.Screen.probe()
    do {
      screen = try Terminal.Screen(
        depth: Appearance.screenDepth(Environment.value), capabilities: capabilities)
    } catch {
      throw ProgramFailure(error)
    }
    depth = Appearance.depth(Environment.value)
    pictures = PictureDesk(Self.means(screen, capabilities, depth), screen)
    let preferences = Self.preferences(options, capabilities, themes: appearance.names)
    theme = appearance.theme(preferences.theme, depth: depth).theme
    self.typed = typed
    self.preferences = preferences
  }

  /// Runs until the agent leaves.
  func run() {
    defer {
      pictures.close()
      screen.close()
    }
    var state = State(
      preferences: preferences, size: size, idPrefix: SortableID.make(at: Monotonic.wall, using: &random),
      monotonic: Monotonic.now)
    state.opensWall = options.opensWall
    state.storageFailure = keeper.failure?.words(preferences.language)
    let work = keeper.work
    let interpreter = Interpreter(
      state, outbox: Outbox(work.records), token: options.access.token, outside: self)
    interpreter.tick(now: Monotonic.now)
    interpreter.start(drafts: work.drafts)
    for input in typed { handle(input, interpreter, now: Monotonic.now) }
    typed = []
    var slept = Monotonic.slept
    var isStarting = true
    while true {
      interpreter.step(now: Monotonic.now)
      if interpreter.isLeaving || isGone { return }
      draw(interpreter.state)
      let deadline = min(interpreter.deadline, pictures.deadline ?? .max)
      var patience = deadline == .min ? 0 : max(0, deadline - Monotonic.now)
      if parser.isWaiting { patience = min(patience, Self.escapeTime) }
      let (news, ready) = network.wait(
        watching: [0, signals.descriptor] + (pictures.descriptor.map { [$0] } ?? []), milliseconds: patience)
      let now = Monotonic.now
      // Whoever writes sees the word first; what time and network brought comes after it.
      let writesFirst = ready.contains(0) && interpreter.state.isJustWriting
      if writesFirst {
        interpreter.perform(.woke(milliseconds: now))
        readKeys(interpreter, now: now)
      }
      interpreter.tick(now: now)
      if isStarting, news.isEmpty, ready.isEmpty {
        // The clock alone woke it: the start is over.
        isStarting = false
        ProgramMemory.giveBackCode()
      }
      for item in news { handle(item, interpreter, now: now) }
      if ready.contains(signals.descriptor) { handle(signals.take(), interpreter) }
      if ready.contains(0) {
        if !writesFirst { readKeys(interpreter, now: now) }
      } else if parser.isWaiting {
        flushKeys(interpreter, now: now)
      }
      pictures.step(now: now)
      for action in pictures.take() { interpreter.perform(action) }
      let sleptNow = Monotonic.slept
      if sleptNow - slept > 1_500 {
        interpreter.perform(.resumed)
        interpreter.hurry(now: now)
      }
      slept = sleptNow
    }
  }

  private var size: Size { Size(columns: screen.size.columns, rows: screen.size.rows) }

  private func handle(_ news: Network.News, _ interpreter: Interpreter, now: Int64) {
    switch news {
    case .answered(.picture(let id), let result): pictures.fetched(id, result, now: now)
    case .sent(let ticket, let part): interpreter.sent(ticket, part)
    case .answered(let ticket, let result): interpreter.answered(ticket, result, now: now)
    case .streamOpened(.events): interpreter.streamOpened(now: now)
    case .streamSpoke(.events, let bytes): interpreter.streamSpoke(bytes, now: now)
    case .streamEnded(.events, let failure): interpreter.streamEnded(failure, now: now)
    case .streamOpened(.watch): interpreter.watchOpened(now: now)
    case .streamSpoke(.watch, let bytes): interpreter.watchSpoke(bytes, now: now)
    case .streamEnded(.watch, let failure): interpreter.watchEnded(failure, now: now)
    }
  }

  private func handle(_ signals: [Signals.Signal], _ interpreter: Interpreter) {
    for signal in signals {
      switch signal {
      case .resized: break
      case .terminate: interpreter.perform(.terminationAsked)
      case .suspend: perform(.suspend)
      case .resumed:
        screen.enterAgain()
        interpreter.perform(.resumed)
      case .child: break
      }
    }
    // A storm of sizes ends in one.
    if interpreter.state.size != size { interpreter.perform(.resized(size)) }
  }

  private func readKeys(_ interpreter: Interpreter, now: Int64) {
    let count = Glibc.read(0, &keyBytes, keyBytes.count)
    guard count > 0 else {
      if count < 0, errno == EINTR || errno == EAGAIN { return }
      // The terminal is gone.
      isGone = true
      interpreter.perform(.terminationAsked)
      return
    }
    let inputs = parser.take(keyBytes[..<count])
    for input in inputs.dropLast() { handle(input, interpreter, now: now) }
    guard let input = inputs.last else { return }
    if case .key(let key) = input {
      interpreter.press(Key(key), showing: showWriting)
    } else {
      handle(input, interpreter, now: now)
    }
  }

  private func flushKeys(_ interpreter: Interpreter, now: Int64) {
    for input in parser.flush() { handle(input, interpreter, now: now) }
  }

  private func handle(_ input: TerminalInput, _ interpreter: Interpreter, now: Int64) {
    switch input {
    case .key(let key): interpreter.perform(.keyPressed(Key(key)))
    case .paste(let text): interpreter.perform(.pasted(text))
    case .focus(let hasFocus): interpreter.perform(.terminalFocusChanged(hasFocus))
    case .mouse(let mouse):
      guard let kind = pointer.kind(of: mouse, now: now) else { return }
      interpreter.perform(.pointed(PointerEvent(kind, on: hits.target(atColumn: mouse.x, row: mouse.y))))
    case .reply: break
    }
  }

  /// What a key wrote is on the screen before anything is sent or kept.
  private func showWriting(_ state: State) {
    guard !options.isLinear, let patch = drawer.drawWriting(state, theme: theme) else { return }
    screen.show(patch)
  }

  private func draw(_ state: State) {
    var frame: Frame
    if options.isLinear {
      frame = LinearFrame.draw(state)
    } else {
      let drawn = drawer.draw(state, theme: theme)
      hits = drawn.hits
      frame = drawn.frame
    }
    ask(&frame, state)
    screen.show(frame)
  }

  private func ask(_ frame: inout Frame, _ state: State) {
    frame.modes.mouse = state.preferences.isMouseOn && !options.isLinear
    frame.modes.bracketedPaste = true
    frame.modes.focusReports = true
  }

  private func fetchIfNeeded(_ image: ImageReference?, _ fetch: WireRequest?) {
    if let image, let fetch { network.send(fetch, .picture(image.id)) }
  }

  /// The best the terminal can do: its own images where it says so and tells how large its cells are, otherwise half blocks.
  private static func means(
    _ screen: Terminal.Screen, _ capabilities: Capabilities, _ depth: ColorDepth
  ) -> PictureDecoder.Means {
    if let kind = capabilities.graphics, let cell = screen.cellSize {
      // Sixels may be refused when too large; kitty scales what it is given, and more than a screen's worth of pixels is of no use.
      let most = kind == .sixel ? capabilities.sixelLimit : PixelSize(width: 2_400, height: 1_600)
      return .graphics(kind, cell: cell, most: most)
    }
    switch depth {
    case .trueColor: return .cells(colors: "full")
    case .indexed256: return .cells(colors: "256")
    case .ansi16: return .cells(colors: "16")
    case .monochrome: return .nothing
    }
  }

  private static func preferences(_ options: SeatOptions, _ capabilities: Capabilities, themes: [String]) -> Preferences
  {
    let stored = StoredPreferences.load(options.folders)
    let suiting = capabilities.isDark == false ? "light" : "dark"
    return Preferences(
      language: options.language ?? stored.language ?? LanguageChoice.ofProcess(asked: nil),
      theme: options.theme ?? stored.theme ?? suiting, themes: themes, isMouseOn: stored.isMouseOn ?? false,
      isAmbiguousWide: capabilities.ambiguous == .wide || options.isASCII, isDemo: options.isDemo,
      isBellOn: stored.isBellOn ?? true)
  }
}

extension SeatLoop: Outside {
  func send(_ request: WireRequest, _ ticket: RequestTicket) { network.send(request, ticket) }
  func openStream(_ request: WireRequest) { network.open(.events, request) }
  func closeStream() { network.close(.events) }
  func openWatch(_ request: WireRequest) { network.open(.watch, request) }
  func closeWatch() { network.close(.watch) }

  func belongs(to owner: SeatOwner) throws(SystemFailure) -> KeptWork? { try keeper.belongs(to: owner) }

  func token(after ended: String, of owner: SeatOwner?) -> String? {
    guard let stored = StoredSession.load(options.folders), stored.token != ended,
      ServerAddress(stored.server) == options.access.server, let owner = owner ?? options.access.owner,
      stored.owner == owner
    else { return nil }
    return stored.token
  }

  func write(_ record: OutboxRecord) throws(SystemFailure) { try keeper.write(record) }

  func keep(_ draft: KeptDraft, of conversation: ConversationID) throws(SystemFailure) {
    try keeper.keep(draft, of: conversation)
  }

  func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    try PictureFiles.bytes(of: path, limit: limit)
  }

  func chance() -> Double { Double.random(in: 0..<1, using: &random) }

  func perform(_ act: TerminalAct) {
    switch act {
    case .bell: screen.ring()
    case .notify(let title, let body):
      let sequence = TerminalNews.notification(title: title, body: body, newsKind)
      if !sequence.isEmpty { screen.send(sequence: sequence) }
    case .open(let address): Browser.open(address)
    case .copy(let text): screen.send(sequence: TerminalNews.clipboard(text))
    case .useTheme(let name): theme = appearance.theme(name, depth: depth).theme
    case .keep(let preferences): StoredPreferences.save(preferences, options.folders)
    case .listFiles(let folder): pictures.list(folder)
    case .renderPicture(let request, let fetch): fetchIfNeeded(pictures.render(request, now: Monotonic.now), fetch)
    case .openPicture(let image, let fetch): fetchIfNeeded(pictures.open(image), fetch)
    case .savePicture(let image, let fetch): fetchIfNeeded(pictures.save(image), fetch)
    case .forgetPicture: pictures.forget()
    case .repaint: screen.repaint()
    case .suspend: screen.suspend()
    }
  }
}
