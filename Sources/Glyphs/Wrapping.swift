/// One screen line of a wrapped text.
public struct WrappedLine: Hashable, Sendable {
  /// What the line shows, without the spaces a break swallowed.
  public var text: PlainText
  /// The clusters of the whole text it covers, line ends counted as one each; the spaces swallowed belong to it.
  public var range: Range<Int>
  /// Whether a line end of the text closes it, not the width.
  public var endsWithLineBreak: Bool
}

extension PlainText {
  /// Lines of at most that many cells, by ``wrappedLines(to:_:)``.
  public func wrapped(to cells: Int, _ ambiguous: AmbiguousWidth = .narrow) -> [PlainText] {
    wrappedLines(to: cells, ambiguous).map(\.text)
  }

  /// Breaks at line ends, at spaces and between ideographs; never before closing or after opening punctuation (kinsoku), and inside a word only
  /// when it is longer than a line. There is always at least one line.
  public func wrappedLines(to cells: Int, _ ambiguous: AmbiguousWidth = .narrow) -> [WrappedLine] {
    let width = max(2, cells)
    var result: [WrappedLine] = []
    var offset = 0
    let paragraphs = lines
    for (index, paragraph) in paragraphs.enumerated() {
      let clusters = paragraph.clusters
      let isLast = index == paragraphs.count - 1
      var start = 0
      repeat {
        let end = LineBreaker.end(of: clusters, from: start, width: width, ambiguous)
        var shown = clusters[start..<end]
        let isParagraphEnd = end == clusters.count
        if !isParagraphEnd { while shown.last?.base == " " { shown.removeLast() } }
        result.append(
          WrappedLine(
            text: PlainText(shown), range: (offset + start)..<(offset + end),
            endsWithLineBreak: isParagraphEnd && !isLast))
        start = end
      } while start < clusters.count
      offset += clusters.count + 1
    }
    return result
  }
}

/// Where a line may end.
enum LineBreaker {
  private static let noStart = Set("，。、；：？！）》」』】〉〕”’…—～·％‰℃,.;:?!)]}%>、゠ーぁぃぅぇぉっゃゅょ々".unicodeScalars)
  private static let noEnd = Set("（《「『【〈〔“‘([{<￥$£".unicodeScalars)

  /// The end of the line that starts at `start`; at least one cluster long if there is one.
  static func end(of clusters: [Cluster], from start: Int, width: Int, _ ambiguous: AmbiguousWidth) -> Int {
    var used = 0
    var end = start
    while end < clusters.count {
      let next = clusters[end].width(ambiguous)
      if used + next > width { break }
      used += next
      end += 1
    }
    guard end < clusters.count else { return end }
    // Spaces at the break hang over the edge.
    if clusters[end].base == " " {
      while end < clusters.count, clusters[end].base == " " { end += 1 }
      return end
    }
    var place = end
    while place > start {
      if mayBreak(clusters[place - 1], clusters[place], ambiguous) { return place }
      place -= 1
    }
    return max(end, start + 1)
  }

  private static func mayBreak(_ left: Cluster, _ right: Cluster, _ ambiguous: AmbiguousWidth) -> Bool {
    if left.base == " " { return true }
    if noStart.contains(right.base) || noEnd.contains(left.base) { return false }
    return left.width(.narrow) == 2 || right.width(.narrow) == 2 || left.base == "-" || left.base == "/"
  }
}
