/// How many colours curses is told the terminal has.
public enum ScreenDepth: Hashable, Sendable {
  /// 24 bits.
  case trueColor
  /// 256.
  case indexed256
  /// Sixteen.
  case ansi16

  /// What the environment says: COLORTERM, then TERM.
  public static func told(by environment: [String: String]) -> ScreenDepth {
    let colorTerm = environment["COLORTERM"]?.lowercased() ?? ""
    let kind = environment["TERM"] ?? ""
    if colorTerm.contains("truecolor") || colorTerm.contains("24bit") || kind.hasSuffix("-direct") { return .trueColor }
    let knownTrueColor = ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"]
    if knownTrueColor.contains(where: kind.hasPrefix) { return .trueColor }
    return kind.contains("256color") ? .indexed256 : .ansi16
  }

  var entry: TerminalEntry {
    switch self {
    case .trueColor: .direct
    case .indexed256: .indexed256
    case .ansi16: .ansi16
    }
  }
}
