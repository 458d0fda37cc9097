import Canvas
import Console
import Desk
import Glyphs

/// Notices under the header, at the right; the newest at the bottom.
enum NoticeView {
  static func draw(_ painter: inout Painter) {
    let state = painter.state
    let right = painter.layout.screen.width
    let room = min(
      72, painter.layout.talk.width + (painter.layout.card.width > 0 ? painter.layout.card.width + 1 : 0) - 2)
    var row = painter.layout.talk.y
    func draw(_ words: PlainText, _ style: Style) {
      let lines = words.wrapped(to: room - 2, painter.ambiguous).prefix(2)
      let width = (lines.map { $0.width(painter.ambiguous) }.max() ?? 0) + 2
      for line in lines {
        let rect = Rect(x: right - width - 1, y: row, width: width, height: 1)
        painter.frame.fill(rect, style: style)
        painter.frame.write(line, at: rect.x + 1, row, style: style)
        row += 1
      }
    }
    for notice in state.notices.suffix(3) { draw(painter.text(notice.text), painter.style(scope(notice.weight))) }
    if let words = typedAhead(state) { draw(painter.text(words), painter.style("notice.info")) }
  }

  /// What will stand in the writing field of the conversation that is being taken; its end, where it is long.
  static func typedAhead(_ state: State) -> Localised? {
    guard !state.queue.typedAhead.isEmpty else { return nil }
    let words = String(state.queue.typedAhead.suffix(40))
    return Localised("接入后写入：\(words)", "For whom you are taking: \(words)")
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
