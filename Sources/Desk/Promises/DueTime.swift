/// A moment counted on a working calendar, and how it came about, step by step.
public struct DueTime: Hashable, Codable, Sendable {
  /// From when it was counted.
  public var from: Timestamp
  /// Working minutes that were to pass.
  public var minutes: Int
  /// When they have passed; `nil` if the calendar has not so many within 800 days.
  public var at: Timestamp?
  /// What was counted and what was passed over, in order; the minutes of its working steps add up to `minutes`.
  public var steps: [DueStep]

  /// Everything it says.
  public init(from: Timestamp, minutes: Int, at: Timestamp?, steps: [DueStep]) {
    self.from = from
    self.minutes = minutes
    self.at = at
    self.steps = steps
  }

  /// Days that are looked at before a calendar counts as one that never works.
  public static let mostDays = 800
}

extension WorkingCalendar {
  /// The moment at which that many working minutes have passed: the first whole minute that is not before `moment` counts as its beginning. The
  /// end of a range is within it; a moment outside work moves on to the next opening, also for none to be counted. Never earlier than `moment`.
  public func adding(workingMinutes minutes: Int, to moment: Timestamp) -> Timestamp? {
    why(workingMinutes: minutes, from: moment).at
  }

  /// As `adding`, with what was counted and what was passed over.
  public func why(workingMinutes minutes: Int, from moment: Timestamp) -> DueTime {
    var left = max(0, minutes)
    var due = DueTime(from: moment, minutes: left, at: nil, steps: [])
    let (first, start) = local(moment.advanced(milliseconds: 59_999))
    // Midnight may be the end of the day before.
    if left == 0, start == 0, ranges(on: CivilDate(dayNumber: first.dayNumber - 1)).last?.toMinute == 1440 {
      due.at = self.moment(first, 0)
      return due
    }
    for offset in 0...DueTime.mostDays {
      let day = CivilDate(dayNumber: first.dayNumber + offset)
      let workingDay = workingDay(day)
      let ranges = workingDay.ranges
      // Where the day has been reached so far.
      var minute = offset == 0 ? start : 0
      if ranges.isEmpty { due.rest(on: workingDay) }
      for (place, range) in ranges.enumerated() where range.toMinute >= minute {
        if range.fromMinute > minute {
          let reason: DueStep.Reason = place == 0 ? .beforeHours : .betweenHours
          if offset == 0 || place > 0 { due.pass(on: day, from: minute, to: range.fromMinute, because: reason) }
          minute = range.fromMinute
        }
        let counted = min(left, range.toMinute - minute)
        due.count(counted, on: workingDay, from: minute, range)
        left -= counted
        minute += counted
        if left == 0 {
          due.at = self.moment(day, minute)
          return due
        }
      }
      if offset == 0, !ranges.isEmpty, minute == start, start < 1440 {
        due.pass(on: day, from: start, to: 1440, because: .afterHours)
      }
    }
    return due
  }

  /// Working minutes from one moment to a later one, begun ones left out; none when it is not later.
  public func workingMinutes(from start: Timestamp, to end: Timestamp) -> Int {
    guard start < end else { return 0 }
    let (first, from) = local(start.advanced(milliseconds: 59_999))
    let (last, to) = local(end)
    guard first <= last else { return 0 }
    var sum = 0
    for number in first.dayNumber...last.dayNumber {
      let lower = number == first.dayNumber ? from : 0
      let upper = number == last.dayNumber ? to : 1440
      for range in ranges(on: CivilDate(dayNumber: number)) {
        sum += max(0, min(range.toMinute, upper) - max(range.fromMinute, lower))
      }
    }
    return sum
  }

  /// The moment at which a minute of a local day begins.
  public func moment(_ day: CivilDate, _ minute: Int) -> Timestamp {
    Timestamp(milliseconds: Int64(day.dayNumber * 86_400 + (minute - utcOffsetMinutes) * 60) * 1000)
  }
}

extension DueTime {
  fileprivate mutating func count(
    _ minutes: Int, on day: WorkingDay, from minute: Int, _ range: WorkingRange
  ) {
    guard minutes > 0 || self.minutes == 0 else { return }
    let reason: DueStep.Reason =
      switch day.kind {
      case .makeUpWorkday: .makeUpWorkday
      case .exception: .exception
      case .workday, .dayOff, .holiday: .working
      }
    let note = day.kind == .exception ? day.note : nil
    steps.append(
      DueStep(
        reason: reason, day: day.day, fromMinute: minute, toMinute: minute + minutes, minutes: minutes,
        range: range, name: note?.chinese, englishName: note?.english))
  }

  fileprivate mutating func pass(on day: CivilDate, from: Int, to: Int, because reason: DueStep.Reason) {
    steps.append(DueStep(reason: reason, day: day, fromMinute: from, toMinute: to))
  }

  /// A day off; one that goes on from the step before is joined to it.
  fileprivate mutating func rest(on day: WorkingDay) {
    let reason: DueStep.Reason = day.kind == .holiday || day.kind == .exception ? .holiday : .dayOff
    let name = day.note?.chinese
    if let last = steps.indices.last, steps[last].reason == reason, steps[last].name == name,
      (steps[last].lastDay ?? steps[last].day).dayNumber + 1 == day.day.dayNumber
    {
      steps[last].lastDay = day.day
    } else {
      steps.append(DueStep(reason: reason, day: day.day, name: name, englishName: day.note?.english))
    }
  }
}
