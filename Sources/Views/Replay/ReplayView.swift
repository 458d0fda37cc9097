import Canvas
import Console
import Desk
import Glyphs
import Theming

/// The player of a record, on a full screen.
public enum ReplayView {
  /// Draws a state with a theme.
  public static func draw(_ state: ReplayState, theme: Theme) -> Frame {
    var painter = ReplayPainter(state, theme)
    if painter.layout.isTooSmall {
      TooSmallView.draw(&painter)
    } else {
      ReplayHeaderView.draw(&painter)
      drawTalk(&painter)
      ReplayFiguresView.draw(&painter)
      ReplayLineView.draw(&painter)
      drawHints(&painter)
      if let scroll = state.help { drawHelp(&painter, scroll: scroll) }
    }
    painter.frame.modes = Modes(mouse: state.preferences.isMouseOn, bracketedPaste: true, focusReports: false)
    painter.frame.modes.title =
      painter.text("回放 ", "Replay ") + PlainText(state.timeline.record.conversation.taxpayer.name)
    return painter.frame
  }

  private static func drawTalk(_ painter: inout ReplayPainter) {
    let area = painter.layout.talk
    let lines = ReplayLines(painter.state, width: area.width).lines(limit: area.height).suffix(area.height)
    // It grows from above, and moves up once the pane is full.
    for (offset, line) in lines.enumerated() {
      draw(&painter, line, Area(x: area.x, y: area.y + offset, width: area.width, height: 1))
    }
  }

  private static func draw(_ painter: inout ReplayPainter, _ line: ReplayLine, _ area: Area) {
    let x = area.x + 1
    switch line {
    case .talk(let line): TalkView.draw(&painter, line, area)
    case .event(let words, let time, let isTurn):
      painter.frame.write(painter.symbols.bar, at: x, area.y, style: painter.style("ui.border.focused"))
      painter.write(
        words, x + 2, area.y, painter.style(isTurn ? "ui.text.strong" : "ui.text.dim"), width: area.width - 13)
      painter.writeRight(time, before: area.x + area.width - 4, area.y, painter.style("talk.time"))
    case .note(let words, let time):
      painter.frame.write(painter.symbols.bar, at: x, area.y, style: painter.style("wait.warning"))
      painter.write(words, x + 2, area.y, painter.style("wait.warning"), width: area.width - 13)
      painter.writeRight(time, before: area.x + area.width - 4, area.y, painter.style("talk.time"))
    case .silence(let words, let urgency):
      let scope = urgency == .calm ? "ui.text.dim" : Painter.scope(urgency)
      painter.write(words, x + 2, area.y, painter.style(scope), width: area.width - 4)
    }
  }

  private static func drawHints(_ painter: inout ReplayPainter) {
    let area = painter.layout.hints
    painter.frame.fill(Rect(area), style: painter.style("ui.hint"))
    let help = ReplayCommand.hints.filter { $0.id == .help }
    var end = area.x + area.width - 1
    for command in help {
      end -= width(painter, command)
      draw(&painter, command, end)
      end -= 2
    }
    var x = area.x + 1
    for command in ReplayCommand.hints where command.id != .help {
      let width = width(painter, command)
      guard x + width <= end else { break }
      draw(&painter, command, x)
      x += width + 2
    }
  }

  private static func width(_ painter: ReplayPainter, _ command: ReplayCommand) -> Int {
    PlainText(command.keys.first?.name ?? "").width(painter.ambiguous) + 1
      + painter.text(command.name).width(painter.ambiguous)
  }

  private static func draw(_ painter: inout ReplayPainter, _ command: ReplayCommand, _ x: Int) {
    let y = painter.layout.hints.y
    let key = PlainText(command.keys.first?.name ?? "")
    let after = x + painter.frame.write(key, at: x, y, style: painter.style("ui.hint.key")) + 1
    painter.frame.write(painter.text(command.name), at: after, y, style: painter.style("ui.hint.label"))
  }

  private static func drawHelp(_ painter: inout ReplayPainter, scroll: Int) {
    let lines = ReplayCommand.helpLines
    let rect = painter.window(
      width: HelpView.width(painter), height: HelpView.height(painter, lines), title: painter.text("帮助", "Help"))
    HelpView.draw(&painter, lines, scroll: scroll, in: rect.inset(2, 1))
  }
}

/// Draws one state of the player.
struct ReplayPainter: Painting {
  let state: ReplayState
  let theme: Theme
  let layout: ReplayLayout
  let symbols: Symbols
  var frame: Frame

  init(_ state: ReplayState, _ theme: Theme) {
    self.state = state
    self.theme = theme
    layout = ReplayLayout(state.size)
    symbols = Symbols(state.ambiguous)
    frame = Frame(width: state.size.columns, height: state.size.rows, ambiguous: state.ambiguous)
    frame.fill(frame.bounds, style: theme.style("ui.background"))
  }

  var ambiguous: AmbiguousWidth { state.ambiguous }
  var language: Language { state.preferences.language }

  /// The colour of a phase.
  static func scope(_ phase: ReplayPhase) -> String {
    switch phase {
    case .assistant: "state.training"
    case .waiting: "wait.warning"
    case .awaitingAgent: "state.busy"
    case .awaitingTaxpayer: "wait.fresh"
    case .held: "wait.overdue"
    case .wrapUp: "state.wrapUp"
    case .over: "ui.text.dim"
    }
  }
}
