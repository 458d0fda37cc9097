import Canvas
import Console
import Desk
import Glyphs

/// The figures of the office, a group or a seat: now or today, the last hour, and how each comes about.
enum WallFiguresView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let rows = painter.state.wallFigureRows(board)
    guard !rows.isEmpty else {
      return painter.empty(area, painter.text("今天还没有数据", "Nothing is counted today yet"))
    }
    let name = painter.language == .chinese ? 18 : 24
    let dim = painter.style("ui.text.dim")
    // Today counts by arrival, the last hour by event: said where they are read.
    for (offset, words) in [
      (painter.text("今天", "today"), painter.text("近一小时", "last hour")),
      (painter.text("按进线", "by arrival"), painter.text("按发生", "by event")),
    ].enumerated() {
      painter.writeRight(words.0, before: area.x + name + 9, area.y + offset, dim)
      painter.writeRight(words.1, before: area.x + name + 19, area.y + offset, dim)
    }
    let marked = board.pane == .figures ? painter.state.wallRow(board) : -1
    // How it comes about stands beside each where there is room, else below for the marked one; there, too, where it is too long.
    let isWide = area.width >= name + 62
    let explanation =
      rows.indices.contains(marked) ? painter.text(rows[marked].figure.explanation) : PlainText("")
    let fits = isWide && explanation.width(painter.ambiguous) <= area.width - name - 22
    let how = fits || area.height < 9 || explanation.isEmpty ? 0 : 2
    let list = Area(x: area.x, y: area.y + 2, width: area.width, height: max(0, area.height - 2 - how))
    painter.rows(list, of: .figures, count: rows.count, marked: marked, isFocused: isFocused) {
      painter, index, row in
      let figure = rows[index]
      painter.write(painter.text(figure.figure.name), row.x + 1, row.y, painter.style("ui.text"), width: name - 1)
      let today = figure.today.map { painter.text($0) } ?? "—"
      painter.writeRight(
        today, before: row.x + name + 9, row.y, painter.style(figure.today == nil ? "ui.text.dim" : "ui.text.strong"))
      if let hour = figure.lastHour {
        painter.writeRight(painter.text(hour), before: row.x + name + 19, row.y, painter.style("ui.text"))
      }
      guard isWide else { return }
      painter.write(
        painter.text(figure.figure.explanation), row.x + name + 21, row.y, dim, width: row.width - name - 22)
    }
    guard how > 0 else { return }
    let lines = explanation.wrapped(to: area.width - 2, painter.ambiguous)
    for (offset, line) in lines.prefix(how).enumerated() {
      painter.write(line, area.x + 1, list.y + list.height + offset, dim, width: area.width - 2)
    }
  }
}
