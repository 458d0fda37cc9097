import Desk
import Logging
import ServiceLifecycle

/// Counts for figures what the logs say, every second, and looks at those that are watched; an old log is caught up with in stretches, between which everybody else has their turn.
struct FigureService: ServiceLifecycle.Service {
  private static let pause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(16)

  let backend: Backend
  private let chore: Chore

  init(backend: Backend) {
    self.backend = backend
    chore = Chore("figures could not be counted", back: "figures are counted again", of: backend)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var pause = Self.pause
      while !Task.isCancelled {
        do {
          try await backend.countFigures()
          try await backend.watchFigures()
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
