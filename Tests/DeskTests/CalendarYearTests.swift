import Desk
import Foundation
import Testing

@Suite("A year of the working calendar")
struct CalendarYearTests {
  private let calendar: WorkingCalendar

  init() throws {
    let ranges = [try #require(WorkingRange("09:00-12:00")), try #require(WorkingRange("13:30-17:30"))]
    let short = [try #require(WorkingRange("09:00-11:15"))]
    calendar = WorkingCalendar(
      weekly: [1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges], publicHolidays: .china,
      exceptions: [
        try #require(CivilDate("2026-12-31")): DayException(ranges: short, reason: Localised("年终结转", "Year end")),
        try #require(CivilDate("2026-10-03")): DayException(ranges: short, reason: Localised("值班", "On duty")),
      ])
  }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test(
    "minute by minute through 2026 and 2027, the office is open exactly within its ranges, and every opening is the next one"
  )
  func everyMinute() throws {
    let first = calendar.moment(try day("2026-01-01"), 0)
    let minutes = 730 * 1440
    var open = 0
    var openings: [Timestamp] = []
    var wasOpen = false
    var ranges: [WorkingRange] = []
    for minute in 0..<minutes {
      let moment = first.advanced(seconds: minute * 60)
      let (day, inDay) = calendar.local(moment)
      if inDay == 0 { ranges = calendar.ranges(on: day) }
      let isOpen = ranges.contains { $0.fromMinute <= inDay && inDay < $0.toMinute }
      if isOpen { open += 1 }
      if isOpen, !wasOpen { openings.append(moment) }
      wasOpen = isOpen
    }
    // At each edge of each range, a second before and after.
    for opening in openings {
      #expect(calendar.isOpen(at: opening) && !calendar.isOpen(at: opening.advanced(milliseconds: -1)))
      #expect(calendar.nextOpening(after: opening.advanced(milliseconds: -1)) == opening)
    }
    for (one, next) in zip(openings, openings.dropFirst()) {
      #expect(calendar.nextOpening(after: one) == next)
      #expect(calendar.nextOpening(after: next.advanced(seconds: -60)) == next)
    }
    let days = (0..<730).map { CivilDate(dayNumber: (try? day("2026-01-01"))?.dayNumber ?? 0).advanced($0) }
    let worked = days.flatMap { calendar.ranges(on: $0) }.reduce(0) { $0 + $1.toMinute - $1.fromMinute }
    #expect(open == worked)
  }

  @Test("counting back from a due time ends within work, with exactly those working minutes between; whatever the day")
  func back() throws {
    let first = calendar.moment(try day("2026-01-05"), 0)
    var random = Seeded(seed: 7)
    for _ in 0..<2_000 {
      let due = first.advanced(seconds: 60 * Int.random(in: 0..<(500 * 1440), using: &random))
      let minutes = Int.random(in: 1...900, using: &random)
      let moment = try #require(calendar.moment(workingMinutes: minutes, before: due))
      #expect(calendar.isOpen(at: moment) && moment < due)
      #expect(calendar.workingMinutes(from: moment, to: due) == minutes)
    }
    #expect(WorkingCalendar(weekly: [:]).moment(workingMinutes: 1, before: first) == nil)
  }

  @Test(
    "every holiday and every make-up workday of 2026 is what the notice says",
    arguments: [
      ("2026-01-01", "holiday"), ("2026-01-03", "holiday"), ("2026-01-04", "makeUpWorkday"),
      ("2026-02-14", "makeUpWorkday"), ("2026-02-15", "holiday"), ("2026-02-23", "holiday"),
      ("2026-02-24", "workday"), ("2026-02-28", "makeUpWorkday"), ("2026-04-03", "workday"),
      ("2026-04-04", "holiday"), ("2026-04-06", "holiday"), ("2026-05-01", "holiday"), ("2026-05-05", "holiday"),
      ("2026-05-09", "makeUpWorkday"), ("2026-06-19", "holiday"), ("2026-06-21", "holiday"),
      ("2026-09-20", "makeUpWorkday"), ("2026-09-25", "holiday"), ("2026-09-27", "holiday"),
      ("2026-10-01", "holiday"), ("2026-10-03", "exception"), ("2026-10-07", "holiday"), ("2026-10-08", "workday"),
      ("2026-10-10", "makeUpWorkday"), ("2026-10-11", "dayOff"), ("2026-12-31", "exception"),
    ])
  func notice(_ text: String, _ kind: String) throws {
    let found = calendar.workingDay(try day(text))
    #expect(found.kind.rawValue == kind)
    #expect(found.ranges.isEmpty == (kind == "holiday" || kind == "dayOff"))
  }

  @Test("2026 has 33 days off by the notice and 6 days worked instead; each of those falls on a week-end")
  func sums() throws {
    let holidays = PublicHolidays.china.holidays.keys.filter { $0.parts.year == 2026 }
    let instead = PublicHolidays.china.makeUpWorkdays.keys
    #expect(holidays.count == 33 && instead.count == 6)
    #expect(instead.allSatisfy { $0.weekday >= 6 && PublicHolidays.china.holidays[$0] == nil })
    for year in 2026...2027 { #expect(PublicHolidays.china.source(of: year) != nil) }
    #expect(PublicHolidays.china.source(of: 2028) == nil)
  }

  @Test("the feasts of the lunar calendar fall where an independent calendar has them, in both years")
  func lunar() throws {
    var chinese = Calendar(identifier: .chinese)
    chinese.timeZone = try #require(TimeZone(secondsFromGMT: 8 * 3600))
    func name(_ date: CivilDate) -> String? { PublicHolidays.china.holidays[date]?.english }
    for number in try day("2026-01-01").dayNumber...(try day("2027-12-31").dayNumber) {
      let date = CivilDate(dayNumber: number)
      let noon = Date(timeIntervalSince1970: Double(number) * 86_400 + 4 * 3600)
      let parts = chinese.dateComponents([.month, .day, .isLeapMonth], from: noon)
      let next = chinese.dateComponents([.month, .day], from: noon.addingTimeInterval(86_400))
      guard parts.isLeapMonth != true else { continue }
      switch (parts.month, parts.day) {
      case (1, 1), (1, 2), (1, 3): #expect(name(date) == "Spring Festival")
      case (5, 5): #expect(name(date) == "Dragon Boat Festival")
      case (8, 15): #expect(name(date) == "Mid-Autumn Festival")
      default: break
      }
      if (next.month, next.day) == (1, 1) { #expect(name(date) == "Spring Festival", "the eve") }
    }
  }

  @Test(
    "an opening is said as people say it",
    arguments: [
      ("2026-11-25T12:10:00", "13:30", "at 13:30"), ("2026-11-25T20:00:00", "明天 09:00", "tomorrow at 09:00"),
      ("2026-09-30T18:00:00", "10月3日 09:00", "on 3 October at 09:00"),
      ("2026-10-03T12:00:00", "10月8日 09:00", "on 8 October at 09:00"),
      ("2026-12-31T11:15:00", "2027年1月4日 09:00", "on 4 January 2027 at 09:00"),
    ])
  func words(_ now: String, _ chinese: String, _ english: String) throws {
    let now = try #require(Timestamp(now + "+08:00"))
    let opening = try #require(calendar.nextOpening(after: now))
    #expect(calendar.words(opening, at: now) == Localised(chinese, english))
  }

  @Test("a group has its own hours and days; make-up workdays follow its own Monday; the rest is the office's")
  func groups() throws {
    var office = Office(id: "o", name: Localised("", ""), region: "", calendar: calendar)
    let late = [try #require(WorkingRange("14:00-20:00"))]
    office.calendar.makeUpWorkdays[try day("2026-05-09")] = [try #require(WorkingRange("09:00-10:00"))]
    office.groupCalendars = [
      "evening": GroupCalendar(
        weekly: [1: late, 6: late],
        exceptions: [try day("2026-10-03"): DayException(ranges: [], reason: Localised("不值班", "Not on duty"))])
    ]
    let group = office.calendar(of: "evening")
    #expect(group.ranges(on: try day("2026-11-23")) == late)
    #expect(group.ranges(on: try day("2026-11-24")).isEmpty)
    #expect(group.ranges(on: try day("2026-11-28")) == late)
    #expect(group.ranges(on: try day("2026-05-09")) == late)
    #expect(office.calendar.ranges(on: try day("2026-05-09")).map(\.description) == ["09:00-10:00"])
    #expect(group.ranges(on: try day("2026-10-03")).isEmpty)
    #expect(group.workingDay(try day("2026-12-31")).note?.chinese == "年终结转")
    #expect(office.calendar(of: "other") == office.calendar && office.calendar(of: nil) == office.calendar)
  }

  @Test("a due time names holidays, make-up workdays and exceptions, and counts only what is worked")
  func why() throws {
    let from = try #require(Timestamp("2026-09-30T17:00:00+08:00"))
    let due = calendar.why(workingMinutes: 30 + 135 + 60, from: from)
    #expect(due.at == Timestamp("2026-10-08T10:00:00+08:00"))
    #expect(due.steps.map(\.reason).contains(.exception))
    let english = due.steps.map { $0.text(.english) }
    #expect(english.contains("10-01 Thu – 10-02 Fri closed: National Day"))
    #expect(english.contains("10-03 Sat 09:00–11:15 On duty, 135 min counted"))
    let made = calendar.why(workingMinutes: 60, from: try #require(Timestamp("2026-10-09T17:30:00+08:00")))
    #expect(made.at == Timestamp("2026-10-10T10:00:00+08:00"))
    #expect(made.steps.last?.reason == .makeUpWorkday)
  }

  @Test("a calendar kept by an earlier release is read as it was")
  func earlier() throws {
    let text = #"{"utcOffsetMinutes":480,"weekly":{"1":["09:00-12:00"]},"holidays":{},"makeUpWorkdays":{}}"#
    let read = try JSONDecoder().decode(WorkingCalendar.self, from: Data(text.utf8))
    #expect(read.publicHolidays == nil && read.exceptions == nil && read.weekly[1]?.count == 1)
  }
}

extension CivilDate {
  fileprivate func advanced(_ days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}
