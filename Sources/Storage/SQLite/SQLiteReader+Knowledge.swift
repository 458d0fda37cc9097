import Desk
import GRDB

// The knowledge base and what else was imported.

extension SQLiteReader {
  func popularArticles() throws -> [ArticleSummary] {
    try db.all("SELECT doc FROM articles WHERE office = ? AND is_popular = 1 ORDER BY place", [id.rawValue])
      .map { try Document.value(Article.self, $0[0]).summary }
  }

  func article(_ article: ArticleID) throws -> Article? {
    try db.one("SELECT doc FROM articles WHERE office = ? AND id = ?", [id.rawValue, article.rawValue])
      .map { try Document.value(Article.self, $0[0]) }
  }

  func articles() throws -> [Article] {
    try db.all("SELECT doc FROM articles WHERE office = ? ORDER BY place", [id.rawValue])
      .map { try Document.value(Article.self, $0[0]) }
  }

  func articles(matching expression: String, limit: Int) throws -> [(article: Article, rank: Double)] {
    try db.all(
      """
      SELECT a.doc, bm25(articles_index, 0, 0, 3.0, 1.0) AS score FROM articles_index
      JOIN articles a ON a.office = articles_index.office AND a.id = articles_index.article
      WHERE articles_index MATCH ? AND articles_index.office = ? ORDER BY score, a.place LIMIT ?
      """, [expression, id.rawValue, limit]
    ).map { (try Document.value(Article.self, $0[0]), $0[1]) }
  }

  func synonyms() throws -> [[String]] { try knowledge([[String]].self, "synonyms") ?? [] }

  func sampleTaxpayers() throws -> [SampleTaxpayer] { try knowledge([SampleTaxpayer].self, "taxpayers") ?? [] }

  private func knowledge<Value: Decodable>(_ type: Value.Type, _ kind: String) throws -> Value? {
    try db.one("SELECT doc FROM knowledge WHERE office = ? AND kind = ?", [id.rawValue, kind])
      .map { try Document.value(type, $0[0]) }
  }

  func hostSecret(_ host: String) throws -> String? {
    try db.one("SELECT secret FROM hosts WHERE office = ? AND host = ?", [id.rawValue, host]).map { $0[0] }
  }

  func hosts() throws -> [String] {
    try db.all("SELECT host FROM hosts WHERE office = ? ORDER BY host", [id.rawValue]).map { $0[0] }
  }

  func unanswered(limit: Int) throws -> [UnansweredQuestion] {
    try db.all(
      "SELECT question, count, last_at FROM unanswered WHERE office = ? ORDER BY count DESC, last_at DESC LIMIT ?",
      [id.rawValue, limit]
    ).map { UnansweredQuestion(question: $0[0], count: $0[1], lastAt: Timestamp(milliseconds: $0[2])) }
  }
}
