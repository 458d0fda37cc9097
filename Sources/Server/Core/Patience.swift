import Desk
import Synchronization

/// How long whoever asks is kept waiting for the database. What takes longer goes on, for nobody knows how far it is: the same request, sent again under the
/// same key, is told what became of it.
final class Patience: Sendable {
  /// How often it is looked who has waited for too long.
  private static let pause = Duration.milliseconds(250)

  private struct Waiting {
    var until: ContinuousClock.Instant
    var refuse: @Sendable () -> Void
  }

  private struct State {
    var waiting: [Int: Waiting] = [:]
    var count = 0
    var isWatched = false
  }

  private let seconds: Int
  private let state = Mutex(State())

  /// Lets nobody wait longer than that.
  init(seconds: Int) { self.seconds = seconds }

  /// What comes of `work`; throws 503 when it takes too long, the time `spent` before it counted in. It is not broken off then, and keeps the places until it
  /// has ended; what it fails with nobody waits for any more, so `onLate` is told.
  func wait<Value: Sendable>(
    keeping places: [Place], isChange: Bool, after spent: Duration = .zero,
    onLate: @escaping @Sendable (any Error) -> Void, for work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    for place in places { place.hold() }
    return try await withCheckedThrowingContinuation { continuation in
      let refusal = refusal(isChange)
      let number = begin(after: spent) { continuation.resume(throwing: refusal) }
      Task {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        for place in places { place.release() }
        if end(number) {
          continuation.resume(with: result)
        } else if case .failure(let error) = result {
          onLate(error)
        }
      }
    }
  }

  private func refusal(_ isChange: Bool) -> Problem {
    let words =
      isChange
      ? Localised(
        "数据库 \(seconds) 秒内没有应答，是否已办理尚不确定；请稍候再试",
        "The database did not answer within \(seconds) s; whether it was done is not known yet. Try again in a moment")
      : Localised(
        "数据库 \(seconds) 秒内没有应答，请稍候再试", "The database did not answer within \(seconds) s; try again in a moment")
    // Moments differ, so that those who were refused together do not come again together.
    return Problem(.unavailable, detail: words, retryAfter: Int.random(in: 2...5))
  }

  private func begin(after spent: Duration, _ refuse: @escaping @Sendable () -> Void) -> Int {
    let (number, isFirst) = state.withLock { state in
      state.count += 1
      state.waiting[state.count] = Waiting(until: .now + .seconds(seconds) - spent, refuse: refuse)
      defer { state.isWatched = true }
      return (state.count, !state.isWatched)
    }
    if isFirst { Task.detached { [self] in await watch() } }
    return number
  }

  /// Whether it is waited for still: then it is told.
  private func end(_ number: Int) -> Bool { state.withLock { $0.waiting.removeValue(forKey: number) != nil } }

  private func watch() async {
    while let overdue = overdue(at: .now) {
      for waiting in overdue { waiting.refuse() }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Those who have waited for too long, and do not any more; `nil` when nobody waits.
  private func overdue(at now: ContinuousClock.Instant) -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWatched = false
        return nil
      }
      let numbers = state.waiting.filter { $0.value.until <= now }.keys
      return numbers.compactMap { state.waiting.removeValue(forKey: $0) }
    }
  }
}
