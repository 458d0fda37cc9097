import Canvas
import Console
import Desk
import Glyphs

/// A week of appointments: days across, slots down, a sign for each place.
enum AppointmentWeekView {
  private static let label = 7

  static func draw(_ painter: inout Painter, _ desk: AppointmentDesk, _ rect: Rect) {
    let state = painter.state
    let (first, count) = desk.shown
    let days = state.board(from: first, days: count)
    let minutes = state.weekSlots(of: desk)
    guard let calendar = state.replica?.office.calendar, days.count == count else { return }
    let width = (rect.width - label) / 7
    for (place, day) in days.enumerated() {
      drawHead(
        &painter, day, Rect(x: rect.x + label + place * width, y: rect.y, width: width - 1, height: 2),
        isMarked: day.day.day == desk.day)
    }
    painter.rule(rect, rect.y + 2)
    let list = Rect(x: rect.x, y: rect.y + 3, width: rect.width, height: max(1, rect.height - 3))
    let top = max(0, min(desk.row - list.height / 2, minutes.count - list.height))
    let now = state.clock.now.map { calendar.local($0) }
    for (offset, row) in (top..<max(top, min(minutes.count, top + list.height))).enumerated() {
      let y = list.y + offset
      let minute = minutes[row]
      let next = row + 1 < minutes.count ? minutes[row + 1] : 1440
      let isNow = now.map { minute <= $0.minute && $0.minute < next && days.map(\.day.day).contains($0.day) } ?? false
      let scope = isNow ? "wait.overdue" : row == desk.row ? "ui.popup" : "ui.popup.dim"
      if isNow {
        painter.frame.write(painter.symbols.marker, at: list.x, y, style: painter.style(scope, on: "ui.popup"))
      }
      painter.frame.write(
        PlainText(WorkingCalendar.clock(minute)), at: list.x + 1, y, style: painter.style(scope, on: "ui.popup"))
      for (place, day) in days.enumerated() {
        let cell = Rect(x: rect.x + label + place * width, y: y, width: width - 1, height: 1)
        if let slot = day.slots.first(where: { calendar.local($0.start).minute == minute }) {
          drawCell(&painter, slot, cell, isNow: isNow && now?.day == day.day.day)
        }
        if row == desk.row, day.day.day == desk.day {
          painter.select(cell, isActive: true, scope: "ui.popup.selection")
        }
        painter.hits.add(.popupRow(row * 7 + place), cell)
      }
    }
  }

  private static func drawHead(_ painter: inout Painter, _ day: BoardDay, _ rect: Rect, isMarked: Bool) {
    let isToday = day.day.day == painter.state.today
    let (_, _, number) = day.day.day.parts
    let scope = isToday ? "ui.popup.title" : isMarked ? "ui.text.strong" : "ui.popup"
    let name = painter.text(day.day.day.weekdayName) + PlainText(" \(number)")
    painter.write(
      isToday ? name + painter.symbols.dot : name, rect.x, rect.y, painter.style(scope, on: "ui.popup"),
      width: rect.width)
    if isMarked {
      let head = Rect(x: rect.x, y: rect.y, width: rect.width, height: 1)
      painter.select(head, isActive: true, scope: "ui.popup.selection")
    }
    switch day.day.kind {
    case .holiday, .exception, .makeUpWorkday:
      let note = day.day.note.map { painter.text($0) } ?? painter.text(day.day.kind.name)
      let mark = day.day.kind == .makeUpWorkday ? painter.text("班 ", "Work ") : PlainText("")
      let scope = day.day.ranges.isEmpty ? "wait.overdue" : "wait.warning"
      painter.write(mark + note, rect.x, rect.y + 1, painter.style(scope, on: "ui.popup"), width: rect.width)
    case .dayOff:
      painter.write(painter.text("休", "off"), rect.x, rect.y + 1, painter.style("ui.popup.dim"), width: rect.width)
    case .workday:
      let words = day.held > 0 ? "\(day.booked)+\(day.held)" : "\(day.booked)"
      painter.write(
        PlainText(words + "/\(day.booked + day.held + day.free)"), rect.x, rect.y + 1, painter.style("ui.popup.dim"),
        width: rect.width)
    }
  }

  private static func drawCell(_ painter: inout Painter, _ slot: BoardSlot, _ cell: Rect, isNow: Bool) {
    var x = cell.x
    let isCalling = slot.appointments.contains(where: \.isCalling)
    for (words, scope) in AppointmentView.bar(painter, slot, width: cell.width) {
      let shown = isCalling && scope != "ui.popup.dim" ? "wait.overdue" : scope
      x += painter.write(words, x, cell.y, painter.style(shown, on: "ui.popup"), width: cell.maxX - x)
    }
    if x == cell.x, slot.isPast {
      painter.write(
        isNow ? painter.text("现在", "now") : painter.symbols.isWide ? "-" : "·", x, cell.y,
        painter.style(isNow ? "wait.overdue" : "ui.popup.dim", on: "ui.popup"), width: cell.width)
    }
  }
}
