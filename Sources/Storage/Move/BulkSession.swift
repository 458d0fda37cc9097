import Desk
import GRDB

/// A connection on which whole offices are read and written in one transaction.
protocol BulkSession: SQLSession {
  /// Begins a transaction that sees one moment and may last.
  func begin() throws
  /// Commits it.
  func commit() throws
  /// Undoes it.
  func rollBack()
  /// Every row, one after the other, without holding them all in memory.
  func each(_ sql: String, _ values: [SQLValue], _ body: (Found) throws -> Void) throws
  /// How often each term stands in each article of the index.
  func eachIndexed(in office: OfficeID, _ body: (IndexedTerms) throws -> Void) throws
}

/// An article in the index: how often each term stands in its head and in its body.
struct IndexedTerms {
  var article: String
  var head: [String: Int] = [:]
  var body: [String: Int] = [:]

  static func counts(_ terms: String) -> [String: Int] {
    terms.split(separator: " ").reduce(into: [:]) { $0[String($1), default: 0] += 1 }
  }

  /// Terms as an index takes them: their order tells nothing.
  static func words(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: $0.value) }.joined(separator: " ")
  }
}

extension Database: BulkSession {
  func begin() throws { try beginTransaction(.immediate) }

  func rollBack() { if isInsideTransaction { try? rollback() } }

  func each(_ sql: String, _ values: [SQLValue], _ body: (SQLiteRow) throws -> Void) throws {
    let rows = try Row.fetchCursor(try makeStatement(sql: sql), arguments: StatementArguments(values))
    while let row = try rows.next() { try body(SQLiteRow(row: row)) }
  }

  func eachIndexed(in office: OfficeID, _ body: (IndexedTerms) throws -> Void) throws {
    try each("SELECT article, head_terms, body_terms FROM articles_index WHERE office = ?", [office.rawValue]) { row in
      try body(
        IndexedTerms(article: row[0], head: IndexedTerms.counts(row[1]), body: IndexedTerms.counts(row[2])))
    }
  }
}

extension PostgresSession: BulkSession {
  private static let step = 500

  func begin() throws {
    try run("BEGIN ISOLATION LEVEL REPEATABLE READ", [])
    try takeTime()
  }

  /// It lasts as long as the other side takes.
  func takeTime() throws {
    try run("SET LOCAL idle_in_transaction_session_timeout = 0", [])
    try run("SET LOCAL statement_timeout = 0", [])
  }

  func each(_ sql: String, _ values: [SQLValue], _ body: (PostgresRow) throws -> Void) throws {
    // A name of its own: a prepared FETCH keeps the columns of the first cursor it saw.
    cursors += 1
    let cursor = "moved\(cursors)"
    try run("DECLARE \(cursor) NO SCROLL CURSOR FOR " + sql, values)
    while true {
      let rows = try all("FETCH \(Self.step) FROM \(cursor)", [])
      for row in rows { try body(row) }
      if rows.count < Self.step { break }
    }
    try run("CLOSE \(cursor)", [])
  }

  func eachIndexed(in office: OfficeID, _ body: (IndexedTerms) throws -> Void) throws {
    var current: IndexedTerms?
    let sql = """
      SELECT l.article, t.term, t.head, t.body FROM article_lengths l
      LEFT JOIN article_terms t ON t.office = l.office AND t.article = l.article WHERE l.office = ? ORDER BY l.article
      """
    try each(sql, [office.rawValue]) { row in
      let article: String = try row[0]
      if let done = current, done.article != article {
        try body(done)
        current = nil
      }
      var terms = current ?? IndexedTerms(article: article)
      if let term: String = try row[1], let head: Int = try row[2], let inBody: Int = try row[3] {
        if head > 0 { terms.head[term] = head }
        if inBody > 0 { terms.body[term] = inBody }
      }
      current = terms
    }
    if let current { try body(current) }
  }
}
