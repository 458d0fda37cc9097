/// A question cut for ranking: what it asks for, and how much each part of it tells.
struct Question {
  /// Its terms with their weights, in a fixed order, so that sums never depend on hashing.
  let terms: [(term: String, weight: Double)]
  /// The sum of the weights.
  let total: Double
  private let units: [Tokeniser.Unit]
  private let tells: [Double]

  /// Cuts a question. A character tells what the rarest known word it belongs to tells; in no known word, it tells as much as a word nobody has
  /// written about: that is how a question from elsewhere shows.
  init(_ text: String, tokeniser: Tokeniser, statistics: TermStatistics) {
    let units = tokeniser.units(of: text)
    self.units = units
    var seen: Set<String> = []
    terms = units.flatMap(\.terms).filter { seen.insert($0).inserted }
      .map { ($0, statistics.weight($0)) }
    total = terms.reduce(0) { $0 + $1.weight }
    tells = units.indices.map { index in
      let words = Self.words(units, index)
      let known = words.filter(statistics.isKnown).map(statistics.rarity)
      return known.max() ?? words.map(statistics.rarity).max() ?? 0.6 * statistics.rarity(units[index].text)
    }
  }

  /// Share 0–1 of what the question tells that an article covers: words in full from its head, less from its body, least for a character alone.
  func coverage(by profile: Profile) -> Double {
    let whole = tells.reduce(0, +)
    guard whole > 0 else { return 0 }
    let covered = units.indices.reduce(0) { sum, index in
      let words = Self.words(units, index)
      let alone = units[index].text
      let isAlone = units[index].isHan && profile.head.contains(alone)
      let inHead = words.contains(where: profile.head.contains)
      let inBody = words.contains(where: profile.body.contains)
      return sum + tells[index] * (inHead ? 1 : inBody ? 0.5 : isAlone ? words.isEmpty ? 0.6 : 0.3 : 0)
    }
    return covered / whole
  }

  /// Likeness 0–1 of the question's terms to the nearest single way of asking for an article, by weight (Dice).
  func likeness(to profile: Profile) -> Double {
    profile.phrasings.map { phrasing in
      let shared = terms.reduce(0) { phrasing.terms.contains($1.term) ? $0 + $1.weight : $0 }
      return 2 * shared / (total + phrasing.weight)
    }.max() ?? 0
  }

  /// The words a unit belongs to: the pairs on both sides of a character, or the word itself.
  private static func words(_ units: [Tokeniser.Unit], _ index: Int) -> [String] {
    guard units[index].isHan else { return [units[index].text] }
    return [units[index].pair, index + 1 < units.count ? units[index + 1].pair : nil].compactMap(\.self)
  }
}
