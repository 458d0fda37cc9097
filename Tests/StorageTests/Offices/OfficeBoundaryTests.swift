import Foundation
import GRDB
import Storage
import TestPrograms
import Testing

/// The office is the unit of distribution: no key, no constraint and no statement needs the rows of two.
struct OfficeBoundaryTests {
  /// Statements that are meant to look at every office, and why each may: all of them read or forget row by row, so that every shard does its part alone.
  private static let allowed: [(statement: String, reason: String)] = [
    ("SELECT doc FROM offices ORDER BY office", "lists the offices"),
    ("SELECT office FROM offices ORDER BY office", "lists the offices of a copy, one file"),
    ("SELECT office, epoch FROM heads", "restores a copy, one file"),
    ("SELECT office, epoch, seq FROM heads", "follows the logs of all: one row for each"),
    (
      "SELECT office, kind, subject, due FROM timers WHERE due <= ?",
      "what is due fires wherever it is; one question, not one an office"
    ),
    ("SELECT office, node FROM leases WHERE until <= ?", "backends serve every office"),
    (
      "SELECT office, conversation, side, node, at, is_typing, draft FROM whispers WHERE at > ?",
      "hints for every office's readers"
    ),
    ("DELETE FROM whispers WHERE at <= ?", "forgets hints"),
    (
      "SELECT office, conversation, side, at, invitation, number, payload FROM signals WHERE at > ?",
      "what browsers said, for every office's readers"
    ),
    ("DELETE FROM signals WHERE at <= ?", "forgets what browsers said"),
    ("DELETE FROM room_links WHERE expires_at <= ?", "forgets links that ended"),
    (
      "SELECT office, subject, expires_at FROM sessions WHERE token_hash = ?",
      "the token comes first and tells the office"
    ),
    ("SELECT token_hash FROM sessions WHERE token_hash IN (", "as above"),
    ("DELETE FROM sessions WHERE token_hash = ?", "as above"),
    ("DELETE FROM sessions WHERE expires_at <= ?", "forgets what has ended"),
    (
      "SELECT office, key, scope FROM answers WHERE at <= ? LIMIT ?",
      "finds what is to be forgotten, then office by office"
    ),
    (
      #"SELECT \(key) FROM (SELECT \(key) FROM \(fill.table) WHERE \(after)"#, "a step of the schema fills a new column"
    ),
    (#"WITH part AS (SELECT \(key) FROM \(fill.table) WHERE \(after)"#, "as above"),
    ("SELECT COUNT(*) FROM (SELECT at FROM answers ORDER BY rowid LIMIT 1000)", "forgets in SQLite, one file"),
    (
      "DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers ORDER BY rowid LIMIT 1000)",
      "forgets in SQLite, one file"
    ),
  ]

  /// A table's unique index and its columns in order.
  private struct Key {
    var table: String
    var name: String
    var columns: [String]
  }

  private func keys(of fixture: Fixture) async throws -> (tables: Set<String>, keys: [Key]) {
    let lines: [String]
    switch fixture.engine {
    case .sqlite:
      let queue = try DatabaseQueue(path: fixture.place + "/zuoxi.sqlite")
      lines = try await queue.read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT t.name || '|' || coalesce(i.name, '') || '|' || coalesce((SELECT group_concat(name) FROM pragma_index_info(i.name)), '')
            FROM sqlite_master t LEFT JOIN pragma_index_list(t.name) i ON i."unique"
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'articles_index_%' AND t.name NOT LIKE 'promise_index_%' AND t.name <> 'grdb_migrations'
            """)
      }
    case .postgres:
      let schema = try #require(fixture.place.split(separator: "%3D").last)
      lines = try #require(PostgresCluster.shared).run(
        """
        SELECT c.relname, coalesce(i.relname, ''), coalesce((
          SELECT string_agg(a.attname, ',' ORDER BY p.place) FROM unnest(x.indkey) WITH ORDINALITY p (number, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.number), '')
        FROM pg_class c LEFT JOIN pg_index x ON x.indrelid = c.oid AND (x.indisunique OR x.indisexclusion)
        LEFT JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relnamespace = '\(schema)'::regnamespace AND c.relkind = 'r' AND c.relname <> 'schema_version'
        """
      ).split(separator: "\n").map(String.init)
    }
    let all = lines.map { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return Key(table: parts[0], name: parts[1], columns: parts[2].split(separator: ",").map(String.init))
    }
    return (Set(all.map(\.table)), all.filter { !$0.name.isEmpty })
  }

  @Test("Every key and every unique index begins with the office", arguments: Engine.all)
  func keysBeginWithOffice(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let (tables, keys) = try await keys(of: fixture)
    #expect(tables.count >= 20 && keys.count >= 20)
    for key in keys {
      #expect(key.columns.first == "office", "\(key.table): \(key.name) is unique over \(key.columns)")
    }
    // No key: rows that are only added to.
    let keyless = tables.subtracting(keys.map(\.table))
    #expect(keyless == (engine == .sqlite ? ["audit", "articles_index", "promise_index"] : ["audit"]))
  }

  @Test("The layout for Citus places every table there is, once, and none that is not")
  func layout() async throws {
    guard Engine.all.contains(.postgres) else { return }
    let tables = try await keys(of: Fixture(on: .postgres)).tables.union(["schema_version"]).sorted()
    let page = StatementOffices.sources.appendingPathComponent("Storage/Storage.docc/Distribution.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { $0.split(separator: "|").first }
    let listed = rows.flatMap { $0.matches(of: /`([a-z_]+)`/).map { String($0.1) } }
    #expect(listed.sorted() == tables, "in words")
    let statements = text.split(separator: "```").filter { $0.hasPrefix("sql") }.joined()
    let placed = statements.matches(of: /ARRAY\[([^\]]+)\]|create_distributed_table\('([a-z_]+)'/).flatMap { match in
      match.2.map { [String($0)] } ?? (match.1 ?? "").matches(of: /'([a-z_]+)'/).map { String($0.1) }
    }
    #expect(placed.sorted() == tables, "in statements")
  }

  @Test("No statement of the storage crosses offices, but for those that say why", arguments: Engine.all)
  func statementsStayInOffice(engine: Engine) async throws {
    let tables = try await keys(of: Fixture(on: engine)).tables
    let statements = try StatementOffices.statements(in: StatementOffices.sources.appendingPathComponent("Storage"))
    #expect(statements.count > 60, "\(statements.count) statements found")
    var used: Set<String> = []
    for statement in statements {
      guard let reason = StatementOffices.crossing(statement.sql, tables: tables) else { continue }
      let permit = Self.allowed.first { statement.sql.hasPrefix($0.statement) }
      if let permit { used.insert(permit.statement) }
      #expect(permit != nil, "\(statement.file): \(reason): \(statement.sql)")
    }
    #expect(Self.allowed.filter { !used.contains($0.statement) }.isEmpty, "no longer needed")
  }

  @Test("Nothing but the storage speaks SQL")
  func noSQLElsewhere() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: StatementOffices.sources.path)
    where !["Storage", "zuoxi-bench"].contains(name) {
      let found = try StatementOffices.statements(in: StatementOffices.sources.appendingPathComponent(name))
      #expect(found.isEmpty, "\(name): \(found)")
    }
  }

  @Test(
    "What crosses offices is noticed",
    arguments: [
      "SELECT doc FROM seats WHERE agent = ?",
      "SELECT m.doc FROM messages m JOIN conversations c ON c.id = m.conversation WHERE m.office = ?",
      "SELECT m.doc FROM messages m JOIN conversations c ON c.office = m.office AND m.office = c.office",
      "INSERT INTO seats (agent, doc) VALUES (?, ?)",
      "UPDATE conversations SET stage = ? WHERE id = ?",
      "UPDATE seats SET doc = ?, office = ? WHERE office = ? AND agent = ?",
      "DELETE FROM messages WHERE conversation IN (SELECT id FROM conversations WHERE office = ?)",
    ])
  func bites(sql: String) {
    #expect(StatementOffices.crossing(sql, tables: ["seats", "messages", "conversations"]) != nil)
  }
}
