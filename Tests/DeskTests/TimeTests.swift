import Desk
import Foundation
import Testing

struct TimeTests {
  @Test("Every day from 1970 to 2100 is written and read back, follows the one before, and has the next weekday")
  func everyDay() throws {
    var previous = CivilDate(dayNumber: -1)
    #expect(previous.description == "1969-12-31")
    let last = try #require(CivilDate("2100-12-31")).dayNumber
    for number in 0...last {
      let day = CivilDate(dayNumber: number)
      let parts = day.parts
      guard CivilDate(day.description) == day,
        CivilDate(year: parts.year, month: parts.month, day: parts.day) == day, previous < day,
        day.weekday == previous.weekday % 7 + 1, (1...31).contains(parts.day)
      else {
        Issue.record("\(day) does not come back")
        return
      }
      previous = day
    }
    #expect(CivilDate(dayNumber: 0).weekday == 4)
    #expect(try #require(CivilDate("2026-11-23")).weekday == 1)
    #expect(try #require(CivilDate("2000-02-29")).dayNumber == 11_016)
  }

  @Test(
    "What is not a day is not read",
    arguments: [
      "2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "26-01-01",
      "2026/01/01", "２０２６-01-01", "", "2026-01-01 ",
    ])
  func badDays(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test("Moments are written in UTC with milliseconds and read back, from 1970 to 2100")
  func moments() {
    var milliseconds: Int64 = 0
    let end: Int64 = 4_133_980_800_000
    while milliseconds < end {
      let moment = Timestamp(milliseconds: milliseconds)
      guard Timestamp(moment.description) == moment, moment.description.utf8.count == 24 else {
        Issue.record("\(moment) does not come back")
        return
      }
      milliseconds += 86_399_999 * 3 + 61_007
    }
    #expect(Timestamp(milliseconds: 1_795_417_200_123).description == "2026-11-23T07:00:00.123Z")
    #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
  }

  @Test(
    "RFC 3339 with any offset and up to nine decimals is one moment",
    arguments: [
      "2026-11-23T07:00:00Z", "2026-11-23T15:00:00+08:00", "2026-11-23T01:30:00.000-05:30", "2026-11-23t07:00:00z",
      "2026-11-23 07:00:00.000000000Z", "2026-11-22T24:00:00+08:00", "2026-11-23T06:59:60Z",
    ])
  func offsets(_ text: String) {
    let expected = text.contains("T24") ? nil : Timestamp(milliseconds: 1_795_417_200_000)
    #expect(Timestamp(text) == expected)
  }

  @Test(
    "What is not a moment is not read",
    arguments: [
      "", "2026-11-23", "2026-11-23T07:00:00", "2026-11-23T07:00Z", "2026-11-23T25:00:00Z", "2026-11-23T07:60:00Z",
      "2026-11-23T07:00:00.Z", "2026-11-23T07:00:00.1234567890Z", "2026-11-23T07:00:00+8:00",
      "2026-11-23T07:00:00+08:60",
      "2026-11-23T07:00:00ZZ", "税税税税税税税税", "2026-11-23T07:00:00.税",
    ])
  func badMoments(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test("A wait is never negative")
  func seconds() {
    let moment = Timestamp(milliseconds: 10_000)
    #expect(moment.seconds(since: moment.advanced(seconds: 5)) == 0)
    #expect(moment.advanced(milliseconds: 1999).seconds(since: moment) == 1)
  }
}
