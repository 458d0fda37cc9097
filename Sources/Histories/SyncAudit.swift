import Desk

/// A backend whose files the system would not sync any more.
public struct SyncFault: Hashable, Codable, Sendable {
  /// When the first sync was refused, on the clock of the attempts.
  public var refused: Int64
  /// When that backend was gone, and what it had answered was written down.
  public var gone: Int64

  /// A fault from its parts.
  public init(refused: Int64, gone: Int64) {
    self.refused = refused
    self.gone = gone
  }
}

/// Holds what was acknowledged against what could be synced: the log cannot tell, for the system keeps what was written and not synced as long as
/// it runs itself.
public enum SyncAudit {
  /// What somebody set out to do after a backend's first refused sync and was told done by that backend: it was synced nowhere.
  public static func breaches(of attempts: [Attempt], in faults: [SyncFault]) -> [Breach] {
    faults.flatMap { fault in
      attempts.filter { $0.outcome == .done && $0.begun > fault.refused && $0.ended <= fault.gone }.map { attempt in
        let late = (attempt.begun - fault.refused) / 1_000
        return Breach(
          .unsynced, "\(attempt.wish) was begun \(late) µs after the first refused sync and was acknowledged")
      }
    }
  }
}
