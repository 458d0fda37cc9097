import Canvas
import Console
import Desk
import Glyphs

/// The queues by group: waiting, the head's wait, seats by state, free slots, the wait to expect.
enum WallQueuesView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let queues = painter.state.wallQueues
    guard !queues.isEmpty else { return painter.empty(area, painter.text("没有技能组", "There are no groups")) }
    let columns = columns(area.width)
    heads(&painter, area, columns)
    let marked = board.pane == .queues ? painter.state.wallRow(board) : -1
    painter.rows(area.droppingTop(1), of: .queues, count: queues.count, marked: marked, isFocused: isFocused) {
      painter, index, row in
      draw(&painter, queues[index], row, columns)
    }
  }

  /// Columns at the right of the name: how wide, and whether there is room.
  private static func columns(_ width: Int) -> [(Column, Int)] {
    var left = width - 14
    return [
      (Column.waiting, 6), (.longest, 9), (.ready, 5), (.busy, 5), (.away, 5), (.free, 5), (.expected, 8), (.spark, 14),
    ].filter {
      left -= $0.1
      return left >= 0
    }
  }

  private enum Column { case waiting, longest, ready, busy, away, free, expected, spark }

  private static func heads(_ painter: inout Painter, _ area: Area, _ columns: [(Column, Int)]) {
    var right = area.x + area.width - 1
    for (column, width) in columns.reversed() {
      painter.writeRight(name(painter, column), before: right, area.y, painter.style("ui.text.dim"))
      right -= width
    }
  }

  private static func name(_ painter: Painter, _ column: Column) -> PlainText {
    switch column {
    case .waiting: painter.text("排队", "wait")
    case .longest: painter.text("最长", "longest")
    case .ready: painter.text("闲", "rdy")
    case .busy: painter.text("忙", "bsy")
    case .away: painter.text("休", "brk")
    case .free: painter.text("空位", "free")
    case .expected: painter.text("预计", "expect")
    case .spark: painter.text("近一小时", "last hour")
    }
  }

  private static func draw(_ painter: inout Painter, _ queue: GroupFigures, _ row: Rect, _ columns: [(Column, Int)]) {
    let more = painter.state.replica?.wall?.groups.first { $0.group == queue.group }
    var right = row.maxX - 1
    for (column, width) in columns.reversed() {
      let (words, scope) = cell(painter, column, queue, more)
      painter.writeRight(words, before: right, row.y, painter.style(scope))
      right -= width
    }
    var x = row.x + 1
    if painter.state.replica?.office.closure(of: queue.group) != nil {
      x += painter.write(painter.text("关", "shut"), x, row.y, painter.style("wait.overdue"), width: 5) + 1
    }
    painter.write(painter.text(queue.name), x, row.y, painter.style("ui.text"), width: right - x)
  }

  private static func cell(
    _ painter: Painter, _ column: Column, _ queue: GroupFigures, _ more: WallGroup?
  ) -> (PlainText, String) {
    func count(_ number: Int?, _ scope: String) -> (PlainText, String) {
      guard let number else { return ("—", "ui.text.dim") }
      return (PlainText(String(number)), number == 0 ? "ui.text.dim" : scope)
    }
    switch column {
    case .waiting: return count(queue.waiting, "ui.text.strong")
    case .longest: return queue.longestWaitSince.map { painter.wait(since: $0) } ?? ("—", "ui.text.dim")
    case .ready:
      return queue.readySeats == 0 && queue.waiting > 0 ? ("0", "wait.overdue") : count(queue.readySeats, "state.ready")
    case .busy: return count(more.map { $0.count(.busy) + $0.count(.wrapUp) }, "state.busy")
    case .away: return count(more.map { $0.count(.onBreak) + $0.count(.training) }, "state.onBreak")
    case .free: return count(queue.freeSlots, "ui.text")
    case .spark:
      return painter.state.wallFigures.arrivals(of: queue.group).map { (painter.symbols.spark($0), "ui.text.dim") }
        ?? ("—", "ui.text.dim")
    case .expected:
      return queue.expectedWaitSeconds.map { (PlainText(ClockText.wait($0)), "ui.text") } ?? ("—", "ui.text.dim")
    }
  }
}
