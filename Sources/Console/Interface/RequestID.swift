/// Names one request of this console; also its idempotency key, so a request sent twice is done once.
public struct RequestID: Hashable, Sendable, CustomStringConvertible {
  /// 1–128 of `A–Z a–z 0–9 . _ -`.
  public var description: String
  /// Takes the spelled id.
  public init(_ description: String) { self.description = description }
}
