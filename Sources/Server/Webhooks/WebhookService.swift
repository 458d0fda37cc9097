import Desk
import Logging
import NIOConcurrencyHelpers
import ServiceLifecycle

/// Notes every second what webhooks are to be told, and tells them; one that is slow holds up no other.
struct WebhookService: ServiceLifecycle.Service {
  private static let pause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(16)

  let backend: Backend
  private let busy = NIOLockedValueBox<Set<String>>([])

  private let chore: Chore

  init(backend: Backend) {
    self.backend = backend
    chore = Chore("webhooks could not be looked after", back: "webhooks are looked after again", of: backend)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        var pause = Self.pause
        while !Task.isCancelled {
          do {
            try await backend.noteDeliveries()
            for (office, webhook) in try await backend.webhooks() {
              let name = "\(office)/\(webhook.code)"
              guard busy.withLockedValue({ $0.insert(name).inserted }) else { continue }
              group.addTask {
                do { try await backend.tell(webhook, of: office) } catch { complain(error, name) }
                busy.withLockedValue { _ = $0.remove(name) }
              }
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

  private func complain(_ error: any Error, _ name: String) {
    guard !(error is CancellationError) else { return }
    backend.tell("a webhook could not be told", of: name, error)
  }
}
