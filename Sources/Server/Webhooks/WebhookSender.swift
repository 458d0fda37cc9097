import Foundation
import Transfer
import Wire

/// Carries requests to webhooks, those of one batch side by side, on a thread that ends with it; so many batches at once, others wait.
final class WebhookSender: Sendable {
  private static let wake = 100
  private let turns = Turns(8)

  /// Sends a batch and tells what came of each, in order. `isStopped` ends it early.
  func send(_ requests: [TransferRequest], isStopped: @escaping @Sendable () -> Bool) async -> [WebhookResult] {
    await turns.take()
    let results = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: Self.exchange(requests, isStopped)) }
    }
    turns.give()
    return results
  }

  private static func exchange(_ requests: [TransferRequest], _ isStopped: () -> Bool) -> [WebhookResult] {
    var results = requests.map { _ in WebhookResult.failed(.other) }
    guard let transfer = try? Transfer() else { return results }
    var places: [TransferID: Int] = [:]
    for (place, request) in requests.enumerated() { places[transfer.start(request)] = place }
    while !places.isEmpty, !isStopped() {
      for event in transfer.poll(milliseconds: wake).events {
        switch event {
        // What counts is the head: what is said after it may be long, cut or slow.
        case .opened(let id, let answer): if let place = places[id] { results[place] = told(answer) }
        case .finished(let id, let answer):
          if let place = places.removeValue(forKey: id), case .failed = results[place] { results[place] = told(answer) }
        case .failed(let id, let failure):
          if let place = places.removeValue(forKey: id), case .failed = results[place] {
            results[place] = .failed(failure.kind)
          }
        case .received, .sent: break
        }
      }
    }
    return results
  }

  private static func told(_ answer: WireResponse) -> WebhookResult {
    let asked = answer.headers.first { $0.name.lowercased() == "retry-after" }.flatMap { Int($0.value) }
    return .answered(status: answer.status, retryAfter: asked)
  }
}
