import Desk

/// Offices for which something failed, and until when each is left alone: twice as long with every failure, so that one that cannot be served holds up no other.
struct OfficeFailures: Sendable {
  private static let longestSeconds = 600
  private var failures: [OfficeID: (count: Int, until: Timestamp)] = [:]

  /// Whether an office is left alone now.
  func isResting(_ office: OfficeID, at now: Timestamp) -> Bool { failures[office].map { now < $0.until } ?? false }

  /// Notes a failure.
  mutating func failed(_ office: OfficeID, at now: Timestamp) {
    let count = min(20, (failures[office]?.count ?? 0) + 1)
    failures[office] = (count, now.advanced(seconds: min(Self.longestSeconds, 1 << count)))
  }

  /// Forgets an office's failures.
  mutating func succeeded(_ office: OfficeID) { failures[office] = nil }
}
