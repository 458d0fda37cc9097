import Desk
import Dispatch
import Service
import Synchronization

/// One of a store's writers: what arrives while a commit is under way goes into the next one with the rest of its office, and is answered once it is
/// durable. The office's head is locked first and moved last, so events are numbered without a gap, in the order of the commits, whichever backend
/// makes them; whoever is decided about cannot change in between.
final class PostgresLane: Sendable {
  typealias Work = StoreWork<PostgresSession>

  private struct Writing {
    var session: PostgresSession?
    var transaction = RowTransaction()
    /// When the server last said that what it acknowledges is durable.
    var provedAt: ContinuousClock.Instant?
    /// Transactions to come that look up what their requests would repeat; the others suppose that all are new, as nearly all are.
    var careful = 0
  }

  /// So many are careful after one that was not: somebody sends again what is done already, and may go on.
  private static let caution = 100

  private typealias Outcome = (done: [Work.Done], events: [OfficeID: [Event]])

  private let address: PostgresAddress
  /// How long it is believed that the server's settings are as they were.
  private let belief: Duration
  /// Seconds that it waits for a lock at most, where not as long as usual.
  private let lockSeconds: Int?
  private let queue: DispatchQueue
  private let told: @Sendable (String) -> Void
  private let line = Mutex(StoreLine<PostgresSession>())
  private let writing = Mutex(Writing())
  private let lacksRoom = Mutex(false)
  private let doubt = Mutex<Localised?>(nil)
  private let isLeft = Atomic(false)

  /// Writes at a database; `told` hears why a commit failed, in the database's own words.
  init(
    _ address: PostgresAddress, label: String, belief: Duration = .seconds(5), lockSeconds: Int? = nil,
    told: @escaping @Sendable (String) -> Void
  ) {
    self.address = address
    self.belief = belief
    self.lockSeconds = lockSeconds
    self.told = told
    queue = DispatchQueue(label: label)
  }

  var statistics: StoreStatistics {
    line.withLock { line in
      var statistics = line.statistics
      statistics.waiting = line.waiting.count
      return statistics
    }
  }

  /// The database's disk was full when last something was to be added to it.
  var isFull: Bool { lacksRoom.withLock { $0 } }

  /// Why nothing is written: what the server would acknowledge were not durable.
  var refusal: Localised? { doubt.withLock { $0 } }

  /// Notes that there is room again.
  func hasRoom() { lacksRoom.withLock { $0 = false } }

  /// Refuses what comes from now on.
  func close() { line.withLock { $0.isClosed = true } }

  /// Waits for the database no longer, whatever became of what it was given: nobody is told that it was done.
  func leave() { isLeft.store(true, ordering: .relaxed) }

  /// Lets the connection go.
  func disconnect() { writing.withLock { $0.session = nil } }

  func add(_ work: Work, isLast: Bool = false) {
    let (isTaken, begins) = line.withLock { $0.add(work, isLast: isLast) }
    guard isTaken else { return work.fail(Problem(.unavailable, retryAfter: 1)) }
    if begins { queue.async { [self] in drain() } }
  }

  private func drain() {
    while let batch = next() { run(batch) }
  }

  /// The first in the line, and with it those behind it that are of the same office; the others keep their order.
  private func next() -> [Work]? {
    line.withLock { line in
      guard let office = line.waiting.first?.office else {
        guard let first = line.waiting.first else {
          line.isBusy = false
          return nil
        }
        line.waiting.removeFirst()
        return [first]
      }
      return Self.take(office, upTo: StoreLine<PostgresSession>.batchLimit, from: &line)
    }
  }

  /// Those in the line that are of an office, so many at most; the others keep their order.
  private static func take(
    _ office: OfficeID, upTo limit: Int, from line: inout StoreLine<PostgresSession>
  ) -> [Work] {
    var batch: [Work] = []
    var others: [Work] = []
    for work in line.waiting {
      if work.office == office, batch.count < limit {
        batch.append(work)
      } else {
        others.append(work)
      }
    }
    line.waiting = others
    return batch
  }

  // MARK: - One transaction

  private func run(_ begun: [Work], isAlone: Bool = false) {
    var batch = begun
    switch attempt(&batch, isAlone: isAlone) {
    case .success(let outcome):
      line.withLock { $0.count(batch.count, outcome.events) }
      if !outcome.events.isEmpty { hasRoom() }
      for (work, done) in zip(batch, outcome.done) { work.finish(done, outcome.events) }
    case .failure(let failure):
      if (failure as? PostgresFailure)?.isFull == true { lacksRoom.withLock { $0 = true } }
      // One that the database will not take must not take the others along. Where the database itself did not do it, such as in time, each of them would
      // only wait for it once more.
      let isOfContent = (failure as? PostgresFailure)?.isOfContent ?? !(failure is StoreOpeningError)
      if batch.count > 1, isOfContent {
        for work in batch { run([work], isAlone: true) }
      } else {
        // 22: what was given is nothing that the database keeps, such as a NUL in a text.
        let isBad = (failure as? PostgresFailure)?.state.hasPrefix("22") == true
        // Not the database's, such as a document that cannot be decoded: whoever asked learns it, and the log with the request.
        let isOurs = !(failure is PostgresFailure || failure is StoreOpeningError)
        if !isBad, !isOurs {
          line.withLock { $0.statistics.failedCommits += 1 }
          told("\(failure)")
        }
        let error: any Error =
          isOurs ? failure : isBad ? Problem(.badRequest) : Problem.unavailable(because: "\(failure)")
        for work in batch { work.fail(error) }
      }
    }
  }

