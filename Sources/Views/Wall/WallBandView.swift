import Canvas
import Console
import Desk
import Glyphs

/// The floor in figures, over the panes: what cannot be computed is a dash, never a zero.
enum WallBandView {
  static func draw(_ painter: inout Painter, _ area: Area) {
    var (x, y) = (area.x + 1, area.y)
    for part in parts(painter) {
      let width = part.reduce(0) { $0 + $1.0.width(painter.ambiguous) }
      if x + width > area.x + area.width - 1, x > area.x + 1 {
        y += 1
        x = area.x + 1
      }
      guard y < area.y + area.height else { return }
      for (words, scope) in part { x += painter.write(words, x, y, painter.style(scope), width: area.width - x) }
      x += 3
    }
  }

  /// The figures in words, for the linear rendering too.
  static func parts(_ painter: Painter) -> [[(PlainText, scope: String)]] {
    guard let replica = painter.state.replica else { return [] }
    let floor = replica.floor
    let waiting = floor.waitingCount
    var parts = [
      figure(painter.text("排队", "Waiting"), PlainText(String(waiting)), waiting > 0 ? "ui.text.strong" : "ui.text.dim")
    ]
    let longest: (PlainText, scope: String) =
      floor.longestWaitSince.map { painter.wait(since: $0) } ?? ("—", "ui.text.dim")
    parts.append(figure(painter.text("最长", "Longest"), longest.0, longest.scope))
    parts += rates(painter)
    parts.append(
      figure(
        painter.text("会话", "Talks"), PlainText(String(floor.groups.reduce(0) { $0 + $1.talking })), "ui.text.strong"))
    parts.append(
      figure(
        painter.text("智能应答", "Assistant"), replica.wall.map { PlainText(String($0.withAssistant)) } ?? "—", "ui.text"))
    parts.append(
      figure(painter.text("话后", "Wrap-up"), replica.wall.map { PlainText(String($0.inWrapUp)) } ?? "—", "ui.text"))
    let ready = floor.seats.count { $0.presence == .ready }
    parts.append(
      figure(
        painter.text("示闲", "Ready"), PlainText("\(ready)/\(floor.seats.count)"),
        ready == 0 ? "wait.overdue" : "state.ready"))
    return parts
  }

  private static func rates(_ painter: Painter) -> [[(PlainText, scope: String)]] {
    let figures = painter.state.wallFigures
    let served = figures.today(.serviceLevel)
    var level = figure(
      painter.text("服务水平", "Service level"), percent(served), scope(served))
    if let share = served {
      let full = Int((share * 8).rounded())
      level.append((" " + painter.symbols.gauge(full, of: 8), scope(served)))
    }
    return [
      level, figure(painter.text("放弃", "Abandoned"), percent(figures.today(.abandonment)), "ui.text"),
      figure(painter.text("平均应答", "ASA"), span(figures.today(.averageAnswer)), "ui.text"),
      figure(painter.text("平均处理", "AHT"), span(figures.today(.averageHandle)), "ui.text"),
      figure(painter.text("占用", "Occupancy"), percent(figures.today(.occupancy)), "ui.text"),
      figure(painter.text("智能解答率", "Containment"), percent(figures.today(.containment)), "ui.text"),
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
