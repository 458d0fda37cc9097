import Desk

/// The screen of appointments 预约, and what the seat does to them.
enum AppointmentReducer {
  static func open(_ state: inout State) -> [Effect] {
    state.popup = .appointments(AppointmentDesk(day: state.today))
    mark(&state, state.callingAppointment?.id)
    return fetch(&state)
  }

  /// Begins an appointment whose time has come; else shows it in its day.
  static func go(_ state: inout State, to id: AppointmentID) -> [Effect] {
    guard let one = state.replica?.appointments[id], let calendar = state.replica?.office.calendar else { return [] }
    state.popup = nil
    let early = one.start.advanced(seconds: -Appointment.earlyMinutes * 60)
    if let now = state.clock.now, now >= early { return send(&state, id, .start) }
    state.popup = .appointments(AppointmentDesk(day: calendar.day(at: one.start)))
    mark(&state, id)
    return fetch(&state)
  }

  /// Marks an appointment of the day, or the first row that is not over.
  private static func mark(_ state: inout State, _ id: AppointmentID?) {
    guard case .appointments(var desk) = state.popup else { return }
    let rows = rows(state, desk)
    let marked = rows.firstIndex { if case .appointment(let one, _) = $0 { one.id == id } else { false } }
    let next = rows.firstIndex {
      switch $0 {
      case .appointment(let one, _): one.isOpen
      case .free(let slot, _): !slot.isPast
      case .now: false
      }
    }
    desk.row = marked ?? next ?? 0
    state.popup = .appointments(desk)
  }

  private static func rows(_ state: State, _ desk: AppointmentDesk) -> [BoardRow] {
    state.board(from: desk.day, days: 1).first.map(state.rows(of:)) ?? []
  }

  /// Asks for the month around what is shown, unless it is here.
  private static func fetch(_ state: inout State) -> [Effect] {
    guard case .appointments(var desk) = state.popup, let calendar = state.replica?.office.calendar else { return [] }
    let (first, days) = desk.shown
    let last = CivilDate(dayNumber: first.dayNumber + days - 1)
    if let known = desk.known, known.contains(first), known.contains(last) { return [] }
    var month = desk
    month.span = .month
    let from = month.shown.first
    let to = CivilDate(dayNumber: from.dayNumber + 41)
    desk.known = min(from, first)...max(to, last)
    state.popup = .appointments(desk)
    let end = CivilDate(dayNumber: max(to, last).dayNumber + 1)
    return [
      state.request(
        .appointments(from: calendar.moment(min(from, first), 0), to: calendar.moment(end, 0)))
    ]
  }

  static func take(_ state: inout State, _ list: AppointmentList) {
    for appointment in list.appointments { state.replica?.take(appointment) }
    if list.hasMore {
      state.notify(.warning, Localised("预约过多，只显示前一部分", "Too many appointments; only the first are shown"))
    }
  }

  // MARK: - Moving

  static func move(_ state: inout State, by step: Int) {
    guard case .appointments(var desk) = state.popup else { return }
    if var choice = desk.choice {
      choice.selected = min(max(0, choice.selected + step), max(0, choice.count - 1))
      desk.choice = choice
    } else {
      switch desk.span {
      case .day:
        let rows = rows(state, desk)
        var row = min(max(0, desk.row + step), max(0, rows.count - 1))
        // The line of now is no row to mark.
        if rows.indices.contains(row), rows[row] == .now { row += step < 0 ? -1 : 1 }
        desk.row = min(max(0, row), max(0, rows.count - 1))
        desk.contact = nil
      case .week:
        let most = state.weekSlots(of: desk).count
        desk.row = min(max(0, desk.row + step), max(0, most - 1))
      case .month: desk.day = CivilDate(dayNumber: desk.day.dayNumber + 7 * step)
      }
    }
    state.popup = .appointments(desk)
  }

  /// A day earlier or later.
  static func step(_ state: inout State, days: Int) -> [Effect] {
    guard case .appointments(var desk) = state.popup, desk.choice == nil else { return [] }
    desk.day = CivilDate(dayNumber: desk.day.dayNumber + days)
    desk.contact = nil
    state.popup = .appointments(desk)
    if desk.span == .day { mark(&state, nil) }
    return fetch(&state)
  }

