import Desk
import Logging
import NIOConcurrencyHelpers
import Storage

/// Something the backend does by itself again and again, as the log tells it when it fails: at once, once a minute while that goes on, and when it is over.
final class Chore: Sendable {
  private let failing: String
  private let back: String
  private let clock: @Sendable () -> Timestamp
  private let logger: Logger
  private let store: any Store
  private let complaint = NIOLockedValueBox(Complaint())

  /// A chore with the words for its failing, and for its being done again.
  init(_ failing: String, back: String, of backend: Backend) {
    self.failing = failing
    self.back = back
    clock = backend.clock
    logger = backend.logger
    store = backend.store
  }

  /// Notes that it could not be done.
  func failed(_ error: any Error) {
    guard let count = complaint.withLockedValue({ $0.failed(at: clock()) }) else { return }
    // A write that was not taken is told in the database's own words.
    let isRefused = (error as? Problem)?.kind == .unavailable
    let reason = isRefused ? store.statistics.lastFailure ?? "\(error)" : "\(error)"
    logger.error("\(failing)", metadata: ["reason": "\(reason)", "failed": "\(count)"])
  }

  /// Notes that it was done.
  func succeeded() {
    guard let trouble = complaint.withLockedValue({ $0.succeeded(at: clock()) }) else { return }
    logger.warning("\(back)", metadata: ["after": "\(trouble.seconds) s", "failed": "\(trouble.failures)"])
  }
}
