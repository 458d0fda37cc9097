import Desk
import Dispatch
import Synchronization

/// Where the database is, and whether a connection could be made whenever one was wanted.
final class PostgresAddress: Sendable {
  private let url: String
  private let hasFailed = Atomic(false)
  private let queue = DispatchQueue(label: "store.connect")

  init(_ url: String) { self.url = url }

  /// A new connection.
  func connect() throws -> PostgresSession {
    do {
      return try PostgresSession(url)
    } catch {
      hasFailed.store(true, ordering: .relaxed)
      throw error
    }
  }

  /// Once no connection could be made, such as when the server or the role has no more of them: throws unless one can be made now.
  func check() async throws {
    guard hasFailed.load(ordering: .relaxed) else { return }
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        continuation.resume(
          with: Result {
            do {
              _ = try PostgresSession(url)
              hasFailed.store(false, ordering: .relaxed)
            } catch {
              throw Problem(
                .unavailable,
                detail: Localised(
                  "连不上数据库，或没有空闲连接：原因见日志", "No connection to the database can be made: the log says why"), retryAfter: 5)
            }
          })
      }
    }
  }
}
