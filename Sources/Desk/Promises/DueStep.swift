/// One step of the way to a due time: minutes that were counted, or time that was passed over.
public struct DueStep: Hashable, Codable, Sendable {
  /// Why it was counted or passed over.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    /// Counted: a working range.
    case working
    /// Counted: a working range of a make-up workday 调休.
    case makeUpWorkday
    /// Counted: a working range of a single day that is otherwise; the reason is told.
    case exception
    /// Passed over: before the day's first range.
    case beforeHours
    /// Passed over: between two ranges, such as lunch.
    case betweenHours
    /// Passed over: after the day's last range.
    case afterHours
    /// Passed over: a day without work, such as a Sunday.
    case dayOff
    /// Passed over: a holiday, or a single day that is closed; its name or the reason is told.
    case holiday
    /// Passed over: the clock stood still, as while the taxpayer was waited for.
    case paused
  }

  /// Why.
  public var reason: Reason
  /// The local day.
  public var day: CivilDate
  /// The last of several days off, or the day a pause ended; `nil` for `day` itself.
  public var lastDay: CivilDate?
  /// From which minute of `day`; `nil` for whole days.
  public var fromMinute: Int?
  /// To which minute of the last day; `nil` for whole days.
  public var toMinute: Int?
  /// Minutes counted; none for what was passed over.
  public var minutes: Int
  /// The calendar's range in which they were counted.
  public var range: WorkingRange?
  /// The holiday's name, or the exception's reason.
  public var name: String?
  /// The same in English, where it differs.
  public var englishName: String?

  /// A step from its parts.
  public init(
    reason: Reason, day: CivilDate, lastDay: CivilDate? = nil, fromMinute: Int? = nil, toMinute: Int? = nil,
    minutes: Int = 0, range: WorkingRange? = nil, name: String? = nil, englishName: String? = nil
  ) {
    self.englishName = englishName == name ? nil : englishName
    self.reason = reason
    self.day = day
    self.lastDay = lastDay
    self.fromMinute = fromMinute
    self.toMinute = toMinute
    self.minutes = minutes
    self.range = range
    self.name = name
  }

  /// The step in words, such as `11-23 周一 09:00–12:00 计 180 分钟`.
  public func text(_ language: Language) -> String {
    let clock = fromMinute.flatMap { from in toMinute.map { " " + Self.clock(from) + "–" + Self.clock($0) } } ?? ""
    let when = Self.name(day, language)
    let whole = lastDay.map { when + " – " + Self.name($0, language) } ?? when
    return (whole + (lastDay == nil ? clock : "") + " " + words.text(language))
  }

  /// The reason in words.
  public var words: Localised {
    switch reason {
    case .working: Localised("计 \(minutes) 分钟", "\(minutes) min counted")
    case .makeUpWorkday: Localised("调休上班，计 \(minutes) 分钟", "make-up workday, \(minutes) min counted")
    case .exception:
      Localised(
        "\(name ?? "特别安排")，计 \(minutes) 分钟", "\(englishName ?? name ?? "special hours"), \(minutes) min counted")
    case .beforeHours: Localised("上班前，不计", "before hours")
    case .betweenHours: Localised("休息时间，不计", "break")
    case .afterHours: Localised("下班后，不计", "after hours")
    case .dayOff: Localised("休息日，不计", "day off")
    case .holiday: Localised("\(name ?? "节假日")，不计", "closed: \(englishName ?? name ?? "holiday")")
    case .paused: Localised("停止计时：等待纳税人、搁置或已办结", "clock stopped: the taxpayer is waited for, put aside, or resolved")
    }
  }

  private static func clock(_ minute: Int) -> String { padded(minute / 60, 2) + ":" + padded(minute % 60, 2) }

  private static func name(_ day: CivilDate, _ language: Language) -> String {
    let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let name = language == .chinese ? weekdays[day.weekday - 1] : english[day.weekday - 1]
    return day.description.dropFirst(5) + " " + name
  }
}
