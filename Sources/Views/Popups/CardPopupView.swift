import Canvas
import Console
import Glyphs

/// The taxpayer's card where there is no room for it beside the talk.
enum CardPopupView {
  static func draw(_ painter: inout Painter, scroll: Int) {
    guard let detail = painter.state.current else { return }
    let width = min(60, painter.frame.width - 6)
    let maker = CardLines(state: painter.state, width: width - 3)
    let lines = maker.lines(detail)
    let inner = painter.popup(width: width, height: lines.count + 2, title: painter.text("纳税人", "Taxpayer"))
    let first = max(0, min(scroll, lines.count - inner.height))
    CardView.draw(
      &painter, Array(lines.dropFirst(first)), labels: maker.labels,
      in: Area(x: inner.x - 1, y: inner.y, width: inner.width + 2, height: inner.height), ground: "ui.popup")
  }
}
