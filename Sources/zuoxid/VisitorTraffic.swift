import Desk
import Storage

/// Simulated taxpayers beside a demo.
final class VisitorTraffic: Sendable {
  static let demoCount = 6
  private let count: Int

  init(count: Int) { self.count = count }

  func start(url: String, store: SQLiteStore) async throws {}

  func stop() {}
}
