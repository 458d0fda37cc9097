import Canvas
import EmbeddedThemes

/// Where themes come from: a folder first, then those the program was built with.
public struct ThemeShelf: Sendable {
  private let load: @Sendable (String) -> [UInt8]?

  /// `load` gives the bytes of the folder's `NAME.toml`; `nil` where there is none.
  public init(load: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }) { self.load = load }

  /// The themes the program was built with.
  public static let builtIn = ["dark", "light"]

  /// The dark theme as built in; it is always there.
  public static var fallback: Theme {
    (try? ThemeShelf().theme("dark")) ?? Theme(name: "plain", isDark: true, styles: [:])
  }

  /// The theme of that name. Throws with file and reason when it is not there or not right.
  public func theme(_ name: String) throws(ThemeProblem) -> Theme {
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 32 && $0 != UInt8(ascii: "/") && $0 < 127 }), !name.hasPrefix(".")
    else { throw ThemeProblem(source: name, reason: "a theme's name is letters, digits and hyphens") }
    var chain: [ThemeFile] = []
    var next: String? = name
    var seen: Set<String> = []
    while let current = next {
      // A file may inherit the built-in theme it is named for; anything else that comes again is a circle.
      let comesAgain = !seen.insert(current).inserted
      guard !comesAgain || chain.count == 1 else {
        throw ThemeProblem(source: name + ".toml", reason: "inherits from itself")
      }
      guard let bytes = (comesAgain ? nil : load(current)) ?? ThemeShelf.embedded(current) else {
        throw ThemeProblem(
          source: current + ".toml",
          reason: "no such theme; built in are " + ThemeShelf.builtIn.joined(separator: ", "))
      }
      let file = try ThemeFile(String(decoding: bytes, as: UTF8.self), source: current + ".toml")
      chain.append(file)
      next = file.inherits
    }
    return try ThemeShelf.resolve(chain, name: name)
  }

  private static func embedded(_ name: String) -> [UInt8]? {
    switch name {
    case "dark": EmbeddedThemes.dark
    case "light": EmbeddedThemes.light
    default: nil
    }
  }

  private static func resolve(_ chain: [ThemeFile], name: String) throws(ThemeProblem) -> Theme {
    var palette: [String: String] = [:]
    var entries: [String: ThemeFile.Entry] = [:]
    for file in chain.reversed() {
      palette.merge(file.palette) { _, nearer in nearer }
      entries.merge(file.styles) { _, nearer in nearer }
    }
    var styles: [String: Style] = [:]
    for (scope, entry) in entries {
      var style = Style()
      if let word = entry.foreground { style.foreground = try color(word, palette, scope: scope, theme: name) }
      if let word = entry.background { style.background = try color(word, palette, scope: scope, theme: name) }
      for word in entry.attributes {
        guard let attribute = attributeNames[word] else {
          throw ThemeProblem(
            source: name + ".toml",
            reason: "\(scope): no attribute \"\(word)\"; there are "
              + attributeNames.keys.sorted().joined(separator: ", "))
        }
        style.attributes.insert(attribute)
      }
      styles[scope] = style
    }
    let kind = chain.lazy.compactMap(\.kind).first
    return Theme(name: chain.first?.name ?? name, isDark: kind != "light", styles: styles)
  }

  private static let attributeNames: [String: Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse, "strike": .strike,
  ]

  private static func color(
    _ word: String, _ palette: [String: String], scope: String, theme: String
  ) throws(ThemeProblem) -> Color {
    if word == "default" { return .terminalDefault }
    if let index = UInt8(word) { return .indexed(index) }
    if let color = RGB(palette[word] ?? word) { return color.color }
    if let named = palette[word], let index = UInt8(named) { return .indexed(index) }
    throw ThemeProblem(
      source: theme + ".toml",
      reason: "\(scope): \"\(word)\" is neither in the palette nor a colour such as #1e66f5")
  }
}
