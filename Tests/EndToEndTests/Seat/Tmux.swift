import Foundation
import TestPrograms
import Testing

/// A program in a real terminal, tmux, driven by keys and read by its screen.
final class Tmux {
  private let session: TerminalSession

  /// Starts a shell line in a terminal of that size; state and configuration of the programs go to a folder of their own.
  init(columns: Int = 120, rows: Int = 40, state: String? = nil, _ line: String) throws {
    let state = state ?? NSTemporaryDirectory() + "zuoxi-state-" + UUID().uuidString
    session = try TerminalSession(columns: columns, rows: rows, state: state, line)
  }

  var state: String { session.state }

  /// What the screen shows.
  var screen: String { session.screen }

  /// Presses keys by tmux's names, such as `Enter`, `C-p`, `M-Enter`.
  func press(_ keys: String...) throws { try session.press(keys) }

  /// Types text as it is.
  func type(_ text: String) throws { try session.type(text) }

  /// Pastes text as a terminal does, in brackets where the program asks for them.
  func paste(_ text: String) throws {
    try session.tmux(["set-buffer", text])
    try session.tmux(["paste-buffer", "-p"])
  }

  /// What the screen shows, with the sequences that colour it.
  func colours() throws -> String { try session.tmux(["capture-pane", "-p", "-e"]) }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    try session.tmux(["resize-window", "-x", String(columns), "-y", String(rows)])
  }

  /// Waits until the screen shows that text; records what it showed instead when it never does.
  @discardableResult
  func see(_ text: String, seconds: Double = 30, _ location: SourceLocation = #_sourceLocation) -> Bool {
    if wait(seconds: seconds, until: { self.screen.contains(text) }) { return true }
    Issue.record("never saw “\(text)”:\n\(screen)", sourceLocation: location)
    return false
  }

  /// Waits until the screen no longer shows that text.
  @discardableResult
  func miss(_ text: String, seconds: Double = 30, _ location: SourceLocation = #_sourceLocation) -> Bool {
    if wait(seconds: seconds, until: { !self.screen.contains(text) }) { return true }
    Issue.record("still saw “\(text)”:\n\(screen)", sourceLocation: location)
    return false
  }

  /// Sends a signal to the program of that name that runs in this terminal.
  func signal(_ signal: String, program: String) throws {
    #expect(try session.signal(signal, program: program), "no \(program) runs here")
  }

  /// Whether a file in the programs' state folder holds that text.
  func keeps(_ text: String) -> Bool {
    let files = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
    return files.contains { (try? String(contentsOfFile: state + "/" + $0, encoding: .utf8))?.contains(text) == true }
  }

  /// The terminal's device file.
  func device() throws -> String {
    try session.tmux(["list-panes", "-F", "#{pane_tty}"]).filter { !$0.isWhitespace }
  }

  /// Ends the terminal.
  func end() {
    session.end()
    try? FileManager.default.removeItem(atPath: state)
  }

  /// Asks again until it is so; the answer, not a moment, is waited for.
  func wait(seconds: Double, until isSo: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try isSo() { return true }
      poll(nil, 0, 40)
    }
    return try isSo()
  }

  /// Runs a program and returns what it printed.
  @discardableResult
  static func run(_ words: [String]) throws -> String {
    try ChildProcess.run(words).text
  }
}
