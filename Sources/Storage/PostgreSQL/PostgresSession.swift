import CPostgres
import Desk
import Foundation
import GRDB

/// One connection to PostgreSQL. The outcome of what is only run is read with the next rows or the commit, so that a transaction takes as many journeys as
/// it has questions, not as it has statements. It is sent in parcels, while more is being thought of.
final class PostgresSession: SQLSession {
  /// How a statement is known to the server; the kinds of what is bound belong to it.
  private struct Statement: Hashable {
    var sql: String
    var kinds: [Oid]
  }

  /// How often the server warned.
  private final class Warnings {
    var count = 0
  }

  /// What is to be sent.
  private enum Message {
    case prepare(String, Statement)
    case perform(String, [BoundTexts.Text])
  }

  /// Seconds without a word from the server after which the connection is given up: longer than any statement may take there.
  var patience = 20.0
  /// Asked while something is waited for: nobody waits for it any more.
  var isLeft: @Sendable () -> Bool = { false }
  /// Bytes sent in one piece: fewer than those of which libpq by itself sends a part (8,192).
  private static let parcel = 8_000
  /// Bytes kept while the kernel has no room for them; with more, it is waited for.
  private static let keptLimit = 1_000_000

  private let url: String
  private let connection: OpaquePointer
  private let warnings = Warnings()
  /// How often it had warned when the last result came, and when the one before did.
  private var warned = 0
  private var warnedBefore = 0
  /// The server's process and when it began.
  private var process: (id: Int, began: String)?
  /// Names of statements are this connection's own, also at a server that a pooler gives to one and then to another.
  private let prefix = "s" + String(UInt64.random(in: 0 ... .max), radix: 36) + "_"
  private var prepared: [Statement: String] = [:]
  /// What is still to be sent, and how many bytes each takes.
  private var kept: [(message: Message, size: Int)] = []
  private var keptSize = 0
  private var gathered = GatheredRows()
  /// Results on their way, and the ends of parcels.
  private var outstanding = 0
  private var ends = 0
  /// The server has said that a transaction is under way.
  private var isInTransaction = false
  /// Cursors opened so far.
  var cursors = 0
  /// Why the connection is of no more use.
  private(set) var broken: PostgresFailure?

