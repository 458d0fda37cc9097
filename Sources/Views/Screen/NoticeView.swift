import Canvas
import Console
import Glyphs

/// Notices under the header, at the right; the newest at the bottom.
enum NoticeView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    let right = painter.layout.screen.width
    let room = min(
      72, painter.layout.talk.width + (painter.layout.card.width > 0 ? painter.layout.card.width + 1 : 0) - 2)
    var row = painter.layout.talk.y
    for notice in state.notices.suffix(3) {
      let lines = painter.text(notice.text).wrapped(to: room - 2, painter.ambiguous).prefix(2)
      let width = (lines.map { $0.width(painter.ambiguous) }.max() ?? 0) + 2
      for line in lines {
        let rect = Rect(x: right - width - 1, y: row, width: width, height: 1)
        painter.frame.fill(rect, style: painter.style(scope(notice.weight)))
        painter.frame.write(line, at: rect.x + 1, row, style: painter.style(scope(notice.weight)))
        row += 1
      }
    }
  }

  private static func scope(_ weight: Notice.Weight) -> String {
    switch weight {
    case .information: "notice.info"
    case .success: "notice.info"
    case .warning: "notice.warning"
    case .failure: "notice.error"
    }
  }
}
