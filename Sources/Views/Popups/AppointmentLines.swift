import Console
import Desk
import Glyphs

/// Everything about an appointment as lines, what matters most first: for its day, for the list of what is most overdue, and the linear rendering.
struct AppointmentLines {
  let state: State
  let separator: PlainText

  private var language: Language { state.preferences.language }
  private var calendar: WorkingCalendar { state.replica?.office.calendar ?? WorkingCalendar(weekly: [:]) }
  private func text(_ words: Localised) -> PlainText { PlainText(words.text(language)) }
  private func text(_ chinese: String, _ english: String) -> PlainText { text(Localised(chinese, english)) }

  /// Who, what, how and when, what they wrote, where it stands, and how they are reached; `contact` is the number once it was revealed.
  func lines(_ appointment: Appointment, contact: String?) -> [(PlainText, String)] {
    var who = PlainText(appointment.taxpayer.name)
    if let enterprise = appointment.taxpayer.enterprise { who += separator + PlainText(enterprise.name) }
    if let role = appointment.taxpayer.actingRole { who += separator + PlainText(role) }
    let what =
      text(appointment.matter) + separator + text(appointment.mode.name) + separator + time(appointment)
    var lines: [(PlainText, String)] = [(who, "ui.text.strong"), (what, "ui.popup")]
    if !appointment.words.isEmpty {
      for line in PlainText(appointment.words, lines: .multiple).lines.prefix(4) { lines.append((line, "ui.popup")) }
    }
    var facts = text(appointment.stage.name)
    if let agent = appointment.agent { facts += separator + text("坐席 ", "agent ") + PlainText(agent.name) }
    if let place = appointment.place { facts += separator + text(place) }
    lines.append((facts, AppointmentView.scope(appointment.stage)))
    if let contact {
      lines.append((text("联系电话 ", "Number ") + PlainText(contact), "wait.warning"))
    } else if let contact = appointment.contact {
      lines.append((text("联系电话 ", "Number ") + PlainText(contact), "ui.popup.dim"))
    }
    return lines
  }

  /// What became of it so far.
  func history(_ appointment: Appointment) -> [(PlainText, String)] {
    func line(_ moment: Timestamp?, _ words: Localised) -> (PlainText, String)? {
      moment.map { (PlainText(clock($0) + " ") + text(words), "ui.popup.dim") }
    }
    let moves = appointment.sequence - (appointment.stage == .cancelled ? 1 : 0)
    let moved: (PlainText, String)? =
      moves > 0
      ? (text("改期 \(moves) 次", "moved \(moves == 1 ? "once" : "\(moves) times")"), "ui.popup.dim") : nil
    let began = appointment.startedAt.map { _ in Localised("开始", "begun") }
    let side: Localised? = appointment.endedBy.map {
      $0 == .taxpayer ? Localised("纳税人", "the taxpayer") : Localised("坐席", "the office")
    }
    let end = appointment.stage.name
    let ended = Localised(
      (side.map { "\($0.chinese) " } ?? "") + end.chinese + (appointment.reason.map { "：" + $0 } ?? ""),
      end.english + (side.map { " by \($0.english)" } ?? "") + (appointment.reason.map { ": " + $0 } ?? ""))
    return [
      line(appointment.bookedAt, Localised("纳税人预约", "booked by the taxpayer")), moved,
      appointment.remindsAt.flatMap { line($0, Localised("将提醒双方", "both are to be reminded")) },
      line(appointment.rangAt, Localised("到时间", "its time came")),
      began.flatMap { line(appointment.startedAt, $0) },
      line(appointment.endedAt, ended),
    ].compactMap(\.self)
  }

  /// From when to when, with the day unless it is today.
  private func time(_ appointment: Appointment) -> PlainText {
    let day = calendar.day(at: appointment.start)
    let date =
      day == state.today ? PlainText("") : text(day.words(besides: state.today)) + " " + text(day.weekdayName) + " "
    return date + PlainText(hour(appointment.start) + "–" + hour(appointment.end))
  }

  private func hour(_ moment: Timestamp) -> String { WorkingCalendar.clock(calendar.local(moment).minute) }

  private func clock(_ moment: Timestamp) -> String {
    ClockText.moment(moment, at: state.clock.now, utcOffsetMinutes: calendar.utcOffsetMinutes)
  }
}
