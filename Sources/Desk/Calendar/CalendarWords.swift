// How moments are said with a calendar.

extension WorkingCalendar {
  /// A moment as it is said at `now`: `13:30` today, `明天 09:00`, `10月9日 09:00`, with the year when it is another.
  public func words(_ moment: Timestamp, at now: Timestamp) -> Localised {
    let (day, minute) = local(moment)
    let today = local(now).day
    let clock = Self.clock(minute)
    if day == today { return Localised(clock, "at " + clock) }
    if day.dayNumber == today.dayNumber + 1 { return Localised("明天 " + clock, "tomorrow at " + clock) }
    let date = day.words(besides: today)
    return Localised(date.chinese + " " + clock, "on " + date.english + " at " + clock)
  }

  /// Minutes since midnight as `HH:MM`.
  public static func clock(_ minute: Int) -> String { padded(minute / 60, 2) + ":" + padded(minute % 60, 2) }
}

extension CivilDate {
  /// Month and day, such as `10月9日` and `9 October`, with the year when it is another than that of `today`.
  public func words(besides today: CivilDate) -> Localised {
    let (year, month, day) = parts
    let isOther = year != today.parts.year
    return Localised(
      (isOther ? "\(year)年" : "") + "\(month)月\(day)日",
      "\(day) \(Self.months[month - 1])" + (isOther ? " \(year)" : ""))
  }

  /// The weekday, such as `周一` and `Mon`.
  public var weekdayName: Localised { Self.weekdays[weekday - 1] }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static let weekdays = [
    Localised("周一", "Mon"), Localised("周二", "Tue"), Localised("周三", "Wed"), Localised("周四", "Thu"),
    Localised("周五", "Fri"), Localised("周六", "Sat"), Localised("周日", "Sun"),
  ]
}
