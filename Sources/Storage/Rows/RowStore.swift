import Desk
import Service
import Synchronization

/// A store that keeps rows: what is asked of it is the same in every engine; engines differ in how a transaction is made.
protocol RowStore: Store {
  associatedtype Session: SQLSession
  /// Puts something in the line for the next transaction.
  func submit(_ work: StoreWork<Session>)
  /// Puts something of a backend's lease in a line in which it waits for no office.
  func submitLease(_ work: StoreWork<Session>)
  /// Reads several times from one consistent view.
  func view<Value: Sendable>(_ body: @escaping @Sendable (Session) throws -> Value) async throws -> Value
  /// Reads once.
  func reading<Value: Sendable>(_ body: @escaping @Sendable (Session) throws -> Value) async throws -> Value
}

extension RowStore {
  func submitLease(_ work: StoreWork<Session>) { submit(work) }

  /// Handles a command; see `Store`.
  func perform(_ request: CommandRequest, at now: Timestamp) async throws -> CommandResult {
    try await withCheckedThrowingContinuation { submit(.command(request, at: now, $0)) }
  }

  /// Runs `body` on a consistent view of one office.
  func read<Value: Sendable>(
    _ office: OfficeID, _ body: @escaping @Sendable (any OfficeReader) throws -> Value
  ) async throws -> Value {
    try await view { try body(RowReader(db: $0, id: office)) }
  }

  /// The codes of the offices there are, in order.
  func officeIDs() async throws -> [OfficeID] {
    try await reading { db in
      try db.all("SELECT office FROM offices ORDER BY office", []).map { try OfficeID($0[0] as String) }
    }
  }

  /// The offices that can be read, by code.
  func offices() async throws -> [Office] {
    try await reading { db in
      try db.all("SELECT doc FROM offices ORDER BY office", []).compactMap { row in
        let words: String = try row[0]
        return try? Document.value(Office.self, words)
      }
    }
  }

  /// Loads an office's import files in one transaction, once if wanted.
  func load(
    _ content: OfficeContent, at now: Timestamp, audit record: AuditRecord?, once: Once?
  ) async throws -> String? {
    try await change(once, of: content.office.id) { transaction, db in
      try transaction.load(content, at: now, db: db)
      if let record { try transaction.audit(record, db) }
    }
  }

  /// The answer of the first time, if it was done already.
  func remembered(_ once: Once) async throws -> String? {
    try await reading { db in try RememberedAnswer.words(of: once, db) }
  }

  /// Keeps a session, once if wanted.
  func keep(_ session: SessionRow, once: Once?) async throws -> String? {
    try await change(once) { transaction, db in
      try db.run(
        """
        INSERT INTO sessions (token_hash, office, subject, expires_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (office, token_hash) DO UPDATE SET
        subject = excluded.subject, expires_at = excluded.expires_at
        """,
        [
          session.tokenHash, session.office.rawValue, try Document.text(session.subject, transaction.encoder),
          session.expiresAt.milliseconds,
        ])
    }
  }

  /// Takes a session away and keeps another in its place.
  func exchange(_ tokenHash: String, for session: SessionRow, once: Once?) async throws -> String? {
    try await change(once, of: session.office) { transaction, db in
      let sql = "SELECT COUNT(*) FROM sessions WHERE office = ? AND token_hash = ?"
      let count: Int = try db.one(sql, [session.office.rawValue, tokenHash])?[0] ?? 0
      guard count == 1 else { throw Problem(.tokenExpired) }
      try db.run(
        "DELETE FROM sessions WHERE office = ? AND token_hash = ?", [session.office.rawValue, tokenHash])
      try db.run(
        "INSERT INTO sessions (token_hash, office, subject, expires_at) VALUES (?, ?, ?, ?)",
        [
          session.tokenHash, session.office.rawValue, try Document.text(session.subject, transaction.encoder),
          session.expiresAt.milliseconds,
        ])
    }
  }

  /// Finds a session.
  func session(tokenHash: String) async throws -> SessionRow? {
    try await reading { try Self.session(tokenHash, $0) }
  }

