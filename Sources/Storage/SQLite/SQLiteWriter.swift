import Desk
import GRDB
import Service
import Synchronization

/// The one writer: what arrives while a commit is under way goes into the next one, a savepoint each, and is answered once it is durable.
final class SQLiteWriter: Sendable {
  /// Something to be done in the next transaction.
  enum Work: Sendable {
    /// A command of a person or of the backend.
    case command(CommandRequest, at: Timestamp, CheckedContinuation<CommandResult, any Error>)
    /// Any other change.
    case change(
      @Sendable (inout SQLiteTransaction, Database) throws -> Void, CheckedContinuation<Void, any Error>)

    func fail(_ error: any Error) {
      switch self {
      case .command(_, _, let continuation): continuation.resume(throwing: error)
      case .change(_, let continuation): continuation.resume(throwing: error)
      }
    }
  }

  private struct Line {
    var waiting: [Work] = []
    var isBusy = false
    var isClosed = false
    var isBroken = false
    var statistics = StoreStatistics()
  }

  /// More than this may not wait: the caller is told to come back, rather than everyone waiting longer and longer.
  static let lineLimit = 10_000
  /// More than this do not go into one transaction, so that the first of them need not wait too long for the last.
  static let batchLimit = 512

  private let pool: DatabasePool
  private let onCommit: @Sendable ([OfficeID: [Event]]) -> Void
  private let line = Mutex(Line())
  private let transaction = Mutex(SQLiteTransaction())

  init(pool: DatabasePool, onCommit: @escaping @Sendable ([OfficeID: [Event]]) -> Void) {
    self.pool = pool
    self.onCommit = onCommit
  }

  var statistics: StoreStatistics {
    line.withLock { line in
      var statistics = line.statistics
      statistics.waiting = line.waiting.count
      statistics.isBroken = line.isBroken
      return statistics
    }
  }

  /// Refuses what comes from now on.
  func close() { line.withLock { $0.isClosed = true } }

  func add(_ work: Work, isLast: Bool = false) {
    let (isTaken, begins) = line.withLock { line -> (Bool, Bool) in
      let isOpen = isLast || (!line.isClosed && line.waiting.count < Self.lineLimit)
      guard isOpen, !line.isBroken else { return (false, false) }
      line.waiting.append(work)
      defer { line.isBusy = true }
      return (true, !line.isBusy)
    }
    guard isTaken else { return work.fail(Problem(.unavailable, retryAfter: 1)) }
    if begins { pool.asyncWriteWithoutTransaction { [self] db in drain(db) } }
  }

  private func drain(_ db: Database) {
    while let batch = next() { run(batch, db) }
  }

  private func next() -> [Work]? {
    line.withLock { line in
      guard !line.waiting.isEmpty else {
        line.isBusy = false
        return nil
      }
      let batch = Array(line.waiting.prefix(Self.batchLimit))
      line.waiting.removeFirst(batch.count)
      return batch
    }
  }

  // MARK: - One transaction

  /// What became of one piece of work, before the commit.
  private enum Done {
    case command(SQLiteTransaction.Performed)
    case change
    case refused(any Error)
  }

  private func run(_ batch: [Work], _ db: Database) {
    let outcome: Result<([Done], [OfficeID: [Event]]), any Error> = transaction.withLock { transaction in
      do {
        return .success(try commit(batch, &transaction, db))
      } catch {
        if db.isInsideTransaction { try? db.rollback() }
        transaction.known.forget()
        return .failure(error)
      }
    }
    switch outcome {
    case .success((let done, let events)):
      count(batch.count, events)
      if !events.isEmpty { onCommit(events) }
      for (work, done) in zip(batch, done) { Self.answer(work, done, events) }
    case .failure(let error):
      let isFatal = Self.isFatal(error)
      line.withLock { line in
        line.statistics.failedCommits += 1
        if isFatal { line.isBroken = true }
      }
      for work in batch { work.fail(Problem(.unavailable, retryAfter: 1)) }
      if isFatal { failWaiting() }
    }
  }

  private func commit(
    _ batch: [Work], _ transaction: inout SQLiteTransaction, _ db: Database
  ) throws -> ([Done], [OfficeID: [Event]]) {
    try db.beginTransaction(.immediate)
    try transaction.begin(db)
    var done: [Done] = []
    done.reserveCapacity(batch.count)
    for work in batch { done.append(try savepoint(work, &transaction, db)) }
    let events = try transaction.numberEvents(db)
    try db.commit()
    return (done, events)
  }

  /// Does one piece of work so that its failure undoes nothing else. Throws only what concerns the whole transaction.
  private func savepoint(_ work: Work, _ transaction: inout SQLiteTransaction, _ db: Database) throws -> Done {
    try db.run("SAVEPOINT work")
    let counts = transaction.pending.mapValues(\.count)
    do {
      let done: Done
      switch work {
      case .command(let request, let now, _):
        done = .command(try transaction.perform(request, at: now, db: db))
      case .change(let body, _):
        try body(&transaction, db)
        done = .change
      }
      try db.run("RELEASE work")
      return done
    } catch {
      // A failure of the disk undoes the transaction by itself; then nothing in it may be acknowledged.
      if Self.isFatal(error) || !db.isInsideTransaction { throw error }
      try db.run("ROLLBACK TO work")
      try db.run("RELEASE work")
      if !(error is Problem) { transaction.known.forget() }
      transaction.pending = transaction.pending.reduce(into: [:]) { kept, entry in
        kept[entry.key] = Array(entry.value.prefix(counts[entry.key] ?? 0))
      }
      return .refused(error is Problem ? error : Problem(.internalError))
    }
  }

  private static func answer(_ work: Work, _ done: Done, _ events: [OfficeID: [Event]]) {
    switch (work, done) {
    case (.command(let request, _, let continuation), .command(let performed)):
      let appended = performed.events.isEmpty ? [] : Array((events[request.office] ?? [])[performed.events])
      continuation.resume(
        returning: CommandResult(answer: performed.answer, events: appended, isReplay: performed.isReplay))
    case (.change(_, let continuation), .change): continuation.resume()
    case (let work, .refused(let error)): work.fail(error)
    case (let work, _): work.fail(Problem(.internalError))
    }
  }

  private func count(_ size: Int, _ events: [OfficeID: [Event]]) {
    line.withLock { line in
      line.statistics.commits += 1
      line.statistics.commands += size
      line.statistics.events += events.values.reduce(0) { $0 + $1.count }
      line.statistics.largestBatch = max(line.statistics.largestBatch, size)
    }
  }

  private func failWaiting() {
    let waiting = line.withLock { line in
      defer { line.waiting = [] }
      return line.waiting
    }
    for work in waiting { work.fail(Problem(.unavailable)) }
  }

  /// After a failed write or sync the state of the file is unknown: nothing more is written until a restart has read it anew.
  private static func isFatal(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY].contains(error.resultCode)
  }
}
