import Canvas
import Console
import Desk
import Glyphs

/// Appointments 预约 over the whole screen: a day slot by slot, a week or a month of what is booked, held and free.
enum AppointmentView {
  static func draw(_ painter: inout Painter, _ desk: AppointmentDesk) {
    let inner = painter.popup(
      width: painter.frame.width - 4, height: painter.frame.height - 2, title: title(painter, desk))
    guard !painter.state.ownRules.isEmpty || !painter.state.ownAppointments.isEmpty else {
      painter.write(
        painter.text("本技能组没有可预约的事项", "Nothing can be booked with your groups"), inner.x, inner.y,
        painter.style("ui.popup.dim"), width: inner.width)
      return
    }
    let body = Rect(x: inner.x, y: inner.y, width: inner.width, height: inner.height - 1)
    switch desk.span {
    case .day: AppointmentDayView.draw(&painter, desk, body)
    case .week: AppointmentWeekView.draw(&painter, desk, body)
    case .month: AppointmentMonthView.draw(&painter, desk, body)
    }
    legend(&painter, desk, Rect(x: inner.x, y: inner.maxY - 1, width: inner.width, height: 1))
    if let choice = desk.choice {
      if let people = choice.people { drawPeople(&painter, choice, people) } else { drawChoice(&painter, choice) }
    }
    if let reason = desk.reason { drawReason(&painter, reason, isActive: !desk.isSending) }
  }

  private static func title(_ painter: Painter, _ desk: AppointmentDesk) -> PlainText {
    let head = painter.text("预约", "Appointments") + painter.symbols.separator
    let today = painter.state.today
    switch desk.span {
    case .day:
      let day = painter.state.board(from: desk.day, days: 1).first?.day
      let hours = day?.ranges.map(\.description).joined(separator: " ") ?? ""
      let kind = day.map { painter.text($0.words) } ?? ""
      return head + painter.text(desk.day.words(besides: today)) + " " + painter.text(desk.day.weekdayName)
        + painter.symbols.separator + kind + PlainText(hours.isEmpty ? "" : " " + hours)
    case .week:
      let (first, days) = desk.shown
      let last = CivilDate(dayNumber: first.dayNumber + days - 1)
      return head + painter.text(first.words(besides: today)) + " – " + painter.text(last.words(besides: today))
    case .month:
      let (year, month, _) = desk.day.parts
      return head + painter.text("\(year)年\(month)月", "\(year)-" + (month < 10 ? "0" : "") + "\(month)")
    }
  }

  /// What the signs mean, and the sums of what is shown.
  private static func legend(_ painter: inout Painter, _ desk: AppointmentDesk, _ row: Rect) {
    let (first, count) = desk.shown
    let days = painter.state.board(from: first, days: count)
    func sum(_ value: (BoardDay) -> Int) -> Int { days.reduce(0) { $0 + value($1) } }
    let parts: [(PlainText, PlainText, Int, String)] = [
      (painter.symbols.booked, painter.text(" 已约 ", " booked "), sum(\.booked), "wait.fresh"),
      (painter.symbols.held, painter.text(" 待确认 ", " held "), sum(\.held), "wait.warning"),
      (painter.symbols.free, painter.text(" 空 ", " free "), sum(\.free), "ui.popup.dim"),
    ]
    var x = row.x
    for (sign, words, number, scope) in parts {
      x += painter.write(sign, x, row.y, painter.style(scope, on: "ui.popup"), width: row.maxX - x)
      x +=
        painter.write(words + PlainText(String(number)), x, row.y, painter.style("ui.popup"), width: row.maxX - x) + 3
    }
    if desk.isSending {
      painter.writeRight(painter.text("正在处理…", "On its way…"), before: row.maxX, row.y, painter.style("ui.popup.dim"))
    }
  }

