import Desk
import Foundation
import GRDB
import Service

/// The writer's side of one transaction: what was read before, and the events that wait for their numbers.
struct SQLiteTransaction {
  /// Rows known to be as they are in the database, kept from one transaction to the next.
  struct Known {
    var offices: [OfficeID: (office: Office, catalogue: Catalogue)] = [:]
    var conversations: [OfficeID: [ConversationID: Conversation]] = [:]
    var latest: [OfficeID: [TaxpayerID: ConversationID]] = [:]
    var dataVersion: Int64 = -1

    /// More conversations than this are not kept in memory.
    static let limit = 20_000

    mutating func forget() { self = Known() }
  }

  /// An event before it has a number.
  struct Pending {
    var at: Timestamp
    var body: EventBody
    var json: String
  }

  var known = Known()
  var pending: [OfficeID: [Pending]] = [:]
  let encoder: JSONEncoder

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
  }

  /// Begins: what is known stays known unless another process has written since.
  mutating func begin(_ db: Database) throws {
    pending = [:]
    let version: Int64 = try db.one("PRAGMA data_version")?[0] ?? 0
    if version != known.dataVersion {
      known.forget()
      known.dataVersion = version
    }
  }

  /// Adds an event to the office's log; it is numbered when the transaction ends. Returns the document of the message or the seat it tells of:
  /// the event's body is that document wrapped in its name, so one encoding serves both rows.
  @discardableResult
  mutating func append(_ body: EventBody, at now: Timestamp, office: OfficeID) throws -> String {
    let document: String
    let json: String
    switch body {
    case .messagePosted(let message):
      document = try MessageDocument.text(message, encoder)
      json = #"{"messagePosted":{"_0":"# + document + "}}"
    case .seatChanged(let seat):
      document = try Document.text(seat, encoder)
      json = #"{"seatChanged":{"_0":"# + document + "}}"
    default:
      document = ""
      json = try Document.text(body, encoder)
    }
    pending[office, default: []].append(Pending(at: now, body: body, json: json))
    return document
  }

  /// The last step: advances each office's head and numbers its events from it.
  mutating func numberEvents(_ db: Database) throws -> [OfficeID: [Event]] {
    var numbered: [OfficeID: [Event]] = [:]
    for (office, waiting) in pending.sorted(by: { $0.key < $1.key }) where !waiting.isEmpty {
      let row = try db.one(
        "UPDATE heads SET seq = seq + ? WHERE office = ? RETURNING epoch, seq", [waiting.count, office.rawValue])
      guard let row else { throw Problem(.internalError) }
      let epoch: Int64 = row[0]
      var sequence = (row[1] as Int64) - Int64(waiting.count)
      var events: [Event] = []
      events.reserveCapacity(waiting.count)
      for event in waiting {
        sequence += 1
        try db.run(
          "INSERT INTO events (office, epoch, seq, at, body) VALUES (?, ?, ?, ?, ?)",
          [office.rawValue, epoch, sequence, event.at.milliseconds, event.json])
        events.append(
          Event(position: EventPosition(epoch: epoch, sequence: sequence), at: event.at, body: event.body))
      }
      numbered[office] = events
    }
    return numbered
  }
}
