import Desk

/// A trouble that lasts, as the log tells it: when it begins, once a minute while it goes on, and when it is over. What is tried ten times a second would
/// fill the log of a whole night otherwise.
struct Complaint: Sendable {
  private static let everySeconds = 60

  private var failures = 0
  private var tellAt: Timestamp?
  private var began: Timestamp?

  /// Notes a failure; returns how many there were so far if it is to be told now.
  mutating func failed(_ count: Int = 1, at now: Timestamp) -> Int? {
    failures += count
    began = began ?? now
    if let tellAt, now < tellAt { return nil }
    tellAt = now.advanced(seconds: Self.everySeconds)
    return failures
  }

  /// Notes that it works; returns how often it had failed and for how long if that is to be told.
  mutating func succeeded(at now: Timestamp) -> (failures: Int, seconds: Int)? {
    guard let began else { return nil }
    defer { self = Complaint() }
    return (failures, now.seconds(since: began))
  }
}
