import Desk
import Service

/// How often each deadline failed in a row, and so how long it is put off: the wait doubles with every failure.
struct TimerFailures: Sendable {
  private struct Name: Hashable {
    var office: OfficeID
    var kind: ServiceTimer.Kind
    var subject: String
  }

  static let longestSeconds = 600
  private static let mostKept = 10_000
  private var counts: [Name: Int] = [:]

  /// Notes a failure; returns the seconds to wait before the next try.
  mutating func failed(_ timer: ServiceTimer, of office: OfficeID) -> Int {
    // So many at once are one trouble of the store; that their waits begin anew costs less than the memory.
    if counts.count >= Self.mostKept { counts.removeAll() }
    let name = Name(office: office, kind: timer.kind, subject: timer.subject)
    let count = min(20, counts[name, default: 0] + 1)
    counts[name] = count
    return min(Self.longestSeconds, 1 << count)
  }

  /// Forgets the failures of a deadline that was performed.
  mutating func succeeded(_ timer: ServiceTimer, of office: OfficeID) {
    counts[Name(office: office, kind: timer.kind, subject: timer.subject)] = nil
  }
}
