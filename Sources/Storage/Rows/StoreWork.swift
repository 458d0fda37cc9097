import Desk
import Service

/// Something that waits for a writer's next transaction.
enum StoreWork<Session: SQLSession>: Sendable {
  typealias Change = @Sendable (inout RowTransaction, Session) throws -> Void

  /// What became of it, before the commit.
  enum Done {
    case command(RowTransaction.Performed)
    case change
    case refused(any Error)
  }

  /// A command of a person or of the backend.
  case command(CommandRequest, at: Timestamp, CheckedContinuation<CommandResult, any Error>)
  /// Any other change; of an office whose log it may append to, or of none.
  case change(OfficeID?, Change, CheckedContinuation<Void, any Error>)

  /// The office it changes.
  var office: OfficeID? {
    switch self {
    case .command(let request, _, _): request.office
    case .change(let office, _, _): office
    }
  }

  /// The command, if it is one.
  var request: CommandRequest? { if case .command(let request, _, _) = self { request } else { nil } }

  /// Does it, within a transaction.
  func perform(_ transaction: inout RowTransaction, _ session: Session) throws -> Done {
    switch self {
    case .command(let request, let now, _): return .command(try transaction.perform(request, at: now, db: session))
    case .change(_, let body, _):
      try body(&transaction, session)
      return .change
    }
  }

  /// Tells whoever waits that it is durable, or refused.
  func finish(_ done: Done, _ events: [OfficeID: [Event]]) {
    switch (self, done) {
    case (.command(let request, _, let continuation), .command(let performed)):
      let appended = performed.events.isEmpty ? [] : Array((events[request.office] ?? [])[performed.events])
      continuation.resume(
        returning: CommandResult(answer: performed.answer, events: appended, isReplay: performed.isReplay))
    case (.change(_, _, let continuation), .change): continuation.resume()
    case (_, .refused(let error)): fail(error)
    default: fail(Problem(.internalError))
    }
  }

  /// Tells whoever waits that it was not done.
  func fail(_ error: any Error) {
    switch self {
    case .command(_, _, let continuation): continuation.resume(throwing: error)
    case .change(_, _, let continuation): continuation.resume(throwing: error)
    }
  }
}

/// The line before a writer.
struct StoreLine<Session: SQLSession> {
  /// More than this may not wait: the caller is told to come back, rather than everyone waiting longer and longer.
  static var limit: Int { 10_000 }
  /// More than this do not go into one transaction, so that the first of them need not wait too long for the last.
  static var batchLimit: Int { 512 }

  var waiting: [StoreWork<Session>] = []
  var isBusy = false
  var isClosed = false
  var statistics = StoreStatistics()

  /// Takes something in, if there is room; says whether the writer has to be woken.
  mutating func add(_ work: StoreWork<Session>, isLast: Bool) -> (isTaken: Bool, begins: Bool) {
    guard isLast || (!isClosed && waiting.count < Self.limit), !statistics.isBroken else { return (false, false) }
    waiting.append(work)
    defer { isBusy = true }
    return (true, !isBusy)
  }

  /// Counts a commit.
  mutating func count(_ size: Int, _ events: [OfficeID: [Event]]) {
    statistics.commits += 1
    statistics.commands += size
    statistics.events += events.values.reduce(0) { $0 + $1.count }
    statistics.largestBatch = max(statistics.largestBatch, size)
  }
}
