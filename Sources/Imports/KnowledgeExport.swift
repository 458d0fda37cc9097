import Desk
import Yams

/// The knowledge base as a file that can be edited and imported again.
public enum KnowledgeExport {
  /// YAML with `synonyms` and `articles`.
  public static func yaml(articles: [Article], synonyms: [[String]]) throws -> String {
    try ExportNode.file([
      ("synonyms", synonyms.isEmpty ? nil : Node(synonyms.map(ExportNode.list))),
      ("articles", Node(articles.map(entry))),
    ])
  }

  private static func entry(_ article: Article) -> Node {
    func some(_ words: [String]) -> Node? { words.isEmpty ? nil : ExportNode.list(words) }
    return ExportNode.pairs([
      ("code", ExportNode.text(article.id.rawValue)), ("title", ExportNode.text(article.title)),
      ("matter", ExportNode.text(article.matter)), ("group", ExportNode.text(article.group.rawValue)),
      ("phrasings", some(article.phrasings)), ("keywords", some(article.keywords)),
      ("answer", ExportNode.block(article.answer)), ("links", some(article.links)),
      ("popular", article.isPopular ? Node("true") : nil),
    ])
  }
}
