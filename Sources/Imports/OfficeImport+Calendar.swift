import Desk
import Yams

// When the office and its groups work.

extension OfficeImport {
  private static let calendarKeys: Set<String> = [
    "note", "englishNote", "weekly", "holidays", "publicHolidays", "makeUpWorkdays", "exceptions", "groups",
  ]

  /// Takes the section, if there is one; the calendar's revision counts on when it changes anything.
  func takeCalendar(into office: inout Office) throws(ImportError) {
    guard let entry = try sections["calendar"]?.entry("calendar", keys: Self.calendarKeys) else { return }
    let before = OfficeCalendar(office)
    office.calendar = try calendar(entry)
    let groups = try groupCalendars(entry)
    office.groupCalendars = groups.isEmpty ? nil : groups
    guard before.calendar != office.calendar || before.groups != groups else { return }
    // A calendar that was never kept begins at 1.
    let isNew = before.calendar == WorkingCalendar(weekly: [:]) && office.calendarRevision == nil
    office.calendarRevision = isNew ? 1 : before.revision + 1
  }

  /// Groups with hours of their own must be there.
  func requireGroups(of office: Office, in catalogue: Catalogue) throws(ImportError) {
    guard let entry = try sections["calendar"]?.entry("calendar", keys: Self.calendarKeys) else { return }
    let known = Set(catalogue.groups.map(\.id))
    for id in (office.groupCalendars ?? [:]).keys.sorted() where !known.contains(id) {
      throw entry.fail("groups", "没有技能组“\(id)”", "names the group `\(id)`, which is not there")
    }
  }

  private func calendar(_ entry: YAMLEntry) throws(ImportError) -> WorkingCalendar {
    var calendar = WorkingCalendar(weekly: try weekly(entry))
    if case .scalar(let scalar)? = entry.node("holidays"), !scalar.string.isEmpty {
      calendar.publicHolidays = try publicHolidays("holidays", entry)
    } else {
      calendar.publicHolidays = try publicHolidays("publicHolidays", entry)
      for (key, value) in try entry.pairs("holidays", limit: 2000) {
        guard let name = value.scalar?.string else {
          throw complaint(entry, value, "节假日应有名称", "a holiday needs a name")
        }
        calendar.holidays[try day(key, entry)] = name
      }
    }
    for (key, value) in try entry.pairs("makeUpWorkdays", limit: 2000) {
      let day = try day(key, entry)
      guard calendar.holidays[day] == nil else {
        throw complaint(entry, key, "\(day) 同时是节假日", "\(day) is a holiday as well; keep one")
      }
      calendar.makeUpWorkdays[day] = try ranges(value, entry)
    }
    calendar.exceptions = try exceptions(entry)
    return calendar
  }

  private func publicHolidays(_ key: String, _ entry: YAMLEntry) throws(ImportError) -> PublicHolidays? {
    guard let word = try entry.optional(key) else { return nil }
    guard let holidays = PublicHolidays(rawValue: word) else {
      throw entry.fail(key, "应为 china 或“日期: 名称”列表", "must be china, or a mapping of days to names")
    }
    return holidays
  }

  private func groupCalendars(_ entry: YAMLEntry) throws(ImportError) -> [SkillGroupID: GroupCalendar] {
    var groups: [SkillGroupID: GroupCalendar] = [:]
    for (key, value) in try entry.pairs("groups", limit: 200) {
      guard let code = key.scalar?.string, !code.isEmpty else {
        throw complaint(entry, key, "应为技能组代码", "must be a group's code")
      }
      let own = try YAMLEntry(
        value, file: entry.file, place: entry.place + ".groups." + code, keys: ["weekly", "exceptions"])
      groups[SkillGroupID(code)] = GroupCalendar(
        weekly: own.has("weekly") ? try weekly(own) : nil, exceptions: try exceptions(own))
    }
    return groups
  }

  private func weekly(_ entry: YAMLEntry) throws(ImportError) -> [Int: [WorkingRange]] {
    var weekly: [Int: [WorkingRange]] = [:]
    for (key, value) in try entry.pairs("weekly", limit: 7) {
      guard let day = key.scalar.flatMap({ Int($0.string) }), (1...7).contains(day) else {
        throw complaint(entry, key, "weekly 的键为 1（周一）至 7（周日）", "keys of weekly are 1 (Monday) to 7 (Sunday)")
      }
      weekly[day] = try ranges(value, entry)
    }
    return weekly
  }

  private func exceptions(_ entry: YAMLEntry) throws(ImportError) -> [CivilDate: DayException]? {
    var exceptions: [CivilDate: DayException] = [:]
    for (key, value) in try entry.pairs("exceptions", limit: 2000) {
      let day = try day(key, entry)
      let own = try YAMLEntry(
        value, file: entry.file, place: entry.place + ".exceptions." + day.description,
        keys: ["ranges", "reason", "englishReason"])
      exceptions[day] = DayException(
        ranges: try own.node("ranges").map { (node) throws(ImportError) in try ranges(node, own) } ?? [],
        reason: try own.name("reason", english: "englishReason"))
    }
    return exceptions.isEmpty ? nil : exceptions
  }

  private func day(_ node: Node, _ entry: YAMLEntry) throws(ImportError) -> CivilDate {
    guard let text = node.scalar?.string, let day = CivilDate(text) else {
      throw complaint(entry, node, "应为 2026-01-31 形式的日期", "must be a day such as 2026-01-31")
    }
    return day
  }

  func ranges(_ node: Node, _ entry: YAMLEntry) throws(ImportError) -> [WorkingRange] {
    guard case .sequence(let list) = node else {
      throw complaint(entry, node, "应为时段列表", "must be a list of ranges such as [\"09:00-12:00\"]")
    }
    var ranges: [WorkingRange] = []
    for item in list {
      guard let range = item.scalar.flatMap({ WorkingRange($0.string) }) else {
        throw complaint(entry, item, "应为 09:00-12:00 形式的时段", "must be a range such as 09:00-12:00")
      }
      if let last = ranges.last, last.toMinute > range.fromMinute {
        throw complaint(entry, item, "时段须按先后排列且不重叠", "ranges must follow one another without overlap")
      }
      ranges.append(range)
    }
    return ranges
  }

  private func complaint(_ entry: YAMLEntry, _ node: Node, _ chinese: String, _ english: String) -> ImportError {
    ImportError(
      file: entry.file, line: node.mark?.line,
      detail: Localised(entry.place + "：" + chinese, entry.place + ": " + english))
  }
}
