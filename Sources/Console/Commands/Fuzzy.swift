/// Finds by a few letters in order; lower scores are better.
public enum Fuzzy {
  /// How well the words fit the best of the candidates; `nil` if they fit none. Earlier candidates weigh more.
  public static func score(_ words: String, in candidates: [String]) -> Int? {
    let wanted = Array(words.lowercased().filter { !$0.isWhitespace })
    guard !wanted.isEmpty else { return 0 }
    return candidates.enumerated().compactMap { index, candidate in
      score(wanted, in: Array(candidate.lowercased())).map { $0 + index }
    }.min()
  }

  private static func score(_ wanted: [Character], in text: [Character]) -> Int? {
    if text.starts(with: wanted) { return text.count == wanted.count ? 0 : 10 }
    if wanted.count <= text.count {
      for start in 0...(text.count - wanted.count) where Array(text[start..<(start + wanted.count)]) == wanted {
        return 20 + min(start, 60)
      }
    }
    // Letters in order with gaps: the further apart, the worse; far apart is chance, not a find.
    var place = 0
    var first: Int?
    for character in wanted {
      guard let found = text[place...].firstIndex(of: character) else { return nil }
      if first == nil { first = found }
      place = found + 1
    }
    let spread = place - (first ?? 0) - wanted.count
    return spread <= wanted.count * 4 ? 100 + spread : nil
  }
}
