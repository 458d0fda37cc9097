import Canvas
import Console
import Glyphs

/// The lines between the columns, joined to the titles' rules they meet.
enum LineView {
  static func draw(_ painter: inout Painter) {
    let layout = painter.layout
    let height = layout.queue.height + layout.conversations.height
    draw(&painter, Rect(x: layout.queue.width, y: layout.queue.y, width: 1, height: height))
    guard layout.card.width > 0 else { return }
    draw(&painter, Rect(x: layout.card.x - 1, y: layout.card.y, width: 1, height: height))
  }

  private static func draw(_ painter: inout Painter, _ rect: Rect) {
    let style = painter.style("ui.border")
    painter.frame.verticalLine(rect, style: style)
    guard !painter.symbols.isWide else { return }
    for y in rect.y..<rect.maxY {
      let left = isRule(painter, rect.x - 1, y)
      let right = isRule(painter, rect.x + 1, y)
      guard left || right else { continue }
      painter.frame.write(joint(left: left, right: right, isTop: y == rect.y), at: rect.x, y, style: style)
    }
  }

  private static func isRule(_ painter: Painter, _ x: Int, _ y: Int) -> Bool {
    painter.frame[x, y].cluster?.base == "─"
  }

  private static func joint(left: Bool, right: Bool, isTop: Bool) -> PlainText {
    switch (left, right, isTop) {
    case (true, true, true): "┬"
    case (true, true, false): "┼"
    case (true, false, true): "┐"
    case (true, false, false): "┤"
    case (false, _, true): "┌"
    case (false, _, false): "├"
    }
  }
}