  /// Commits a batch; once more on a new connection when the first one was lost. That is safe although the first commit may have been made: a command
  /// is known again by its key, a deadline by its being gone. Once more also when something in it was there already, which then is looked up.
  private func attempt(_ batch: inout [Work], isAlone: Bool) -> Result<Outcome, any Error> {
    writing.withLock { writing in
      var result = attempt(&batch, isAlone: isAlone, &writing)
      if case .failure(let error) = result, let failure = error as? PostgresFailure,
        !isLeft.load(ordering: .relaxed), failure.isLost || (failure.isRepeated && writing.careful == 0)
      {
        writing.careful = Self.caution
        writing.transaction.mayBeDone = failure.isLost
        defer { writing.transaction.mayBeDone = false }
        result = attempt(&batch, isAlone: isAlone, &writing)
      }
      writing.careful = max(0, writing.careful - 1)
      return result
    }
  }

  private func attempt(_ batch: inout [Work], isAlone: Bool, _ writing: inout Writing) -> Result<Outcome, any Error> {
    do {
      guard !isLeft.load(ordering: .relaxed) else { throw PostgresFailure(state: "", message: "the backend ended") }
      let session = try writing.session ?? open()
      writing.session = session
      if writing.provedAt.map({ .now - $0 >= belief }) ?? true {
        try PostgresOpening.checkDurable(session)
        writing.provedAt = .now
        doubt.withLock { $0 = nil }
      }
      return .success(try commit(&batch, isAlone: isAlone, &writing, session))
    } catch {
      if let error = error as? StoreOpeningError { doubt.withLock { $0 = error.words } }
      writing.provedAt = nil
      // What was there already is some of this office's; of the others nothing was written.
      if let office = batch.first?.office, (error as? PostgresFailure)?.isRepeated == true {
        writing.transaction.known.forget(office)
      } else {
        writing.transaction.known.forget()
      }
      writing.session = nil
      return .failure(error)
    }
  }

  private func open() throws -> PostgresSession {
    let session = try address.connect()
    session.isLeft = { [weak self] in self?.isLeft.load(ordering: .relaxed) ?? true }
    try session.boundTransactions()
    if let lockSeconds { try session.run("SET lock_timeout = '\(lockSeconds)s'", []) }
    return session
  }

  private func commit(
    _ batch: inout [Work], isAlone: Bool, _ writing: inout Writing, _ session: PostgresSession
  ) throws -> Outcome {
    try session.run("BEGIN ISOLATION LEVEL READ COMMITTED", [])
    // What turns out to be done already may lack its standby still. Who writes something, be it a head's lock or this, waits for the standby to have all that
    // came before.
    if writing.careful > 0, batch.first?.office == nil {
      try session.run("SELECT pg_logical_emit_message(true, 'zuoxi', '')", [])
    }
    let office = batch.first?.office
    let head = try office.flatMap { office in
      try session.one("SELECT epoch, seq FROM heads WHERE office = ? FOR UPDATE", [office.rawValue])
    }
    // What came while another backend had the head goes along.
    if let office, !isAlone {
      let room = StoreLine<PostgresSession>.batchLimit - batch.count
      batch += line.withLock { Self.take(office, upTo: room, from: &$0) }
    }
    let supposesNew = writing.careful == 0
    writing.transaction.begin(office, at: try head.map { try EventPosition(epoch: $0[0], sequence: $0[1]) })
    if let office, head != nil {
      try writing.transaction.look(
        ahead: batch.compactMap(\.request), of: office, supposesNew: supposesNew, session)
    }
    var done: [Work.Done] = []
    done.reserveCapacity(batch.count)
    for work in batch { done.append(try Self.perform(work, supposesNew, &writing.transaction, session)) }
    let events = try writing.transaction.numberEvents(session)
    try session.commit()
    return (done, events)
  }

  /// A refusal is decided before anything is written, so it leaves nothing to undo; any other failure undoes the whole transaction. What was supposed to
  /// be new is looked up before it is refused: it may be a repetition of what was done.
  private static func perform(
    _ work: Work, _ supposesNew: Bool, _ transaction: inout RowTransaction, _ session: PostgresSession
  ) throws -> Work.Done {
    do {
      if supposesNew, let request = work.request {
        transaction.supposeNew(request)
        do { return try work.perform(&transaction, session) } catch is Problem { transaction.looksUp(request) }
      }
      return try work.perform(&transaction, session)
    } catch let problem as Problem {
      return .refused(problem)
    }
  }
}
