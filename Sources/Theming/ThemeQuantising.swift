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

  /// Without colours the terminal's own ground and text are left alone. With sixteen both are painted: what is bright enough for a dark ground is not
  /// seen on a white one, and nobody knows which the terminal has.
  private func reduced(_ style: Style, to depth: ColorDepth) -> Style {
    var result = Style(attributes: style.attributes)
    guard depth == .ansi16 else {
      if style.background != .terminalDefault, !isShade(style.background) { result.attributes.insert(.reverse) }
      return result
    }
    let isText = style.foreground == styles["ui.text"]?.foreground
    result.foreground = isText ? text16 : hued(style.foreground)
    guard style.background != .terminalDefault else { return marked(result) }
    guard !isShade(style.background) else {
      result.background = ground16
      return marked(result)
    }
    guard let bar = RGB(style.background), let hue = bar.hue16 else {
      // A bar whose colour is lost is reversed, and with it whatever it is laid over.
      (result.foreground, result.background) = (text16, ground16)
      result.attributes.insert(.reverse)
      return result
    }
    // A dark bar stays dark, or what it is laid over would not be read.
    let index = bar.luminance > 0.25 ? hue + 8 : hue
    result.background = .indexed(index)
    // Text on a coloured bar is black on bright colours, on green, yellow and cyan, and white on the others.
    let isBright = index >= 8 || [2, 3, 6].contains(index)
    result.foreground = .indexed(isBright ? 0 : 15)
    // Many terminals make a bold black grey.
    if isBright { result.attributes.remove(.bold) }
    return result
  }

  /// Yellow on white is not read: there it is the ground of black.
  private func marked(_ style: Style) -> Style {
    guard !isDark, style.foreground == .indexed(3) else { return style }
    return Style(
      foreground: text16, background: .indexed(3), attributes: style.attributes.subtracting([.bold, .dim]))
  }

  private var ground16: Color { .indexed(isDark ? 0 : 15) }
  private var text16: Color { .indexed(isDark ? 7 : 0) }

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
