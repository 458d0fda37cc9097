/// What can be booked 预约事项: a matter, how both may meet, how long it takes, and how many at once.
public struct AppointmentRule: Hashable, Codable, Sendable {
  /// Its code, such as `invoice-help`.
  public var code: String
  /// What it is called.
  public var name: Localised
  /// Whose calendar and people it is for.
  public var group: SkillGroupID
  /// How both may meet.
  public var modes: [Appointment.Mode]
  /// How long one takes, in minutes; slots follow each other by it.
  public var minutes: Int
  /// How many at the same time.
  public var capacity: Int
  /// Minutes ahead of a slot after which it cannot be booked any more.
  public var leadMinutes: Int
  /// How many days ahead slots are offered.
  public var horizonDays: Int
  /// Minutes after which one is reminded of, late, and missed.
  public var limits: Appointment.Limits
  /// Where to come, on site.
  public var place: Localised?
  /// Whether staff need not confirm; `nil` for no.
  public var isConfirmedAtOnce: Bool?

  /// A rule from its parts.
  public init(
    code: String, name: Localised, group: SkillGroupID, modes: [Appointment.Mode], minutes: Int, capacity: Int,
    leadMinutes: Int = 60, horizonDays: Int = 14,
    limits: Appointment.Limits = Appointment.Limits(reminder: 30, late: 5, noShow: 15), place: Localised? = nil,
    isConfirmedAtOnce: Bool? = nil
  ) {
    self.code = code
    self.name = name
    self.group = group
    self.modes = modes
    self.minutes = minutes
    self.capacity = capacity
    self.leadMinutes = leadMinutes
    self.horizonDays = horizonDays
    self.limits = limits
    self.place = place
    self.isConfirmedAtOnce = isConfirmedAtOnce
  }

  /// Beginnings of a day's slots: each range is filled from its start, and a slot that does not fit to its end is none.
  public func slots(on day: CivilDate, _ calendar: WorkingCalendar) -> [Timestamp] {
    calendar.ranges(on: day).flatMap { range in
      stride(from: range.fromMinute, through: range.toMinute - minutes, by: minutes).map { calendar.moment(day, $0) }
    }
  }

  /// Whether a taxpayer may still book a slot: not too soon and not too far ahead.
  public func isOffered(_ start: Timestamp, _ calendar: WorkingCalendar, at now: Timestamp) -> Bool {
    start >= now.advanced(seconds: leadMinutes * 60)
      && calendar.local(start).day.dayNumber <= calendar.local(now).day.dayNumber + horizonDays
  }

  /// Whether a slot begins at that moment.
  public func hasSlot(at start: Timestamp, _ calendar: WorkingCalendar) -> Bool {
    slots(on: calendar.local(start).day, calendar).contains(start)
  }
}

/// A slot and how many places it has left.
public struct Slot: Hashable, Codable, Sendable {
  /// When it begins.
  public var start: Timestamp
  /// How long it takes.
  public var minutes: Int
  /// Places that are left; none when it is too soon to book.
  public var free: Int
  /// Places it has.
  public var capacity: Int
  /// Whether it begins too soon to be booked any more, or is over; `nil` for no.
  public var isTooSoon: Bool?

  /// A slot from its parts.
  public init(start: Timestamp, minutes: Int, free: Int, capacity: Int) {
    self.start = start
    self.minutes = minutes
    self.free = free
    self.capacity = capacity
  }
}

/// A time in which places of a rule are held.
public struct HeldPlaces: Hashable, Sendable {
  /// When it begins.
  public var start: Timestamp
  /// When it ends.
  public var end: Timestamp
  /// How many hold one.
  public var count: Int

  /// A time from its parts.
  public init(start: Timestamp, end: Timestamp, count: Int) {
    self.start = start
    self.end = end
    self.count = count
  }
}

extension [HeldPlaces] {
  /// How many hold a place at any moment of a time. Also those count that were booked while the rule had slots of another length.
  public func count(from start: Timestamp, to end: Timestamp) -> Int {
    reduce(0) { $0 + ($1.start < end && ($1.start >= start || start < $1.end) ? $1.count : 0) }
  }
}

/// A day's slots.
public struct SlotDay: Hashable, Codable, Sendable {
  /// The day, its hours and why they are so.
  public var day: WorkingDay
  /// Its slots, in order.
  public var slots: [Slot]

  /// A day from its parts.
  public init(day: WorkingDay, slots: [Slot]) {
    self.day = day
    self.slots = slots
  }
}

extension AppointmentRule {
  /// The slots of some days with what is left of them. `taken` says how many hold a place when.
  public func days(
    from first: CivilDate, count: Int, _ calendar: WorkingCalendar, taken: [HeldPlaces], at now: Timestamp
  ) -> [SlotDay] {
    (0..<count).map { offset in
      let day = CivilDate(dayNumber: first.dayNumber + offset)
      let slots = slots(on: day, calendar).map { start in
        let left = max(0, capacity - taken.count(from: start, to: start.advanced(seconds: minutes * 60)))
        var slot = Slot(
          start: start, minutes: minutes, free: isOffered(start, calendar, at: now) ? left : 0, capacity: capacity)
        if start < now.advanced(seconds: leadMinutes * 60) { slot.isTooSoon = true }
        return slot
      }
      return SlotDay(day: calendar.workingDay(day), slots: slots)
    }
  }
}
