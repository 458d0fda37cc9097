/// How the stream stands, for the reader and for whoever decides whether to send.
public enum StreamLink: Hashable, Sendable {
  /// Not wanted yet, or a new snapshot is being taken.
  case idle
  /// A connection is being made; `attempt` counts failures in a row, 0 for none.
  case connecting(attempt: Int)
  /// Connected; `unseen` log entries lie between what was told and the head, `nil` while that is unknown, 0 when nothing is missing.
  case open(unseen: Int64?)
  /// Lost; the next attempt is at `until` by the monotonic clock, in milliseconds.
  case waiting(attempt: Int, until: Int64, failure: WireFailure)
  /// Refused for good: signing in again may help, waiting will not.
  case refused(WireFailure)

  /// Whether everything has been told up to now.
  public var isCurrent: Bool { self == .open(unseen: 0) }
}
