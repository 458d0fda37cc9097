import Canvas

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

  /// The theme as a terminal of that depth can show it.
  public func quantised(to depth: ColorDepth) -> Theme {
    guard depth != .trueColor else { return self }
    let ground = styles["ui.background"]?.background ?? .terminalDefault
    let changed = styles.mapValues { style -> Style in
      var attributes = style.attributes
      if depth == .monochrome, style.background != .terminalDefault, style.background != ground {
        attributes.insert(.reverse)
      }
      // A terminal's own background is left alone where sixteen colours would only come near it.
      let background = depth == .ansi16 && style.background == ground ? .terminalDefault : style.background
      return Style(
        foreground: Theme.quantise(style.foreground, depth), background: Theme.quantise(background, depth),
        attributes: attributes)
    }
    return Theme(name: name, isDark: isDark, styles: changed)
  }

  private static func quantise(_ color: Color, _ depth: ColorDepth) -> Color {
    guard let rgb = RGB(color) else { return depth == .monochrome ? .terminalDefault : color }
    switch depth {
    case .trueColor: return color
    case .indexed256: return .indexed(rgb.nearest256)
    case .ansi16: return .indexed(rgb.nearest16)
    case .monochrome: return .terminalDefault
    }
  }

  /// Scopes whose text stands out from its background by less than `ratio` (WCAG 2.2; 4.5 for text), with their ratios; borders are not text.
  public func contrastBelow(_ ratio: Double) -> [(scope: String, ratio: Double)] {
    styles.keys.sorted().compactMap { scope in
      guard !scope.contains("border"), let text = RGB(style(scope).foreground),
        let ground = RGB(style(scope).background)
      else { return nil }
      let contrast = RGB.contrast(text, ground)
      return contrast < ratio ? (scope, contrast) : nil
    }
  }
}
