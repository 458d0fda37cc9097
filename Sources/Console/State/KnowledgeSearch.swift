import Desk

/// A look into the knowledge base.
public struct KnowledgeSearch: Equatable, Sendable {
  /// What is typed.
  public var field: Editor
  /// The marked row among the articles, from 0.
  public var selected: Int
  /// What was found.
  public var articles: [Article]
  /// What was found was found for these words; `nil` before the first answer.
  public var answered: String?
  /// The words on their way to the backend.
  public var request: OutgoingRequest?
  /// When the words last changed, by the monotonic clock; `nil` once they were asked for.
  public var changedAt: Int64?
  /// Why nothing came.
  public var failure: Failure?

  /// A search that begins with those words.
  public init(_ words: String = "") {
    field = Editor(words, isMultiline: false)
    selected = 0
    articles = []
  }
}
