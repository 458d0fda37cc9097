import Canvas
import Console
import Desk
import Glyphs

/// A day of appointments: slot by slot, with the line of now, and what is known of the marked one.
enum AppointmentDayView {
  static func draw(_ painter: inout Painter, _ desk: AppointmentDesk, _ rect: Rect) {
    let state = painter.state
    let rows = state.board(from: desk.day, days: 1).first.map(state.rows(of:)) ?? []
    let marked = state.markedAppointment
    let about = AppointmentLines(state: state, separator: painter.symbols.separator)
    let detail = marked.map { about.lines($0, contact: desk.contact(of: $0.id)) + about.history($0) } ?? []
    let room = desk.isDetailed ? rect.height / 2 : min(3, max(0, rect.height / 4))
    let detailRows = marked == nil ? 0 : min(detail.count, room)
    let list = Rect(
      x: rect.x, y: rect.y, width: rect.width, height: max(1, rect.height - detailRows - (detailRows > 0 ? 1 : 0)))
    guard rows.contains(where: { $0 != .now }) else {
      painter.write(
        painter.text("这一天没有预约，也没有可约的时段", "Nothing is booked on this day, and no slot is left"), rect.x, rect.y,
        painter.style("ui.popup.dim"),
        width: rect.width)
      return
    }
    painter.list(list, count: rows.count, selected: desk.choice == nil ? desk.row : -1) { painter, index, row in
      draw(&painter, rows[index], row)
    }
    guard detailRows > 0 else { return }
    painter.rule(rect, list.maxY)
    for (offset, line) in detail.prefix(detailRows).enumerated() {
      painter.write(
        line.0, rect.x, list.maxY + 1 + offset, painter.style(line.1, on: "ui.popup"), width: rect.width)
    }
  }

  private static func draw(_ painter: inout Painter, _ row: BoardRow, _ rect: Rect) {
    switch row {
    case .now:
      let clock = painter.state.clock.now.map { ClockText.hoursMinutes($0, utcOffsetMinutes: painter.utcOffset) } ?? ""
      painter.frame.horizontalLine(rect, style: painter.style("wait.overdue", on: "ui.popup"))
      painter.frame.write(
        PlainText(clock) + painter.text(" 现在 ", " now "), at: rect.x, rect.y,
        style: painter.style("wait.overdue", on: "ui.popup"))
    case .free(let slot, let isFirst):
      draw(&painter, slot.start, isFirst, isPast: slot.isPast, rect)
      var x = rect.x + 7
      if slot.isPast {
        painter.write(painter.text("已过", "over"), x, rect.y, painter.style("ui.popup.dim"), width: rect.maxX - x)
      } else {
        let signs = PlainText(String(repeating: painter.symbols.free.string, count: min(12, slot.free)))
        x += painter.write(signs, x, rect.y, painter.style("ui.popup.dim"), width: rect.maxX - x) + 1
        painter.write(
          painter.text("空 \(slot.free)", "\(slot.free) free"), x, rect.y, painter.style("ui.popup.dim"),
          width: rect.maxX - x)
      }
    case .appointment(let appointment, let isFirst):
      draw(&painter, appointment.start, isFirst, isPast: false, rect)
      draw(&painter, appointment, Rect(x: rect.x + 7, y: rect.y, width: rect.width - 7, height: 1))
    }
  }

  private static func draw(
    _ painter: inout Painter, _ start: Timestamp, _ isFirst: Bool, isPast: Bool, _ rect: Rect
  ) {
    guard isFirst else { return }
    painter.frame.write(
      PlainText(ClockText.hoursMinutes(start, utcOffsetMinutes: painter.utcOffset)), at: rect.x, rect.y,
      style: painter.style(isPast ? "ui.popup.dim" : "ui.popup"))
  }

  private static func draw(_ painter: inout Painter, _ appointment: Appointment, _ rect: Rect) {
    let scope = AppointmentView.scope(appointment.stage)
    let sign = appointment.stage == .booked ? painter.symbols.held : painter.symbols.booked
    painter.frame.write(sign, at: rect.x, rect.y, style: painter.style(scope, on: "ui.popup"))
    let english = painter.language == .english
    var x = rect.x + 2
    // The widths of columns stay, so that the eye finds each thing in its place.
    func column(_ words: PlainText, _ scope: String, _ width: Int) {
      painter.write(words, x, rect.y, painter.style(scope, on: "ui.popup"), width: min(width, rect.maxX - x))
      x += width + 1
    }
    column(painter.text(appointment.stage.name), scope, english ? 9 : 8)
    let isWide = rect.width >= 80
    column(painter.text(appointment.mode.name), "ui.popup.dim", english ? 13 : 8)
    column(painter.text(appointment.matter), "ui.popup", isWide ? 24 : 16)
    var right = rect.maxX
    if let agent = appointment.agent, isWide {
      right -= painter.writeRight(PlainText(agent.name), before: right, rect.y, painter.style("ui.popup.dim")) + 1
    }
    var who = PlainText(appointment.taxpayer.name)
    if let enterprise = appointment.taxpayer.enterprise { who += PlainText(" ") + PlainText(enterprise.name) }
    painter.write(who, x, rect.y, painter.style("ui.text.strong", on: "ui.popup"), width: right - x)
  }
}
