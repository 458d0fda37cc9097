import Canvas
import Console
import Desk
import Glyphs

/// A waiting conversation before it is taken: who, why, how long, and what was said.
enum PreviewView {
  static func draw(_ painter: inout Painter, _ preview: Preview) {
    let height = max(12, painter.frame.height - 6)
    let width = min(96, painter.frame.width - 6)
    let inner = painter.popup(width: width, height: height, title: painter.text("预览", "Preview"))
    let line = painter.state.replica?.floor.waiting.first { $0.conversation == preview.conversation }
    var y = inner.y
    let end = inner.maxY
    if let line {
      y = drawLine(&painter, line, inner)
    } else {
      painter.write(
        painter.text("已不在排队", "No longer waiting"), inner.x, y, painter.style("wait.warning", on: "ui.popup"),
        width: inner.width)
      y += 1
    }
    painter.rule(inner, y)
    y += 1
    let body = Area(x: inner.x - 1, y: y, width: inner.width + 1, height: end - y)
    drawMessages(&painter, preview, body)
  }

  private static func drawLine(_ painter: inout Painter, _ line: QueueLine, _ inner: Rect) -> Int {
    let (wait, scope) = painter.wait(since: line.enteredAt)
    let waitWidth = painter.writeRight(
      painter.text("已等 ", "waited ") + wait, before: inner.maxX, inner.y, painter.style(scope, on: "ui.popup"))
    let who = PlainText(line.taxpayer) + PlainText(line.enterprise.map { "  " + $0 } ?? "")
    painter.write(
      who, inner.x, inner.y, painter.style("ui.text.strong", on: "ui.popup"), width: inner.width - waitWidth - 2)
    let group = painter.state.replica?.catalogue.groups.first { $0.id == line.group }?.name
    let reason = painter.text("原因 ", "Reason: ") + PlainText(line.reason)
    let words = group.map { PlainText("[") + painter.text($0) + "] " + reason } ?? reason
    let rows = words.wrapped(to: inner.width, painter.ambiguous).prefix(2)
    for (offset, row) in rows.enumerated() {
      painter.frame.write(row, at: inner.x, inner.y + 1 + offset, style: painter.style("ui.popup"))
    }
    return inner.y + 1 + rows.count
  }

  private static func drawMessages(_ painter: inout Painter, _ preview: Preview, _ body: Area) {
    guard let detail = preview.detail else {
      let words = preview.failure.map { painter.text($0.text) } ?? painter.text("正在载入…", "Loading…")
      painter.write(words, body.x + 1, body.y, painter.style("ui.popup.dim"), width: body.width - 2)
      return
    }
    let maker = TalkLines(
      detail, width: body.width, language: painter.language, ambiguous: painter.ambiguous,
      utcOffsetMinutes: painter.utcOffset)
    let lines = maker.lines(limit: body.height + preview.scroll)
    let scrolled = min(preview.scroll, max(0, lines.count - body.height))
    for (offset, line) in lines.dropLast(scrolled).suffix(body.height).enumerated() {
      TalkView.draw(
        &painter, line, Area(x: body.x, y: body.y + offset, width: body.width, height: 1), ground: "ui.popup")
    }
  }
}
