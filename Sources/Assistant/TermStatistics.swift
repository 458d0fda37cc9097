/// In how many articles each term occurs: what is rare says more.
struct TermStatistics: Sendable {
  private let articles: Int
  private let occurrences: [String: Int]

  /// Counts the terms of every article.
  init(_ termSets: some Sequence<Set<String>>) {
    var articles = 0
    var occurrences: [String: Int] = [:]
    for terms in termSets {
      articles += 1
      for term in terms { occurrences[term, default: 0] += 1 }
    }
    self.articles = articles
    self.occurrences = occurrences
  }

  /// Whether any article has the term.
  func isKnown(_ term: String) -> Bool { occurrences[term] != nil }

  /// How much a term tells, above 0; most for one that no article has.
  func rarity(_ term: String) -> Double { logarithm(1 + Double(articles) / (1 + Double(occurrences[term] ?? 0))) }

  /// The rarity, less for single characters: they occur by chance.
  func weight(_ term: String) -> Double {
    let isCharacter = term.unicodeScalars.count == 1 && term.unicodeScalars.first.map(Folding.kind) == .han
    return isCharacter ? rarity(term) * 0.3 : rarity(term)
  }
}

/// The natural logarithm of a number of 1 or more, by its exponent and the series of `artanh`; the C library would cost this module an import.
func logarithm(_ number: Double) -> Double {
  let ratio = (number.significand - 1) / (number.significand + 1)
  var power = ratio
  var sum = 0.0
  for odd in stride(from: 1.0, through: 25, by: 2) {
    sum += power / odd
    power *= ratio * ratio
  }
  return 2 * sum + Double(number.exponent) * 0.6931471805599453
}
