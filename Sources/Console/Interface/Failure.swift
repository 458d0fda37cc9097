import Desk

/// Why a request or the stream did not succeed.
public enum Failure: Hashable, Sendable {
  /// The backend refused, and says why.
  case refused(Problem)
  /// The backend could not be reached or broke off; a short technical reason for the curious.
  case unreachable(String)
  /// The backend answered something that cannot be read.
  case unreadable(String)

  /// Whether the session is over: nothing goes on before somebody signs in anew.
  public var isSessionEnded: Bool {
    guard case .refused(let problem) = self else { return false }
    return problem.status == 401
  }
}
