/// How many colours a terminal shows.
public enum ColorDepth: Hashable, Sendable {
  /// 24 bits.
  case trueColor
  /// 256 colours.
  case indexed256
  /// The terminal's own sixteen.
  case ansi16
  /// None: attributes only.
  case monochrome
}
