/// Where the connection to the backend stands.
public enum Connection: Hashable, Sendable {
  /// The first snapshot is on its way.
  case connecting
  /// The stream tells what was missed; so many events were told so far.
  case catchingUp(told: Int)
  /// The stream is at the head.
  case live
  /// Gone since that monotonic time; tried again at the other, or never with `nil`.
  case lost(since: Int64, retryAt: Int64?)

  /// Whether what is on the screen is known to be all there is.
  public var isCurrent: Bool { self == .live }
}
