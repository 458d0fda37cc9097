import Desk
import Logging
import NIOCore
import ServiceLifecycle

/// Keeps the streams going: digests, heartbeats and what other processes wrote, four times a second.
struct StreamService: ServiceLifecycle.Service {
  let backend: Backend

  func run() async throws {
    try await backend.hubs.start()
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        for desk in await backend.hubs.all() {
          await desk.hub.tick(at: backend.clock())
          await desk.connections.retry()
        }
        guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
      }
    }
  }
}

/// Performs deadlines when they come due, and forgets once an hour what is too old. A failing store is tried again: deadlines are rows and
/// wait.
struct TimerService: ServiceLifecycle.Service {
  private static let pruneSeconds = 3_600

  let backend: Backend

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var pruneAt = backend.clock()
      while !Task.isCancelled {
        do {
          try await backend.fireDueTimers()
          if backend.clock() >= pruneAt {
            pruneAt = backend.clock().advanced(seconds: Self.pruneSeconds)
            try await backend.store.prune(at: backend.clock())
          }
        } catch {
          backend.logger.error("deadlines could not be read", metadata: ["error": "\(error)"])
        }
        guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
      }
    }
  }
}
