/// One screen line of a wrapped text.
public struct WrappedLine: Hashable, Sendable {
  /// What the line shows, without the spaces a break swallowed.
  public var text: PlainText
  /// The clusters of the whole text it covers, line ends counted as one each; the spaces swallowed belong to it.
  public var range: Range<Int>
  /// Whether a line end of the text closes it, not the width.
  public var endsWithLineBreak: Bool
}
