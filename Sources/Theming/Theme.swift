import Canvas

/// Styles by scope. A scope that is not named takes what its parent has: `wait.overdue.head`, `wait.overdue`, `wait`, `ui.text`.
public struct Theme: Hashable, Sendable {
  /// The theme's name.
  public let name: String
  /// Whether its background is darker than its text.
  public let isDark: Bool
  let styles: [String: Style]

  init(name: String, isDark: Bool, styles: [String: Style]) {
    self.name = name
    self.isDark = isDark
    self.styles = styles
  }

  /// The style of a dotted scope, upon the theme's own text and background.
  public func style(_ scope: String) -> Style {
    let ground = (styles["ui.background"] ?? Style()).merged(with: styles["ui.text"] ?? Style())
    var name = Substring(scope)
    while true {
      if let style = styles[String(name)] { return ground.merged(with: style) }
      guard let dot = name.lastIndex(of: ".") else { return ground }
      name = name[..<dot]
    }
  }

  /// Scopes whose text stands out from its background by less than `ratio` (WCAG 2.2; 4.5 for text), with their ratios; borders are not text.
  /// Text without a background of its own is also measured under every bar and panel that may lie behind it.
  public func contrastBelow(_ ratio: Double) -> [(scope: String, ratio: Double)] {
    let grounds = Theme.grounds.compactMap { name in RGB(style(name).background).map { (name, $0) } }
    return styles.keys.sorted().filter { !$0.contains("border") }.flatMap { scope -> [(scope: String, ratio: Double)] in
      guard let text = RGB(style(scope).foreground) else { return [] }
      var pairs = RGB(style(scope).background).map { [(scope, $0)] } ?? []
      if styles[scope]?.background == .terminalDefault {
        pairs += grounds.map { ("\(scope) on \($0.0)", $0.1) }
      }
      return pairs.map { ($0.0, RGB.contrast(text, $0.1)) }.filter { $0.1 < ratio }
    }
  }

  private static let grounds = [
    "ui.selection", "ui.selection.inactive", "ui.popup", "ui.popup.selection", "ui.header",
  ]
}
