import Desk
import Service

// Messages left and tickets: single reads, and lists by an index of their order. A list looks at a bounded number of rows for each page, whatever there is.

extension RowReader {
  func ticket(_ ticket: TicketID) throws -> Ticket? {
    try promise(.ticket, ticket.rawValue).map { try Document.value(Ticket.self, $0) }
  }

  func offlineMessage(_ message: OfflineMessageID) throws -> OfflineMessage? {
    try promise(.message, message.rawValue).map { try Document.value(OfflineMessage.self, $0) }
  }

  func entries(of kind: PromiseKind, _ subject: String, before: Int?, limit: Int) throws -> [PromiseEntry] {
    try db.all(
      """
      SELECT doc FROM promise_entries WHERE office = ? AND kind = ? AND subject = ? AND number < ?
      ORDER BY number DESC LIMIT ?
      """, [id.rawValue, kind.rawValue, subject, before ?? Int.max, limit]
    ).reversed().map { try Document.value(PromiseEntry.self, $0[0]) }
  }

  func contact(of message: OfflineMessageID) throws -> String? {
    try db.one("SELECT contact FROM contacts WHERE office = ? AND message = ?", [id.rawValue, message.rawValue])
      .map { try $0[0] }
  }

  func tickets(_ filter: PromiseFilter, after: String?, limit: Int) throws -> TicketPage {
    let page = try page(.ticket, filter, after: after, limit: limit) { document in
      let ticket = try Document.value(Ticket.self, document)
      return filter.shows(ticket) ? ticket : nil
    }
    return TicketPage(tickets: page.items, next: page.next)
  }

  func offlineMessages(_ filter: PromiseFilter, after: String?, limit: Int) throws -> OfflineMessagePage {
    let page = try page(.message, filter, after: after, limit: limit) { document in
      let message = try Document.value(OfflineMessage.self, document)
      return filter.shows(message) ? message : nil
    }
    return OfflineMessagePage(messages: page.items, next: page.next)
  }

  func tickets(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> TicketPage {
    let (documents, next) = try promises(.ticket, of: taxpayer, before: before, limit: limit)
    return TicketPage(tickets: try documents.map { try Document.value(Ticket.self, $0) }, next: next)
  }

  func offlineMessages(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> OfflineMessagePage {
    let (documents, next) = try promises(.message, of: taxpayer, before: before, limit: limit)
    return OfflineMessagePage(messages: try documents.map { try Document.value(OfflineMessage.self, $0) }, next: next)
  }

  func promiseFigures(at now: Timestamp) throws -> PromiseFigures {
    func count(_ kind: PromiseKind, dueBefore: Int64) throws -> Int {
      try db.one(
        """
        SELECT COUNT(*) FROM (
          SELECT 1 FROM promises WHERE office = ? AND kind = ? AND is_open = 1 AND due < ? LIMIT ?) AS counted
        """, [id.rawValue, kind.rawValue, dueBefore, PromiseFigures.most])?[0] ?? 0
    }
    return try PromiseFigures(
      messages: count(.message, dueBefore: .max), lateMessages: count(.message, dueBefore: now.milliseconds),
      tickets: count(.ticket, dueBefore: .max), lateTickets: count(.ticket, dueBefore: now.milliseconds))
  }

  /// Messages of a taxpayer that wait for an answer.
  func waitingMessages(of taxpayer: TaxpayerID) throws -> Int {
    try db.one(
      "SELECT COUNT(*) FROM promises WHERE office = ? AND taxpayer = ? AND kind = 'message' AND is_open = 1",
      [id.rawValue, taxpayer.rawValue])?[0] ?? 0
  }

  /// Documents of open messages or tickets whose clocks run, in order of when they are due.
  func openPromises(after cursor: RescheduleCursor, limit: Int) throws -> [String] {
    try db.all(
      """
      SELECT doc FROM promises WHERE office = ? AND kind = ? AND is_open = 1 AND (due, id) > (?, ?) AND due < ?
      ORDER BY due, id LIMIT ?
      """,
      [id.rawValue, cursor.kind.rawValue, cursor.due.milliseconds, cursor.id, PromiseRow.never, limit]
    ).map { try $0[0] }
  }

  func publicEntries(of kind: PromiseKind, _ subject: String, limit: Int) throws -> [PromiseEntry] {
    var found: [PromiseEntry] = []
    var before: Int?
    // Notes may stand in any number between what both sides said: they are passed over a stretch at a time.
    while found.count < limit {
      let entries = try entries(of: kind, subject, before: before, limit: 200)
      found = entries.filter(\.isPublic) + found
      guard let first = entries.first, first.number > 1 else { break }
      before = first.number
    }
    return found.suffix(limit)
  }

  // MARK: - Parts

  private func promise(_ kind: PromiseKind, _ name: String) throws -> String? {
    try db.one(
      "SELECT doc FROM promises WHERE office = ? AND kind = ? AND id = ?", [id.rawValue, kind.rawValue, name]
    ).map { try $0[0] }
  }

  func promises(
    _ kind: PromiseKind, of taxpayer: TaxpayerID, before: String?, limit: Int
  ) throws -> (documents: [String], next: String?) {
    let cursor = before.flatMap(PromiseCursor.init) ?? PromiseCursor(value: .max, id: "\u{10FFFF}")
    let rows = try db.all(
      """
      SELECT doc, at, id FROM promises WHERE office = ? AND taxpayer = ? AND kind = ? AND (at, id) < (?, ?)
      ORDER BY at DESC, id DESC LIMIT ?
      """, [id.rawValue, taxpayer.rawValue, kind.rawValue, cursor.value, cursor.id, limit])
    let next = rows.count == limit ? try rows.last.map { PromiseCursor(value: try $0[1], id: try $0[2]).text } : nil
    return (try rows.map { try $0[0] }, next)
  }
}

/// Where a page of a list begins: after that value of its order, and that id.
struct PromiseCursor {
  var value: Int64
  var id: String
  /// Priority, where the list is in that order.
  var rank = 0

  var text: String { "\(rank).\(value).\(id)" }

  init(value: Int64, id: String, rank: Int = 0) {
    self.value = value
    self.id = id
    self.rank = rank
  }

  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let rank = Int(parts[0]), let value = Int64(parts[1]) else { return nil }
    self.init(value: value, id: String(parts[2]), rank: rank)
  }
}
