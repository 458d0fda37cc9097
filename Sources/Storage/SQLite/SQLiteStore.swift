import Desk
import Foundation
import GRDB
import Service

/// The store on SQLite: WAL, `synchronous=FULL`, one batching writer, many readers.
public final class SQLiteStore: Store {
  private let pool: DatabasePool
  private let writer: SQLiteWriter

  /// Opens the store in `folder`, making it if it is not there, readable by its owner only. `onCommit` is told the new events of each commit,
  /// in order, before those who asked are answered; it must return at once.
  public init(folder: String, onCommit: @escaping @Sendable ([OfficeID: [Event]]) -> Void = { _ in }) throws {
    pool = try SQLiteOpening.pool(in: folder)
    writer = SQLiteWriter(pool: pool, onCommit: onCommit)
  }

  /// What the store has done since it was opened.
  public var statistics: StoreStatistics { writer.statistics }

  /// Handles a command; see `Store`.
  public func perform(_ request: CommandRequest, at now: Timestamp) async throws -> CommandResult {
    try await withCheckedThrowingContinuation { writer.add(.command(request, at: now, $0)) }
  }

  /// Runs `body` on a consistent view of one office.
  public func read<Value: Sendable>(
    _ office: OfficeID, _ body: @escaping @Sendable (any OfficeReader) throws -> Value
  ) async throws -> Value {
    try await reading { try body(SQLiteReader(db: $0, id: office)) }
  }

  /// The offices there are, by code.
  public func offices() async throws -> [Office] {
    try await reading { db in
      try db.all("SELECT doc FROM offices ORDER BY office").map { try Document.value(Office.self, $0[0]) }
    }
  }

  /// Loads an office's import files in one transaction.
  public func load(_ content: OfficeContent, at now: Timestamp) async throws {
    try await change { transaction, db in try transaction.load(content, at: now, db: db) }
  }

  /// Keeps a session.
  public func keep(_ session: SessionRow) async throws {
    try await change { transaction, db in
      try db.run(
        "INSERT OR REPLACE INTO sessions (token_hash, office, subject, expires_at) VALUES (?, ?, ?, ?)",
        [
          session.tokenHash, session.office.rawValue, try Document.text(session.subject, transaction.encoder),
          session.expiresAt.milliseconds,
        ])
    }
  }

  /// Finds a session.
  public func session(tokenHash: String) async throws -> SessionRow? {
    try await reading { db in
      try db.one("SELECT office, subject, expires_at FROM sessions WHERE token_hash = ?", [tokenHash]).map { row in
        SessionRow(
          tokenHash: tokenHash, office: OfficeID(row[0] as String),
          subject: try Document.value(SessionRow.Subject.self, row[1]),
          expiresAt: Timestamp(milliseconds: row[2]))
      }
    }
  }

  /// Revokes a session.
  public func revoke(tokenHash: String) async throws {
    try await change { _, db in try db.run("DELETE FROM sessions WHERE token_hash = ?", [tokenHash]) }
  }

  /// Timers due by then, in order of their due time.
  public func dueTimers(by now: Timestamp, limit: Int) async throws -> [(office: OfficeID, timer: ServiceTimer)] {
    try await reading { db in
      try db.all(
        "SELECT office, kind, subject, due FROM timers WHERE due <= ? ORDER BY due LIMIT ?", [now.milliseconds, limit]
      ).compactMap { row in
        ServiceTimer.Kind(rawValue: row[1]).map { kind in
          (
            OfficeID(row[0] as String),
            ServiceTimer(kind: kind, subject: row[2], due: Timestamp(milliseconds: row[3]))
          )
        }
      }
    }
  }

  /// Counts a question nobody could answer; its first 500 characters tell it from others.
  public func noteUnanswered(_ question: String, office: OfficeID, at now: Timestamp) async throws {
    let question = String(question.prefix(500))
    try await change { _, db in
      // Bounded, because anybody may ask anything: new questions are not added to more than 10,000.
      try db.run(
        """
        INSERT INTO unanswered (office, question, count, last_at) SELECT ?1, ?2, 1, ?3
        WHERE EXISTS (SELECT 1 FROM unanswered WHERE office = ?1 AND question = ?2)
        OR (SELECT COUNT(*) FROM unanswered WHERE office = ?1) < 10000
        ON CONFLICT (office, question) DO UPDATE SET count = count + 1, last_at = excluded.last_at
        """, [office.rawValue, question, now.milliseconds])
    }
  }

  /// Appends to the audit trail.
  public func audit(_ record: AuditRecord) async throws {
    try await change { _, db in
      try db.run(
        "INSERT INTO audit (office, at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?, ?)",
        [
          record.office.rawValue, record.at.milliseconds, record.actor, record.act, record.subject, record.detail,
        ])
    }
  }

  /// Forgets answers remembered for seven days and sessions that have ended.
  public func prune(at now: Timestamp) async throws {
    let week: Int64 = 7 * 86_400_000
    try await change { _, db in
      try db.run("DELETE FROM sessions WHERE expires_at <= ?", [now.milliseconds])
    }
    // A thousand at a time, so that nobody waits behind it. Rows stand in the order they came, so the oldest are the first.
    var isMore = true
    while isMore {
      let before = try await oldestAnswers(before: now.milliseconds - week)
      isMore = before > 0
      if isMore {
        try await change { _, db in
          try db.run(
            "DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers ORDER BY rowid LIMIT 1000) AND at <= ?",
            [now.milliseconds - week])
        }
      }
    }
  }

  /// How many of the thousand oldest answers are older than that.
  private func oldestAnswers(before moment: Int64) async throws -> Int {
    try await reading { db in
      try db.one(
        "SELECT COUNT(*) FROM (SELECT at FROM answers ORDER BY rowid LIMIT 1000) WHERE at <= ?", [moment])?[0] ?? 0
    }
  }

  /// What the writing connection reports of `synchronous`, `journal_mode` and `foreign_keys`.
  public func durability() async throws -> [String: String] {
    try await pool.writeWithoutTransaction { try SQLiteOpening.durability($0) }
  }

  /// Finishes what has been accepted, then closes.
  public func close() async throws {
    writer.close()
    try await withCheckedThrowingContinuation { writer.add(.change({ _, _ in }, $0), isLast: true) }
    try pool.close()
  }

  // MARK: - Ways in

  private func change(_ body: @escaping @Sendable (inout SQLiteTransaction, Database) throws -> Void) async throws {
    try await withCheckedThrowingContinuation { writer.add(.change(body, $0)) }
  }

  private func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch let error as DatabaseError {
      // An expression the full-text index cannot read is the caller's; everything else is the database's.
      throw Problem(error.resultCode == .SQLITE_ERROR ? .badRequest : .unavailable, retryAfter: 1)
    }
  }
}
