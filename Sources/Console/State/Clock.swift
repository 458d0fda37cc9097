import Desk

/// The backend's time, kept between its words by the monotonic clock; waits never depend on the workstation's own time.
public struct Clock: Hashable, Sendable {
  /// The monotonic clock at the last tick, in milliseconds.
  public private(set) var monotonic: Int64
  /// The backend's time less the monotonic clock, in milliseconds: the largest heard, because delay only makes it smaller.
  private var offset: Int64?
  /// How much later than the quickest the backend's last word came, in milliseconds.
  public private(set) var lag: Int64
  /// When the backend was last heard, by the monotonic clock.
  public private(set) var heardAt: Int64?

  /// A difference beyond this many milliseconds is a clock that was set or a machine that slept, not delay.
  private static let jump: Int64 = 5000

  /// A clock that has heard nothing yet.
  public init(monotonic: Int64 = 0) {
    self.monotonic = monotonic
    lag = 0
  }

  /// The backend's time now; `nil` before its first word.
  public var now: Timestamp? { offset.map { Timestamp(milliseconds: $0 + monotonic) } }

  /// Moves on; the monotonic clock never goes back.
  public mutating func tick(to milliseconds: Int64) { monotonic = max(monotonic, milliseconds) }

  /// Hears the backend's time.
  public mutating func hear(_ moment: Timestamp) {
    let heard = moment.milliseconds - monotonic
    heardAt = monotonic
    guard let known = offset, abs(known - heard) < Clock.jump else {
      offset = heard
      lag = 0
      return
    }
    offset = max(known, heard)
    lag = max(0, known - heard)
  }

  /// Whole seconds from that moment to the shown second, so that all waits on the screen tick together; zero before the backend's first word.
  public func seconds(since moment: Timestamp) -> Int {
    guard let now else { return 0 }
    let begun = Timestamp(milliseconds: moment.milliseconds / 1000 * 1000)
    return Timestamp(milliseconds: now.milliseconds / 1000 * 1000).seconds(since: begun)
  }

  /// When the shown second changes next, by the monotonic clock.
  public var nextSecond: Int64 {
    guard let now else { return monotonic + 1000 }
    return monotonic + 1000 - now.milliseconds % 1000
  }
}
