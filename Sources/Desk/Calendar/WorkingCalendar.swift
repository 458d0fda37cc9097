/// When an office works: several ranges a weekday, holidays, and make-up workdays 调休; drives every due time.
public struct WorkingCalendar: Hashable, Codable, Sendable {
  /// Minutes east of UTC; the mainland keeps 480 all year, without daylight saving.
  public var utcOffsetMinutes: Int
  /// Working ranges by ISO weekday, 1 for Monday to 7 for Sunday; a missing day is a day off.
  public var weekly: [Int: [WorkingRange]]
  /// Days off whatever their weekday.
  public var holidays: [CivilDate: String]
  /// Workdays whatever their weekday; they keep Monday's ranges unless ranges are given.
  public var makeUpWorkdays: [CivilDate: [WorkingRange]]
  /// Public holidays that are kept with their make-up workdays; days named above come before them. `nil` for none.
  public var publicHolidays: PublicHolidays?
  /// Single days that are otherwise, and why; they come before everything else. `nil` for none.
  public var exceptions: [CivilDate: DayException]?

  /// A calendar from its parts.
  public init(
    utcOffsetMinutes: Int = 480, weekly: [Int: [WorkingRange]], holidays: [CivilDate: String] = [:],
    makeUpWorkdays: [CivilDate: [WorkingRange]] = [:], publicHolidays: PublicHolidays? = nil,
    exceptions: [CivilDate: DayException]? = nil
  ) {
    self.publicHolidays = publicHolidays
    self.exceptions = exceptions
    self.utcOffsetMinutes = utcOffsetMinutes
    self.weekly = weekly
    self.holidays = holidays
    self.makeUpWorkdays = makeUpWorkdays
  }

  /// The working ranges of a day, in order; empty on a day off.
  public func ranges(on day: CivilDate) -> [WorkingRange] { workingDay(day).ranges }

  /// What a day is, and why. An exception comes first, then what the office's own lists say, then the public holidays, then the weekday.
  public func workingDay(_ day: CivilDate) -> WorkingDay {
    if let exception = exceptions?[day] {
      return WorkingDay(day: day, ranges: exception.ranges, kind: .exception, note: exception.reason)
    }
    if let ranges = makeUpWorkdays[day] {
      return makeUpWorkday(day, ranges, note: publicHolidays?.makeUpWorkdays[day])
    }
    if let name = holidays[day] { return WorkingDay(day: day, ranges: [], kind: .holiday, note: Localised(name, name)) }
    if let name = publicHolidays?.makeUpWorkdays[day] { return makeUpWorkday(day, [], note: name) }
    if let name = publicHolidays?.holidays[day] { return WorkingDay(day: day, ranges: [], kind: .holiday, note: name) }
    let ranges = weekly[day.weekday] ?? []
    return WorkingDay(day: day, ranges: ranges, kind: ranges.isEmpty ? .dayOff : .workday)
  }

  private func makeUpWorkday(_ day: CivilDate, _ ranges: [WorkingRange], note: Localised?) -> WorkingDay {
    WorkingDay(day: day, ranges: ranges.isEmpty ? weekly[1] ?? [] : ranges, kind: .makeUpWorkday, note: note)
  }

  /// The local day and the minutes since its midnight.
  public func local(_ moment: Timestamp) -> (day: CivilDate, minute: Int) {
    let shifted = moment.advanced(seconds: utcOffsetMinutes * 60).milliseconds
    let (day, rest) = shifted.quotientAndFloorRemainder(86_400_000)
    return (CivilDate(dayNumber: Int(day)), Int(rest / 60_000))
  }

  /// Whether the office works at that moment; a range holds its first minute and not its last.
  public func isOpen(at moment: Timestamp) -> Bool {
    let (day, minute) = local(moment)
    return ranges(on: day).contains { $0.fromMinute <= minute && minute < $0.toMinute }
  }

  /// The next moment at which work begins, after `moment`; `nil` if none lies within 400 days.
  public func nextOpening(after moment: Timestamp) -> Timestamp? {
    let (today, minute) = local(moment)
    for offset in 0...400 {
      let day = CivilDate(dayNumber: today.dayNumber + offset)
      for range in ranges(on: day) where offset > 0 || range.fromMinute > minute {
        return self.moment(day, range.fromMinute)
      }
    }
    return nil
  }
}

/// A stretch of work within one day, in minutes since local midnight; in JSON `"09:00-12:00"`.
public struct WorkingRange: Hashable, Sendable, Codable, CustomStringConvertible {
  /// First working minute, 0–1439.
  public var fromMinute: Int
  /// The minute work ends, after `fromMinute`, at most 1440.
  public var toMinute: Int

  /// Reads `HH:MM-HH:MM`; `nil` if it is not one, or is empty or reversed.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 11, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: "-"),
      bytes[8] == UInt8(ascii: ":"), let fromHour = number(bytes[0..<2]), let fromMinute = number(bytes[3..<5]),
      let toHour = number(bytes[6..<8]), let toMinute = number(bytes[9..<11]), fromMinute < 60, toMinute < 60
    else { return nil }
    self.fromMinute = fromHour * 60 + fromMinute
    self.toMinute = toHour * 60 + toMinute
    guard self.fromMinute < self.toMinute, self.toMinute <= 1440 else { return nil }
  }

  /// A range from its minutes; `nil` if it is empty, reversed or not within one day.
  public init?(fromMinute: Int, toMinute: Int) {
    guard 0 <= fromMinute, fromMinute < toMinute, toMinute <= 1440 else { return nil }
    self.fromMinute = fromMinute
    self.toMinute = toMinute
  }

  /// `HH:MM-HH:MM`.
  public var description: String {
    padded(fromMinute / 60, 2) + ":" + padded(fromMinute % 60, 2) + "-" + padded(toMinute / 60, 2) + ":"
      + padded(toMinute % 60, 2)
  }

  /// Reads `HH:MM-HH:MM`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let range = WorkingRange(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a range such as 09:00-12:00: \(text)")
    }
    self = range
  }

  /// Writes `HH:MM-HH:MM`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
