extension State {
  /// When the screen or a reducer needs the next tick, by the monotonic clock in milliseconds; the runtime sleeps until then.
  public var nextWakeup: Int64 { clock.nextSecond }
}
