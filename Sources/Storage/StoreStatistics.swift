/// What a store has done since it was opened, for the operators' figures.
public struct StoreStatistics: Hashable, Sendable {
  /// Commands and other writes that wait for the next commit.
  public var waiting = 0
  /// Commits that became durable.
  public var commits = 0
  /// Commits that failed, for no fault of what was to be written; none of their commands was acknowledged.
  public var failedCommits = 0
  /// Why the last commit that failed did so, in the database's own words, where it is known.
  public var lastFailure: String?
  /// Commands answered, refusals and repetitions included.
  public var commands = 0
  /// Events appended.
  public var events = 0
  /// Most commands that one commit took.
  public var largestBatch = 0
  /// The database failed in a way that only a new start can mend; it accepts no more writes.
  public var isBroken = false

  /// Nothing done yet.
  public init() {}

  /// Adds what another writer has done.
  mutating func add(_ other: StoreStatistics) {
    waiting += other.waiting
    commits += other.commits
    failedCommits += other.failedCommits
    commands += other.commands
    events += other.events
    largestBatch = max(largestBatch, other.largestBatch)
    isBroken = isBroken || other.isBroken
  }
}
