import Desk
import FoundationEssentials

/// A month of the working calendar, day by day.
public struct CalendarReport: Hashable, Sendable {
  /// The days, in order.
  public var days: [WorkingDay]
  /// The group whose calendar it is; `nil` for the office's.
  public var group: SkillGroupID?
  /// Where the public holidays come from, if they are kept.
  public var source: Localised?

  /// The month that holds `day`, as a group works, or the office for `nil`.
  public init(_ calendar: OfficeCalendar, month day: CivilDate, group: SkillGroupID? = nil) {
    let (year, month, _) = day.parts
    let own = calendar.calendar(of: group)
    self.group = group
    source = own.publicHolidays.flatMap { $0.source(of: year) }
    days = (1...31).compactMap { CivilDate(year: year, month: month, day: $0) }.map(own.workingDay)
  }

  /// Working minutes of the month.
  public var minutes: Int { days.reduce(0) { $0 + Self.minutes(of: $1) } }

  private static func minutes(of day: WorkingDay) -> Int {
    day.ranges.reduce(0) { $0 + $1.toMinute - $1.fromMinute }
  }

  /// One row per day.
  public func table(_ language: Language) -> Table {
    Table(
      title: title,
      columns: [
        Table.Column("day", Localised("日期", "Day")), Table.Column("weekday", Localised("星期", "Weekday")),
        Table.Column("kind", Localised("类别", "Kind")), Table.Column("ranges", Localised("工作时段", "Hours")),
        Table.Column("minutes", Localised("分钟", "Minutes")), Table.Column("note", Localised("说明", "Note")),
      ],
      rows: days.map { day in
        [
          .text(day.day.description), .text(day.day.weekdayName.text(language)), .text(day.kind.name.text(language)),
          day.ranges.isEmpty ? .none : .text(day.ranges.map(\.description).joined(separator: " ")),
          .count(Self.minutes(of: day)), day.note.map { .text($0.text(language)) } ?? .none,
        ]
      }, summary: [.none, .none, .none, .none, .count(minutes), .none])
  }

  private var title: Localised {
    let month = days.first.map { String($0.day.description.prefix(7)) } ?? ""
    let of = group.map { " " + $0.rawValue } ?? ""
    return Localised("工作日历 \(month)\(of)", "Working calendar \(month)\(of)")
  }

  /// The report as text that ends with a line end.
  public func text(_ format: ReportFormat, _ language: Language) -> String {
    switch format {
    case .json: json()
    case .csv: CommaSeparated.text(table(language))
    case .table:
      TextTable.text(table(language), language)
        + (source.map { language == .chinese ? "节假日依据：\($0.chinese)\n" : "Holidays: \($0.english)\n" } ?? "")
    }
  }

  /// For programs; names are only ever added.
  private struct Document: Encodable {
    var group: String?
    var source: Localised?
    var minutes: Int
    var days: [WorkingDay]
  }

  private func json() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let document = Document(group: group?.rawValue, source: source, minutes: minutes, days: days)
      return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a calendar has no JSON spelling: \(error)")
    }
  }
}
