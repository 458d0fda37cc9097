import CTerminal
import Canvas
import Glyphs

/// The terminal as a place to show frames. It owns curses and the terminal's settings; only ever used from one thread.
public final class Screen {
  /// Colours the terminal shows: 16,777,216, 256, 16, 8 or 0.
  public let colors: Int
  private let screen: OpaquePointer
  private let input: Int32
  private let output: Int32
  private var shown: Frame?
  private var modes = Modes()
  private var overlays: [Int: [Overlay]] = [:]
  /// Rows whose overlays are drawn after curses has spoken.
  private var pendingRows: Set<Int> = []
  private var isOpen = true
  private let synchronises: Bool
  private var graphics: Graphics?

  /// Bytes that undo every mode a frame may ask for, and leave the alternate screen. It is wiped first: where the window grew meanwhile, tmux would
  /// let its lower rows stand.
  private static let restoring = Array(
    "\u{1B}[?1036r\u{1B}[?1039r\u{1B}[?2026l\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?2004l\u{1B}[?1004l\u{1B}[0m\u{1B}[?25h\u{1B}[H\u{1B}[2J\u{1B}[?1049l\r"
      .utf8)
  private static let undoing = Array(
    "\u{1B}[?1036r\u{1B}[?1039r\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[?2004l\u{1B}[?1004l\u{1B}[?25h\u{1B}[0m\u{1B}[H\u{1B}[2J"
      .utf8)

  /// xterm left to itself writes `ð` for Alt-P: from here on keys held with Meta and Alt come with an escape; what it was before is kept.
  private static let heldKeys = Array("\u{1B}[?1036s\u{1B}[?1039s\u{1B}[?1036h\u{1B}[?1039h".utf8)

  /// Kinds that do not understand ECMA-48.
  private static let simpleKinds: Set<String> = [
    "", "dumb", "unknown", "network", "dialup", "emacs", "vt52", "tty", "lpr",
  ]

  /// Whether a full screen can be shown on these descriptors; `kind` is the value of TERM.
  public static func check(input: Int32 = 0, output: Int32 = 1, kind: String?) throws(TerminalProblem) {
    guard zt_is_terminal(input), zt_is_terminal(output) else { throw .notATerminal }
    guard let kind, !Screen.simpleKinds.contains(kind) else { throw .tooSimple(kind: kind ?? "") }
    guard zt_set_locale() else { throw .notUTF8 }
  }

  /// Asks the terminal what it can do, in one batch, at most 100 ms; keys typed meanwhile are returned.
  public static func probe(input: Int32 = 0, output: Int32 = 1) -> (Capabilities, [TerminalInput]) {
    guard zt_save_settings(input), zt_raw_settings(input) else { return (Capabilities(), []) }
    defer { zt_restore_settings() }
    return ProbeConversation.hold(input: input, output: output)
  }

  /// Enters the full screen.
  public init(
    input: Int32 = 0, output: Int32 = 1, depth: ScreenDepth, capabilities: Capabilities = Capabilities()
  ) throws(TerminalProblem) {
    guard zt_save_settings(input) else { throw .notATerminal }
    zt_guard(output, Screen.restoring, Screen.restoring.count)
    guard let screen = zt_open(input, output, depth.entry.name, depth.entry.base64) else {
      zt_unguard()
      throw .tooSimple(kind: "")
    }
    self.screen = screen
    self.input = input
    self.output = output
    colors = Int(zt_colors(screen))
    synchronises = capabilities.synchronisedOutput
    write(Screen.heldKeys)
    graphics = capabilities.graphics.map { Graphics($0) }
  }

  deinit { close() }