  /// A day, a week or a month earlier or later.
  static func page(_ state: inout State, by step: Int) -> [Effect] {
    guard case .appointments(let desk) = state.popup else { return [] }
    switch desk.span {
    case .day: return self.step(&state, days: step)
    case .week: return self.step(&state, days: 7 * step)
    case .month:
      let (year, month, day) = desk.day.parts
      let count = year * 12 + month - 1 + step
      for day in stride(from: day, through: 1, by: -1) {
        guard let found = CivilDate(year: count / 12, month: count % 12 + 1, day: day) else { continue }
        return self.step(&state, days: found.dayNumber - desk.day.dayNumber)
      }
      return self.step(&state, days: 28 * step)
    }
  }

  static func show(_ state: inout State, _ span: AppointmentDesk.Span) -> [Effect] {
    guard case .appointments(var desk) = state.popup else { return [] }
    desk.span = span
    desk.row = span == .week ? nextSlot(state, desk) : 0
    desk.isDetailed = false
    state.popup = .appointments(desk)
    if span == .day { mark(&state, nil) }
    return fetch(&state)
  }

  /// The week's row that comes next today; its first on other days.
  private static func nextSlot(_ state: State, _ desk: AppointmentDesk) -> Int {
    guard desk.day == state.today, let now = state.clock.now, let calendar = state.replica?.office.calendar else {
      return 0
    }
    let minute = calendar.local(now).minute
    return state.weekSlots(of: desk).firstIndex { $0 >= minute } ?? 0
  }

  static func toToday(_ state: inout State) -> [Effect] {
    guard case .appointments(let desk) = state.popup else { return [] }
    return step(&state, days: state.today.dayNumber - desk.day.dayNumber)
  }

  /// Into the day from week and month; from the day, everything about the marked one.
  static func choose(_ state: inout State) -> [Effect] {
    guard case .appointments(var desk) = state.popup else { return [] }
    if desk.choice != nil { return submit(&state) }
    guard desk.span == .day else {
      let slot = desk.span == .week ? state.weekSlots(of: desk) : []
      let minute = slot.indices.contains(desk.row) ? slot[desk.row] : nil
      let effects = show(&state, .day)
      if let minute { mark(&state, minute: minute) }
      return effects
    }
    desk.isDetailed.toggle()
    state.popup = .appointments(desk)
    return []
  }

  /// Marks the day's first row at that minute or after it.
  private static func mark(_ state: inout State, minute: Int) {
    guard case .appointments(var desk) = state.popup, let calendar = state.replica?.office.calendar else { return }
    let found = rows(state, desk).firstIndex { row in
      switch row {
      case .appointment(let one, _): calendar.local(one.start).minute >= minute
      case .free(let slot, _): calendar.local(slot.start).minute >= minute
      case .now: false
      }
    }
    if let found { desk.row = found }
    state.popup = .appointments(desk)
  }

  /// One step out; whether there was one within the screen.
  static func stepOut(_ state: inout State) -> Bool {
    guard case .appointments(var desk) = state.popup else { return false }
    if desk.choice != nil || desk.reason != nil {
      desk.choice = nil
      desk.reason = nil
      desk.cancelled = nil
    } else if desk.isDetailed {
      desk.isDetailed = false
    } else {
      return false
    }
    state.popup = .appointments(desk)
    return true
  }

  // MARK: - Acting

  static func act(_ state: inout State, _ request: AppointmentRequest) -> [Effect] {
    guard let appointment = state.markedAppointment else { return [] }
    return send(&state, appointment.id, request)
  }

  /// Begins what calls the seat, wherever the keys go; on the screen of appointments, the marked one.
  static func start(_ state: inout State) -> [Effect] {
    guard let appointment = state.markedAppointment ?? state.callingAppointment else { return [] }
    return send(&state, appointment.id, .start)
  }

  private static func send(_ state: inout State, _ id: AppointmentID, _ request: AppointmentRequest) -> [Effect] {
    if case .appointments(var desk) = state.popup {
      desk.isSending = true
      state.popup = .appointments(desk)
    }
    return [state.request(.appointment(id, request))]
  }

