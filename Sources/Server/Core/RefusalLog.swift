import Desk
import Logging
import NIOConcurrencyHelpers
import Storage

/// Tells the log of requests that were refused for no fault of theirs: with 503, or because the database could not be read.
final class RefusalLog: Sendable {
  private static let everySeconds = 10

  private let clock: @Sendable () -> Timestamp
  private let gate = NIOLockedValueBox(Floodgate(seconds: everySeconds))

  init(clock: @escaping @Sendable () -> Timestamp) { self.clock = clock }

  /// Notes what a request met; other refusals are the caller's own affair.
  func note(_ error: any Error, route: String, _ logger: Logger) {
    let reason: String
    let problem: Problem
    switch error {
    case let error as StoreReadingError: (reason, problem) = (error.reason, error.problem)
    case let error as Problem where error.status == 503: (reason, problem) = (error.detailEnglish, error)
    default: return
    }
    // Numbers in the words, such as seconds or bytes, make no other kind.
    let kind = reason.filter { !$0.isNumber }
    guard let heldBack = gate.withLockedValue({ $0.pass(kind, at: clock()) }) else { return }
    var words: Logger.Metadata = ["route": "\(route)", "status": "\(problem.status)", "reason": "\(reason)"]
    if heldBack > 0 { words["heldBack"] = "\(heldBack)" }
    logger.warning("a request was refused", metadata: words)
  }
}
