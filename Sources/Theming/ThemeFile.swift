import TOMLKit

/// A theme file as it is written: colours by name, styles by scope.
///
/// ```toml
/// name = "dark"
/// kind = "dark"            # or "light"
/// inherits = "other"       # optional: what is not said here comes from there
/// [palette]
/// red = "#e06c75"
/// [styles]
/// "wait.overdue" = { foreground = "red", attributes = ["bold"] }
/// "talk.time" = "dim"      # short for a foreground
/// ```
struct ThemeFile: Decodable, Sendable {
  var name: String?
  var kind: String?
  var inherits: String?
  var palette: [String: String]
  var styles: [String: Entry]

  struct Entry: Decodable, Sendable {
    var foreground: String?
    var background: String?
    var attributes: [String]

    private enum Key: String, CodingKey { case foreground, background, attributes }

    init(from decoder: any Decoder) throws {
      if let name = try? decoder.singleValueContainer().decode(String.self) {
        foreground = name
        attributes = []
        return
      }
      let container = try decoder.container(keyedBy: Key.self)
      foreground = try container.decodeIfPresent(String.self, forKey: .foreground)
      background = try container.decodeIfPresent(String.self, forKey: .background)
      attributes = try container.decodeIfPresent([String].self, forKey: .attributes) ?? []
    }
  }

  private enum Key: String, CodingKey { case name, kind, variant, inherits, palette, styles, scheme }
  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    name =
      try container.decodeIfPresent(String.self, forKey: .name)
      ?? container.decodeIfPresent(String.self, forKey: .scheme)
    kind =
      try container.decodeIfPresent(String.self, forKey: .kind)
      ?? container.decodeIfPresent(String.self, forKey: .variant)
    inherits = try container.decodeIfPresent(String.self, forKey: .inherits)
    palette = try container.decodeIfPresent([String: String].self, forKey: .palette) ?? [:]
    styles = try container.decodeIfPresent([String: Entry].self, forKey: .styles) ?? [:]
    let flat = try decoder.container(keyedBy: AnyKey.self)
    for name in Base16.names {
      if let color = try flat.decodeIfPresent(String.self, forKey: AnyKey(stringValue: name)) { palette[name] = color }
    }
    if let base = Base16(palette) {
      palette.merge(base.palette) { ours, _ in ours }
      kind = kind ?? (base.isDark ? "dark" : "light")
      inherits = inherits ?? kind
    }
  }

  /// Reads a file; the error says line and reason.
  init(_ text: String, source: String) throws(ThemeProblem) {
    do {
      self = try TOMLDecoder().decode(ThemeFile.self, from: text)
    } catch {
      throw ThemeProblem(source: source, reason: "\(error)")
    }
  }
}
