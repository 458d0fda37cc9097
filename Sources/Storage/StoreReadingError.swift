import Desk

/// What could not be read: whoever asked is told the problem, and the log the database's own words.
public struct StoreReadingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What whoever asked is told.
  public var problem: Problem
  /// Why, in the database's own words, without the statement: that may hold what people wrote.
  public var reason: String

  /// For logs.
  public var description: String { reason }
}
