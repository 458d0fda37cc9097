/// Why a full screen cannot be shown here.
public enum TerminalProblem: Error, Hashable, Sendable {
  /// Input or output is not a terminal.
  case notATerminal
  /// The locale's characters are not UTF-8.
  case notUTF8
  /// The terminal is of a kind that cannot place text.
  case tooSimple(kind: String)
}