  static func beginCancelling(_ state: inout State) {
    guard case .appointments(var desk) = state.popup, let appointment = state.markedAppointment else { return }
    desk.reason = Editor(isMultiline: false)
    desk.cancelled = appointment.id
    state.popup = .appointments(desk)
  }

  static func beginMoving(_ state: inout State) -> [Effect] {
    guard case .appointments(var desk) = state.popup, let appointment = state.markedAppointment else { return [] }
    desk.choice = AppointmentDesk.SlotChoice(appointment: appointment.id, slots: nil, selected: 0)
    state.popup = .appointments(desk)
    let from = max(desk.day, state.today)
    return [state.request(.slots(rule: appointment.rule, from: from, days: 14))]
  }

  /// Begins to choose to whom the marked one is given: those of its group who are signed in, with room first; who is away is asked for.
  static func beginGiving(_ state: inout State) -> [Effect] {
    guard case .appointments(var desk) = state.popup, let appointment = state.markedAppointment else { return [] }
    let own = state.replica?.floor.seats.filter { $0.agent.id == state.replica?.me.agent.id } ?? []
    let others = state.transferTargets(matching: "").compactMap { if case .seat(let line) = $0 { line } else { nil } }
    let seats = (own + others).filter { $0.groups.contains(appointment.group) && $0.agent.id != appointment.agent?.id }
    desk.choice = AppointmentDesk.SlotChoice(
      appointment: appointment.id, slots: nil, selected: 0, people: seats.map(DeskChoice.seat))
    state.popup = .appointments(desk)
    return [state.request(.colleagues)]
  }

  /// Who is away stands last, and finds the appointment when they come.
  static func take(_ state: inout State, _ list: ColleagueList) {
    guard case .appointments(var desk) = state.popup, var choice = desk.choice, let people = choice.people,
      let appointment = state.replica?.appointments[choice.appointment]
    else { return }
    let seats = people.filter { if case .seat = $0 { true } else { false } }
    let signedIn = Set(state.replica?.floor.seats.map(\.agent.id) ?? [])
    let away = list.colleagues.filter {
      $0.groups.contains(appointment.group) && $0.agent.id != appointment.agent?.id && !signedIn.contains($0.agent.id)
    }
    choice.people = seats + away.map(DeskChoice.colleague)
    desk.choice = choice
    state.popup = .appointments(desk)
  }

  static func take(_ state: inout State, _ list: SlotList) {
    guard case .appointments(var desk) = state.popup, desk.choice != nil, desk.choice?.people == nil else { return }
    desk.choice?.slots = list.days.flatMap(\.slots).filter { $0.free > 0 }
    state.popup = .appointments(desk)
  }

  static func reveal(_ state: inout State) -> [Effect] {
    state.markedAppointment.map { [state.request(.revealContact($0.id))] } ?? []
  }

  static func take(_ state: inout State, _ contact: AppointmentContact, of id: AppointmentID) {
    guard case .appointments(var desk) = state.popup else { return }
    desk.contact = AppointmentDesk.Contact(appointment: id, text: contact.contact)
    desk.isDetailed = true
    state.popup = .appointments(desk)
  }

  /// Cancels with the reason that was written, or moves to the slot that was chosen.
  static func submit(_ state: inout State) -> [Effect] {
    guard case .appointments(var desk) = state.popup, !desk.isSending else { return [] }
    if let choice = desk.choice, let people = choice.people {
      guard people.indices.contains(choice.selected), let agent = people[choice.selected].agent?.id else { return [] }
      return send(&state, choice.appointment, .give(to: agent))
    }
    if let choice = desk.choice {
      guard let slots = choice.slots, slots.indices.contains(choice.selected) else { return [] }
      return send(&state, choice.appointment, .move(to: slots[choice.selected].start))
    }
    guard let reason = desk.reason, let appointment = desk.cancelled else { return [] }
    desk.isSending = true
    state.popup = .appointments(desk)
    return [state.request(.appointment(appointment, .cancel(reason: reason.text)))]
  }

  static func edit(_ state: inout State, _ key: Key) {
    guard case .appointments(var desk) = state.popup, desk.reason != nil else { return }
    _ = desk.reason?.handle(key, width: state.popupTextWidth, state.ambiguous)
    state.popup = .appointments(desk)
  }

