import Synchronization

/// A request's place among those under way: taken until the request is answered and the work behind it has really ended, also where the answer did not
/// wait for that.
final class Place: Sendable {
  private let holders = Mutex(1)
  private let leave: @Sendable () -> Void

  /// A place that has one holder; `leave` is called when it has none any more.
  init(leave: @escaping @Sendable () -> Void) { self.leave = leave }

  /// Has one holder more, who lets go of it with `release`.
  func hold() { holders.withLock { $0 += 1 } }

  /// Lets go of it.
  func release() {
    let isFree = holders.withLock { count in
      count -= 1
      return count == 0
    }
    if isFree { leave() }
  }
}
