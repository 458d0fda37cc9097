import Console

/// What an effect asks of the terminal or of the program around it.
enum TerminalAct: Equatable, Sendable {
  /// Ring.
  case bell
  /// Tell the user outside the window.
  case notify(title: String, body: String)
  /// Put a text on the clipboard.
  case copy(String)
  /// Draw with that theme.
  case useTheme(String)
  /// Keep the choices for the next start.
  case keep(Preferences)
  /// Draw everything again.
  case repaint
  /// Stop, as Ctrl-Z does elsewhere.
  case suspend
}
