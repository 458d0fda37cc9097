/// A taxpayer's unsent words.
public struct LiveDraft: Hashable, Sendable {
  /// The words; may be empty while they type.
  public var text: String
  /// When they came, by the monotonic clock.
  public var at: Int64

  /// Words from their parts.
  public init(text: String, at: Int64) {
    self.text = text
    self.at = at
  }
}
