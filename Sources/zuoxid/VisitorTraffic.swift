import Desk
import Foundation
import Storage
import Synchronization
import Visitors

/// Simulated taxpayers beside a backend, on a thread of their own; they reach it as any page does.
final class VisitorTraffic: Sendable {
  /// How many a demo has.
  static let demoCount = 6

  private let count: Int
  private let isOver = Mutex(false)

  init(count: Int) { self.count = count }

  /// Lets them come, if there are to be any.
  func start(url: String, store: any Store) async throws {
    guard count > 0, let office = try await store.officeIDs().first else { return }
    let people = try await store.read(office) { try $0.sampleTaxpayers().map(\.id) }
    let plan = Crowd.Plan(server: url, people: people, count: min(count, people.count))
    let thread = Thread { [self] in
      do {
        let crowd = try Crowd(plan, now: machineClock, random: SystemRandomNumberGenerator())
        crowd.run { isOver.withLock { $0 } }
      } catch {
        ReadyLine.complain("visitors: \(error)")
      }
    }
    thread.name = "visitors"
    thread.start()
  }

  /// Sends them away.
  func stop() { isOver.withLock { $0 = true } }
}
