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
    painter.writeRight(painter.text("今天", "today"), before: area.x + name + 9, area.y, dim)
    painter.writeRight(painter.text("近一小时", "last hour"), before: area.x + name + 19, area.y, dim)
    let marked = board.pane == .figures ? painter.state.wallRow(board) : -1
    // How it comes about stands beside each where there is room, else below for the marked one.
    let isWide = area.width >= name + 62
    let how = isWide || area.height < 8 || !rows.indices.contains(marked) ? 0 : 2
    let list = Area(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1 - how)
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
    let lines = painter.text(rows[marked].figure.explanation).wrapped(to: area.width - 2, painter.ambiguous)
    for (offset, line) in lines.prefix(how).enumerated() {
      painter.write(line, area.x + 1, list.y + list.height + offset, dim, width: area.width - 2)
    }
  }
}
