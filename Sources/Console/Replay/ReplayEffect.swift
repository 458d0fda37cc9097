/// What the player wants done.
public enum ReplayEffect: Equatable, Sendable {
  /// Read that theme and draw with it.
  case useTheme(String)
  /// Draw everything again.
  case repaint
  /// Give the terminal back for a while.
  case suspend
  /// Leave.
  case quit
}
