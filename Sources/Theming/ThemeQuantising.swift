import Canvas

extension Theme {
  /// Backgrounds nearer to the ground than this contrast are shades, not marks: with few colours they become the ground.
  private static let shade = 1.2

  /// The theme as a terminal of that depth can show it. What a bar marks stays marked: where its colour is lost it is reversed.
  public func quantised(to depth: ColorDepth) -> Theme {
    if depth == .trueColor { return self }
    let changed = styles.mapValues { depth == .indexed256 ? indexed($0) : reduced($0, to: depth) }
    return Theme(name: name, isDark: isDark, styles: changed)
  }

  private func indexed(_ style: Style) -> Style {
    func nearest(_ color: Color) -> Color { RGB(color).map { .indexed($0.nearest256) } ?? color }
    return Style(
      foreground: nearest(style.foreground), background: nearest(style.background), attributes: style.attributes)
  }

  /// The terminal's own ground and text are left alone: sixteen colours would only come near them.
  private func reduced(_ style: Style, to depth: ColorDepth) -> Style {
    var result = Style(attributes: style.attributes)
    let isText = style.foreground == styles["ui.text"]?.foreground
    if depth == .ansi16, !isText { result.foreground = hued(style.foreground) }
    guard style.background != .terminalDefault, !isShade(style.background) else { return result }
    let background = depth == .ansi16 ? hued(style.background) : .terminalDefault
    guard case .indexed(let index) = background, index % 8 != 0, index % 8 != 7 else {
      result.foreground = .terminalDefault
      result.attributes.insert(.reverse)
      return result
    }
    result.background = background
    // Text on a coloured bar is black on bright colours and white on dark ones.
    result.foreground = .indexed(index >= 8 ? 0 : 15)
    // Many terminals make a bold black grey.
    if index >= 8 { result.attributes.remove(.bold) }
    return result
  }

  private func isShade(_ background: Color) -> Bool {
    guard let ground = styles["ui.background"]?.background, background != ground else { return true }
    guard let one = RGB(background), let other = RGB(ground) else { return false }
    return RGB.contrast(one, other) < Theme.shade
  }

  /// By hue, which carries the meaning: bright ones on dark grounds, dark ones on light grounds.
  private func hued(_ color: Color) -> Color {
    guard let rgb = RGB(color) else { return color }
    if let hue = rgb.hue16 { return .indexed(isDark ? hue + 8 : hue) }
    return .indexed(rgb.grey16(isDark: isDark))
  }
}
