import Glyphs

/// How a border is drawn.
public enum BorderKind: Hashable, Sendable {
  /// Box lines with round corners.
  case rounded
  /// Box lines.
  case plain
  /// `+`, `-` and `|`: for terminals on which box lines are two cells wide.
  case ascii

  var parts:
    (
      topLeft: PlainText, topRight: PlainText, bottomLeft: PlainText, bottomRight: PlainText, line: PlainText,
      side: PlainText
    )
  {
    switch self {
    case .rounded: ("╭", "╮", "╰", "╯", "─", "│")
    case .plain: ("┌", "┐", "└", "┘", "─", "│")
    case .ascii: ("+", "+", "+", "+", "-", "|")
    }
  }
}
