extension PlainText {
  /// Lines of at most that many cells, by ``wrappedLines(to:_:)``.
  public func wrapped(to cells: Int, _ ambiguous: AmbiguousWidth = .narrow) -> [PlainText] {
    wrappedLines(to: cells, ambiguous).map(\.text)
  }

  /// Breaks at line ends, at spaces and between ideographs; never before closing or after opening punctuation (kinsoku), and inside a word only
  /// when it is longer than a line. There is always at least one line; a field of one cell counts as two, for a wide glyph must
  /// stand somewhere.
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
        // Spaces hang over the edge unseen; at the end of a paragraph only those that find no room.
        var used = isParagraphEnd && shown.last?.base == " " ? shown.reduce(0) { $0 + $1.width(ambiguous) } : 0
        while shown.last?.base == " ", !isParagraphEnd || used > width {
          shown.removeLast()
          used -= 1
        }
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
