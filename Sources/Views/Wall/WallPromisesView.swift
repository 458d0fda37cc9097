import Canvas
import Console
import Desk
import Glyphs

/// What is promised and late, and announcements with those who have not read them.
enum WallPromisesView {
  static func draw(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let promises = painter.state.wallPromises
    painter.rows(
      area, of: .promises, count: promises.count, marked: board.pane == .promises ? painter.state.wallRow(board) : -1,
      isFocused: isFocused
    ) { painter, index, row in
      let promise = promises[index]
      painter.write(painter.text(promise.name), row.x + 1, row.y, painter.style("ui.text"), width: 14)
      var x = row.x + 16
      x += painter.write(
        PlainText("\(promise.open)\(promise.isMore ? "+" : "")"), x, row.y,
        painter.style(promise.open > 0 ? "ui.text.strong" : "ui.text.dim"), width: 8)
      x = max(x + 2, row.x + 24)
      painter.write(
        painter.text("超时 \(promise.late)", "late \(promise.late)"), x, row.y,
        painter.style(promise.late > 0 ? "wait.overdue" : "ui.text.dim"), width: row.maxX - x)
    }
  }

  static func drawAnnouncements(_ painter: inout Painter, _ board: WallBoard, _ area: Area, isFocused: Bool) {
    let announcements = painter.state.wallAnnouncements
    guard !announcements.isEmpty else {
      return painter.empty(area, painter.text("没有公告，按 a 发一条", "No announcement; a makes one"))
    }
    painter.rows(
      area, of: .announcements, count: announcements.count,
      marked: board.pane == .announcements ? painter.state.wallRow(board) : -1, isFocused: isFocused
    ) { painter, index, row in draw(&painter, announcements[index], row) }
  }

  private static func draw(_ painter: inout Painter, _ announcement: Announcement, _ row: Rect) {
    let unread = painter.state.unread(announcement)
    let total = unread.count + announcement.readBy.count
    let marks = painter.text("已阅 \(announcement.readBy.count)/\(total)", "read \(announcement.readBy.count)/\(total)")
    var right = row.maxX - 1
    right -=
      painter.writeRight(marks, before: right, row.y, painter.style(unread.isEmpty ? "wait.fresh" : "wait.warning")) + 1
    let names = unread.prefix(3).map(\.name).joined(separator: " ")
    if !names.isEmpty, right - row.x > 50 {
      let words = painter.text("未阅 ", "not yet: ") + PlainText(names)
      right -=
        painter.writeRight(
          words.truncated(to: 24, painter.ambiguous), before: right, row.y, painter.style("ui.text.dim")) + 1
    }
    painter.write(
      PlainText(announcement.text.split(whereSeparator: \.isNewline).joined(separator: " ")), row.x + 1, row.y,
      painter.style("ui.text"), width: right - row.x - 1)
  }
}