  static func insert(_ state: inout State, _ text: String) {
    guard case .appointments(var desk) = state.popup, desk.reason != nil else { return }
    desk.reason?.insert(String(text.filter { !$0.isNewline }.prefix(200)))
    state.popup = .appointments(desk)
  }

  static func done(_ state: inout State, _ appointment: Appointment, _ request: AppointmentRequest) {
    state.replica?.take(appointment)
    if case .appointments(var desk) = state.popup {
      desk.isSending = false
      desk.choice = nil
      desk.reason = nil
      desk.cancelled = nil
      state.popup = .appointments(desk)
      if case .move = request {
        desk.day = state.replica?.office.calendar.day(at: appointment.start) ?? desk.day
        state.popup = .appointments(desk)
      }
      mark(&state, appointment.id)
    }
    state.notify(.success, request.done)
  }

  /// Both meet: to the talk, where there is one.
  static func began(_ state: inout State, _ start: AppointmentStart) {
    state.replica?.take(start.appointment)
    guard let talk = start.talk else {
      if case .appointments(var desk) = state.popup {
        desk.isSending = false
        desk.isDetailed = true
        state.popup = .appointments(desk)
      }
      return state.notify(.success, AppointmentRequest.start.done)
    }
    if case .appointments = state.popup { state.popup = nil }
    state.replica?.merge(talk)
    QueueReducer.open(&state, accepted: talk)
  }

  static func failed(_ state: inout State, _ failure: Failure) {
    if case .appointments(var desk) = state.popup {
      desk.isSending = false
      state.popup = .appointments(desk)
    }
    state.notify(failure)
  }

  // MARK: - What is told

  static func follow(_ state: inout State, _ change: AppointmentChange) -> [Effect] {
    let appointment = change.appointment
    guard state.serves(appointment.group), let calendar = state.replica?.office.calendar, let now = state.clock.now
    else { return [] }
    let isMine = appointment.agent?.id == state.replica?.me.agent.id
    let when = calendar.words(appointment.start, at: now)
    let name = appointment.taxpayer.name
    switch change.step {
    case .booked:
      state.notify(
        .information,
        Localised("新预约：\(name) \(when.chinese) \(appointment.matter.chinese)", "Booked: \(name) \(when.english)"))
    case .assigned where isMine:
      state.notify(
        .warning,
        Localised("派给您：\(name) \(when.chinese) 的预约", "Given to you: \(name)'s appointment \(when.english)"))
    case .assigned where change.formerly?.id == state.replica?.me.agent.id:
      let other = appointment.agent?.name ?? ""
      state.notify(
        .information,
        Localised(
          "\(name) \(when.chinese) 的预约已改派 \(other)", "\(name)'s appointment \(when.english) was given to \(other)"))
    case .moved where isMine:
      state.notify(
        .warning, Localised("\(name) 的预约改到 \(when.chinese)", "\(name)'s appointment is now \(when.english)"))
    case .cancelled where isMine && appointment.endedBy == .taxpayer:
      state.notify(
        .warning, Localised("\(name) 取消了 \(when.chinese) 的预约", "\(name) cancelled the appointment \(when.english)"))
    case .reminded where isMine:
      state.notify(
        .information, Localised("预约将至：\(name) \(when.chinese)", "Coming up: \(name) \(when.english)"))
    case .lapsed where isMine || appointment.agent == nil:
      state.notify(
        .warning, Localised("\(name) 的预约未能履约（\(when.chinese)）", "\(name)'s appointment was not kept (\(when.english))"))
    case .missed where isMine:
      state.notify(.warning, Localised("\(name) 爽约（\(when.chinese)）", "\(name) did not come (\(when.english))"))
    default: break
    }
    return []
  }
}

extension State {
  /// The minutes at which the shown week's slots begin, in order.
  public func weekSlots(of desk: AppointmentDesk) -> [Int] {
    var week = desk
    week.span = .week
    guard let calendar = replica?.office.calendar else { return [] }
    let (first, days) = week.shown
    return Set(board(from: first, days: days).flatMap(\.slots).map { calendar.local($0.start).minute }).sorted()
  }
}
