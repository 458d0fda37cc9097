import Canvas
import Console
import Glyphs

/// Help: what can be done where the keys go, from the command table.
enum HelpView {
  static func draw(_ painter: inout Painter, scroll: Int) {
    let lines = painter.state.helpLines
    let inner = painter.popup(
      width: width(painter), height: height(painter, lines), title: painter.text("帮助", "Help"))
    draw(&painter, lines, scroll: scroll, in: inner)
  }

  static func width(_ painter: some Painting) -> Int { min(120, painter.frame.width - 4) }

  static func height(_ painter: some Painting, _ lines: [HelpLine]) -> Int {
    HelpLine.rows(of: lines.count, in: Size(columns: painter.frame.width, rows: painter.frame.height)) + 2
  }

  static func draw(_ painter: inout some Painting, _ lines: [HelpLine], scroll: Int, in inner: Rect) {
    let first = max(0, min(scroll, lines.count - inner.height))
    for (offset, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      draw(&painter, line, Rect(x: inner.x, y: inner.y + offset, width: inner.width, height: 1))
    }
    if first + inner.height < lines.count {
      painter.writeRight(
        painter.symbols.below, before: inner.maxX, inner.maxY - 1, painter.style("ui.popup.title"))
    }
  }

  private static func draw(_ painter: inout some Painting, _ line: HelpLine, _ row: Rect) {
    switch line {
    case .heading(let words):
      painter.write(painter.text(words), row.x, row.y, painter.style("ui.popup.title"), width: row.width)
    case .text(let words):
      painter.write(painter.text(words), row.x + 2, row.y, painter.style("ui.popup"), width: row.width - 2)
    case .more(let words):
      let x = HelpLine.tooltipColumn
      painter.write(
        painter.text(words), row.x + x, row.y, painter.style("ui.popup.dim"), width: row.width - x)
    case .command(let keys, let name, let tooltip, let obstacle):
      let style = painter.style(obstacle == nil ? "ui.popup" : "ui.popup.dim", on: "ui.popup")
      painter.write(PlainText(keys), row.x + 2, row.y, painter.style("ui.hint.key", on: "ui.popup"), width: 18)
      painter.write(painter.text(name), row.x + 21, row.y, style, width: 13)
      let told = painter.text(tooltip)
      let room = row.width - HelpLine.tooltipColumn
      painter.write(told, row.x + HelpLine.tooltipColumn, row.y, painter.style("ui.popup.dim"), width: room)
      // Why not now, where there is room for it: what the key does comes first.
      guard let obstacle else { return }
      let reason = painter.symbols.separator + painter.text(obstacle)
      let end = told.width(painter.ambiguous)
      guard end + reason.width(painter.ambiguous) <= room else { return }
      painter.write(
        reason, row.x + HelpLine.tooltipColumn + end, row.y, painter.style("wait.warning", on: "ui.popup"),
        width: room - end)
    }
  }
}
