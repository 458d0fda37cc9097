import Canvas
import Console
import Desk
import Glyphs

/// What is watched, and the alerts that stand: a row over the panes for those nobody looks after, and a list with when, value and who.
enum WallAlertsView {
  /// Alerts nobody looks after, the gravest first, as many as the row has room for.
  static func drawBand(_ painter: inout Painter, _ alerts: [StandingAlert], _ area: Area) {
    painter.hits.add(.command(.wallPane(.alerts)), Rect(area))
    var x = area.x + 1
    for (place, alert) in alerts.enumerated() {
      let words = line(painter, alert)
      let left = area.x + area.width - 1 - x
      guard words.width(painter.ambiguous) <= left || place == 0 else {
        painter.write(PlainText("+\(alerts.count - place)"), x, area.y, painter.style("wait.overdue"), width: left)
        return
      }
      x += painter.write(words, x, area.y, painter.style(scope(alert)), width: left) + 3
    }
  }

  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let rows = painter.state.wallWatched(board)
    guard !rows.isEmpty else {
      let words =
        board.thresholds == nil
        ? painter.text("正在载入…", "Loading…") : painter.text("没有告警指标，按 t 设一个", "Nothing is watched; t begins")
      return painter.empty(area, words)
    }
    painter.rows(
      area, of: .alerts, count: rows.count, marked: board.pane == .alerts ? painter.state.wallRow(board) : -1,
      isFocused: isFocused
    ) { painter, index, row in draw(&painter, rows[index], row) }
  }

  private static func draw(_ painter: inout Painter, _ watched: WallWatched, _ row: Rect) {
    var right = row.maxX - 1
    if let alert = watched.alert {
      let who = alert.handledBy.map { PlainText(" " + $0.name) + painter.text(" 在处理", " on it") } ?? ""
      right -= painter.writeRight(since(painter, alert) + who, before: right, row.y, painter.style("ui.text.dim")) + 1
    }
    var x = row.x + 1
    x += painter.write(level(painter, watched.alert), x, row.y, painter.style(scope(watched.alert)), width: 8)
    x = max(x + 1, row.x + 7)
    x += painter.write(name(painter, watched.reference), x, row.y, painter.style("ui.text"), width: right - x) + 1
    let value = painter.text(Threshold.words(watched.threshold.name, watched.value))
    x +=
      painter.write(
        value, x, row.y, painter.style(watched.alert == nil ? "ui.text.strong" : scope(watched.alert)), width: right - x
      )
      + 1
    painter.write(
      painter.text("限 ", "limits ") + PlainText(WatchedRanges(watched.threshold).text), x, row.y,
      painter.style("ui.text.dim"), width: right - x)
  }

  /// An alert in words: how grave, what, its value then, since when.
  static func line(_ painter: Painter, _ alert: StandingAlert) -> PlainText {
    level(painter, alert) + " " + name(painter, AlertReference(name: alert.name, group: alert.group)) + " "
      + painter.text(Threshold.words(alert.name, alert.value)) + " " + since(painter, alert)
  }

  private static func level(_ painter: Painter, _ alert: StandingAlert?) -> PlainText {
    alert.map { painter.text($0.level.name) } ?? painter.text("正常", "well")
  }

  private static func since(_ painter: Painter, _ alert: StandingAlert) -> PlainText {
    let time = ClockText.moment(alert.since, at: painter.state.clock.now, utcOffsetMinutes: painter.utcOffset)
    return painter.text("\(time) 起", "since \(time)")
  }

  private static func name(_ painter: Painter, _ alert: AlertReference) -> PlainText {
    let group = alert.group.flatMap { id in painter.state.replica?.catalogue.groups.first { $0.id == id }?.name }
    return (group.map { painter.text($0) + " " } ?? "") + painter.text(Threshold.figureName(alert.name))
  }

  private static func scope(_ alert: StandingAlert?) -> String {
    guard let alert else { return "wait.fresh" }
    return alert.level == .critical ? "wait.overdue" : "wait.warning"
  }
}
