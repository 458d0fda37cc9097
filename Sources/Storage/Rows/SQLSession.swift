import Desk
import GRDB
import Service

/// What may be bound to a statement: text, whole numbers, truth values and `nil`.
typealias SQLValue = (any DatabaseValueConvertible)?

/// A row of a result, its columns by their places.
protocol SQLRow: SendableMetatype {
  /// The value of a column; an optional one where it may be `NULL`. Throws where the column holds something else, as it may in a damaged file.
  subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value { get throws }
}

/// A connection within a transaction. Statements are in the SQL that both engines read, with `?` for what is bound.
protocol SQLSession: SendableMetatype {
  associatedtype Found: SQLRow
  /// The first row of a statement that is kept prepared.
  func one(_ sql: String, _ values: [SQLValue]) throws -> Found?
  /// All rows of a statement that is kept prepared.
  func all(_ sql: String, _ values: [SQLValue]) throws -> [Found]
  /// Runs a statement that is kept prepared. What goes wrong may be told by a later call, and is told before the commit.
  func run(_ sql: String, _ values: [SQLValue]) throws
  /// Adds a row, now or with others before the next question or the commit.
  func add(_ values: [SQLValue], to table: GrowingTable) throws
  /// The documents of articles in which any of the terms stands, and their bm25 ranks, best (lowest) first.
  func articles(in office: OfficeID, matching terms: [String], limit: Int) throws -> [(document: String, rank: Double)]
  /// Keeps an article's terms for `articles(in:matching:limit:)`.
  func index(_ article: IndexedArticle, in office: OfficeID) throws
  /// The newest messages or tickets in which all of the terms stand, by id, some perhaps more than once.
  func promises(in office: OfficeID, of kind: PromiseKind, matching terms: [String], limit: Int) throws -> [String]
  /// Forgets the terms of every article.
  func clearIndex(of office: OfficeID) throws
  /// Lets this transaction last.
  func takeTime() throws
  /// What the engine itself finds wrong with its pages and indexes.
  func damage() throws -> [String]
}

extension SQLSession {
  /// At once, where a statement for many rows is no faster.
  func add(_ values: [SQLValue], to table: GrowingTable) throws { try run(table.statement, values) }

  /// Nothing, where the engine sets no limit.
  func takeTime() throws {}

  /// Nothing, where the engine looks after its pages by means of its own.
  func damage() throws -> [String] { [] }

  /// Appends what a decision says to the audit trail.
  func audit(_ entry: AuditEntry, by actor: Actor, of office: OfficeID, at now: Timestamp) throws {
    let name =
      switch actor {
      case .staff(let agent): agent.id.rawValue
      case .taxpayer(let taxpayer): taxpayer.id.rawValue
      case .system: "system"
      }
    try audit(
      AuditRecord(
        office: office, at: now, actor: name, act: entry.act, subject: entry.subject, detail: entry.detail))
  }

  /// Appends to the audit trail.
  func audit(_ record: AuditRecord) throws {
    try run("INSERT INTO audit (office, at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?, ?)", row(record))
  }

  /// Whether the audit trail has it.
  func holds(_ record: AuditRecord) throws -> Bool {
    try one(
      "SELECT 1 FROM audit WHERE office = ? AND at = ? AND actor = ? AND act = ? AND subject = ? AND detail = ?",
      row(record)) != nil
  }

  private func row(_ record: AuditRecord) -> [SQLValue] {
    [record.office.rawValue, record.at.milliseconds, record.actor, record.act, record.subject, record.detail]
  }
}
