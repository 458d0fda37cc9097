import Desk

/// An answer of the backend, or of whatever stands in front of it.
public struct WireResponse: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// Header fields as they came.
  public var headers: [WireHeader]
  /// The body, whole.
  public var body: [UInt8]

  /// An answer from its parts.
  public init(status: Int, headers: [WireHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Seconds to wait before asking again, as the header or the problem says; at most an hour is believed.
  public var retryAfter: Int? {
    let stated = header("Retry-After").flatMap { Int($0.filter { $0 != " " }) }
    guard let seconds = stated ?? problem?.retryAfter, seconds >= 0 else { return nil }
    return min(seconds, 3600)
  }

  /// The problem in the body, when there is one.
  public var problem: Problem? {
    guard status >= 400, header("Content-Type")?.lowercased().contains("json") ?? false else { return nil }
    return try? WireCodec.decode(Problem.self, from: body)
  }

  /// Why this is not the answer hoped for; `nil` for a status of success.
  public var failure: WireFailure? {
    if (200..<300).contains(status) { return nil }
    guard var problem else { return .unexpected(status: status, retryAfter: retryAfter) }
    problem.retryAfter = retryAfter
    if problem.requestID == nil { problem.requestID = header("X-Request-ID") }
    return .refused(problem)
  }
}
