import Desk

/// What a decision does to the deadlines of its office.
public enum TimerChange: Hashable, Sendable {
  /// Sets a deadline; one of the same kind and subject is replaced.
  case set(ServiceTimer)
  /// Takes a deadline away, if there is one.
  case cancel(ServiceTimer.Kind, subject: String)
}
