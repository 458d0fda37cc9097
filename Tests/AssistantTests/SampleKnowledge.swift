import Desk
import Foundation
import GRDB
import Yams

@testable import Assistant

/// The sample knowledge base in a real full-text index.
struct SampleKnowledge: Sendable {
  let articles: [Article]
  let synonyms: [[String]]
  let knowledge: KnowledgeBase
  private let database: DatabaseQueue

  /// Reads the sample file and fills an index in memory.
  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Imports/Sample/knowledge.yaml")
    let sample = try YAMLDecoder().decode(File.self, from: try Data(contentsOf: file))
    let articles = sample.articles.map(\.article)
    let knowledge = KnowledgeBase(articles: articles, synonyms: sample.synonyms)
    self.articles = articles
    self.synonyms = sample.synonyms
    self.knowledge = knowledge
    database = try DatabaseQueue()
    try database.write { database in
      try database.execute(sql: "CREATE VIRTUAL TABLE terms USING fts5(head, body, tokenize = 'unicode61')")
      for (index, article) in articles.enumerated() {
        try database.execute(
          sql: "INSERT INTO terms (rowid, head, body) VALUES (?, ?, ?)",
          arguments: [index, knowledge.headTerms(of: article), knowledge.bodyTerms(of: article)])
      }
    }
  }

  /// The index's candidates for a question.
  func candidates(for question: String) throws -> [(article: Article, rank: Double)] {
    let expression = knowledge.searchTerms(for: question).map { "\"\($0)\"" }.joined(separator: " OR ")
    guard !expression.isEmpty else { return [] }
    return try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT rowid, bm25(terms, 3, 1) FROM terms WHERE terms MATCH ? ORDER BY 2, 1 LIMIT ?",
        arguments: [expression, KnowledgeBase.candidates]
      ).map { (articles[$0[0] as Int], $0[1] as Double) }
    }
  }

  /// What the knowledge base says to a question.
  func verdict(on question: String) throws -> Verdict {
    knowledge.verdict(on: question, among: try candidates(for: question))
  }

  private struct File: Decodable {
    var synonyms: [[String]]
    var articles: [Entry]
  }

  private struct Entry: Decodable {
    var code: String
    var title: String
    var matter: String
    var group: String
    var phrasings: [String]
    var keywords: [String]
    var answer: String
    var links: [String]?
    var popular: Bool?

    var article: Article {
      Article(
        id: ArticleID(code), title: title, matter: matter, group: SkillGroupID(group), phrasings: phrasings,
        keywords: keywords, answer: answer, links: links ?? [], isPopular: popular ?? false)
    }
  }
}
