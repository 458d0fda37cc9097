import Glyphs

extension Frame {
  /// Draws a border inside the edge of a rectangle, with a title in its upper line. Where box lines are two cells wide it is drawn in ASCII.
  public mutating func border(
    _ rect: Rect, style: Style, kind: BorderKind = .rounded, title: PlainText? = nil, titleStyle: Style? = nil
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let parts = (ambiguous == .wide ? .ascii : kind).parts
    let middle = PlainText(repeating: parts.line, count: rect.width - 2)
    write(parts.topLeft + middle + parts.topRight, at: rect.x, rect.y, style: style)
    write(parts.bottomLeft + middle + parts.bottomRight, at: rect.x, rect.maxY - 1, style: style)
    for row in (rect.y + 1)..<(rect.maxY - 1) {
      write(parts.side, at: rect.x, row, style: style)
      write(parts.side, at: rect.maxX - 1, row, style: style)
    }
    if let title, !title.isEmpty, rect.width > 6 {
      let short = " " + title.truncated(to: rect.width - 6, ambiguous) + " "
      write(short, at: rect.x + 2, rect.y, style: titleStyle ?? style)
    }
  }

  /// Draws a line of one row.
  public mutating func horizontalLine(_ rect: Rect, style: Style) {
    let line = (ambiguous == .wide ? BorderKind.ascii : .plain).parts.line
    write(PlainText(repeating: line, count: rect.width), at: rect.x, rect.y, style: style)
  }

  /// Draws a line of one column.
  public mutating func verticalLine(_ rect: Rect, style: Style) {
    let side = (ambiguous == .wide ? BorderKind.ascii : .plain).parts.side
    for row in rect.y..<rect.maxY { write(side, at: rect.x, row, style: style) }
  }
}
