/// A sentence with gaps: its fixed pieces in order, the first at the very beginning and the last at the very end.
struct Template {
  private let pieces: [String]

  init(_ pieces: String...) { self.pieces = pieces }

  /// What stands in the gaps; `nil` for another sentence. A gap is as short as it can be, the last one as long.
  func match(_ text: String) -> [String]? {
    guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var gaps: [String] = []
    for piece in pieces.dropFirst().dropLast() {
      guard let place = rest.firstRange(of: piece) else { return nil }
      gaps.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    guard rest.hasSuffix(last) else { return nil }
    return gaps + [String(rest.dropLast(last.count))]
  }
}
