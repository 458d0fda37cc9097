/// One entry of the knowledge base 知识库.
public struct Article: Hashable, Codable, Sendable {
  /// Its code, such as `K0001`.
  public var id: ArticleID
  /// The question it answers, as a title.
  public var title: String
  /// The matter it belongs to, such as `发票`.
  public var matter: String
  /// The group that handles what goes beyond it.
  public var group: SkillGroupID
  /// How people ask for it.
  public var phrasings: [String]
  /// Words that point to it.
  public var keywords: [String]
  /// The answer, plain text.
  public var answer: String
  /// Codes of the entry links it leads to.
  public var links: [String]
  /// Whether it is offered before anything is asked.
  public var isPopular: Bool

  /// An article from its parts.
  public init(
    id: ArticleID, title: String, matter: String, group: SkillGroupID, phrasings: [String] = [],
    keywords: [String] = [], answer: String, links: [String] = [], isPopular: Bool = false
  ) {
    self.id = id
    self.title = title
    self.matter = matter
    self.group = group
    self.phrasings = phrasings
    self.keywords = keywords
    self.answer = answer
    self.links = links
    self.isPopular = isPopular
  }

  /// Id and title, for lists.
  public var summary: ArticleSummary { ArticleSummary(id: id, title: title, matter: matter) }
}

/// An article's id and title.
public struct ArticleSummary: Hashable, Codable, Sendable {
  /// Names the article.
  public var id: ArticleID
  /// Its title.
  public var title: String
  /// Its matter.
  public var matter: String

  /// A summary from its parts.
  public init(id: ArticleID, title: String, matter: String) {
    self.id = id
    self.title = title
    self.matter = matter
  }
}
