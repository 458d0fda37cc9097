import Glyphs

/// What a frame asks of the terminal besides its cells; differences are taken of these as of cells.
public struct Modes: Hashable, Sendable {
  /// Whether clicks and the wheel are reported; off leaves selecting to the terminal.
  public var mouse: Bool
  /// Whether a paste is told from typing.
  public var bracketedPaste: Bool
  /// Whether gaining and losing the focus is reported.
  public var focusReports: Bool
  /// The window's title; `nil` leaves it alone.
  public var title: PlainText?

  /// Modes; everything off by default.
  public init(mouse: Bool = false, bracketedPaste: Bool = false, focusReports: Bool = false, title: PlainText? = nil) {
    self.mouse = mouse
    self.bracketedPaste = bracketedPaste
    self.focusReports = focusReports
    self.title = title
  }
}
