/// Where a text that is too short stands in its field.
public enum Alignment: Hashable, Sendable {
  /// At the left.
  case leading
  /// In the middle.
  case centre
  /// At the right.
  case trailing
}
