import Desk

/// Times and waits as the screen spells them.
public enum ClockText {
  /// `14:03` in the office's zone.
  public static func hoursMinutes(_ moment: Timestamp, utcOffsetMinutes: Int) -> String {
    let seconds = secondsOfDay(moment, utcOffsetMinutes)
    return two(seconds / 3600) + ":" + two(seconds / 60 % 60)
  }

  /// `14:03`, or `11-25 14:03` on another day than that of `now`.
  public static func moment(_ moment: Timestamp, at now: Timestamp?, utcOffsetMinutes: Int) -> String {
    let day = dayAndTime(moment, utcOffsetMinutes: utcOffsetMinutes).prefix(10)
    let today = now.map { dayAndTime($0, utcOffsetMinutes: utcOffsetMinutes).prefix(10) } ?? day
    return (day == today ? "" : day.dropFirst(5) + " ") + hoursMinutes(moment, utcOffsetMinutes: utcOffsetMinutes)
  }

  /// `14:03:22` in the office's zone.
  public static func hoursMinutesSeconds(_ moment: Timestamp, utcOffsetMinutes: Int) -> String {
    let seconds = secondsOfDay(moment, utcOffsetMinutes)
    return hoursMinutes(moment, utcOffsetMinutes: utcOffsetMinutes) + ":" + two(seconds % 60)
  }

  /// `2026-11-25 14:03:22` in the office's zone.
  public static func dayAndTime(_ moment: Timestamp, utcOffsetMinutes: Int) -> String {
    let milliseconds = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    let day = CivilDate(dayNumber: Int(rest < 0 ? days - 1 : days))
    return day.description + " " + hoursMinutesSeconds(moment, utcOffsetMinutes: utcOffsetMinutes)
  }

  /// A wait: `03:12`, from an hour on `1:03:12`, from a hundred hours on `4d`.
  public static func wait(_ seconds: Int) -> String {
    if seconds < 3600 { return two(seconds / 60) + ":" + two(seconds % 60) }
    if seconds < 360_000 { return "\(seconds / 3600):" + two(seconds / 60 % 60) + ":" + two(seconds % 60) }
    return "\(seconds / 86_400)d"
  }

  /// A length of time in its largest unit: `12 分`, `3 时`, `4 天`; never less than a minute.
  public static func span(_ seconds: Int) -> Localised {
    let minutes = max(1, seconds / 60)
    if seconds < 3_600 { return Localised("\(minutes) 分", "\(minutes) min") }
    if seconds < 172_800 { return Localised("\(seconds / 3_600) 时", "\(seconds / 3_600) h") }
    return Localised("\(seconds / 86_400) 天", "\(seconds / 86_400) d")
  }

  private static func secondsOfDay(_ moment: Timestamp, _ utcOffsetMinutes: Int) -> Int {
    let seconds = Int(moment.milliseconds / 1000) + utcOffsetMinutes * 60
    return ((seconds % 86_400) + 86_400) % 86_400
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
