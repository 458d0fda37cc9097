import Desk

/// An article's terms, by where they stand. Made once for each article; a question is held against many.
struct Profile: Sendable {
  /// One way of asking for the article: its terms and the sum of their weights.
  struct Phrasing: Sendable {
    var terms: Set<String>
    var weight: Double
  }

  /// Title and phrasings, each by itself.
  var phrasings: [Phrasing]
  /// The terms of title, phrasings and keywords.
  var head: Set<String>
  /// The terms of matter and answer.
  var body: Set<String>

  /// Cuts an article's texts.
  init(_ article: Article, tokeniser: Tokeniser, statistics: TermStatistics) {
    phrasings = ([article.title] + article.phrasings).map { text in
      let terms = Set(tokeniser.terms(of: text))
      // In a fixed order, so that the sum does not depend on hashing.
      return Phrasing(terms: terms, weight: terms.sorted().reduce(0) { $0 + statistics.weight($1) })
    }
    head = Self.head(of: article, tokeniser: tokeniser)
    body = Set(tokeniser.terms(of: article.answer)).union(tokeniser.terms(of: article.matter))
  }

  /// The terms of an article's title, phrasings and keywords.
  static func head(of article: Article, tokeniser: Tokeniser) -> Set<String> {
    Set(([article.title] + article.phrasings + article.keywords).flatMap(tokeniser.terms(of:)))
  }
}
