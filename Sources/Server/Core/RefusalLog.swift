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

  /// Notes what a request failed with after its caller had been refused: nobody else is told.
  func noteLate(_ error: any Error, route: String, _ logger: Logger) {
    // What was the caller's own affair is nobody's now.
    if let problem = error as? Problem, problem.status < 500 { return }
    let reason = (error as? StoreReadingError)?.reason ?? String(describing: error)
    write("a request failed after it was answered", String(reason.prefix(300)), ["route": "\(route)"], logger)
  }

  /// Notes what a request met; other refusals are the caller's own affair.
  func note(_ error: any Error, route: String, _ logger: Logger) {
    let reason: String
    let problem: Problem
    switch error {
    case let error as StoreReadingError: (reason, problem) = (error.reason, error.problem)
    case let error as Problem where error.status == 503:
      (reason, problem) = (error.reason ?? error.detailEnglish, error)
    default: return
    }
    write("a request was refused", reason, ["route": "\(route)", "status": "\(problem.status)"], logger)
  }

  private func write(_ words: String, _ reason: String, _ more: Logger.Metadata, _ logger: Logger) {
    // Numbers in the words, such as seconds or bytes, make no other kind.
    let kind = words + reason.filter { !$0.isNumber }
    guard let heldBack = gate.withLockedValue({ $0.pass(kind, at: clock()) }) else { return }
    var metadata = more
    metadata["reason"] = "\(reason)"
    if heldBack > 0 { metadata["heldBack"] = "\(heldBack)" }
    logger.warning("\(words)", metadata: metadata)
  }
}
