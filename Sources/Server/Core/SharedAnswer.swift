import Desk

/// An answer that takes as long as the database does. Those who ask at once share one, so that asking is no load, and nobody waits longer than two seconds.
actor SharedAnswer<Value: Sendable> {
  /// A database that takes longer than this is not one that people can be made to wait for.
  private static var patience: Duration { .seconds(2) }

  private let freshness: Duration
  private let work: @Sendable () async -> Value
  private var underWay: Task<Value, Never>?
  private var last: (at: ContinuousClock.Instant, value: Value)?

  /// Answers by `work`; an answer is good for as long as it is fresh.
  init(freshness: Duration = .zero, _ work: @escaping @Sendable () async -> Value) {
    self.freshness = freshness
    self.work = work
  }

  /// The answer, or `nil` when it did not come in time.
  func value() async -> Value? {
    if let last, ContinuousClock.now - last.at < freshness { return last.value }
    let task = underWay ?? start()
    let (answers, answer) = AsyncStream.makeStream(of: Value?.self)
    Task { answer.yield(await task.value) }
    let timer = Task {
      try await Task.sleep(for: Self.patience)
      answer.yield(nil)
    }
    defer { timer.cancel() }
    for await value in answers { return value }
    return nil
  }

  private func start() -> Task<Value, Never> {
    let work = work
    let task = Task {
      let value = await work()
      finished(value)
      return value
    }
    underWay = task
    return task
  }

  private func finished(_ value: Value) {
    underWay = nil
    last = (.now, value)
  }
}
