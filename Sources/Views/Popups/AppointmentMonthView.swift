import Canvas
import Console
import Desk
import Glyphs

/// A month of appointments: each day with what it is and how much is booked, held and free.
enum AppointmentMonthView {
  static func draw(_ painter: inout Painter, _ desk: AppointmentDesk, _ rect: Rect) {
    let (first, count) = desk.shown
    let days = painter.state.board(from: first, days: count)
    guard days.count == count else { return }
    let width = rect.width / 7
    let month = desk.day.parts.month
    for place in 0..<7 {
      painter.write(
        painter.text(days[place].day.day.weekdayName), rect.x + place * width, rect.y,
        painter.style(place >= 5 ? "ui.popup.dim" : "ui.popup.title"), width: width - 1)
    }
    // A month of four or five weeks leaves the last rows to nobody.
    let weeks = (0..<6).filter { week in days[(week * 7)..<(week * 7 + 7)].contains { $0.day.day.parts.month == month }
    }
    let height = max(2, min(5, (rect.height - 1) / max(1, weeks.count)))
    for (line, week) in weeks.enumerated() {
      for place in 0..<7 {
        let index = week * 7 + place
        let cell = Rect(x: rect.x + place * width, y: rect.y + 1 + line * height, width: width - 1, height: height)
        guard cell.maxY <= rect.maxY else { continue }
        draw(&painter, days[index], cell, isDim: days[index].day.day.parts.month != month)
        if days[index].day.day == desk.day {
          let marked = Rect(x: cell.x, y: cell.y, width: cell.width, height: min(2, cell.height))
          painter.select(marked, isActive: true, scope: "ui.popup.selection")
        }
        painter.hits.add(.popupRow(index), cell)
      }
    }
  }

  private static func draw(_ painter: inout Painter, _ day: BoardDay, _ cell: Rect, isDim: Bool) {
    let isToday = day.day.day == painter.state.today
    let scope =
      isToday ? "ui.popup.title" : isDim || day.day.kind == .dayOff ? "ui.popup.dim" : "ui.popup"
    let number = PlainText(String(day.day.day.parts.day)) + (isToday ? painter.symbols.dot : "")
    let x = cell.x + painter.write(number, cell.x, cell.y, painter.style(scope, on: "ui.popup"), width: cell.width) + 1
    switch day.day.kind {
    case .holiday,
      .exception where day.day.ranges.isEmpty:
      painter.write(
        day.day.note.map { painter.text($0) } ?? painter.text("休", "off"), x, cell.y,
        painter.style(isDim ? "ui.popup.dim" : "wait.overdue", on: "ui.popup"), width: cell.maxX - x)
    case .makeUpWorkday:
      painter.write(
        painter.text("班", "work"), x, cell.y, painter.style(isDim ? "ui.popup.dim" : "wait.warning", on: "ui.popup"),
        width: cell.maxX - x)
    case .exception:
      painter.write(
        painter.text("特", "special"), x, cell.y, painter.style("wait.warning", on: "ui.popup"), width: cell.maxX - x)
    case .workday, .dayOff: break
    }
    guard cell.height > 1, day.booked + day.held + day.free > 0 else { return }
    let parts: [(PlainText, Int, String)] = [
      (painter.symbols.booked, day.booked, "wait.fresh"), (painter.symbols.held, day.held, "wait.warning"),
      (painter.symbols.free, day.free, "ui.popup.dim"),
    ]
    var at = cell.x
    for (sign, count, scope) in parts where count > 0 {
      let words = sign + PlainText("\(count)")
      guard at + words.width(painter.ambiguous) <= cell.maxX else { break }
      at +=
        painter.write(
          words, at, cell.y + 1, painter.style(isDim ? "ui.popup.dim" : scope, on: "ui.popup"), width: cell.maxX - at)
        + 1
    }
  }
}
