import Desk
import Storage

/// Whether the backend can work: a write goes through its database, now.
struct Readiness: Sendable {
  private let answer: SharedAnswer<Problem?>
  private let known: @Sendable () -> Problem?

  /// Asks the store, and what is `known` without asking it.
  init(store: any Store, known: @escaping @Sendable () -> Problem?) {
    self.known = known
    answer = SharedAnswer(freshness: .seconds(1)) {
      do {
        try await store.probe()
        return store.statistics.isBroken ? Self.broken : nil
      } catch {
        return store.statistics.isBroken ? Self.broken : error as? Problem ?? Problem(.unavailable)
      }
    }
  }

  /// Throws why it cannot; returns when a write was durable within two seconds. What was found is good for one second.
  func check() async throws(Problem) {
    if let problem = known() { throw problem }
    guard let found = await answer.value() else {
      throw Self.problem(Localised("数据库 2 秒内没有应答", "The database did not answer within two seconds"))
    }
    guard let found else { return }
    let isTold = found.detail != Problem(.unavailable).detail
    throw isTold ? found : Self.problem(Localised("数据库无法写入", "The database takes no writes"))
  }

  private static let broken = problem(
    Localised("数据库写入出错，须重新启动后台", "A write to the database failed; the backend has to be started anew"))

  private static func problem(_ words: Localised) -> Problem { Problem(.unavailable, detail: words, retryAfter: 5) }
}
