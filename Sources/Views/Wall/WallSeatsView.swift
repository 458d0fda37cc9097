import Canvas
import Console
import Desk
import Glyphs

/// The seats in as many columns as there is room for: state and time in it, slots, the oldest unanswered, the console's health.
enum WallSeatsView {
  private static let cell = 46

  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let seats = painter.state.wallSeats(board)
    guard !seats.isEmpty else {
      let words =
        board.filter.isEmpty
        ? painter.text("没有坐席签入", "No seat is signed in") : painter.text("没有符合的坐席", "No seat matches")
      return painter.empty(area, words)
    }
    let columns = max(1, area.width / cell)
    let width = area.width / columns
    let perPage = max(1, columns * area.height)
    let marked = painter.state.wallRow(board)
    let first = marked / perPage * perPage
    for (offset, seat) in seats.dropFirst(first).prefix(perPage).enumerated() {
      let row = Rect(
        x: area.x + offset / area.height * width, y: area.y + offset % area.height,
        width: width - (columns > 1 ? 1 : 0),
        height: 1)
      draw(&painter, seat, row)
      if isFocused, first + offset == marked { painter.select(row, isActive: true) }
      painter.hits.add(.wallRow(.seats, first + offset), row)
    }
  }

  private static func draw(_ painter: inout Painter, _ seat: WallSeatRow, _ row: Rect) {
    let line = seat.line
    var right = row.maxX - 1
    let (health, scope) = health(painter, seat)
    right -= painter.writeRight(health, before: right, row.y, painter.style(scope)) + 1
    if let more = seat.more, let since = more.waitsSince {
      let (time, scope) = painter.wait(since: since)
      let words = since == more.heldSince ? painter.text("挂起 ", "held ") : painter.text("未回 ", "unans ")
      right -= painter.writeRight(words + time, before: right, row.y, painter.style(scope)) + 1
    } else if let held = seat.more?.held, held > 0 {
      // A backend of the release before does not say since when.
      let words = painter.text("挂起 \(held)", "held \(held)")
      right -= painter.writeRight(words, before: right, row.y, painter.style("wait.warning")) + 1
    }
    var x = row.x + 1
    x += painter.write(PlainText(line.agent.name), x, row.y, painter.style("ui.text"), width: 9)
    x = max(x + 1, row.x + 11)
    let state = painter.state.breakName(line.reason).map { painter.text($0) } ?? painter.text(line.presence.name)
    painter.write(state, x, row.y, painter.style("state.\(line.presence.rawValue)"), width: min(8, right - x))
    x += 9
    let time = PlainText(ClockText.wait(painter.state.clock.seconds(since: line.since)))
    x += painter.write(time, x, row.y, painter.style("ui.text.dim"), width: right - x) + 1
    let load = PlainText("\(line.load)/\(line.slots)")
    let scopeOfLoad = line.load >= line.slots ? "wait.warning" : "ui.text"
    painter.write(load, x, row.y, painter.style(scopeOfLoad), width: right - x)
    x += 6
    // As many marks as slots, or as there is room for.
    let marks = min(line.slots, 8)
    guard marks > 0, x + marks < right else { return }
    let taken = (min(line.load, line.slots) * marks + line.slots - 1) / line.slots
    painter.write(painter.symbols.gauge(taken, of: marks), x, row.y, painter.style(scopeOfLoad), width: right - x)
  }

  /// How the console's link stands, as the backend that holds it knows.
  private static func health(_ painter: Painter, _ seat: WallSeatRow) -> (PlainText, String) {
    if let since = seat.line.awaySince {
      let grace = painter.state.replica?.office.settings.seatGraceSeconds ?? 180
      let left = painter.state.secondsLeft(until: since.advanced(seconds: grace))
      return (painter.text("断 ", "gone ") + PlainText(ClockText.wait(left)), "link.lost")
    }
    guard let link = seat.more?.link, let now = painter.state.replica?.wall?.at else {
      return (painter.symbols.ring, "ui.text.dim")
    }
    guard let heard = link.acknowledgedAt else { return (painter.symbols.ring, "link.live") }
    let silent = now.seconds(since: heard)
    if silent <= 12 { return (painter.symbols.dot, "link.live") }
    return (painter.text("迟 \(silent) 秒", "late \(silent) s"), silent <= 30 ? "link.behind" : "link.lost")
  }
}
