import Glibc
import Synchronization

/// Whether the system gave a connection up because its peer acknowledged nothing, or took nothing, for as long as it may.
final class GivenUp: Sendable {
  private let told = Atomic(false)

  /// Whether it did.
  var isTold: Bool { told.load(ordering: .acquiring) }

  /// Notes an error of the connection by its number.
  func note(_ number: CInt) { if number == ETIMEDOUT { told.store(true, ordering: .releasing) } }
}
