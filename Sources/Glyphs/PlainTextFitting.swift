/// Where a text that is too short stands in its field.
public enum Alignment: Hashable, Sendable {
  /// At the left.
  case leading
  /// In the middle.
  case centre
  /// At the right.
  case trailing
}

extension PlainText {
  /// At most that many cells; what is cut is marked by `…` (or `...` where an ellipsis may be two cells wide).
  public func truncated(to cells: Int, _ ambiguous: AmbiguousWidth = .narrow) -> PlainText {
    guard width(ambiguous) > cells else { return self }
    guard cells > 0 else { return "" }
    let ellipsis: PlainText = ambiguous == .narrow ? "…" : (cells >= 5 ? "..." : "")
    let room = cells - ellipsis.width(ambiguous)
    var kept: [Cluster] = []
    var used = 0
    for cluster in clusters {
      let width = cluster.width(ambiguous)
      guard used + width <= room else { break }
      kept.append(cluster)
      used += width
    }
    return PlainText(kept) + ellipsis
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
