import Canvas
import Console
import Desk
import Glyphs

/// The time line: turning points above, what was going on as colours below, and the play's place on it.
enum ReplayLineView {
  static func draw(_ painter: inout ReplayPainter) {
    let area = painter.layout.line
    let bar = painter.layout.bar
    guard bar.width > 1 else { return }
    let timeline = painter.state.timeline
    painter.frame.horizontalLine(
      Rect(x: area.x, y: area.y, width: area.width, height: 1), style: painter.style("ui.border"))
    drawMarks(&painter, bar)
    let head = painter.layout.column(of: painter.state.position, in: timeline.length)
    for x in bar.x..<(bar.x + bar.width) {
      let offset = Int64(x - bar.x) * timeline.length / Int64(bar.width - 1)
      let scope = ReplayPainter.scope(timeline.phase(at: offset))
      painter.frame.write(sign(painter, isPast: x < head), at: x, bar.y, style: painter.style(scope))
    }
    painter.frame.write(painter.symbols.dot, at: head, bar.y, style: painter.style("ui.text.strong"))
    let now = PlainText(ClockText.wait(Int(painter.state.position / 1000)))
    painter.writeRight(now, before: bar.x - 1, bar.y, painter.style("ui.text.strong"))
    let whole = PlainText(ClockText.wait(Int(timeline.length / 1000)))
    painter.write(
      whole, bar.x + bar.width + 1, bar.y, painter.style("ui.text.dim"), width: area.width - bar.x - bar.width - 1)
  }

  private static func sign(_ painter: ReplayPainter, isPast: Bool) -> PlainText {
    if painter.symbols.isWide { return isPast ? "=" : "-" }
    return isPast ? "━" : "─"
  }

  /// What has no room beside an earlier one is left out.
  private static func drawMarks(_ painter: inout ReplayPainter, _ bar: Area) {
    let timeline = painter.state.timeline
    var free = bar.x
    for mark in timeline.marks {
      let letter = painter.text(mark.kind.letter)
      let width = letter.width(painter.ambiguous)
      let x = min(painter.layout.column(of: mark.offset, in: timeline.length), bar.x + bar.width - width)
      guard x >= free else { continue }
      let isPast = mark.offset <= painter.state.position
      painter.frame.write(letter, at: x, bar.y - 1, style: painter.style(isPast ? "ui.title.focused" : "ui.text.dim"))
      free = x + width
    }
  }
}
