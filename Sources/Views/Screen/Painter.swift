import Canvas
import Console
import Desk
import Glyphs
import Theming

/// Draws one state: the frame so far and everything a pane needs to add to it.
struct Painter {
  let state: State
  let theme: Theme
  let layout: Layout
  let symbols: Symbols
  var frame: Frame
  var hits = HitMap()

  /// Goes on with what is drawn already, or begins with an empty screen.
  init(_ state: State, _ theme: Theme, _ layout: Layout, on frame: consuming Frame? = nil) {
    self.state = state
    self.theme = theme
    self.layout = layout
    symbols = Symbols(state.ambiguous)
    if let frame {
      self.frame = frame
    } else {
      self.frame = Frame(width: state.size.columns, height: state.size.rows, ambiguous: state.ambiguous)
      self.frame.fill(self.frame.bounds, style: theme.style("ui.background"))
    }
    self.frame.modes = Modes(mouse: state.preferences.isMouseOn, bracketedPaste: true, focusReports: true)
  }

  var ambiguous: AmbiguousWidth { state.ambiguous }
  var language: Language { state.preferences.language }
  var utcOffset: Int { state.replica?.office.calendar.utcOffsetMinutes ?? 480 }

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

  /// Lays the selection over a row.
  mutating func select(_ rect: Rect, isActive: Bool, scope: String = "ui.selection") {
    let bar = theme.style(isActive ? scope : "ui.selection.inactive")
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

  /// A wait, coloured by the office's target.
  func wait(since moment: Timestamp) -> (PlainText, scope: String) {
    let seconds = state.clock.seconds(since: moment)
    return (PlainText(ClockText.wait(seconds)), Painter.scope(state.urgency(ofWaitSince: moment)))
  }

  static func scope(_ urgency: Urgency) -> String {
    switch urgency {
    case .calm: "wait.fresh"
    case .soon: "wait.warning"
    case .late, .alarming: "wait.overdue"
    }
  }
}

extension Rect {
  init(_ area: Area) { self.init(x: area.x, y: area.y, width: area.width, height: area.height) }
}
