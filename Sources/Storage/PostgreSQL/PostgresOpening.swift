import Foundation
import GRDB

/// Makes sure that the server keeps what it acknowledges, and that the tables are there.
enum PostgresOpening {
  /// Connects, checks, and brings the tables up to date, or refuses those that are not when that is not to be done.
  static func prepare(_ url: String, updating: Bool = true) throws {
    do {
      let session = try PostgresSession(url)
      try checkDurable(session)
      guard try updating || isCurrent(session, .current) else {
        let isThere = try session.one("SELECT to_regclass('offices') IS NOT NULL", [])?[0] == true
        let isEmpty = try !isThere || session.all("SELECT office FROM offices ORDER BY office", []).isEmpty
        throw StoreOpeningError.older(Stores.place(url), isEmpty: isEmpty)
      }
      try migrate(url)
    } catch let failure as PostgresFailure {
      throw failure.refusal(of: url)
    }
  }

  /// What the server reports of the settings that durability hangs on.
  static func durability(_ session: PostgresSession) throws -> [String: String] {
    let names = ["server_version_num", "fsync", "full_page_writes", "synchronous_commit"]
    let asked = names.map { "current_setting('\($0)')" }.joined(separator: ", ")
    guard let row = try session.one("SELECT " + asked, []) else { return [:] }
    return try names.indices.reduce(into: [:]) { $0[names[$1]] = try row[$1] }
  }

  /// Throws `StoreOpeningError` when what the server acknowledges may be gone after a power cut.
  static func checkDurable(_ session: PostgresSession) throws {
    let settings = try durability(session)
    let version = Int(settings["server_version_num"] ?? "") ?? 0
    guard version >= 150_000 else {
      throw StoreOpeningError(
        "需要 PostgreSQL 15 或更新的版本，此处为 \(version / 10_000)",
        "PostgreSQL 15 or later is needed, this is \(version / 10_000)")
    }
    for (name, allowed) in [
      ("fsync", ["on"]), ("full_page_writes", ["on"]), ("synchronous_commit", ["on", "remote_apply", "remote_write"]),
    ] {
      let found = settings[name] ?? ""
      guard allowed.contains(found) else {
        throw StoreOpeningError(
          "PostgreSQL 报告 \(name)=\(found)：提交不能持久；请设为 \(allowed.joined(separator: " 或 "))",
          "PostgreSQL reports \(name)=\(found): commits would not be durable; set it to \(allowed.joined(separator: " or "))"
        )
      }
    }
  }

  /// "zuoxi" in ASCII: the name of the lock, in a database that may have others.
  private static let lock = 0x7A_756F_7869
  /// How often a step is tried before the table it needs is said to be in use: about a minute.
  private static let tries = 120

  /// One backend at a time brings the tables up to date; the others wait for it. Nobody else does: a step that needs a table to itself waits for it only
  /// a moment, for whoever comes after it would wait behind it, and tries again.
  static func migrate(_ url: String, to schema: PostgresSchema = .current) throws {
    let guardian = try patient(url)
    if try isCurrent(guardian, schema) { return }
    // Asked again and again: whoever waited within one statement would be waited for by an index that is being built.
    while try guardian.one("SELECT pg_try_advisory_lock(?)", [lock])?[0] != true {
      _ = try guardian.one("SELECT pg_sleep(0.2)", [])
    }
    try guardian.run(
      "CREATE TABLE IF NOT EXISTS schema_version (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, oldest BIGINT NOT NULL)",
      [])
    try guardian.run(
      "INSERT INTO schema_version (id, version, oldest) VALUES (1, 0, 0) ON CONFLICT (id) DO NOTHING", [])
    guard let row = try guardian.one("SELECT version, oldest FROM schema_version WHERE id = 1", []) else {
      throw StoreOpeningError("表 schema_version 是空的；请从备份恢复", "the table schema_version is empty; restore a copy")
    }
    let (found, oldest): (Int, Int) = try (row[0], row[1])
    try refuse(oldest, schema)
    for version in stride(from: found + 1, through: schema.version, by: 1) {
      guard let step = schema.steps[version] else { continue }
      for column in step.columns { try briefly(url, pausing: guardian) { try $0.run(column, []) } }
      for fill in step.fills { try self.fill(fill, url) }
      for index in step.indexes { try build(index, url, besideWork: found > 0) }
      try take(step, making: version, oldest: schema.oldest, url, pausing: guardian)
    }
  }

