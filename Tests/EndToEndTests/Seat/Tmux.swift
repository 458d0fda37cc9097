import Foundation
import TestPrograms
import Testing

/// A program in a real terminal, tmux, driven by keys and read by its screen.
final class Tmux {
  private let name = "zuoxi-" + UUID().uuidString
  let state: String

  /// Starts a shell line in a terminal of that size; state and configuration of the programs go to a folder of their own.
  init(columns: Int = 120, rows: Int = 40, state: String? = nil, _ line: String) throws {
    self.state = state ?? NSTemporaryDirectory() + "zuoxi-state-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: self.state, withIntermediateDirectories: true)
    let settings =
      "LC_ALL=C.UTF-8 COLORTERM=truecolor XDG_STATE_HOME=\(self.state) XDG_CONFIG_HOME=\(self.state)/config"
    try Tmux.run([
      "tmux", "-L", name, "-f", "/dev/null", "-u", "new-session", "-d", "-x", String(columns), "-y", String(rows),
      "env \(settings) sh -c '\(line)'; echo ended $?; exec env PS1='ready> ' sh",
    ])
  }

  /// What the screen shows.
  var screen: String { (try? Tmux.run(["tmux", "-L", name, "capture-pane", "-p"])) ?? "" }

  /// Presses keys by tmux's names, such as `Enter`, `C-p`, `M-Enter`.
  func press(_ keys: String...) throws { try Tmux.run(["tmux", "-L", name, "send-keys"] + keys) }

  /// Types text as it is.
  func type(_ text: String) throws { try Tmux.run(["tmux", "-L", name, "send-keys", "-l", text]) }

  /// Pastes text as a terminal does, in brackets where the program asks for them.
  func paste(_ text: String) throws {
    try Tmux.run(["tmux", "-L", name, "set-buffer", text])
    try Tmux.run(["tmux", "-L", name, "paste-buffer", "-p"])
  }

  /// What the screen shows, with the sequences that colour it.
  func colours() throws -> String { try Tmux.run(["tmux", "-L", name, "capture-pane", "-p", "-e"]) }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    try Tmux.run(["tmux", "-L", name, "resize-window", "-x", String(columns), "-y", String(rows)])
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
    let pane = try Tmux.run(["tmux", "-L", name, "list-panes", "-F", "#{pane_pid}"]).filter(\.isNumber)
    let tree = try Tmux.run(["pstree", "-p", pane])
    let pattern = try Regex("\(program)\\((\\d+)\\)")
    let match = try #require(tree.firstMatch(of: pattern))
    try Tmux.run(["kill", "-" + signal, String(match.output[1].substring ?? "")])
  }

  /// Whether a file in the programs' state folder holds that text.
  func keeps(_ text: String) -> Bool {
    let files = FileManager.default.enumerator(atPath: state)?.compactMap { $0 as? String } ?? []
    return files.contains { (try? String(contentsOfFile: state + "/" + $0, encoding: .utf8))?.contains(text) == true }
  }

  /// The terminal's device file.
  func device() throws -> String {
    try Tmux.run(["tmux", "-L", name, "list-panes", "-F", "#{pane_tty}"]).filter { !$0.isWhitespace }
  }

  /// Ends the terminal.
  func end() {
    _ = try? Tmux.run(["tmux", "-L", name, "kill-server"])
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
