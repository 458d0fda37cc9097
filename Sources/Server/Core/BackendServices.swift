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
        for desk in await backend.hubs.all() { await desk.hub.tick(at: backend.clock()) }
        guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
      }
    }
  }
}

/// Performs deadlines when they come due. A failing store is tried again: deadlines are rows and wait.
struct TimerService: ServiceLifecycle.Service {
  let backend: Backend

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await backend.fireDueTimers()
        } catch {
          backend.logger.error("deadlines could not be read", metadata: ["error": "\(error)"])
        }
        guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
      }
    }
  }
}
