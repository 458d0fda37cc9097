import Desk

/// What the knowledge base has to say to a question.
public enum Verdict: Hashable, Sendable {
  /// Sure enough to answer from an article; the others may help as well.
  case answer(Article, alternatives: [Article])
  /// Not sure: these may be meant, at most three, best first.
  case suggest([Article])
  /// The knowledge base does not know.
  case unknown
}
