import Desk
import Logging
import NIOCore
import ServiceLifecycle

/// Keeps the streams going: digests, heartbeats and what other processes wrote, four times a second; ten times where other backends write.
struct StreamService: ServiceLifecycle.Service {
  let backend: Backend

  func run() async throws {
    do {
      _ = try await backend.membership.hold()
    } catch {
      // It is asked for again every second; until then deadlines rest.
      backend.tell("the lease could not be won at the start", of: "lease", error)
    }
    try await backend.hubs.start(at: backend.clock())
    let pause = Duration.milliseconds(backend.store.isShared ? 100 : 250)
    let others = OtherBackends(backend: backend)
    await withGracefulShutdownHandler {
      await serve(every: pause, others)
    } onGracefulShutdown: {
      backend.drains()
    }
    await backend.hubs.closeAll()
  }

  private func serve(every pause: Duration, _ others: OtherBackends) async {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          var watch = WriteWatch()
          await Self.again(every: .seconds(1)) {
            backend.membership.lives()
            watch.look(at: backend.store.statistics, now: backend.clock(), backend.logger)
          }
        }
        group.addTask { await Self.again(every: .seconds(10)) { await backend.hubs.look(at: backend.clock()) } }
        if backend.store.isShared {
          group.addTask { await Self.again(every: .seconds(1)) { await others.keep() } }
          group.addTask { await Self.again(every: .seconds(2)) { await others.sweep() } }
        }
        group.addTask {
          var memory = MemoryReturn()
          await Self.again(every: .milliseconds(500)) {
            if memory.isDue(at: backend.metrics.readerChanges) { await MemoryReturn.giveBack() }
          }
        }
        group.addTask {
          await Self.again(every: .milliseconds(250)) {
            for desk in await backend.hubs.all() { await desk.hub.beat(at: backend.clock()) }
          }
        }
        group.addTask {
          await Self.again(every: pause) {
            await others.follow()
            for desk in await backend.hubs.all() {
              await desk.hub.tick(at: backend.clock())
              await desk.greet()
              guard let waiting = await desk.connections.retry() else { continue }
              backend.tell(
                "the store refuses to note who is connected", of: "\(desk.hub.office)", nil, ["people": "\(waiting)"])
            }
          }
        }
      }
    }
  }

  private static func again(every pause: Duration, _ act: () async -> Void) async {
    while !Task.isCancelled {
      await act()
      guard (try? await Task.sleep(for: pause)) != nil else { return }
    }
  }
}

/// Performs deadlines when they come due, and forgets once an hour what is too old. A failing store is tried again, ever less often: deadlines
/// are rows and wait. None fires before those who were cut off by the last stop have been given time to come back.
struct TimerService: ServiceLifecycle.Service {
  private static let pruneSeconds = 3_600
  private static let pause = Duration.milliseconds(250)
  private static let longestPause = Duration.seconds(16)

  let backend: Backend
  private let chore: Chore

  init(backend: Backend) {
    self.backend = backend
    chore = Chore("deadlines could not be kept", back: "deadlines are kept again", of: backend)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var pruneAt = backend.clock()
      var areGracesRenewed = false
      var pause = Self.pause
      while !Task.isCancelled {
        do {
          guard backend.membership.mayPerformDeadlines else {
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            continue
          }
          if !areGracesRenewed {
            // Where others share the data, whoever is the first to hold a lease again does it.
            if !backend.store.isShared { try await backend.store.renewGraces(of: nil, at: backend.clock()) }
            areGracesRenewed = true
          }
          try await backend.fireDueTimers()
          if backend.clock() >= pruneAt {
            pruneAt = backend.clock().advanced(seconds: Self.pruneSeconds)
            try await backend.store.prune(at: backend.clock())
          }
          chore.succeeded()
          pause = Self.pause
        } catch is CancellationError {
          return
        } catch {
          chore.failed(error)
          pause = min(pause * 2, Self.longestPause)
        }
        guard (try? await Task.sleep(for: pause)) != nil else { return }
      }
    }
  }
}
