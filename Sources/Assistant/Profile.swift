import Desk

/// An article's terms, by where they stand. Made once for each article; a question is held against many.
struct Profile: Sendable {
  /// Title and phrasings, each way of asking by itself.
  var phrasings: [Set<String>]
  /// Title, phrasings and keywords.
  var head: Set<String>
  /// Matter and answer, without what the head has.
  var body: Set<String>

  /// Cuts an article's texts.
  init(_ article: Article, tokeniser: Tokeniser) {
    phrasings = ([article.title] + article.phrasings).map { Set(tokeniser.terms(of: $0)) }
    head = phrasings.reduce(Set(article.keywords.flatMap(tokeniser.terms(of:)))) { $0.union($1) }
    body = Set(tokeniser.terms(of: article.answer)).union(tokeniser.terms(of: article.matter)).subtracting(head)
  }
}
