import Desk
import Storage

/// Whether the backend can work: a write goes through its database, now. Those who ask at once share one answer, so that asking is no load.
actor Readiness {
  /// A database that takes longer than this is not one that people can be made to wait for.
  private static let patience = Duration.seconds(2)
  private static let freshness = Duration.seconds(1)

  private let store: any Store
  private var probe: Task<Bool, Never>?
  private var last: (at: ContinuousClock.Instant, isReady: Bool)?

  init(store: any Store) { self.store = store }

  /// Whether a write was durable within two seconds; an answer is good for one second.
  func isReady() async -> Bool {
    if let last, ContinuousClock.now - last.at < Self.freshness { return last.isReady }
    let probe = probe ?? start()
    let (answers, answer) = AsyncStream.makeStream(of: Bool.self)
    Task { answer.yield(await probe.value) }
    let timer = Task {
      try await Task.sleep(for: Self.patience)
      answer.yield(false)
    }
    defer { timer.cancel() }
    for await isReady in answers { return isReady }
    return false
  }

  private func start() -> Task<Bool, Never> {
    let store = store
    let task = Task {
      let isReady: Bool
      do {
        try await store.probe()
        isReady = !store.statistics.isBroken
      } catch {
        isReady = false
      }
      finished(isReady)
      return isReady
    }
    probe = task
    return task
  }

  private func finished(_ isReady: Bool) {
    probe = nil
    last = (.now, isReady)
  }
}
