import Desk
import Glibc

/// The machine's clocks, in milliseconds.
enum Monotonic {
  /// Time that never goes back; it stands still while the machine sleeps.
  static var now: Int64 { read(CLOCK_MONOTONIC) }
  /// How long the machine has slept since it started.
  static var slept: Int64 { read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC) }
  /// The workstation's idea of the time of day: only for ids and words, never for waits.
  static var wall: Timestamp { Timestamp(milliseconds: read(CLOCK_REALTIME)) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
