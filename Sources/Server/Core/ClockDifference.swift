import Desk

/// A machine's clock that differs from the database's by more than deadlines bear. Leases go by the database's, so that it takes nobody for dead; whoever comes
/// is to be sent elsewhere all the same.
struct ClockDifference: Error, Hashable, Sendable, CustomStringConvertible {
  /// Milliseconds within which clocks are taken for equal.
  static let borne: Int64 = 2_000

  /// The database's clock less the machine's.
  var milliseconds: Int64

  /// `nil` when it is borne.
  init?(milliseconds: Int64) {
    guard abs(milliseconds) > Self.borne else { return nil }
    self.milliseconds = milliseconds
  }

  private var seconds: Int64 { (abs(milliseconds) + 500) / 1_000 }

  /// For logs.
  var description: String { milliseconds < 0 ? "\(seconds) s ahead" : "\(seconds) s behind" }

  /// What whoever asks whether the backend can work is told.
  var problem: Problem {
    let words =
      milliseconds < 0
      ? Localised(
        "本机时钟比数据库快 \(seconds) 秒：请校准两者中不准的一个",
        "This machine's clock is \(seconds) s ahead of the database's: set right whichever is wrong")
      : Localised(
        "本机时钟比数据库慢 \(seconds) 秒：请校准两者中不准的一个",
        "This machine's clock is \(seconds) s behind the database's: set right whichever is wrong")
    return Problem(.unavailable, detail: words, retryAfter: 5)
  }
}
