import Canvas
import Console
import Desk
import Glyphs

/// The floor in figures, over the panes, what tells of trouble first: what cannot be computed is a dash, never a zero.
enum WallBandView {
  static func draw(_ painter: inout Painter, _ area: Area) {
    var (x, y) = (area.x + 1, area.y)
    let gap = area.width < 100 ? 2 : 3
    for (figure, part) in figures(painter) {
      let width = part.reduce(0) { $0 + $1.0.width(painter.ambiguous) }
      if x + width > area.x + area.width - 1, x > area.x + 1 {
        y += 1
        x = area.x + 1
      }
      guard y < area.y + area.height else { return }
      if let figure { painter.hits.add(.wallFigure(figure), Rect(x: x, y: y, width: width, height: 1)) }
      for (words, scope) in part { x += painter.write(words, x, y, painter.style(scope), width: area.width - x) }
      x += gap
    }
  }

  /// The figures in words, each with what stands behind it.
  private static func figures(_ painter: Painter) -> [(WallFigure?, [(PlainText, scope: String)])] {
    guard let replica = painter.state.replica else { return [] }
    let floor = replica.floor
    let waiting = floor.waitingCount
    let longest: (PlainText, scope: String) =
      floor.longestWaitSince.map { painter.wait(since: $0) } ?? ("—", "ui.text.dim")
    let ready = floor.seats.count(where: \.isReady)
    return [
      (
        .waiting,
        figure(
          painter.text("排队", "Waiting"), PlainText(String(waiting)), waiting > 0 ? "ui.text.strong" : "ui.text.dim")
      ),
      (.longestWait, figure(painter.text("最长", "Longest"), longest.0, longest.scope)),
      (
        nil,
        figure(
          painter.text("示闲", "Ready"), PlainText("\(ready)/\(floor.seats.count)"),
          ready == 0 ? "wait.overdue" : "state.ready")
      ),
      (
        .talking,
        figure(
          painter.text("会话", "Talks"), PlainText(String(floor.groups.reduce(0) { $0 + $1.talking })), "ui.text.strong")
      ),
    ] + rates(painter) + [
      (
        .inWrapUp,
        figure(painter.text("话后", "Wrap-up"), replica.wall.map { PlainText(String($0.inWrapUp)) } ?? "—", "ui.text")
      ),
      (
        .withAssistant,
        figure(
          painter.text("智能应答", "Assistant"), replica.wall.map { PlainText(String($0.withAssistant)) } ?? "—", "ui.text")
      ),
      (
        .metric(.containment),
        figure(
          painter.text("智能解答率", "Containment"), percent(painter.state.wallFigures.today(.containment)), "ui.text")
      ),
    ]
  }

  private static func rates(_ painter: Painter) -> [(WallFigure?, [(PlainText, scope: String)])] {
    let figures = painter.state.wallFigures
    let served = figures.today(.serviceLevel)
    var level = figure(painter.text("服务水平", "Service level"), percent(served), scope(served))
    if let share = served {
      let full = Int((share * 8).rounded())
      level.append((" " + painter.symbols.gauge(full, of: 8), scope(served)))
    }
    let gone = figures.today(.abandonment)
    return [
      (.metric(.serviceLevel), level),
      (
        .metric(.abandonment),
        figure(painter.text("放弃", "Abandoned"), percent(gone), (gone ?? 0) >= 0.1 ? "wait.overdue" : "ui.text")
      ),
      (.metric(.averageAnswer), figure(painter.text("平均应答", "ASA"), span(figures.today(.averageAnswer)), "ui.text")),
      (.metric(.averageHandle), figure(painter.text("平均处理", "AHT"), span(figures.today(.averageHandle)), "ui.text")),
      (.metric(.occupancy), figure(painter.text("占用", "Occupancy"), percent(figures.today(.occupancy)), "ui.text")),
    ]
  }

  private static func figure(_ label: PlainText, _ value: PlainText, _ scope: String) -> [(PlainText, scope: String)] {
    [(label + " ", "ui.text.dim"), (value, scope)]
  }

  private static func percent(_ share: Double?) -> PlainText {
    share.map { PlainText("\(Int(($0 * 100).rounded()))%") } ?? "—"
  }

  private static func span(_ seconds: Double?) -> PlainText {
    seconds.map { PlainText(ClockText.wait(Int($0.rounded()))) } ?? "—"
  }

  private static func scope(_ share: Double?) -> String {
    guard let share else { return "ui.text.dim" }
    return share >= 0.8 ? "wait.fresh" : share >= 0.6 ? "wait.warning" : "wait.overdue"
  }
}
