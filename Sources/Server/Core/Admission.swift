import Desk
import Synchronization

/// How many requests are under way. Beyond the limit a request is refused: whoever is refused soon comes again soon, whoever waits in a line that only grows
/// is not helped, and memory has an end.
final class Admission: Sendable {
  private let limit: Int
  private let state = Mutex((underWay: 0, refused: 0))

  init(limit: Int) { self.limit = limit }

  /// Requests under way, and those refused so far.
  var figures: (underWay: Int, refused: Int) { state.withLock { $0 } }

  /// Lets a request in, or throws 503 with a moment to come again. Its place is taken until nobody holds it any more.
  func enter() throws(Problem) -> Place {
    let isAdmitted = state.withLock { state in
      guard state.underWay < limit else {
        state.refused += 1
        return false
      }
      state.underWay += 1
      return true
    }
    guard isAdmitted else { throw Self.overload(within: 1...3) }
    return Place { [self] in state.withLock { $0.underWay -= 1 } }
  }

  /// A refusal for want of room. Moments differ, so that those who were refused together do not come again together.
  static func overload(within seconds: ClosedRange<Int>) -> Problem {
    Problem(
      .unavailable,
      detail: Localised("服务繁忙，请稍候再试", "The service is busy; try again in a moment"),
      retryAfter: Int.random(in: seconds))
  }
}
