import Desk

/// Decides among the candidates of a full-text index. The index finds what shares words with the question and orders it by bm25; it always
/// finds something. Whether that answers the question depends on how much of what was asked the article covers.
struct Ranker: Sendable {
  /// From this confidence on, an article may answer. This and the two below were chosen on half of the test questions.
  static let answerAt = 0.48
  /// From this confidence on, articles may be suggested.
  static let suggestAt = 0.34
  /// By how much an answer's score must lead the next article's, lest one of two likely articles be given for certain.
  static let lead = 0.2

  private let tokeniser: Tokeniser
  private let statistics: TermStatistics
  private let profiles: [ArticleID: Profile]

  /// A ranker for these articles.
  init(articles: [Article], tokeniser: Tokeniser) {
    self.tokeniser = tokeniser
    let heads = articles.map { Profile.head(of: $0, tokeniser: tokeniser) }
    let statistics = TermStatistics(heads)
    self.statistics = statistics
    let made = articles.map { ($0.id, Profile($0, tokeniser: tokeniser, statistics: statistics)) }
    profiles = Dictionary(made) { first, _ in first }
  }

  /// An article with how well it fits.
  struct Fit {
    var article: Article
    /// Share 0–1 of what the question tells that the article covers.
    var coverage: Double
    /// Likeness 0–1 to the nearest single way of asking: words scattered over many phrasings say less than words said together.
    var nearest: Double
    /// The engine's rank as a share 0–1 of the best one's.
    var rank: Double

    /// Orders the candidates, higher is better.
    var score: Double { coverage + 2 * nearest + rank }
    /// Says whether the best candidate is good enough, 0–1. The engine's rank has no part in it: it only compares.
    var confidence: Double { (coverage + nearest) / 2 }
  }

  /// The verdict on a question. `rank` is the engine's bm25 rank, lower is better.
  func verdict(on question: String, among candidates: [(article: Article, rank: Double)]) -> Verdict {
    let fits = fits(of: question, among: candidates)
    guard let best = fits.first, best.confidence >= Self.suggestAt else { return .unknown }
    let others = fits.dropFirst().prefix(2).filter { $0.confidence >= 0.5 * best.confidence }
    let lead = fits.count > 1 ? best.score - fits[1].score : Self.lead
    guard best.confidence >= Self.answerAt, lead >= Self.lead else {
      return .suggest(([best] + others).map(\.article))
    }
    return .answer(best.article, alternatives: others.filter { $0.confidence >= Self.suggestAt }.map(\.article))
  }

  /// The candidates from the best fit to the worst; equal ones by their id, so that the order never depends on the engine.
  func fits(of question: String, among candidates: [(article: Article, rank: Double)]) -> [Fit] {
    let asked = Question(question, tokeniser: tokeniser, statistics: statistics)
    guard asked.total > 0 else { return [] }
    let bestRank = candidates.map(\.rank).min() ?? 0
    return candidates.map { article, rank in
      let profile = profiles[article.id] ?? Profile(article, tokeniser: tokeniser, statistics: statistics)
      return Fit(
        article: article, coverage: asked.coverage(by: profile), nearest: asked.likeness(to: profile),
        rank: bestRank < 0 ? max(0, rank / bestRank) : 0)
    }.sorted { $0.score != $1.score ? $0.score > $1.score : $0.article.id < $1.article.id }
  }
}
