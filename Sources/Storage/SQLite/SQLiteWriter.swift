import Desk
import GRDB
import Service
import Synchronization

/// The one writer: what arrives while a commit is under way goes into the next one, a savepoint each, and is answered once it is durable.
final class SQLiteWriter: Sendable {
  typealias Work = StoreWork<Database>

  private let pool: DatabasePool
  private let line = Mutex(StoreLine<Database>())
  private let transaction = Mutex(RowTransaction())

  init(pool: DatabasePool) { self.pool = pool }

  var statistics: StoreStatistics {
    line.withLock { line in
      var statistics = line.statistics
      statistics.waiting = line.waiting.count
      return statistics
    }
  }

  /// Refuses what comes from now on.
  func close() { line.withLock { $0.isClosed = true } }

  func add(_ work: Work, isLast: Bool = false) {
    let (isTaken, begins) = line.withLock { $0.add(work, isLast: isLast) }
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
      let batch = Array(line.waiting.prefix(StoreLine<Database>.batchLimit))
      line.waiting.removeFirst(batch.count)
      return batch
    }
  }

  // MARK: - One transaction

  private func run(_ batch: [Work], _ db: Database) {
    let outcome: Result<([Work.Done], [OfficeID: [Event]]), any Error> = transaction.withLock { transaction in
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
      line.withLock { $0.count(batch.count, events) }
      for (work, done) in zip(batch, done) { work.finish(done, events) }
    case .failure(let error):
      let isFatal = Self.isFatal(error)
      line.withLock { line in
        line.statistics.failedCommits += 1
        line.statistics.lastFailure = Self.words(error)
        if isFatal { line.statistics.isBroken = true }
      }
      for work in batch { work.fail(Problem.unavailable(because: Self.words(error))) }
      if isFatal { failWaiting() }
    }
  }

  private func commit(
    _ batch: [Work], _ transaction: inout RowTransaction, _ db: Database
  ) throws -> ([Work.Done], [OfficeID: [Event]]) {
    try db.beginTransaction(.immediate)
    transaction.begin(at: try db.one("PRAGMA data_version", [])?[0] ?? 0)
    var done: [Work.Done] = []
    done.reserveCapacity(batch.count)
    for work in batch { done.append(try savepoint(work, &transaction, db)) }
    let events = try transaction.numberEvents(db)
    try db.commit()
    return (done, events)
  }

  /// Does one piece of work so that its failure undoes nothing else. Throws only what concerns the whole transaction.
  private func savepoint(_ work: Work, _ transaction: inout RowTransaction, _ db: Database) throws -> Work.Done {
    try db.run("SAVEPOINT work", [])
    let counts = transaction.pending.mapValues(\.count)
    var attempt: any Error
    do {
      if let request = work.request { transaction.supposeNew(request) }
      return try perform(work, &transaction, db)
    } catch {
      attempt = error
      try undo(error, counts, &transaction, db)
    }
    if let request = work.request {
      do {
        transaction.looksUp(request)
        return try perform(work, &transaction, db)
      } catch {
        attempt = error
        try undo(error, counts, &transaction, db)
      }
    }
    try db.run("RELEASE work", [])
    return .refused(attempt is DatabaseError ? Problem(.internalError) : attempt)
  }

  private func perform(_ work: Work, _ transaction: inout RowTransaction, _ db: Database) throws -> Work.Done {
    transaction.touched.removeAll(keepingCapacity: true)
    let done = try work.perform(&transaction, db)
    try db.run("RELEASE work", [])
    return done
  }

  /// Puts everything back to where the savepoint stands.
  private func undo(
    _ error: any Error, _ counts: [OfficeID: Int], _ transaction: inout RowTransaction, _ db: Database
  ) throws {
    // A failure of the disk undoes the transaction by itself; then nothing in it may be acknowledged.
    if Self.isFatal(error) || !db.isInsideTransaction { throw error }
    try db.run("ROLLBACK TO work", [])
    if !(error is Problem), Self.isFromOutside(error) { transaction.known.forget() } else { transaction.undo() }
    transaction.pending = transaction.pending.reduce(into: [:]) { kept, entry in
      kept[entry.key] = Array(entry.value.prefix(counts[entry.key] ?? 0))
    }
  }

  private func failWaiting() {
    let waiting = line.withLock { line in
      defer { line.waiting = [] }
      return line.waiting
    }
    for work in waiting { work.fail(Problem(.unavailable)) }
  }

  /// SQLite's words without the statement, which may hold what people wrote.
  static func words(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(type(of: error))" }
    return "\(error.message ?? "") (\(error.extendedResultCode.rawValue))"
  }

  /// Whether it tells of more than a row that was there already.
  private static func isFromOutside(_ error: any Error) -> Bool {
    (error as? DatabaseError)?.resultCode != .SQLITE_CONSTRAINT
  }

  /// After a failed write or sync the state of the file is unknown: nothing more is written until a restart has read it anew.
  private static func isFatal(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return false }
    return [.SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY].contains(error.resultCode)
  }
}
