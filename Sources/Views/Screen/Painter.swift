import Canvas
import Console
import Desk
import Glyphs
import Theming

/// Draws one state: the frame so far and everything a pane needs to add to it.
struct Painter: Painting {
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
