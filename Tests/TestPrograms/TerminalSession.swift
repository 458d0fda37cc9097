import Foundation

/// A program in a real terminal, tmux, driven by keys and read by its screen.
///
/// Everything blocks: call it on ``TestThread`` or a thread of its own.
public final class TerminalSession: Sendable {
  private let name = "zuoxi-" + UUID().uuidString
  /// The folder of the programs' state and configuration.
  public let state: String

  /// Starts a shell line in a terminal of that size.
  public init(columns: Int = 120, rows: Int = 40, state: String, _ line: String) throws {
    self.state = state
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let settings =
      "LC_ALL=C.UTF-8 COLORTERM=truecolor XDG_STATE_HOME=\(state) XDG_CONFIG_HOME=\(state)/config"
    try tmux([
      "-f", "/dev/null", "-u", "new-session", "-d", "-x", String(columns), "-y", String(rows),
      "env \(settings) sh -c '\(line)'; echo ended $?; exec env PS1='ready> ' sh",
    ])
  }

  /// Has tmux do something with this terminal; returns what it printed.
  @discardableResult
  public func tmux(_ words: [String]) throws -> String { try ChildProcess.run(["tmux", "-L", name] + words).text }

  /// What the screen shows.
  public var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// Presses keys by tmux's names, such as `Enter`, `C-p`, `M-Enter`.
  public func press(_ keys: [String]) throws { try tmux(["send-keys"] + keys) }

  /// Types text as it is.
  public func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Sends a signal to the program of that name that runs in this terminal; whether there is one.
  @discardableResult
  public func signal(_ signal: String, program: String) throws -> Bool {
    let pane = try tmux(["list-panes", "-F", "#{pane_pid}"]).filter(\.isNumber)
    let tree = try ChildProcess.run(["pstree", "-p", pane]).text
    guard let match = tree.firstMatch(of: try Regex("\(program)\\((\\d+)\\)")) else { return false }
    return try ChildProcess.run(["kill", "-" + signal, String(match.output[1].substring ?? "")]).status == 0
  }

  /// Ends the terminal and what runs in it.
  public func end() {
    let socket = try? tmux(["display-message", "-p", "#{socket_path}"]).trimmingCharacters(in: .whitespacesAndNewlines)
    _ = try? tmux(["kill-server"])
    // It leaves its socket behind.
    if let socket, !socket.isEmpty { unlink(socket) }
  }
}
