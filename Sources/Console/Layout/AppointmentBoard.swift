import Desk

/// A slot as the seat's groups have it, with who is in it.
public struct BoardSlot: Equatable, Sendable {
  /// When it begins.
  public var start: Timestamp
  /// Places of every rule of the seat's groups.
  public var capacity: Int
  /// Those that hold a place or were given it back, in order.
  public var appointments: [Appointment]
  /// Whether it has begun already.
  public var isPast: Bool

  /// Places that are promised.
  public var booked: Int { appointments.count { $0.holdsPlace && $0.stage != .booked } }
  /// Places that are held, to be confirmed.
  public var held: Int { appointments.count { $0.stage == .booked } }
  /// Places that are left.
  public var free: Int { isPast ? 0 : max(0, capacity - booked - held) }
}

/// A day as the seat's groups have it.
public struct BoardDay: Equatable, Sendable {
  /// The day, and why it is so, by the office's calendar.
  public var day: WorkingDay
  /// Its slots, in order.
  public var slots: [BoardSlot]

  /// What is promised.
  public var booked: Int { slots.reduce(0) { $0 + $1.booked } }
  /// What is held.
  public var held: Int { slots.reduce(0) { $0 + $1.held } }
  /// What is left.
  public var free: Int { slots.reduce(0) { $0 + $1.free } }
}

/// A row of a day's list.
public enum BoardRow: Equatable, Sendable {
  /// An appointment; whether it is its slot's first row.
  case appointment(Appointment, isFirst: Bool)
  /// What is left of a slot; whether it is its slot's first row.
  case free(BoardSlot, isFirst: Bool)
  /// Here is now.
  case now
}

extension State {
  /// The office's day; the first of 1970 before the backend's first word.
  public var today: CivilDate {
    guard let now = clock.now, let calendar = replica?.office.calendar else { return CivilDate(dayNumber: 0) }
    return calendar.day(at: now)
  }

  /// Whether a group's appointments concern this seat.
  public func serves(_ group: SkillGroupID) -> Bool {
    guard let me = replica?.me.agent else { return false }
    return me.role == .supervisor || me.groups.contains(group)
  }

  /// What can be booked with the seat's groups.
  public var ownRules: [AppointmentRule] {
    (replica?.catalogue.appointmentRules ?? []).filter { serves($0.group) }
  }

  /// The appointments of the seat's groups, in order.
  public var ownAppointments: [Appointment] {
    (replica?.appointments.values.filter { serves($0.group) } ?? [])
      .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// What calls this seat: its time has come and nobody has begun it; this agent's own first.
  public var callingAppointment: Appointment? {
    guard let me = replica?.me.agent.id else { return nil }
    let calling = ownAppointments.filter { $0.isCalling && ($0.agent == nil || $0.agent?.id == me) }
    return calling.first { $0.agent?.id == me } ?? calling.first
  }

  /// Some days from `first`, as the seat's groups have them.
  public func board(from first: CivilDate, days: Int) -> [BoardDay] {
    guard let office = replica?.office, let now = clock.now else { return [] }
    let calendar = office.calendar
    var byDay: [CivilDate: [Timestamp: [Appointment]]] = [:]
    for appointment in ownAppointments {
      let day = calendar.day(at: appointment.start)
      guard day.dayNumber >= first.dayNumber, day.dayNumber < first.dayNumber + days else { continue }
      byDay[day, default: [:]][appointment.start, default: []].append(appointment)
    }
    let rules = ownRules.map { ($0, office.calendar(of: $0.group)) }
    return (0..<days).map { offset in
      let day = CivilDate(dayNumber: first.dayNumber + offset)
      var capacity: [Timestamp: Int] = [:]
      for (rule, calendar) in rules {
        for start in rule.slots(on: day, calendar) { capacity[start, default: 0] += rule.capacity }
      }
      let known = byDay[day] ?? [:]
      let starts = Set(capacity.keys).union(known.keys).sorted()
      return BoardDay(
        day: calendar.workingDay(day),
        slots: starts.map {
          BoardSlot(start: $0, capacity: capacity[$0] ?? 0, appointments: known[$0] ?? [], isPast: $0 <= now)
        })
    }
  }

  /// The rows of a day's list: each appointment, what is left of each slot, and where now is.
  public func rows(of day: BoardDay) -> [BoardRow] {
    guard let now = clock.now else { return [] }
    var rows: [BoardRow] = []
    let isToday = day.day.day == today
    var isNowTold = !isToday
    for slot in day.slots {
      if !isNowTold, slot.start > now {
        rows.append(.now)
        isNowTold = true
      }
      for (place, appointment) in slot.appointments.enumerated() {
        rows.append(.appointment(appointment, isFirst: place == 0))
      }
      // What is over and was booked by nobody is not worth a row.
      if slot.free > 0 || (slot.appointments.isEmpty && !slot.isPast) {
        rows.append(.free(slot, isFirst: slot.appointments.isEmpty))
      }
    }
    if !isNowTold { rows.append(.now) }
    return rows
  }

  /// The appointment that is marked on the screen of appointments.
  public var markedAppointment: Appointment? {
    guard case .appointments(let desk) = popup, desk.span == .day else { return nil }
    let rows = board(from: desk.day, days: 1).first.map(rows(of:)) ?? []
    guard rows.indices.contains(desk.row), case .appointment(let appointment, _) = rows[desk.row] else { return nil }
    return appointment
  }
}

extension AppointmentDesk {
  /// The first day that is shown, and how many.
  public var shown: (first: CivilDate, days: Int) {
    switch span {
    case .day: return (day, 1)
    case .week: return (CivilDate(dayNumber: day.dayNumber - day.weekday + 1), 7)
    case .month:
      let (year, month, _) = day.parts
      let first = CivilDate(year: year, month: month, day: 1) ?? day
      return (CivilDate(dayNumber: first.dayNumber - first.weekday + 1), 42)
    }
  }
}
