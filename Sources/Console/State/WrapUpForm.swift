/// The wrap-up form 话后整理 of one conversation.
public struct WrapUpForm: Equatable, Sendable {
  /// The form's fields.
  public enum Field: Hashable, Sendable {
    /// What it was about.
    case code
    /// What was said and done.
    case summary
  }

  /// Narrows the codes down.
  public var filter: Editor
  /// Row marked among the codes shown, from 0.
  public var selected: Int
  /// The code chosen.
  public var code: String?
  /// The summary.
  public var summary: Editor
  /// Where keys go.
  public var field: Field
  /// Whether it is on its way.
  public var isSending: Bool

  /// An empty form.
  public init() {
    filter = Editor(isMultiline: false)
    selected = 0
    summary = Editor()
    field = .code
    isSending = false
  }
}
