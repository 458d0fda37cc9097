/// How many cells a terminal gives to characters whose East Asian Width is Ambiguous, such as box lines, “ ” … ·.
public enum AmbiguousWidth: Hashable, Sendable {
  /// One cell.
  case narrow
  /// Two cells, as on terminals set for Chinese.
  case wide
}
