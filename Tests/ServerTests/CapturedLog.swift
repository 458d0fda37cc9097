import Logging
import Synchronization

/// A log that keeps its lines: level, message, how often, why and for how long, and whether it tells of a request.
final class CapturedLog: Sendable {
  private struct Handler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      let words = ["failed", "reason", "after", "heldBack"].compactMap { event.metadata?[$0]?.description }
      let origin = metadata["request"] == nil ? "" : " [request]"
      log.lines.withLock {
        $0.append((["\(event.level) \(event.message)"] + words).joined(separator: " ") + origin)
      }
    }
  }

  private let lines = Mutex<[String]>([])

  /// What was logged so far.
  var all: [String] { lines.withLock { $0 } }

  /// Writes here.
  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
}
