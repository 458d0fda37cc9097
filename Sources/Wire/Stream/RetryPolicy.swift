/// How long to wait between attempts: doubling up to a cap, the upper half left to chance so that many clients do not come back at once.
public struct RetryPolicy: Hashable, Sendable {
  /// The first wait, in milliseconds.
  public var first: Int64
  /// The longest wait, in milliseconds.
  public var longest: Int64

  /// A policy from its parts, in milliseconds.
  public init(first: Int64 = 500, longest: Int64 = 15_000) {
    self.first = first
    self.longest = longest
  }

  /// Milliseconds to wait after the `attempt`th failure in a row (1 for the first). `chance` is 0..<1; `retryAfter`, in seconds, is what the
  /// other side asked for, and is never undercut.
  public func delay(after attempt: Int, chance: Double, retryAfter: Int? = nil) -> Int64 {
    let doublings = min(max(attempt, 1) - 1, 30)
    let full = Double(min(longest, first << Int64(doublings)))
    let delay = Int64(full / 2 + full / 2 * min(max(chance, 0), 1))
    guard let retryAfter else { return delay }
    return max(delay, Int64(retryAfter) * 1000 + Int64(Double(first) * min(max(chance, 0), 1)))
  }
}
