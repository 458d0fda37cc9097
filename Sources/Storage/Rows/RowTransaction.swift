import Desk
import Foundation
import Service

/// The writer's side of one transaction: what was read before, and the events that wait for their numbers.
struct RowTransaction {
  /// Rows known to be as they are in the database, kept from one transaction to the next.
  struct Known {
    var offices: [OfficeID: (office: Office, catalogue: Catalogue)] = [:]
    var conversations: [OfficeID: [ConversationID: Conversation]] = [:]
    var latest: [OfficeID: [TaxpayerID: ConversationID]] = [:]
    var dataVersion: Int64 = -1
    /// Where each office's log stood when its rows were last known.
    var heads: [OfficeID: EventPosition] = [:]

    /// More conversations than this are not kept in memory.
    static let limit = 20_000

    mutating func forget() { self = Known() }

    mutating func forget(_ office: OfficeID) {
      offices[office] = nil
      // Room for as many: they are mostly the same that are read again.
      conversations[office]?.removeAll(keepingCapacity: true)
      latest[office]?.removeAll(keepingCapacity: true)
      heads[office] = nil
    }
  }

  /// An event before it has a number.
  struct Pending {
    var at: Timestamp
    var body: EventBody
    var json: String
  }

  /// What was read for a whole batch in one journey; what was not asked for is asked when it is needed.
  struct Ahead {
    /// A remembered answer and the digest of what was asked.
    struct Memory {
      var fingerprint: String
      var answer: RememberedAnswer
    }

    var askedKeys: Set<String> = []
    /// By key, then by scope.
    var answers: [String: [String: Memory]] = [:]
    var askedMessages: Set<MessageID> = []
    var numbers: [MessageID: [ConversationID: Int]] = [:]
  }

  var known = Known()
  var memo = DocumentMemo()
  var ahead = Ahead()
  /// Conversations the present piece of work has written.
  var touched: [(office: OfficeID, id: ConversationID)] = []
  var pending: [OfficeID: [Pending]] = [:]
  /// The same was tried before, and nobody knows whether that was committed.
  var mayBeDone = false
  let encoder: JSONEncoder

  init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
  }

  /// Begins: what is known stays known unless another process has written since, which a changed version of the data tells.
  mutating func begin(at version: Int64) {
    pending = [:]
    touched = []
    ahead = Ahead()
    if version != known.dataVersion {
      known.forget()
      known.dataVersion = version
    }
  }

  /// Begins on one office whose head is locked: what is known stays known unless another backend has moved the head. Every change of a row that is
  /// known goes with an event.
  mutating func begin(_ office: OfficeID?, at head: EventPosition?) {
    pending = [:]
    touched = []
    ahead = Ahead()
    guard let office else { return }
    if head == nil || known.heads[office] != head {
      known.forget(office)
      known.heads[office] = head
    }
  }

  /// Supposes that a request comes for the first time, as nearly all do: nothing is looked up, and a key or a message that is there already shows itself
  /// when its row is written. What is refused must then be done again by `looksUp`.
  mutating func supposeNew(_ request: CommandRequest) {
    if let key = request.key { ahead.askedKeys.insert(key) }
    if let message = request.command.newMessage { ahead.askedMessages.insert(message) }
  }

  /// From here on what the request would repeat is looked up; what was supposed of it is forgotten.
  mutating func looksUp(_ request: CommandRequest) {
    if let key = request.key {
      ahead.askedKeys.remove(key)
      ahead.answers[key] = nil
    }
    if let message = request.command.newMessage {
      ahead.askedMessages.remove(message)
      ahead.numbers[message] = nil
    }
  }

  /// Appends to the audit trail; where that may be done already, only what is not there.
  func audit(_ record: AuditRecord, _ db: some SQLSession) throws {
    if mayBeDone, try db.holds(record) { return }
    try db.audit(record)
  }

  /// Forgets what a piece of work had made of what is known, when it was undone.
  mutating func undo() {
    for (office, id) in touched { known.conversations[office]?[id] = nil }
    touched = []
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
  mutating func numberEvents(_ db: some SQLSession) throws -> [OfficeID: [Event]] {
    var numbered: [OfficeID: [Event]] = [:]
    for (office, waiting) in pending.sorted(by: { $0.key < $1.key }) where !waiting.isEmpty {
      let head = try advance(office, by: waiting.count, db)
      let epoch = head.epoch
      var sequence = head.sequence - Int64(waiting.count)
      var events: [Event] = []
      events.reserveCapacity(waiting.count)
      for event in waiting {
        sequence += 1
        try db.add([office.rawValue, epoch, sequence, event.at.milliseconds, event.json], to: .events)
        events.append(
          Event(position: EventPosition(epoch: epoch, sequence: sequence), at: event.at, body: event.body))
      }
      numbered[office] = events
    }
    return numbered
  }

  /// Moves an office's head on. Where it is locked its place is known, and nothing has to be asked.
  private mutating func advance(_ office: OfficeID, by count: Int, _ db: some SQLSession) throws -> EventPosition {
    if let locked = known.heads[office] {
      let head = EventPosition(epoch: locked.epoch, sequence: locked.sequence + Int64(count))
      try db.run("UPDATE heads SET seq = ? WHERE office = ?", [head.sequence, office.rawValue])
      known.heads[office] = head
      return head
    }
    let row = try db.one(
      "UPDATE heads SET seq = seq + ? WHERE office = ? RETURNING epoch, seq", [count, office.rawValue])
    guard let row else { throw Problem(.internalError) }
    return try EventPosition(epoch: row[0], sequence: row[1])
  }
}
