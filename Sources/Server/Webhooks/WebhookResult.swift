import Desk
import Transfer
import Wire

/// What came of telling a webhook once.
enum WebhookResult: Hashable, Sendable {
  /// The other side answered; with the seconds it asked to be left alone for.
  case answered(status: Int, retryAfter: Int?)
  /// There was no answer.
  case failed(TransferFailure.Kind)

  /// In short, for boards and logs; nothing of what the other side said is in it.
  var words: String {
    switch self {
    case .answered(let status, _): "HTTP \(status)"
    case .failed(.resolve): "unknown host"
    case .failed(.connect): "no connection"
    case .failed(.tls): "TLS failed"
    case .failed(.timeout): "timeout"
    case .failed(.closed): "connection lost"
    case .failed(.refused): "private address refused"
    case .failed(.tooLarge), .failed(.address), .failed(.other): "failed"
    }
  }
}

/// When a webhook that did not take something is told again, and when it is given up.
struct WebhookPatience: Sendable {
  /// How long to wait between tries.
  var policy = RetryPolicy(first: 5_000, longest: 3_600_000)
  /// Tries before it is given up: they take about a day.
  var mostAttempts = 32

  /// The delivery after a try; `chance` is 0..<1. Only 2xx is taken: redirects are not followed. 410 says that nobody will ever take it.
  func after(_ result: WebhookResult, _ delivery: WebhookDelivery, at now: Timestamp, chance: Double) -> WebhookDelivery
  {
    var delivery = delivery
    delivery.answer = result.words
    if case .answered(200..<300, _) = result {
      delivery.state = .done
      return delivery
    }
    if case .answered(410, _) = result { delivery.state = .dead }
    if delivery.attempts >= mostAttempts { delivery.state = .dead }
    guard delivery.state == .waiting else { return delivery }
    var retryAfter: Int?
    if case .answered(_, let asked?) = result { retryAfter = min(max(asked, 0), Int(policy.longest / 1_000)) }
    delivery.due = now.advanced(
      milliseconds: policy.delay(after: delivery.attempts, chance: chance, retryAfter: retryAfter))
    return delivery
  }
}