  /// Finds a session and whose it is, in one go.
  func holder(tokenHash: String) async throws -> (session: SessionRow, account: Account?)? {
    try await reading { db in
      guard let session = try Self.session(tokenHash, db) else { return nil }
      return (session, try session.subject.agent.flatMap { try RowReader(db: db, id: session.office).account($0) })
    }
  }

  private static func session(_ tokenHash: String, _ db: Session) throws -> SessionRow? {
    try db.one("SELECT office, subject, expires_at FROM sessions WHERE token_hash = ?", [tokenHash]).map { row in
      try SessionRow(
        tokenHash: tokenHash, office: OfficeID(row[0] as String),
        subject: Document.value(SessionRow.Subject.self, row[1]),
        expiresAt: Timestamp(milliseconds: row[2]))
    }
  }

  /// Revokes a session.
  func revoke(tokenHash: String) async throws {
    try await change { _, db in try db.run("DELETE FROM sessions WHERE token_hash = ?", [tokenHash]) }
  }

  /// Timers due by then, in order of their due time.
  func dueTimers(by now: Timestamp, limit: Int) async throws -> [(office: OfficeID, timer: ServiceTimer)] {
    try await reading { db in
      try db.all(
        "SELECT office, kind, subject, due FROM timers WHERE due <= ? ORDER BY due LIMIT ?", [now.milliseconds, limit]
      ).compactMap { row in
        try ServiceTimer.Kind(rawValue: row[1]).map { kind in
          try (
            OfficeID(row[0] as String),
            ServiceTimer(kind: kind, subject: row[2], due: Timestamp(milliseconds: row[3]))
          )
        }
      }
    }
  }

  /// Gives everybody of an office, or of each, whose connection was lost their full grace from now on.
  func renewGraces(of office: OfficeID?, at now: Timestamp) async throws {
    let offices = if let office { [office] } else { try await officeIDs() }
    try await change { _, db in
      for office in offices { try Self.renewGraces(of: office, at: now, db) }
    }
  }

  /// The graces that the office sets; as long as it cannot be read, the usual ones.
  static func renewGraces(of office: OfficeID, at now: Timestamp, _ db: some SQLSession) throws {
    let words: String? = try db.one("SELECT doc FROM offices WHERE office = ?", [office.rawValue])?[0]
    let settings = words.flatMap { try? Document.value(Office.self, $0) }?.settings ?? OfficeSettings()
    for kind in ServiceTimer.Kind.allCases {
      guard let grace = kind.grace(settings) else { continue }
      let due = now.advanced(seconds: grace).milliseconds
      try db.run(
        "UPDATE timers SET due = ? WHERE office = ? AND kind = ? AND due < ?",
        [due, office.rawValue, kind.rawValue, due])
    }
  }

  /// Puts a deadline off until then, unless it was changed since it was read.
  func putOff(_ timer: ServiceTimer, of office: OfficeID, until moment: Timestamp) async throws {
    try await change { _, db in
      try db.run(
        "UPDATE timers SET due = ? WHERE office = ? AND kind = ? AND subject = ? AND due = ?",
        [moment.milliseconds, office.rawValue, timer.kind.rawValue, timer.subject, timer.due.milliseconds])
    }
  }

  /// Appends to the audit trail.
  func audit(_ record: AuditRecord) async throws {
    try await change { transaction, db in try transaction.audit(record, db) }
  }

  // MARK: - Ways in

  /// Makes a change; one that may append to an office's log names the office.
  func change(
    of office: OfficeID? = nil, _ body: @escaping @Sendable (inout RowTransaction, Session) throws -> Void
  ) async throws {
    try await withCheckedThrowingContinuation { submit(.change(office, body, $0)) }
  }

  /// Makes a change unless it was made before under the same key; then tells the answer of that time.
  func change(
    _ once: Once?, of office: OfficeID? = nil,
    _ body: @escaping @Sendable (inout RowTransaction, Session) throws -> Void
  ) async throws -> String? {
    let earlier = Mutex<String?>(nil)
    try await change(of: office) { transaction, db in
      if let once, let words = try RememberedAnswer.words(of: once, db) {
        earlier.withLock { $0 = words }
        return
      }
      try body(&transaction, db)
      if let once { try RememberedAnswer.remember(once, db) }
    }
    return earlier.withLock { $0 }
  }
}
