import Desk

/// Articles found for the taxpayer's last words.
public struct Suggestions: Hashable, Sendable {
  /// The articles, best first.
  public var articles: [Article]
  /// Number of the message they are for; 0 before the first.
  public var number: Int
  /// The request on its way.
  public var request: RequestID?

  /// None yet.
  public init() {
    articles = []
    number = 0
  }
}