  /// Whether the tables are what a release needs, or newer. It only looks: whoever works on tables that are up to date need not be allowed to change them.
  private static func isCurrent(_ session: PostgresSession, _ schema: PostgresSchema) throws -> Bool {
    guard try session.one("SELECT to_regclass('schema_version') IS NOT NULL", [])?[0] == true,
      let row = try session.one("SELECT version, oldest FROM schema_version WHERE id = 1", [])
    else { return false }
    try refuse(row[1], schema)
    return try row[0] >= schema.version
  }

  /// Refuses tables that a newer release has brought up to date, though this one could serve them: who copies rows, or takes them away, has to know all of
  /// them. Throws `StoreOpeningError`.
  static func refuseNewer(_ url: String, than schema: PostgresSchema = .current) throws {
    let found = try PostgresSession(url).one("SELECT version FROM schema_version WHERE id = 1", [])
    guard let version: Int = try found?[0], version > schema.version else { return }
    throw StoreOpeningError(
      "数据库已由较新的 zuoxid 升级，此版本不认识其中新增的内容：请用那个版本执行",
      "the database was brought up to date by a newer zuoxid, and this one does not know all that is in it: use that one for this"
    )
  }

  private static func refuse(_ oldest: Int, _ schema: PostgresSchema) throws {
    guard oldest <= schema.version else {
      throw StoreOpeningError(
        "数据库已由较新的 zuoxid 升级；请运行那个版本",
        "the database was brought up to date by a newer zuoxid; start that one")
    }
  }

  /// A connection whose statements may last.
  private static func patient(_ url: String) throws -> PostgresSession {
    let session = try PostgresSession(url)
    session.patience = 86_400
    try session.run("SET statement_timeout = 0", [])
    try session.run("SET lock_timeout = 0", [])
    return session
  }

  /// An index is built beside the work that goes on, which it keeps nobody from; what an earlier try left unfinished is put away first.
  private static func build(_ index: PostgresSchema.Index, _ url: String, besideWork: Bool) throws {
    let session = try patient(url)
    // In a database that begins there is no work to be beside.
    let how = besideWork ? "CONCURRENTLY " : ""
    try session.finish()
    try session.run("DROP INDEX \(how)IF EXISTS \(index.name)", [])
    try session.finish()
    try session.run("CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(how)\(index.name) ON \(index.columns)", [])
    try session.finish()
  }

  /// Fills new columns some rows at a time, each part a transaction of its own, which gives way to whoever writes.
  private static func fill(_ fill: PostgresSchema.Fill, _ url: String) throws {
    let key = fill.key.joined(separator: ", ")
    let places = fill.key.map { _ in "?" }.joined(separator: ", ")
    let join = fill.key.map { "t.\($0) = part.\($0)" }.joined(separator: " AND ")
    let reader = try patient(url)
    var last: [SQLValue] = []
    while true {
      let after = last.isEmpty ? "true" : "(\(key)) > (\(places))"
      let end = try reader.one(
        """
        SELECT \(key) FROM (SELECT \(key) FROM \(fill.table) WHERE \(after) ORDER BY \(key) LIMIT \(fill.batch)) AS part
        ORDER BY \(fill.key.map { $0 + " DESC" }.joined(separator: ", ")) LIMIT 1
        """, last)
      guard let end else { return }
      let next: [SQLValue] = try fill.key.indices.map { place in
        let value: DatabaseValue = try end[place]
        return value
      }
      try briefly(url, pausing: reader) { session in
        try session.run(
          """
          WITH part AS (SELECT \(key) FROM \(fill.table) WHERE \(after) AND (\(key)) <= (\(places)))
          UPDATE \(fill.table) AS t SET \(fill.change) AND \(join)
          """, last + next)
      }
      last = next
    }
  }

  /// The last of a step and that it is done: all of it, or nothing.
  private static func take(
    _ step: PostgresSchema.Step, making version: Int, oldest: Int, _ url: String, pausing guardian: PostgresSession
  ) throws {
    try briefly(url, pausing: guardian) { session in
      for statement in step.statements { try session.run(statement, []) }
      try session.run("UPDATE schema_version SET version = ?, oldest = ? WHERE id = 1", [version, oldest])
    }
  }

  /// A transaction that waits for others only a moment, shorter than they would wait for each other, and tries again.
  private static func briefly(
    _ url: String, pausing guardian: PostgresSession, _ body: (PostgresSession) throws -> Void
  ) throws {
    for attempt in 1...tries {
      let session = try patient(url)
      do {
        try session.run("SET lock_timeout = '200ms'", [])
        try session.run("BEGIN", [])
        try body(session)
        return try session.commit()
      } catch let failure as PostgresFailure where failure.state == "55P03" && attempt < tries {
        _ = try guardian.one("SELECT pg_sleep(0.3)", [])
      }
    }
  }
}
