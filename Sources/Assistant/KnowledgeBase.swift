import Desk

/// The knowledge base 知识库 behind 智能应答: how articles go into a full-text index, how a question is looked up there, and what the
/// candidates amount to. It keeps no text of its own; the engine does the searching.
public struct KnowledgeBase: Sendable {
  /// How many candidates the engine should hand over.
  public static let candidates = 20

  private let tokeniser: Tokeniser
  private let ranker: Ranker

  /// A knowledge base over an office's articles and synonym groups; make a new one when they have been loaded again.
  public init(articles: [Article], synonyms: [[String]]) {
    let tokeniser = Tokeniser(synonyms: Synonyms(synonyms))
    self.tokeniser = tokeniser
    ranker = Ranker(articles: articles, tokeniser: tokeniser)
  }

  /// The terms of title, phrasings and keywords, for the index's first column.
  public func headTerms(of article: Article) -> String { tokeniser.column(Self.head(article)) }

  /// The terms of matter and answer, for the index's second column.
  public func bodyTerms(of article: Article) -> String { tokeniser.column([article.matter, article.answer]) }

  /// The terms of a question to look for in the index; none when it says nothing that could be looked up.
  public func searchTerms(for question: String) -> [String] { tokeniser.searchTerms(for: question) }

  /// What the engine's candidates amount to; `rank` is its bm25 rank, lower is better.
  public func verdict(on question: String, among candidates: [(article: Article, rank: Double)]) -> Verdict {
    ranker.verdict(on: question, among: candidates)
  }

  /// The candidates in the ranker's order, for measuring.
  func order(_ question: String, _ candidates: [(article: Article, rank: Double)]) -> [Ranker.Fit] {
    ranker.fits(of: question, among: candidates)
  }

  private static func head(_ article: Article) -> [String] { [article.title] + article.phrasings + article.keywords }
}
