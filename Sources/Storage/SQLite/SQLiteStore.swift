import Desk
import GRDB

/// The store on SQLite: WAL, `synchronous=FULL`, one batching writer, many readers.
final class SQLiteStore: RowStore {
  private let pool: DatabasePool
  private let writer: SQLiteWriter
  private let folder: String
  private let leastRoom: UInt64

  /// Opens the store in `folder`, making it if it is not there, readable by its owner only. With less than `leastRoom` bytes on its disk it takes no
  /// more work on. Tables of an earlier release are refused unless they are to be brought up to date.
  init(folder: String, leastRoom: UInt64 = 8_388_608, updating: Bool = true) throws {
    self.folder = folder
    self.leastRoom = leastRoom
    pool = try SQLiteOpening.pool(in: folder, updating: updating)
    writer = SQLiteWriter(pool: pool)
  }

  /// A file is one backend's.
  var isShared: Bool { false }

  /// What the store has done since it was opened.
  var statistics: StoreStatistics { writer.statistics }

  /// Forgets answers remembered for seven days and sessions that ended a day ago.
  func prune(at now: Timestamp) async throws {
    let day: Int64 = 86_400_000
    let week = 7 * day
    try await pruneImages(at: now)
    try await pruneCalls(at: now)
    try await pruneFigures(at: now)
    try await pruneDeliveries(at: now)
    try await change { _, db in
      try db.run("DELETE FROM sessions WHERE expires_at <= ?", [now.milliseconds - day])
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
  func durability() async throws -> [String: String] {
    try await pool.writeWithoutTransaction { try SQLiteOpening.durability($0) }
  }

  /// Writes through to the disk, and looks whether there is room for more: what is written in place of something takes none.
  func probe() async throws {
    // SQLite does not write a row that stays the same: this changes, and nothing reads it.
    try await change { _, db in
      let mark: Int = try db.one("PRAGMA user_version", [])?[0] ?? 0
      try db.run(mark == 0 ? "PRAGMA user_version = 1" : "PRAGMA user_version = 0", [])
    }
    guard let room = DataFolder.room(in: folder), room < leastRoom else { return }
    throw Problem(
      .unavailable,
      detail: Localised(
        "数据目录所在磁盘只剩 \(room / 1_024) KiB，请腾出空间", "the data folder's disk has \(room / 1_024) KiB left: make room"),
      retryAfter: 5)
  }

  /// Finishes what has been accepted, then closes.
  func close() async throws {
    writer.close()
    // Once broken it takes nothing, and what its files hold is for a restart to find out: closing them would write.
    if statistics.isBroken { return }
    let hasWritten = statistics.commits > 0
    try await withCheckedThrowingContinuation { writer.add(.change(nil, { _, _ in }, $0), isLast: true) }
    // All of it into the one file, whose pages `check` looks at; whoever reads meanwhile leaves it for the next time. Who has written nothing, such as a
    // check beside a backend, holds up nobody for it.
    if hasWritten { _ = try? await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) } }
    try pool.close()
  }

  // MARK: - Ways in

  func submit(_ work: StoreWork<Database>) { writer.add(work) }

  func view<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await reading(body)
  }

  func reading<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch let error as DatabaseError {
      // An expression the full-text index cannot read is the caller's; everything else is the database's. Where a statement or a table is not as it should
      // be, coming again does not help.
      let isStatement = error.resultCode == .SQLITE_ERROR
      if isStatement, Self.isExpression(error.message ?? "") { throw Problem(.badRequest) }
      throw StoreReadingError(
        problem: isStatement ? Problem(.internalError) : Problem(.unavailable, retryAfter: 1),
        reason: SQLiteWriter.words(error))
    }
  }

  private static func isExpression(_ words: String) -> Bool {
    ["fts5", "unterminated string", "malformed MATCH"].contains { words.hasPrefix($0) }
  }
}
