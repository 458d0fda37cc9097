/// Where a caret stands in wrapped text.
public struct CaretPlace: Hashable, Sendable {
  /// The line's index.
  public var line: Int
  /// Cells before the caret on that line.
  public var column: Int

  /// The place before the cluster of that offset; the end of the text for any beyond it. Between two lines that only the width divides it is the
  /// beginning of the second.
  public init(offset: Int, in lines: [WrappedLine], _ ambiguous: AmbiguousWidth = .narrow) {
    line = max(
      0,
      (lines.firstIndex { offset < $0.range.upperBound || $0.endsWithLineBreak && offset == $0.range.upperBound })
        ?? lines.count - 1)
    column = line < lines.count ? lines[line].column(of: offset, ambiguous) : 0
  }
}

extension WrappedLine {
  /// Cells before the cluster of that offset in the whole text; in spaces that the break swallowed, the end of the line.
  public func column(of offset: Int, _ ambiguous: AmbiguousWidth = .narrow) -> Int {
    text.clusters.prefix(max(0, offset - range.lowerBound)).reduce(0) { $0 + $1.width(ambiguous) }
  }

  /// The offset in the whole text of the cluster at that column; the end of what the line shows for any beyond it.
  public func offset(at column: Int, _ ambiguous: AmbiguousWidth = .narrow) -> Int {
    var reached = 0
    var offset = range.lowerBound
    for cluster in text.clusters {
      reached += cluster.width(ambiguous)
      if reached > column { return offset }
      offset += 1
    }
    return offset
  }
}
