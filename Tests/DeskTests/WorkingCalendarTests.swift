import Desk
import Foundation
import Testing

struct WorkingCalendarTests {
  private let calendar: WorkingCalendar

  init() throws {
    let ranges = [try #require(WorkingRange("09:00-12:00")), try #require(WorkingRange("13:30-17:30"))]
    let saturday = [try #require(WorkingRange("10:00-11:00"))]
    var holidays: [CivilDate: String] = [:]
    for day in 1...7 { holidays[try #require(CivilDate(year: 2026, month: 10, day: day))] = "国庆节" }
    calendar = WorkingCalendar(
      weekly: [1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges], holidays: holidays,
      makeUpWorkdays: [
        try #require(CivilDate("2026-10-10")): [], try #require(CivilDate("2026-10-11")): saturday,
      ])
  }

  private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text + "+08:00")) }

  @Test(
    "Open within the split day, its first minute in and its last one out",
    arguments: [
      ("2026-11-23T08:59:59", false), ("2026-11-23T09:00:00", true), ("2026-11-23T11:59:59", true),
      ("2026-11-23T12:00:00", false), ("2026-11-23T13:29:59", false), ("2026-11-23T13:30:00", true),
      ("2026-11-23T17:30:00", false), ("2026-11-22T10:00:00", false),
      ("2026-10-01T10:00:00", false),  // a holiday on a Thursday
      ("2026-10-10T10:00:00", true),  // a Saturday to make up, with Monday's ranges
      ("2026-10-11T10:30:00", true), ("2026-10-11T14:00:00", false),  // a Sunday with ranges of its own
    ])
  func open(_ text: String, _ isOpen: Bool) throws {
    #expect(calendar.isOpen(at: try moment(text)) == isOpen)
  }

  @Test(
    "The next opening is after lunch, next morning, after the week-end, after the holidays",
    arguments: [
      ("2026-11-23T08:00:00", "2026-11-23T09:00:00"), ("2026-11-23T10:00:00", "2026-11-23T13:30:00"),
      ("2026-11-23T12:30:00", "2026-11-23T13:30:00"), ("2026-11-23T18:00:00", "2026-11-24T09:00:00"),
      ("2026-11-27T18:00:00", "2026-11-30T09:00:00"), ("2026-09-30T18:00:00", "2026-10-08T09:00:00"),
      ("2026-10-09T18:00:00", "2026-10-10T09:00:00"), ("2026-12-31T23:59:59", "2027-01-01T09:00:00"),
    ])
  func next(_ from: String, _ to: String) throws {
    #expect(calendar.nextOpening(after: try moment(from)) == (try moment(to)))
  }

  @Test("An office that never works opens never")
  func never() throws {
    #expect(WorkingCalendar(weekly: [:]).nextOpening(after: try moment("2026-11-23T08:00:00")) == nil)
  }

  @Test("A calendar comes back from JSON, with days as keys")
  func json() throws {
    let data = try JSONEncoder().encode(calendar)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains(#""2026-10-01":"国庆节""#))
    #expect(text.contains(#""09:00-12:00""#))
    #expect(try JSONDecoder().decode(WorkingCalendar.self, from: data) == calendar)
  }

  @Test(
    "What is not a range is not read",
    arguments: [
      "", "9:00-12:00", "12:00-09:00", "09:00-09:00", "09:60-10:00", "23:00-24:01", "09:00~12:00", "税00-12:00",
    ])
  func badRanges(_ text: String) { #expect(WorkingRange(text) == nil) }

  @Test("A range may end at midnight")
  func midnight() { #expect(WorkingRange("20:00-24:00")?.toMinute == 1440) }
}
