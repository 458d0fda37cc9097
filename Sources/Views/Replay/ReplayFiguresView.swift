import Canvas
import Console
import Desk
import Glyphs

/// Figures about the whole conversation, where there is room beside it.
enum ReplayFiguresView {
  static func draw(_ painter: inout ReplayPainter) {
    let area = painter.layout.figures
    guard area.width > 0 else { return }
    painter.frame.verticalLine(
      Rect(x: area.x - 1, y: area.y, width: 1, height: area.height), style: painter.style("ui.border"))
    painter.title(painter.text("全程", "The whole of it"), area, isFocused: false)
    let labels = painter.language == .chinese ? 10 : 16
    var y = area.y + 1
    for (label, value, urgency) in rows(painter) where y < area.y + area.height {
      painter.write(label, area.x + 1, y, painter.style("card.label"), width: labels)
      let scope = urgency.map { $0 == .calm ? "card.value" : Painter.scope($0) } ?? "card.value"
      let lines = value.wrapped(to: max(4, area.width - 2 - labels), painter.ambiguous).prefix(4)
      for line in lines where y < area.y + area.height {
        painter.frame.write(line, at: area.x + 1 + labels, y, style: painter.style(scope))
        y += 1
      }
    }
  }

  /// Label, value and how hard it was on the taxpayer; in reading order.
  static func rows(_ painter: ReplayPainter) -> [(PlainText, PlainText, Urgency?)] {
    ReplayFacts.rows(painter.state.timeline, painter.language)
  }
}
