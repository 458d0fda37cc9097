import Desk
import Yams

/// The knowledge base as a file that can be edited and imported again.
public enum KnowledgeExport {
  /// YAML with `synonyms` and `articles`.
  public static func yaml(articles: [Article], synonyms: [[String]]) throws -> String {
    var root: [(Node, Node)] = []
    if !synonyms.isEmpty {
      root.append((Node("synonyms"), Node(synonyms.map { list($0) })))
    }
    root.append((Node("articles"), Node(articles.map(entry))))
    return try Yams.serialize(node: Node(root), width: -1, allowUnicode: true)
  }

  private static func entry(_ article: Article) -> Node {
    var pairs: [(Node, Node)] = [
      (Node("code"), text(article.id.rawValue)), (Node("title"), text(article.title)),
      (Node("matter"), text(article.matter)), (Node("group"), text(article.group.rawValue)),
    ]
    if !article.phrasings.isEmpty { pairs.append((Node("phrasings"), list(article.phrasings))) }
    if !article.keywords.isEmpty { pairs.append((Node("keywords"), list(article.keywords))) }
    pairs.append((Node("answer"), .scalar(Node.Scalar(article.answer, Tag(.str), .literal))))
    if !article.links.isEmpty { pairs.append((Node("links"), list(article.links))) }
    if article.isPopular { pairs.append((Node("popular"), Node("true"))) }
    return Node(pairs)
  }

  private static func list(_ words: [String]) -> Node {
    .sequence(Node.Sequence(words.map(text), .implicit, .flow))
  }

  /// Text that stays text whatever it looks like.
  private static func text(_ text: String) -> Node { .scalar(Node.Scalar(text, Tag(.str), .any)) }
}
