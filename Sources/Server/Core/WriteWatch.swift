import Desk
import Logging
import Storage

/// Tells the log when writes to the database begin to fail, with the database's own words, and when they go through again.
struct WriteWatch: Sendable {
  /// Writes of some sizes may go through while others fail, as on a disk that is nearly full: only after so long without a failure it is over.
  private static let calmSeconds = 10

  private var complaint = Complaint()
  private var known = StoreStatistics()
  private var calmSince: Timestamp?

  /// Looks at what the store has done since the last time.
  mutating func look(at statistics: StoreStatistics, now: Timestamp, _ logger: Logger) {
    defer { known = statistics }
    let failed = statistics.failedCommits - known.failedCommits
    if failed > 0 {
      calmSince = nil
      guard let count = complaint.failed(failed, at: now) else { return }
      var words: Logger.Metadata = [
        "failed": "\(count)", "reason": "\(statistics.lastFailure ?? "see the database's log")",
      ]
      if statistics.isBroken { words["next"] = "nothing is written until the backend is started anew" }
      return logger.error("the database takes no writes", metadata: words)
    }
    guard statistics.commits > known.commits else { return }
    let since = calmSince ?? now
    calmSince = since
    guard now.seconds(since: since) >= Self.calmSeconds, let trouble = complaint.succeeded(at: since) else { return }
    logger.warning(
      "the database takes writes again", metadata: ["failed": "\(trouble.failures)", "after": "\(trouble.seconds) s"])
  }
}
