import Desk

/// Decides among the candidates of a full-text index. The index finds what shares words with the question and orders it by bm25; it always
/// finds something. Whether that answers the question depends on how much of what was asked the article covers.
struct Ranker: Sendable {
  /// From this share of the question's weight on, an article may answer.
  static let answerAt = 0.55
  /// From this share on, an article may be suggested.
  static let suggestAt = 0.36

  private let tokeniser: Tokeniser
  private let statistics: TermStatistics
  private let profiles: [ArticleID: Profile]

  /// A ranker for these articles.
  init(articles: [Article], tokeniser: Tokeniser) {
    self.tokeniser = tokeniser
    let made = articles.map { ($0.id, Profile($0, tokeniser: tokeniser)) }
    profiles = Dictionary(made) { first, _ in first }
    statistics = TermStatistics(made.map(\.1.head))
  }

  /// An article with how well it fits.
  struct Fit {
    var article: Article
    /// Orders the candidates, higher is better.
    var score: Double
    /// Share 0–1 of what the question tells that the article covers.
    var coverage: Double
    /// Likeness 0–1 to the nearest single way of asking for the article.
    var nearest: Double
    var setCoverage = 0.0
  }

  /// The verdict on a question. `rank` is the engine's bm25 rank, lower is better.
  func verdict(on question: String, among candidates: [(article: Article, rank: Double)]) -> Verdict {
    let fits = fits(of: question, among: candidates)
    guard let best = fits.first else { return .unknown }
    let others = fits.dropFirst().filter { $0.coverage >= Self.suggestAt }.map(\.article)
    if best.coverage >= Self.answerAt { return .answer(best.article, alternatives: Array(others.prefix(2))) }
    if best.coverage >= Self.suggestAt { return .suggest([best.article] + others.prefix(2)) }
    return .unknown
  }

  /// The candidates from the best fit to the worst; equal ones by their id, so that the order never depends on the engine.
  func fits(of question: String, among candidates: [(article: Article, rank: Double)]) -> [Fit] {
    let asked = Question(question, tokeniser: tokeniser, statistics: statistics)
    guard asked.total > 0 else { return [] }
    let bestRank = candidates.map(\.rank).min() ?? 0
    return candidates.map { article, rank in
      let profile = profiles[article.id] ?? Profile(article, tokeniser: tokeniser)
      func weight(in terms: Set<String>) -> Double {
        asked.terms.reduce(0) { terms.contains($1.term) ? $0 + $1.weight : $0 }
      }
      let share = (weight(in: profile.head) + 0.5 * weight(in: profile.body)) / asked.total
      // The nearest single way of asking: words scattered over many phrasings say less than words said together.
      let nearest =
        profile.phrasings.map { phrasing in
          2 * weight(in: phrasing) / (asked.total + phrasing.sorted().reduce(0) { $0 + statistics.weight($1) })
        }.max() ?? 0
      let rankShare = bestRank < 0 ? max(0, rank / bestRank) : 0
      return Fit(
        article: article, score: share + 0.6 * nearest + 0.5 * rankShare, coverage: asked.coverage(by: profile),
        nearest: nearest, setCoverage: share)
    }.sorted { $0.score != $1.score ? $0.score > $1.score : $0.article.id < $1.article.id }
  }
}
