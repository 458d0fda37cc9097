import Desk
import Testing

struct DueTimeTests {
  /// Split days, a Saturday morning, a holiday, make-up workdays with ranges of their own, a night shift up to midnight.
  private static func calendar(_ random: inout Seeded) throws -> WorkingCalendar {
    var weekly: [Int: [WorkingRange]] = [:]
    for day in 1...7 where Int.random(in: 0..<7, using: &random) > 1 {
      let texts = [
        ["09:00-12:00", "13:30-17:30"], ["08:30-11:30"], ["09:00-10:00", "10:00-11:00", "20:00-24:00"],
        ["00:00-24:00"],
      ]
      weekly[day] = try texts[Int.random(in: 0..<4, using: &random)].map { try #require(WorkingRange($0)) }
    }
    let start = try #require(CivilDate("2026-09-20")).dayNumber
    var holidays: [CivilDate: String] = [:]
    for offset in 0..<40 where Int.random(in: 0..<4, using: &random) == 0 {
      holidays[CivilDate(dayNumber: start + offset)] = "国庆节"
    }
    let makeUp = CivilDate(dayNumber: start + Int.random(in: 0..<40, using: &random))
    return WorkingCalendar(
      utcOffsetMinutes: [480, 0, -210].randomElement(using: &random) ?? 480, weekly: weekly, holidays: holidays,
      makeUpWorkdays: [makeUp: [try #require(WorkingRange("10:00-11:00"))]])
  }

  private static func isWithinWork(_ moment: Timestamp, _ calendar: WorkingCalendar) -> Bool {
    let (day, minute) = calendar.local(moment)
    if calendar.ranges(on: day).contains(where: { $0.fromMinute <= minute && minute <= $0.toMinute }) { return true }
    // Midnight is the end of a range of the day before.
    return minute == 0
      && calendar.ranges(on: CivilDate(dayNumber: day.dayNumber - 1)).contains { $0.toMinute == 1440 }
  }

  @Test(
    "Due times agree with their explanation, lie within work, and may be counted in parts", arguments: UInt64(0)..<200)
  func properties(seed: UInt64) throws {
    var random = Seeded(seed: seed)
    let calendar = try Self.calendar(&random)
    guard !calendar.weekly.isEmpty else { return }
    let start = try #require(Timestamp("2026-09-20T00:00:00Z")).milliseconds
    for _ in 0..<20 {
      let moment = Timestamp(milliseconds: start + Int64.random(in: 0..<(40 * 86_400_000), using: &random))
      let (first, second) = (Int.random(in: 0..<900, using: &random), Int.random(in: 0..<3_000, using: &random))
      let why = calendar.why(workingMinutes: first + second, from: moment)
      let due = try #require(why.at)
      #expect(due >= moment)
      #expect(Self.isWithinWork(due, calendar))
      #expect(why.steps.reduce(0) { $0 + $1.minutes } == first + second)
      #expect(calendar.workingMinutes(from: moment, to: due) == first + second)
      let half = try #require(calendar.adding(workingMinutes: first, to: moment))
      #expect(calendar.adding(workingMinutes: second, to: half) == due)
      // The last step that was counted ends when it is due, and each step goes on where the one before ended.
      let last = try #require(why.steps.last { $0.range != nil })
      #expect(calendar.moment(last.day, last.toMinute ?? -1) == due)
      for step in why.steps {
        guard let range = step.range, let from = step.fromMinute, let to = step.toMinute else { continue }
        #expect(range.fromMinute <= from && to <= range.toMinute && to - from == step.minutes)
        #expect(calendar.ranges(on: step.day).contains(range))
      }
      for (before, after) in zip(why.steps, why.steps.dropFirst()) {
        #expect((before.lastDay ?? before.day, before.toMinute ?? 1440) <= (after.day, after.fromMinute ?? 0))
      }
    }
  }

  private static func example() throws -> WorkingCalendar {
    let ranges = [try #require(WorkingRange("09:00-12:00")), try #require(WorkingRange("13:30-17:30"))]
    var holidays: [CivilDate: String] = [:]
    for day in 1...7 { holidays[try #require(CivilDate(year: 2026, month: 10, day: day))] = "国庆节" }
    return WorkingCalendar(
      weekly: [1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges], holidays: holidays,
      makeUpWorkdays: [try #require(CivilDate("2026-10-10")): []])
  }

  @Test(
    "Over lunch, over night, over the week-end, over the holidays and their make-up workday",
    arguments: [
      ("2026-11-23T11:00:00", 60, "2026-11-23T12:00:00"), ("2026-11-23T11:00:00", 61, "2026-11-23T13:31:00"),
      ("2026-11-23T11:00:01", 60, "2026-11-23T13:31:00"), ("2026-11-23T17:00:00", 60, "2026-11-24T09:30:00"),
      ("2026-11-27T17:30:00", 1, "2026-11-30T09:01:00"), ("2026-09-30T17:00:00", 60, "2026-10-08T09:30:00"),
      ("2026-10-09T17:00:00", 60, "2026-10-10T09:30:00"), ("2026-11-22T10:00:00", 0, "2026-11-23T09:00:00"),
      ("2026-11-23T12:00:00", 0, "2026-11-23T12:00:00"), ("2026-12-31T17:00:00", 420, "2027-01-01T17:00:00"),
    ])
  func examples(_ from: String, _ minutes: Int, _ to: String) throws {
    let moment = try #require(Timestamp(from + "+08:00"))
    #expect(try Self.example().adding(workingMinutes: minutes, to: moment) == Timestamp(to + "+08:00"))
  }

  @Test("The reasons are told in both languages")
  func reasons() throws {
    let moment = try #require(Timestamp("2026-09-30T11:00:00+08:00"))
    let why = try Self.example().why(workingMinutes: 330, from: moment)
    #expect(why.at == Timestamp("2026-10-08T09:30:00+08:00"))
    #expect(
      why.steps.map { $0.text(.chinese) } == [
        "09-30 周三 11:00–12:00 计 60 分钟", "09-30 周三 12:00–13:30 休息时间，不计", "09-30 周三 13:30–17:30 计 240 分钟",
        "10-01 周四 – 10-07 周三 国庆节，不计", "10-08 周四 09:00–09:30 计 30 分钟",
      ])
    #expect(why.steps[3].text(.english) == "10-01 Thu – 10-07 Wed closed: 国庆节")
  }

  @Test("A calendar that never works has no due time")
  func never() throws {
    let why = WorkingCalendar(weekly: [:]).why(workingMinutes: 1, from: Timestamp(milliseconds: 0))
    #expect(why.at == nil && why.steps.count == 1)
  }
}
