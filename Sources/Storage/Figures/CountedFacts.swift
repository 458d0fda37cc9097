import Desk
import Foundation
import GRDB

/// What a check has counted of a log so far, in a database of SQLite's own that nobody else sees: it goes to the disk where it grows large, and is gone
/// with this object.
final class CountedFacts: FactSource {
  private let queue: DatabaseQueue
  private let encoder = JSONEncoder()
  private(set) var clocks: [AgentID: SeatClock] = [:]

  init() throws {
    queue = try DatabaseQueue(path: "")
    try queue.inDatabase { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
          CREATE TABLE counted (
            kind TEXT NOT NULL, id TEXT NOT NULL, taxpayer TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL,
            PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID;
          CREATE INDEX counted_by_taxpayer ON counted (taxpayer, at, id) WHERE kind = 'conversation';
          """)
    }
  }

  /// Keeps what a stretch of the log led to.
  func keep(_ ledger: FiguresLedger<CountedFacts>) throws {
    try queue.inTransaction { db in
      for facts in ledger.conversations.values {
        try keep(facts, .conversation, facts.id.rawValue, facts.taxpayer, facts.arrivedAt, db: db)
      }
      for history in ledger.promises.values { try keep(history, FactRow.Kind(history.kind), history.id, db: db) }
      for history in ledger.appointments.values { try keep(history, .appointment, history.id.rawValue, db: db) }
      return .commit
    }
    clocks.merge(ledger.seats) { $1 }
  }

  /// How many there are of a kind.
  func count(_ kind: FactRow.Kind) throws -> Int {
    try queue.inDatabase { try $0.one("SELECT COUNT(*) FROM counted WHERE kind = ?", [kind.rawValue])?[0] ?? 0 }
  }

  func conversationFacts(_ id: ConversationID) throws -> ConversationFacts? { try value(.conversation, id.rawValue) }

  func lastFacts(of taxpayer: TaxpayerID) throws -> ConversationFacts? {
    let found = try queue.inDatabase { db -> String? in
      try db.one(
        "SELECT doc FROM counted WHERE kind = 'conversation' AND taxpayer = ? ORDER BY at DESC, id DESC LIMIT 1",
        [taxpayer.rawValue]
      ).map { try $0[0] }
    }
    return try found.map { try Document.value(ConversationFacts.self, $0) }
  }

  func promiseHistory(_ kind: PromiseKind, _ id: String) throws -> PromiseHistory? { try value(FactRow.Kind(kind), id) }

  func appointmentHistory(_ id: AppointmentID) throws -> AppointmentHistory? { try value(.appointment, id.rawValue) }

  func seatClock(_ agent: AgentID) -> SeatClock? { clocks[agent] }

  private func value<Value: Decodable>(_ kind: FactRow.Kind, _ id: String) throws -> Value? {
    let found = try queue.inDatabase { db -> String? in
      try db.one("SELECT doc FROM counted WHERE kind = ? AND id = ?", [kind.rawValue, id]).map { try $0[0] }
    }
    return try found.map { try Document.value(Value.self, $0) }
  }

  private func keep(
    _ value: some Encodable, _ kind: FactRow.Kind, _ id: String, _ taxpayer: TaxpayerID = "",
    _ at: Timestamp = Timestamp(milliseconds: 0), db: Database
  ) throws {
    try db.run(
      "INSERT OR REPLACE INTO counted (kind, id, taxpayer, at, doc) VALUES (?, ?, ?, ?, ?)",
      [kind.rawValue, id, taxpayer.rawValue, at.milliseconds, try Document.text(value, encoder)])
  }
}
