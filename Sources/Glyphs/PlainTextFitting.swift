extension PlainText {
  /// At most that many cells; what is cut is marked by `…` (or `...` where an ellipsis may be two cells wide).
  public func truncated(to cells: Int, _ ambiguous: AmbiguousWidth = .narrow) -> PlainText {
    guard cells > 0 else { return isEmpty ? self : "" }
    let ellipsis: PlainText = ambiguous == .narrow ? "…" : (cells >= 5 ? "..." : "")
    let room = cells - ellipsis.width(ambiguous)
    let scalars = string.unicodeScalars
    var used = 0
    // The end of what stays if the rest turns out too long; what follows the field is not looked at.
    var cut = scalars.startIndex
    for index in scalars.indices {
      if scalars[index] != "\n" { used += ScalarWidth.cells(scalars[index], ambiguous) }
      if used > cells { return PlainText(safe: String(scalars[..<cut])) + ellipsis }
      if used <= room { cut = scalars.index(after: index) }
    }
    return self
  }

  /// Exactly that many cells: cut or filled with spaces.
  public func padded(
    to cells: Int, alignment: Alignment = .leading, _ ambiguous: AmbiguousWidth = .narrow
  ) -> PlainText {
    let short = truncated(to: cells, ambiguous)
    let missing = max(0, cells - short.width(ambiguous))
    let before =
      switch alignment {
      case .leading: 0
      case .centre: missing / 2
      case .trailing: missing
      }
    return PlainText(repeating: " ", count: before) + short + PlainText(repeating: " ", count: missing - before)
  }
}
