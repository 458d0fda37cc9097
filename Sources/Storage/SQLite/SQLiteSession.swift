import Desk
import GRDB

/// A row of a result. Every table is `STRICT`: a value of another kind, or none where there must be one, means that the file is damaged.
struct SQLiteRow: SQLRow {
  let row: Row

  subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value {
    get throws {
      do {
        return try row.decode(atIndex: column)
      } catch {
        // Not the error's own words: they hold the row.
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "column \(column) of a row is not \(Value.self)")
      }
    }
  }
}

extension Database: SQLSession {
  func run(_ sql: String, _ values: [SQLValue]) throws {
    try cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }

  func one(_ sql: String, _ values: [SQLValue]) throws -> SQLiteRow? {
    try Row.fetchOne(try cachedStatement(sql: sql), arguments: StatementArguments(values)).map { SQLiteRow(row: $0) }
  }

  func all(_ sql: String, _ values: [SQLValue]) throws -> [SQLiteRow] {
    try Row.fetchAll(try cachedStatement(sql: sql), arguments: StatementArguments(values)).map { SQLiteRow(row: $0) }
  }

  func articles(in office: OfficeID, matching terms: [String], limit: Int) throws -> [(document: String, rank: Double)]
  {
    let expression = terms.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " OR ")
    return try all(
      """
      SELECT a.doc, bm25(articles_index, 0, 0, 3.0, 1.0) AS score FROM articles_index
      JOIN articles a ON a.office = articles_index.office AND a.id = articles_index.article
      WHERE articles_index MATCH ? AND articles_index.office = ? ORDER BY score, a.place LIMIT ?
      """, [expression, office.rawValue, limit]
    ).map { (try $0[0], try $0[1]) }
  }

  func promises(in office: OfficeID, of kind: PromiseKind, matching terms: [String], limit: Int) throws -> [String] {
    let expression = (terms + [PromiseRow.mark(office, kind)])
      .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " AND ")
    return try all(
      """
      SELECT subject FROM promise_words WHERE office = ? AND place IN (
        SELECT rowid FROM promise_index WHERE promise_index MATCH ? AND office = ? ORDER BY rowid DESC LIMIT ?)
      ORDER BY place DESC
      """, [office.rawValue, expression, office.rawValue, limit]
    ).map { try $0[0] }
  }

  func index(_ article: IndexedArticle, in office: OfficeID) throws {
    try run(
      "INSERT INTO articles_index (office, article, head_terms, body_terms) VALUES (?, ?, ?, ?)",
      [office.rawValue, article.article.id.rawValue, article.headTerms, article.bodyTerms])
  }

  func clearIndex(of office: OfficeID) throws {
    try run("DELETE FROM articles_index WHERE office = ?", [office.rawValue])
  }

  func damage() throws -> [String] {
    var lines: [String] = []
    do {
      let found = try String.fetchCursor(self, sql: "PRAGMA integrity_check(20)")
      while let line = try found.next() { lines.append(line) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      // It names a page and gives up: what was named counts, the more so.
      lines.append(error.message ?? "\(error.resultCode)")
    }
    return lines.filter { $0 != "ok" }
  }
}
