import Canvas
import Console
import Desk
import Glyphs
import Theming

/// What draws on a frame with a theme, for a reader of a language.
protocol Painting {
  var theme: Theme { get }
  var symbols: Symbols { get }
  var ambiguous: AmbiguousWidth { get }
  var language: Language { get }
  var frame: Frame { get set }
}

extension Painting {
  func style(_ scope: String) -> Style { theme.style(scope) }

  /// A style upon another ground, for popups and header.
  func style(_ scope: String, on ground: String) -> Style { theme.style(scope).on(theme.style(ground).background) }

  func text(_ words: Localised) -> PlainText { PlainText(words.text(language)) }
  func text(_ chinese: String, _ english: String) -> PlainText { PlainText(language == .chinese ? chinese : english) }

  /// Writes at the left of a row; what is too long is cut with an ellipsis.
  @discardableResult
  mutating func write(_ words: PlainText, _ x: Int, _ y: Int, _ style: Style, width: Int) -> Int {
    guard width > 0 else { return 0 }
    return frame.write(words.truncated(to: width, ambiguous), at: x, y, style: style)
  }

  /// Writes so that the last cell is before `maxX`; returns the cells taken.
  @discardableResult
  mutating func writeRight(_ words: PlainText, before maxX: Int, _ y: Int, _ style: Style) -> Int {
    let width = words.width(ambiguous)
    frame.write(words, at: maxX - width, y, style: style)
    return width
  }

  /// A person to be chosen: the name, and the login by which two of one name are told apart.
  mutating func person(_ agent: AgentReference, _ x: Int, _ y: Int, before maxX: Int, _ style: Style? = nil) {
    let end = x + write(PlainText(agent.name), x, y, style ?? self.style("ui.popup"), width: max(0, maxX - x))
    guard agent.id.rawValue != agent.name, maxX - end > 2 else { return }
    write(PlainText(agent.id.rawValue), end + 1, y, self.style("ui.popup.dim"), width: maxX - end - 1)
  }

  /// Lays the selection over a row.
  mutating func select(_ rect: Rect, isActive: Bool, scope: String = "ui.selection") {
    let bar = theme.style(isActive ? scope : "ui.selection.inactive")
    // Of sixteen colours few are read on a bar's: there it has its own text.
    if case .indexed(0..<16) = bar.background {
      // Many terminals make a bold black grey, also as the ground of a reversed bar.
      let lost: Attributes = bar.attributes.contains(.reverse) ? [.dim, .bold] : [.dim]
      return frame.restyle(rect) {
        Style(
          foreground: bar.foreground, background: bar.background,
          attributes: $0.attributes.subtracting(lost).union(bar.attributes))
      }
    }
    frame.restyle(rect) { $0.on(bar.background).adding(bar.attributes) }
  }

  /// A pane's title with a rule to its end; the focused pane's stands out.
  mutating func title(
    _ words: PlainText, _ area: Area, isFocused: Bool, right: PlainText = "", rightScope: String = "ui.title"
  ) {
    guard area.width > 2, area.height > 0 else { return }
    let rect = Rect(x: area.x, y: area.y, width: area.width, height: 1)
    frame.horizontalLine(rect, style: style(isFocused ? "ui.border.focused" : "ui.border"))
    let rightWidth = right.isEmpty ? 0 : right.width(ambiguous) + 3
    let short = " " + words.truncated(to: max(0, area.width - 3 - rightWidth), ambiguous) + " "
    frame.write(short, at: area.x + 1, area.y, style: style(isFocused ? "ui.title.focused" : "ui.title"))
    if !right.isEmpty, area.width > rightWidth + 8 {
      writeRight(" " + right + " ", before: area.x + area.width - 1, area.y, style(rightScope))
    }
  }

  /// A window of at most that size in the middle, with border and shadow: where it stands.
  mutating func window(width: Int, height: Int, title: PlainText) -> Rect {
    let body = Rect(x: 0, y: 1, width: frame.width, height: max(0, frame.height - 2))
    let rect = body.centred(width: min(width, frame.width - 4), height: min(height, body.height))
    let shadow = Rect(x: rect.x + 2, y: rect.y + 1, width: rect.width, height: rect.height)
    frame.restyle(shadow) { Style(foreground: $0.foreground, background: $0.background, attributes: [.dim]) }
    frame.fill(rect, style: style("ui.popup"))
    frame.border(rect, style: style("ui.popup.border"), title: title, titleStyle: style("ui.popup.title"))
    return rect
  }
}
