import Desk

/// Why a request did not get the answer it hoped for.
public enum WireFailure: Error, Hashable, Sendable {
  /// The backend refused, and said why.
  case refused(Problem)
  /// A status of failure without a problem: a proxy speaks, or something that is no zuoxid.
  case unexpected(status: Int, retryAfter: Int?)
  /// A status of success around something that is not the answer expected; the reason is English, for a log.
  case unreadable(reason: String)
  /// No answer: the network, the address or the certificate; the reason is English, from the transport.
  case unreachable(reason: String)

  /// Whether sending the same request again may succeed; with an idempotency key that is harmless.
  public var isWorthRetrying: Bool {
    switch self {
    case .refused(let problem): Self.isPassing(problem.status)
    case .unexpected(let status, _): Self.isPassing(status)
    case .unreadable, .unreachable: true
    }
  }

  /// Whether the session has ended: only signing in again helps.
  public var needsSignIn: Bool {
    switch self {
    case .refused(let problem): problem.status == 401
    case .unexpected(let status, _): status == 401
    case .unreadable, .unreachable: false
    }
  }

  /// Seconds the other side asks to wait before the next attempt.
  public var retryAfter: Int? {
    switch self {
    case .refused(let problem): problem.retryAfter
    case .unexpected(_, let seconds): seconds
    case .unreadable, .unreachable: nil
    }
  }

  /// What was wrong and what to do, for a person.
  public func words(_ language: Language) -> String {
    switch self {
    case .refused(let problem): problem.detail(language)
    case .unexpected(let status, _):
      Localised(
        "服务器返回了状态 \(status)，请检查服务器地址", "The server answered with status \(status); check its address"
      ).text(language)
    case .unreadable:
      Localised("无法读懂服务器的回答，请检查服务器地址和版本", "The server's answer cannot be read; check its address and version")
        .text(language)
    case .unreachable(let reason):
      Localised(
        "无法连接服务器（\(reason)），请检查网络和服务器地址", "The server cannot be reached (\(reason)); check the network and its address"
      )
      .text(language)
    }
  }

  private static func isPassing(_ status: Int) -> Bool { status >= 500 || status == 429 || status == 408 }
}