  private static func drawChoice(_ painter: inout Painter, _ choice: AppointmentDesk.SlotChoice) {
    let slots = choice.slots ?? []
    let height = min(painter.frame.height - 4, max(3, slots.count) + 2)
    let inner = painter.popup(width: 46, height: height, title: painter.text("改到哪个时段", "Move to which slot"))
    guard !slots.isEmpty else {
      let words =
        choice.slots == nil
        ? painter.text("正在载入…", "Loading…") : painter.text("两周内没有空的时段", "No slot is free within two weeks")
      painter.write(words, inner.x, inner.y, painter.style("ui.popup.dim"), width: inner.width)
      return
    }
    let today = painter.state.today
    painter.list(inner, count: slots.count, selected: choice.selected) { painter, index, row in
      guard let calendar = painter.state.replica?.office.calendar else { return }
      let (day, minute) = calendar.local(slots[index].start)
      let words =
        painter.text(day.words(besides: today)) + " " + painter.text(day.weekdayName) + " "
        + PlainText(WorkingCalendar.clock(minute))
      painter.write(words, row.x + 1, row.y, painter.style("ui.popup"), width: row.width - 10)
      painter.writeRight(
        painter.text("空 \(slots[index].free)", "\(slots[index].free) free"), before: row.maxX, row.y,
        painter.style("ui.popup.dim"))
    }
  }

  private static func drawPeople(
    _ painter: inout Painter, _ choice: AppointmentDesk.SlotChoice, _ people: [DeskChoice]
  ) {
    let height = min(painter.frame.height - 4, max(3, people.count) + 2)
    let inner = painter.popup(width: 46, height: height, title: painter.text("改派给谁", "Give it to whom"))
    guard !people.isEmpty else {
      painter.write(
        painter.text("本组没有其他坐席", "The group has no other agent"), inner.x, inner.y,
        painter.style("ui.popup.dim"), width: inner.width)
      return
    }
    painter.list(inner, count: people.count, selected: choice.selected) { painter, index, row in
      let one = people[index]
      let right =
        row.maxX
        - painter.writeRight(
          painter.text(one.standing), before: row.maxX, row.y, painter.style("ui.popup.dim"))
      if let agent = one.agent { painter.person(agent, row.x + 1, row.y, before: right - 1) }
    }
  }

  private static func drawReason(_ painter: inout Painter, _ reason: Editor, isActive: Bool) {
    let inner = painter.popup(
      width: min(64, painter.frame.width - 8), height: 4, title: painter.text("取消预约", "Cancel the appointment"))
    painter.write(
      painter.text("原因（纳税人会看到，可留空）", "Why (the taxpayer reads it; may be empty)"), inner.x, inner.y,
      painter.style("ui.popup.dim"), width: inner.width)
    FieldView.draw(
      &painter, reason, Rect(x: inner.x, y: inner.y + 1, width: inner.width, height: 1), isActive: isActive,
      scope: "ui.input", ground: "ui.popup",
      placeholder: painter.text("如：系统停机。Enter 取消预约", "such as: maintenance. Enter cancels it"))
  }

  /// The colour of where an appointment stands.
  static func scope(_ stage: Appointment.Stage) -> String {
    switch stage {
    case .booked: "wait.warning"
    case .confirmed, .started: "wait.fresh"
    case .ringing, .late: "wait.overdue"
    case .lapsed: "wait.overdue"
    case .completed, .cancelled, .noShow: "ui.popup.dim"
    }
  }

  /// A slot as signs, one for each place; as numbers where there is no room for them.
  static func bar(_ painter: Painter, _ slot: BoardSlot, width: Int) -> [(PlainText, scope: String)] {
    let (booked, held, free) = (slot.booked, slot.held, slot.free)
    guard booked + held + free > width else {
      func signs(_ sign: PlainText, _ count: Int) -> PlainText {
        PlainText(String(repeating: sign.string, count: count))
      }
      return [
        (signs(painter.symbols.booked, booked), "wait.fresh"), (signs(painter.symbols.held, held), "wait.warning"),
        (signs(painter.symbols.free, free), "ui.popup.dim"),
      ]
    }
    let sum = held > 0 ? "\(booked)+\(held)" : "\(booked)"
    return [
      (PlainText(sum), held > 0 ? "wait.warning" : "wait.fresh"), (PlainText("/\(slot.capacity)"), "ui.popup.dim"),
    ]
  }
}
