import Desk

// The knowledge base and what else was imported.

extension RowReader {
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

  func articles(matching terms: [String], limit: Int) throws -> [(article: Article, rank: Double)] {
    guard !terms.isEmpty else { return [] }
    return try db.articles(in: id, matching: terms, limit: limit)
      .map { (try Document.value(Article.self, $0.document), $0.rank) }
  }

  func synonyms() throws -> [[String]] { try knowledge([[String]].self, "synonyms") ?? [] }

  func sampleTaxpayers() throws -> [SampleTaxpayer] { try knowledge([SampleTaxpayer].self, "taxpayers") ?? [] }

  func knowledge<Value: Decodable>(_ type: Value.Type, _ kind: String) throws -> Value? {
    try db.one("SELECT doc FROM knowledge WHERE office = ? AND kind = ?", [id.rawValue, kind])
      .map { try Document.value(type, $0[0]) }
  }

  func hostSecret(_ host: String) throws -> String? {
    try db.one("SELECT secret FROM hosts WHERE office = ? AND host = ?", [id.rawValue, host]).map { try $0[0] }
  }

  func hosts() throws -> [String] {
    try db.all("SELECT host FROM hosts WHERE office = ? ORDER BY host", [id.rawValue]).map { try $0[0] }
  }

  func unanswered(limit: Int) throws -> [UnansweredQuestion] {
    try db.all(
      "SELECT question, count, last_at FROM unanswered WHERE office = ? ORDER BY count DESC, last_at DESC LIMIT ?",
      [id.rawValue, limit]
    ).map { try UnansweredQuestion(question: $0[0], count: $0[1], lastAt: Timestamp(milliseconds: $0[2])) }
  }
}
