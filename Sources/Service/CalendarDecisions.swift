import Desk

// The working calendar.

extension Decision {
  /// Days a calendar may name, and ranges a day may have.
  private static let (mostDays, mostRanges) = (2_000, 12)

  mutating func changeCalendar(to draft: CalendarDraft, expecting revision: Int) throws(Problem) -> Answer {
    guard case .staff(let person) = actor, person.role != .agent else { throw Problem(.forbidden) }
    let before = OfficeCalendar(facts.office)
    guard before.revision == revision else { throw Problem(.changedMeanwhile) }
    let calendar = try checked(draft.calendar)
    var groups: [SkillGroupID: GroupCalendar] = [:]
    for (id, part) in draft.groups ?? [:] {
      guard facts.catalogue.groups.contains(where: { $0.id == id }) else {
        throw Self.badCalendar(Localised("没有技能组 \(id)", "There is no group \(id)"))
      }
      groups[id] = try checked(part)
    }
    let after = OfficeCalendar(revision: revision + 1, calendar: calendar, groups: groups)
    guard after.calendar != before.calendar || after.groups != before.groups else { return .done }
    var office = facts.office
    office.calendar = calendar
    office.groupCalendars = groups.isEmpty ? nil : groups
    office.calendarRevision = after.revision
    self.office = office
    events.append(.officeChanged(OfficeChange(kind: "calendar")))
    countAnew()
    audits.append(
      AuditEntry(
        act: "calendar.change", subject: office.id.rawValue,
        detail: "revision \(revision) → \(after.revision): " + Self.changes(before, after)))
    return .done
  }

  // MARK: - Checks

  private func checked(_ calendar: WorkingCalendar) throws(Problem) -> WorkingCalendar {
    var calendar = calendar
    guard calendar.utcOffsetMinutes == 480 else {
      throw Self.badCalendar(Localised("目前只支持东八区（utcOffsetMinutes 480）", "utcOffsetMinutes must be 480"))
    }
    try checkWeekly(calendar.weekly)
    guard calendar.holidays.count <= Self.mostDays, calendar.makeUpWorkdays.count <= Self.mostDays else {
      throw Problem(.tooLarge)
    }
    for (day, name) in calendar.holidays { calendar.holidays[day] = try line(name) }
    for (day, ranges) in calendar.makeUpWorkdays {
      guard calendar.holidays[day] == nil else {
        throw Self.badCalendar(Localised("\(day) 同时是节假日和上班日", "\(day) is a holiday and a workday; keep one"))
      }
      try checkRanges(ranges, of: day.description)
    }
    calendar.exceptions = try checked(calendar.exceptions)
    return calendar
  }

  private func checked(_ part: GroupCalendar) throws(Problem) -> GroupCalendar {
    if let weekly = part.weekly { try checkWeekly(weekly) }
    return GroupCalendar(weekly: part.weekly, exceptions: try checked(part.exceptions))
  }

  private func checked(_ exceptions: [CivilDate: DayException]?) throws(Problem) -> [CivilDate: DayException]? {
    guard var exceptions, !exceptions.isEmpty else { return nil }
    guard exceptions.count <= Self.mostDays else { throw Problem(.tooLarge) }
    for (day, exception) in exceptions {
      try checkRanges(exception.ranges, of: day.description)
      let reason = Localised(try line(exception.reason.chinese), try line(exception.reason.english))
      exceptions[day] = DayException(ranges: exception.ranges, reason: reason)
    }
    return exceptions
  }

  private func checkWeekly(_ weekly: [Int: [WorkingRange]]) throws(Problem) {
    for (day, ranges) in weekly {
      guard (1...7).contains(day) else {
        throw Self.badCalendar(Localised("星期应为 1（周一）至 7（周日）", "Weekdays are 1 (Monday) to 7 (Sunday)"))
      }
      try checkRanges(ranges, of: String(day))
    }
  }

  private func checkRanges(_ ranges: [WorkingRange], of day: String) throws(Problem) {
    guard ranges.count <= Self.mostRanges else { throw Problem(.tooLarge) }
    guard zip(ranges, ranges.dropFirst()).allSatisfy({ $0.toMinute <= $1.fromMinute }) else {
      throw Self.badCalendar(
        Localised("\(day) 的时段须按先后排列且不重叠", "The ranges of \(day) must follow one another without overlap"))
    }
  }

  private func line(_ text: String) throws(Problem) -> String {
    let text = try CleanText.check(text, bytes: 400)
    guard !text.contains(where: \.isNewline) else {
      throw Self.badCalendar(Localised("名称和原因应为一行", "Names and reasons are one line"))
    }
    return text
  }

  private static func badCalendar(_ detail: Localised) -> Problem { Problem(.badRequest, detail: detail) }

  /// What differs, for the audit trail.
  private static func changes(_ before: OfficeCalendar, _ after: OfficeCalendar) -> String {
    var parts: [String] = []
    let (old, new) = (before.calendar, after.calendar)
    if old.weekly != new.weekly { parts.append("weekly") }
    if old.publicHolidays != new.publicHolidays { parts.append("publicHolidays") }
    parts += days("holidays", old.holidays, new.holidays)
    parts += days("makeUpWorkdays", old.makeUpWorkdays, new.makeUpWorkdays)
    parts += days("exceptions", old.exceptions ?? [:], new.exceptions ?? [:])
    let groups = Set(before.groups.keys).union(after.groups.keys).filter { before.groups[$0] != after.groups[$0] }
    if !groups.isEmpty { parts.append("groups " + groups.sorted().map(\.rawValue).joined(separator: " ")) }
    return CleanText.cut(parts.joined(separator: "; "), bytes: 1_000)
  }

  private static func days<Value: Equatable>(
    _ name: String, _ old: [CivilDate: Value], _ new: [CivilDate: Value]
  ) -> [String] {
    let days = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
    return days.isEmpty ? [] : [name + " " + days.map(\.description).joined(separator: " ")]
  }
}
