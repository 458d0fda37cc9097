import CTerminal
import Glibc

/// Signals as something a loop can wait on.
public struct Signals: Sendable {
  /// What a signal asks.
  public enum Signal: Hashable, Sendable {
    /// The window has another size.
    case resized
    /// End: SIGTERM, SIGHUP or SIGINT.
    case terminate
    /// Stop until continued.
    case suspend
    /// Continued.
    case resumed
    /// A child changed.
    case child
  }

  /// Can be read when a signal came.
  public let descriptor: Int32

  /// Watches from now on; for the whole process, once.
  public init() { descriptor = zt_watch_signals() }

  /// The signals since the last call, in order; runs of the same one are told once.
  public func take() -> [Signal] {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = zt_read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return [] }
    var signals: [Signal] = []
    for byte in buffer[..<count] {
      let signal: Signal? =
        switch Int32(byte) {
        case SIGWINCH: .resized
        case SIGTERM, SIGHUP, SIGINT: .terminate
        case SIGTSTP: .suspend
        case SIGCONT: .resumed
        case SIGCHLD: .child
        default: nil
        }
      if let signal, signals.last != signal { signals.append(signal) }
    }
    return signals
  }
}
