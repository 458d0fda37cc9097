import Console
import Desk
import Glyphs

/// Appointments and alarm settings as plain lines, for screen readers.
enum LinearAppointments {
  static func lines(_ state: State, _ desk: AppointmentDesk) -> [PlainText] {
    if let reason = desk.reason { return [LinearPopup.typed(state) + PlainText(reason.text)] }
    if let choice = desk.choice { return slots(state, choice) }
    switch desk.span {
    case .day: return day(state, desk)
    case .week, .month:
      let (first, count) = desk.shown
      let days = state.board(from: first, days: count)
      let selected = desk.day.dayNumber - first.dayNumber
      return LinearPopup.rows(state, days.map { summary(state, $0) }, selected)
    }
  }

  private static func day(_ state: State, _ desk: AppointmentDesk) -> [PlainText] {
    guard let board = state.board(from: desk.day, days: 1).first else { return [] }
    let offset = state.replica?.office.calendar.utcOffsetMinutes ?? 480
    let rows = state.rows(of: board).map { row -> PlainText in
      switch row {
      case .now: LinearPopup.text(state, Localised("现在", "now"))
      case .free(let slot, _):
        PlainText(ClockText.hoursMinutes(slot.start, utcOffsetMinutes: offset))
          + LinearPopup.text(
            state, slot.isPast ? Localised(" 已过", " over") : Localised(" 空 \(slot.free)", " \(slot.free) free"))
      case .appointment(let appointment, _): words(state, appointment, offset)
      }
    }
    return [summary(state, board)] + LinearPopup.rows(state, rows, desk.row)
      + (desk.isDetailed ? state.markedAppointment.map { detail(state, $0, desk) } ?? [] : [])
  }

  private static func words(_ state: State, _ appointment: Appointment, _ offset: Int) -> PlainText {
    let parts = [appointment.stage.name, appointment.mode.name, appointment.matter].map { LinearPopup.text(state, $0) }
    let clock = ClockText.hoursMinutes(appointment.start, utcOffsetMinutes: offset)
    return parts.reduce(PlainText(clock)) { $0 + " " + $1 } + PlainText(" " + appointment.taxpayer.name)
  }

  private static func detail(_ state: State, _ appointment: Appointment, _ desk: AppointmentDesk) -> [PlainText] {
    let about = AppointmentLines(state: state, separator: ", ")
    return (about.lines(appointment, contact: desk.contact(of: appointment.id)) + about.history(appointment)).map(\.0)
  }

  private static func summary(_ state: State, _ day: BoardDay) -> PlainText {
    let date = day.day.day
    return LinearPopup.text(state, date.words(besides: state.today)) + " " + LinearPopup.text(state, date.weekdayName)
      + " "
      + LinearPopup.text(state, day.day.words)
      + LinearPopup.text(
        state,
        Localised(
          " 已约 \(day.booked) 待确认 \(day.held) 空 \(day.free)",
          ", \(day.booked) booked, \(day.held) held, \(day.free) free"))
  }

  private static func slots(_ state: State, _ choice: AppointmentDesk.SlotChoice) -> [PlainText] {
    if let people = choice.people {
      return LinearPopup.rows(
        state,
        people.map {
          LinearPopup.text(state, $0.name) + PlainText(" \($0.agent?.id.rawValue ?? "") ")
            + LinearPopup.text(state, $0.standing)
        }, choice.selected)
    }
    guard let calendar = state.replica?.office.calendar, let now = state.clock.now else { return [] }
    return LinearPopup.rows(
      state,
      (choice.slots ?? []).map {
        LinearPopup.text(state, calendar.words($0.start, at: now))
          + LinearPopup.text(state, Localised(" 空 \($0.free)", ", \($0.free) free"))
      }, choice.selected)
  }

  static func lines(_ state: State, _ form: AlarmForm) -> [PlainText] {
    LinearPopup.rows(
      state,
      AlarmForm.rows.map {
        LinearPopup.text(state, AlarmView.name($0)) + ": "
          + LinearPopup.text(state, AlarmView.value($0, form.settings).0)
      }, form.selected)
  }
}
