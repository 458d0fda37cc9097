/// A base16 scheme: sixteen colours with agreed parts, `base00` the background to `base07` the brightest text, `base08` red to `base0F` brown.
struct Base16 {
  static let names = (0..<16).map { "base0" + String($0, radix: 16, uppercase: true) }

  /// The house's colour names drawn from the scheme.
  let palette: [String: String]
  let isDark: Bool

  /// `nil` unless all sixteen are there.
  init?(_ given: [String: String]) {
    var colors: [String] = []
    for name in Base16.names {
      guard let color = given[name] ?? given[name.lowercased()] else { return nil }
      colors.append(color.hasPrefix("#") ? color : "#" + color)
    }
    palette = [
      "background": colors[0], "panel": colors[1], "raised": colors[1], "selection": colors[2], "border": colors[3],
      "faint": colors[4], "dim": colors[4], "text": colors[5], "bright": colors[7], "red": colors[8],
      "orange": colors[9], "yellow": colors[10], "green": colors[11], "cyan": colors[12], "blue": colors[13],
      "accent": colors[13], "magenta": colors[14],
      "onaccent": Base16.readable(from: [colors[0], colors[5], colors[7]], on: colors[8...14]),
    ]
    isDark = (RGB(colors[0])?.luminance ?? 0) < (RGB(colors[5])?.luminance ?? 1)
  }

  /// The candidate that stands out most where it stands out least: badges and notices put it on any of the bright colours.
  private static func readable(from candidates: [String], on grounds: ArraySlice<String>) -> String {
    func worst(_ candidate: String) -> Double {
      guard let text = RGB(candidate) else { return 0 }
      return grounds.compactMap { RGB($0) }.map { RGB.contrast(text, $0) }.min() ?? 0
    }
    return candidates.max { worst($0) < worst($1) } ?? candidates[0]
  }
}
