import Canvas
import Console
import Desk
import Glyphs

/// The conversations behind a figure, the most urgent first.
enum WallTalksView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let lines = board.talks
    guard !lines.isEmpty else {
      let words: PlainText =
        board.failure.map { painter.text($0.text) }
        ?? (board.lines == nil ? painter.text("正在载入…", "Loading…") : painter.text("没有会话", "No conversation"))
      return painter.empty(area, words)
    }
    painter.rows(
      area, of: .talks, count: lines.count, marked: board.pane == .talks ? painter.state.wallRow(board) : -1,
      isFocused: isFocused
    ) { painter, index, row in draw(&painter, lines[index], row) }
  }

  private static func draw(_ painter: inout Painter, _ line: ConversationLine, _ row: Rect) {
    let dim = painter.style("ui.text.dim")
    var x = row.x + 1
    let (stage, scope) = stage(line)
    let (time, urgency) = time(painter, line)
    // Who waits is as urgent as they have waited long.
    let isWaiting = line.waitsSince != nil || line.stage == .waiting
    painter.write(painter.text(stage), x, row.y, painter.style(isWaiting ? urgency : scope), width: 7)
    x += 8
    painter.write(time, x, row.y, painter.style(urgency), width: 8)
    x += 8
    x += painter.write(PlainText(line.taxpayer), x, row.y, painter.style("ui.text.strong"), width: 10) + 1
    if let agent = line.agent {
      x +=
        painter.write(
          painter.symbols.arrow + PlainText(agent.name), x, row.y, painter.style("ui.text"), width: row.maxX - x) + 1
    }
    if let joined = line.joined {
      x += painter.write(PlainText("+" + joined.name), x, row.y, painter.style("ui.match"), width: row.maxX - x) + 1
    }
    if let group = line.group, let name = painter.state.replica?.catalogue.groups.first(where: { $0.id == group })?.name
    {
      x += painter.write(painter.text(name), x, row.y, dim, width: min(12, row.maxX - x)) + 1
    }
    painter.write(PlainText(words(line)), x, row.y, dim, width: row.maxX - x - 1)
  }

  /// The last words of somebody; where only the service has spoken since, why the person waits.
  static func words(_ line: ConversationLine) -> String {
    guard let last = line.lastMessage, last.side != .system else { return line.reason ?? line.lastMessage?.text ?? "" }
    return last.text
  }

  static func stage(_ line: ConversationLine) -> (Localised, String) {
    switch line.stage {
    case .assistant: (Localised("智能", "bot"), "ui.text.dim")
    case .waiting: (Localised("排队", "waits"), "wait.warning")
    case .talking where line.heldSince != nil && line.heldSince == line.waitsSince:
      (Localised("挂起", "held"), "wait.warning")
    case .talking where line.unansweredSince != nil: (Localised("未回复", "unans"), "wait.overdue")
    case .talking: (Localised("会话", "talk"), "state.ready")
    case .wrapUp: (Localised("话后", "wrap-up"), "state.wrapUp")
    case .closed: (Localised("结束", "over"), "ui.text.dim")
    }
  }

  /// How long it has stood there, or waits for an answer.
  private static func time(_ painter: Painter, _ line: ConversationLine) -> (PlainText, String) {
    if let since = line.waitsSince { return painter.wait(since: since) }
    if line.stage == .waiting { return painter.wait(since: line.since) }
    return (PlainText(ClockText.wait(painter.state.clock.seconds(since: line.since))), "ui.text.dim")
  }
}
