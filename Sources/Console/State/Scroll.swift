/// How far messages are scrolled back. Counted from a fixed message, so that new ones do not move what is being read.
public struct Scroll: Hashable, Sendable {
  /// The last message when scrolling began.
  public var anchor: Int
  /// Rows between that message's end and the bottom of the pane.
  public var rows: Int

  /// A place from its parts.
  public init(anchor: Int, rows: Int) {
    self.anchor = anchor
    self.rows = rows
  }
}