  /// Leaves the full screen and puts everything back; calling it again does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    write(Screen.undoing)
    zt_close(screen)
    zt_unguard()
    zt_restore_settings()
  }

  /// Columns and rows now.
  public var size: (columns: Int, rows: Int) {
    var columns: Int32 = 80
    var rows: Int32 = 24
    _ = zt_size(output, &columns, &rows)
    return (Int(columns), Int(rows))
  }

  /// Pixels of a cell, where the terminal says so.
  public var cellSize: PixelSize? {
    var width: Int32 = 0
    var height: Int32 = 0
    guard zt_cell_size(output, &width, &height) else { return nil }
    return PixelSize(width: Int(width), height: Int(height))
  }

  /// Gives the terminal an image to show where frames say so: for kitty the sequences that transmit it under that number, for sixel its drawing. The bytes must be a decoder's of our own making,
  /// never outside text.
  public func give(image number: UInt32, _ bytes: [UInt8]) {
    if let bytes = graphics?.give(number, bytes) { write(bytes) }
  }

  /// Takes an image back.
  public func forget(image number: UInt32) { if let bytes = graphics?.forget(number) { write(bytes) } }

  /// Draws the whole of the next frame anew (Ctrl-L).
  public func repaint() { shown = nil }

  /// Shows a frame: writes what differs from the last one, then puts the real cursor where the frame says. An equal frame writes nothing.
  public func show(_ frame: Frame) {
    let difference = frame.difference(from: shown)
    guard !difference.isEmpty else { return }
    if difference.clears {
      zt_resize(screen, Int32(frame.width), Int32(frame.height))
      zt_clear(screen)
      overlays = [:]
    }
    let isLarge = synchronises && difference.runs.count > 24
    if isLarge { write("\u{1B}[?2026h") }
    if let modes = difference.modes { apply(modes, all: difference.clears && shown == nil) }
    let images = shown?.images ?? []
    pendingRows = []
    for row in graphics?.rowsUncovered(from: images, to: frame.images) ?? [] where row < frame.height {
      zt_touch(screen, Int32(row))
      pendingRows.insert(row)
    }
    put(difference, on: frame)
    if let drawn = graphics?.after(difference, from: images, to: frame.images), !drawn.isEmpty { write(drawn) }
    if isLarge { write("\u{1B}[?2026l") }
    shown = frame
    // Copied now, when nobody waits for it: a patch is put into it at once.
    shown?.standAlone()
  }

  /// Shows a small frame upon what is shown; the rest is not even looked at. `false` where that cannot be done; ``show(_:)`` does it then.
  @discardableResult
  public func show(_ patch: FramePatch) -> Bool {
    guard let difference = shown?.paste(patch), let shown else { return false }
    guard !difference.isEmpty else { return true }
    pendingRows = []
    put(difference, on: shown)
    return true
  }

  /// Draws runs, cursor, and what curses cannot.
  private func put(_ difference: FrameDifference, on frame: Frame) {
    for run in difference.runs { draw(run, ambiguous: frame.ambiguous) }
    let cursor = difference.cursor ?? Cursor(x: max(0, frame.width - 1), y: max(0, frame.height - 1))
    zt_show(screen, Int32(cursor.y), Int32(cursor.x), difference.cursor != nil)
    guard !pendingRows.isEmpty else { return }
    let over = pendingRows.sorted().flatMap { overlays[$0] ?? [] }
    if !over.isEmpty { write(over.map(\.bytes).joined()) }
  }

  /// Puts the terminal back, stops the process until it is continued, and enters again.
  public func suspend() {
    write(Screen.undoing)
    zt_suspend(screen)
    zt_restore_settings()
    zt_stop_process()
    enterAgain()
  }

  /// Takes the terminal back after the process was stopped from outside: a shell has used it meanwhile.
  public func enterAgain() {
    zt_resume(screen)
    write(Screen.heldKeys)
    modes = Modes()
    shown = nil
  }

  /// Rings the bell.
  public func ring() { write("\u{07}") }

  /// Sends a sequence of our own making, such as a notification; never one made of outside text that is not `PlainText`.
  public func send(sequence: String) { write(sequence) }

  private func draw(_ run: FrameDifference.Run, ambiguous: AmbiguousWidth) {
    let foreground = number(run.style.foreground)
    let background = number(run.style.background)
    let attributes = Int32(run.style.attributes.rawValue)
    var column = run.column
    for cluster in run.clusters {
      let span = cluster.width(ambiguous)
      erase(row: run.row, columns: column..<(column + span))
      if cluster.isPlain || zt_width(cluster.base.value) == span {
        let scalars = [cluster.base.value] + cluster.marks.map(\.value)
        zt_put(
          screen, Int32(run.row), Int32(column), scalars, Int32(scalars.count), foreground, background, attributes)
      } else {
        for offset in 0..<span {
          zt_put(screen, Int32(run.row), Int32(column + offset), [32], 1, foreground, background, attributes)
        }
        let overlay = Overlay(row: run.row, column: column, cluster: cluster, style: run.style)
        overlays[run.row, default: []].append(overlay)
        pendingRows.insert(run.row)
      }
      column += span
    }
  }

  /// Curses believes blanks stand under an overlay: where one goes, its row is drawn again, and what else lies over the row with it.
  private func erase(row: Int, columns: Range<Int>) {
    guard var here = overlays[row] else { return }
    let before = here.count
    here.removeAll { columns.contains($0.column) || columns.contains($0.column + 1) }
    guard here.count != before else { return }
    overlays[row] = here.isEmpty ? nil : here
    zt_touch(screen, Int32(row))
    pendingRows.insert(row)
  }

  private func apply(_ new: Modes, all: Bool) {
    func set(_ isOn: Bool, _ wasOn: Bool, _ numbers: [Int]) {
      guard isOn != wasOn || (all && isOn) else { return }
      for number in numbers { write("\u{1B}[?\(number)\(isOn ? "h" : "l")") }
    }
    set(new.mouse, modes.mouse, [1000, 1002, 1006])
    set(new.bracketedPaste, modes.bracketedPaste, [2004])
    set(new.focusReports, modes.focusReports, [1004])
    if let title = new.title, title != modes.title || all { write("\u{1B}]2;" + title.string + "\u{1B}\\") }
    modes = new
  }

  private func number(_ color: Color) -> Int32 {
    switch color {
    case .terminalDefault: return -1
    case .indexed(let index): return Int(index) < colors ? Int32(index) : -1
    case .rgb(let red, let green, let blue):
      guard colors > 256 else { return -1 }
      // Below eight a direct colour would be read as one of the terminal's own.
      return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
    }
  }

  private func write(_ text: String) { write(Array(text.utf8)) }

  private func write(_ bytes: [UInt8]) { _ = zt_write(output, bytes, bytes.count) }
}
