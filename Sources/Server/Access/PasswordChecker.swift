import Desk
import NIOConcurrencyHelpers
import NIOPosix

/// Checks passwords off the event loops, two at a time: each takes a third of a second and 128 MiB.
final class PasswordChecker: Sendable {
  private static let mostWaiting = 32
  private let threads = NIOThreadPool(numberOfThreads: 2)
  private let waiting = NIOLockedValueBox(0)
  private let decoy: String

  /// The decoy is checked where there is no account, so that the time taken tells nothing.
  init(cost: PasswordCost) {
    decoy =
      "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)$"
      + String(repeating: "0", count: 32) + "$" + String(repeating: "0", count: 64)
    threads.start()
  }

  func matches(_ password: String, _ hash: String?) async throws -> Bool {
    let isAdmitted = waiting.withLockedValue { count in
      guard count < Self.mostWaiting else { return false }
      count += 1
      return true
    }
    guard isAdmitted else { throw Problem(.tooManyRequests, retryAfter: 5) }
    defer { waiting.withLockedValue { $0 -= 1 } }
    let decoy = decoy
    return try await threads.runIfActive {
      guard let hash else {
        _ = PasswordHash.matches(password, decoy)
        return false
      }
      return PasswordHash.matches(password, hash)
    }
  }

  func stop() async throws { try await threads.shutdownGracefully() }
}