  /// Connects and says how the server shall treat this connection: what takes too long is broken off there, so that a backend that is stopped in the
  /// middle of a transaction holds nobody up.
  init(_ url: String) throws {
    guard let connection = Self.connect(url) else { throw PostgresFailure(state: "", message: "out of memory") }
    self.url = url
    self.connection = connection
    guard PQstatus(connection) == CONNECTION_OK else {
      throw PostgresFailure(state: "", message: Self.words(PQerrorMessage(connection)))
    }
    PQsetNoticeReceiver(connection, Self.hear, Unmanaged.passUnretained(warnings).toOpaque())
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
      throw PostgresFailure(state: "", message: Self.words(PQerrorMessage(connection)))
    }
    try run("SET statement_timeout = '15s'", [])
    try run("SET lock_timeout = '10s'", [])
    try run("SET idle_in_transaction_session_timeout = '5s'", [])
    try run("SET client_min_messages = 'warning'", [])
    // A machine that is gone without a word is noticed by the server within some ten seconds, too.
    try run("SET tcp_keepalives_idle = 5", [])
    try run("SET tcp_keepalives_interval = 2", [])
    try run("SET tcp_keepalives_count = 3", [])
    try run("SET tcp_user_timeout = '11s'", [])
    process = try one(
      "SELECT pid, extract(epoch FROM backend_start)::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", []
    ).map { try ($0[0], $0[1]) }
  }

  deinit {
    for (message, _) in kept { Self.release(message) }
    PQfinish(connection)
  }

  /// What the server says beside its results.
  private static let hear: PQnoticeReceiver = { warnings, notice in
    let severity = PQresultErrorField(notice, Int32(UInt8(ascii: "V"))).map { String(cString: $0) }
    guard let warnings, severity == "WARNING" else { return }
    Unmanaged<Warnings>.fromOpaque(warnings).takeUnretainedValue().count += 1
  }

  func run(_ sql: String, _ values: [SQLValue]) throws {
    try keep(sql, values)
    try sendParcels()
  }

  func add(_ values: [SQLValue], to table: GrowingTable) throws {
    if let broken { throw broken }
    let texts = try BoundTexts.texts(values.map { $0?.databaseValue ?? .null })
    guard gathered.add((texts, BoundTexts.size(texts)), to: table, limit: Self.parcel) else { return }
    keepRows(of: table)
    try sendParcels()
  }

  private func sendParcels() throws {
    guard isInTransaction, keptSize >= Self.parcel else { return }
    if keptSize >= Self.keptLimit { try wait(room: true) }
    while keptSize >= Self.parcel, PQflush(connection) == 0, hasRoom { try sendParcel() }
    guard PQconsumeInput(connection) == 1 else { throw lost() }
  }

  /// Statements not sent yet.
  var keptCount: Int { kept.count }

  func one(_ sql: String, _ values: [SQLValue]) throws -> PostgresRow? { try all(sql, values).first }

  func all(_ sql: String, _ values: [SQLValue]) throws -> [PostgresRow] { try all([(sql, values)]).first ?? [] }

  /// The rows of several questions, asked in one journey.
  func all(_ questions: [(sql: String, values: [SQLValue])]) throws -> [[PostgresRow]] {
    guard !questions.isEmpty else { return [] }
    keepRows()
    // What is prepared has a result of its own: all of that comes first, so that the last results are the answers.
    for (sql, values) in questions {
      _ = prepare(Statement(sql: sql, kinds: values.map { BoundTexts.kind($0?.databaseValue ?? .null) }))
    }
    for (sql, values) in questions { try keep(sql, values) }
    let answers = try read(answers: questions.count)
    guard answers.count == questions.count else { throw lost("fewer answers than questions") }
    return answers.map(\.rows)
  }

  /// Waits until everything that was sent is done; throws what went wrong first.
  func finish() throws {
    keepRows()
    _ = try read()
  }

  /// Commits, and believes it only when the server says so and warns of nothing: somebody may have broken off its wait for a standby, which then lacks what
  /// was committed.
  func commit() throws {
    keepRows()
    try keep("COMMIT", [])
    guard try read(isCommit: true).last?.tag == "COMMIT" else {
      throw PostgresFailure(state: "40000", message: "the server rolled the transaction back")
    }
    guard warnings.count == warnedBefore else { throw lost("the server warned of the commit: its standby may lack it") }
  }

  /// Now by the server's clock, not when a transaction began.
  func clock() throws -> Timestamp? {
    try one("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint", [])
      .map { Timestamp(milliseconds: try $0[0]) }
  }

  /// Has the server break off a transaction that lasts longer than any of a backend's own, an import of the largest files included; those before 17 cannot.
  func boundTransactions() throws {
    if PQserverVersion(connection) >= 170_000 { try run("SET transaction_timeout = '600s'", []) }
  }

  /// Undoes the transaction; a connection on which that fails is of no more use.
  func rollBack() {
    guard broken == nil else { return }
    gathered = GatheredRows()
    do {
      try keep("ROLLBACK", [])
      _ = try read()
    } catch {
      broken = broken ?? PostgresFailure(state: "", message: "\(error)")
    }
  }

  /// The connection's socket, to wait on.
  var socket: Int32 { PQsocket(connection) }

  // MARK: - Sending

  private func keep(_ sql: String, _ values: [SQLValue]) throws {
    if let broken { throw broken }
    let bound = values.map { $0?.databaseValue ?? .null }
    let texts = try BoundTexts.texts(bound)
    let name = prepare(Statement(sql: sql, kinds: bound.map(BoundTexts.kind)))
    perform(name, texts, size: BoundTexts.size(texts))
  }

  /// Keeps the rows that wait, in as many statements as it takes.
  private func keepRows() { for table in gathered.tables { keepRows(of: table, all: true) } }

  private func keepRows(of table: GrowingTable, all: Bool = false) {
    repeat {
      // A parcel holds the statement's own bytes, too.
      let rows = gathered.take(table, limit: Self.parcel - 100)
      guard !rows.isEmpty else { return }
      // Of what kind a value is its column says.
      let name = prepare(Statement(sql: table.statement(rows: rows.count), kinds: []))
      perform(name, rows.flatMap(\.texts), size: rows.reduce(0) { $0 + $1.size })
    } while all
  }

  private func perform(_ name: String, _ texts: [BoundTexts.Text], size: Int) {
    // Bind, Describe and Execute have some forty bytes of their own.
    add(.perform(name, texts), size: size + 48 + name.utf8.count)
  }

  private func add(_ message: Message, size: Int) {
    kept.append((message, size))
    keptSize += size
  }

  private func prepare(_ statement: Statement) -> String {
    if let name = prepared[statement] { return name }
    let name = prefix + String(prepared.count)
    add(.prepare(name, statement), size: 2 * statement.sql.utf8.count + 4 * statement.kinds.count + 32)
    prepared[statement] = name
    return name
  }

  /// Sends a parcel of what is kept, or all of it where a failure would not keep the next parcel from being done by itself. Its end makes the server count the
  /// seconds from when it is done with it: were this backend to stop now, the transaction would be broken off there.
  private func sendParcel() throws {
    var (count, size) = (0, 0)
    for (_, next) in kept {
      if isInTransaction, count > 0, size + next > Self.parcel { break }
      count += 1
      size += next
    }
    defer {
      for (message, _) in kept.prefix(count) { Self.release(message) }
      kept.removeFirst(count)
      keptSize -= size
    }
    for (message, _) in kept.prefix(count) { try send(message) }
    guard PQpipelineSync(connection) == 1 else { throw lost() }
    ends += 1
  }

  private func send(_ message: Message) throws {
    let isSent: Int32
    switch message {
    case .prepare(let name, let statement):
      isSent = PQsendPrepare(
        connection, name, Self.places(statement.sql), Int32(statement.kinds.count), statement.kinds)
    case .perform(let name, let texts):
      let places = texts.map { UnsafePointer<CChar>($0) }
      isSent = PQsendQueryPrepared(connection, name, Int32(places.count), places, nil, nil, 0)
    }
    guard isSent == 1 else { throw lost() }
    outstanding += 1
  }

  private static func release(_ message: Message) {
    if case .perform(_, let texts) = message { for text in texts { free(text) } }
  }

  /// `?` as `$1`, `$2`…; our statements have no question marks elsewhere.
  private static func places(_ sql: String) -> String {
    var number = 0
    var text = ""
    for character in sql {
      if character == "?" {
        number += 1
        text += "$\(number)"
      } else {
        text.append(character)
      }
    }
    return text
  }

  // MARK: - Reading

  /// Reads every result on its way; returns the last ones. The first failure is thrown, when all are read.
  private func read(answers: Int = 1, isCommit: Bool = false) throws -> [PostgresResult] {
    if let broken { throw broken }
    try sendParcel()
    while !kept.isEmpty {
      try wait(room: true)
      try sendParcel()
    }
    var results: [PostgresResult] = []
    var failure: PostgresFailure?
    while ends > 0 {
      try wait(isCommit: isCommit)
      guard let pointer = PQgetResult(connection) else {
        outstanding -= 1
        guard outstanding >= 0 else { throw lost() }
        continue
      }
      let result = PostgresResult(pointer)
      if result.status == PGRES_PIPELINE_SYNC {
        ends -= 1
        continue
      }
      if failure == nil { failure = result.failure }
      // What is warned of comes before the result it belongs to.
      (warnedBefore, warned) = (warned, warnings.count)
      results.append(result)
      if results.count > 2 * answers { results.removeFirst(answers) }
    }
    outstanding = 0
    isInTransaction = PQtransactionStatus(connection) == PQTRANS_INTRANS
    if let failure {
      // What was prepared after the failure was not: the names are not to be trusted any more.
      broken = failure
      throw failure
    }
    return results.suffix(answers)
  }

  /// The kernel takes a parcel now without keeping a part of it waiting.
  private var hasRoom: Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
    return poll(&descriptor, 1, 0) == 1 && descriptor.revents & Int16(POLLOUT) != 0
  }

  /// Waits for a result, or for room for the next parcel; with a commit among what was sent as long as the server is at it, for it goes on there in any case,
  /// and with it what it has locked.
  private func wait(room: Bool = false, isCommit: Bool = false) throws {
    var end = ContinuousClock.now + .seconds(patience)
    while true {
      let state = PQflush(connection)
      guard state >= 0 else { throw lost() }
      if state == 0, room ? hasRoom : PQisBusy(connection) == 0 { return }
      guard !isLeft() else { throw lost("no answer until the backend ended") }
      let left = end - .now
      if left <= .zero {
        guard isCommit, isAtWork else { throw lost("no answer within \(Int(patience)) s") }
        end = .now + .seconds(patience)
        continue
      }
      let events = Int16(POLLIN) | (state == 1 || room ? Int16(POLLOUT) : 0)
      var descriptor = pollfd(fd: socket, events: events, revents: 0)
      let count = poll(&descriptor, 1, Int32(min(left / .milliseconds(1), 1_000)) + 1)
      guard count > 0 else { continue }
      if descriptor.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, PQconsumeInput(connection) == 0 { throw lost() }
    }
  }

  /// Whether the server's process is still at it, as a connection made for the question is told. One that is there and does nothing has answered, and the answer
  /// was lost on its way. When no connection can be made nobody knows; when it leads to another server, which took over, it is not.
  private var isAtWork: Bool {
    guard let process else { return false }
    do {
      let sql = """
        SELECT 1 FROM pg_stat_activity
        WHERE pid = ? AND extract(epoch FROM backend_start)::text = ? AND state = 'active'
        """
      return try PostgresSession(url).one(sql, [process.id, process.began]) != nil
    } catch {
      return true
    }
  }

  private func lost(_ words: String? = nil) -> PostgresFailure {
    let failure = PostgresFailure(state: "", message: words ?? Self.words(PQerrorMessage(connection)))
    broken = failure
    return failure
  }

  /// On one line, for logs.
  private static func words(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0).split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
  }
}
