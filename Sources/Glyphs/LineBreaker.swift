/// Where a line may end.
enum LineBreaker {
  private static let noStart = Set("，。、；：？！）》」』】〉〕”’…—～·％‰℃〗］｝￠,.;:?!)]}%>゠ーぁぃぅぇぉっゃゅょ々".unicodeScalars)
  private static let noEnd = Set("（《「『【〈〔〖［｛“‘([{<￥¥$£".unicodeScalars)

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
    // A break after nothing but spaces would leave an empty line.
    let firstWord = clusters[start..<end].firstIndex { $0.base != " " } ?? end
    var place = end
    while place > firstWord {
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
