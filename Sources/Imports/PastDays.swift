import Desk
import Storage

extension OfficeContent {
  /// Keeps the days of the calendars that are past and not named: a file of this year's holidays is no word about last year's, and what was promised
  /// before them goes on counting as it did.
  public mutating func keepPastDays(of before: Office, at now: Timestamp) {
    let today = FigureClock(utcOffsetMinutes: before.calendar.utcOffsetMinutes).day(of: now)
    let (old, new) = (before.calendar, office.calendar)
    func past<Value>(_ days: [CivilDate: Value]?, _ isNamed: (CivilDate) -> Bool) -> [CivilDate: Value] {
      (days ?? [:]).filter { $0.key < today && !isNamed($0.key) }
    }
    func isNamed(_ day: CivilDate) -> Bool {
      new.holidays[day] != nil || new.makeUpWorkdays[day] != nil || new.exceptions?[day] != nil
    }
    office.calendar.holidays.merge(past(old.holidays, isNamed)) { named, _ in named }
    office.calendar.makeUpWorkdays.merge(past(old.makeUpWorkdays, isNamed)) { named, _ in named }
    for (day, exception) in past(old.exceptions, isNamed) {
      office.calendar.exceptions = (office.calendar.exceptions ?? [:]).merging([day: exception]) { named, _ in named }
    }
    for (group, own) in before.groupCalendars ?? [:] where office.groupCalendars?[group] != nil {
      for (day, exception) in past(own.exceptions, { _ in false }) {
        let named = office.groupCalendars?[group]?.exceptions ?? [:]
        office.groupCalendars?[group]?.exceptions = named.merging([day: exception]) { named, _ in named }
      }
    }
  }
}
