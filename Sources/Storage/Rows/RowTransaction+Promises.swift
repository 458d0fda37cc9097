import Desk
import Foundation
import Service

// The rows of messages left, tickets and notices.

/// The columns of a message or a ticket.
enum PromiseRow {
  /// The due time of what has none: after everything else.
  static let never: Int64 = 9_007_199_254_740_991

  static func write(_ change: PromiseChange, _ office: OfficeID, _ db: some SQLSession, _ encoder: JSONEncoder) throws {
    let values: [SQLValue]
    if let ticket = change.ticket {
      values = [
        office.rawValue, PromiseKind.ticket.rawValue, ticket.id.rawValue, ticket.state.isOpen ? 1 : 0,
        ticket.state.rawValue, ticket.priority.rank, ticket.group.rawValue, ticket.assignee?.id.rawValue ?? "",
        ticket.taxpayer?.id.rawValue ?? "", due(ticket.clock), ticket.openedAt.milliseconds,
        try Document.text(ticket, encoder),
      ]
    } else if let message = change.message {
      values = [
        office.rawValue, PromiseKind.message.rawValue, message.id.rawValue, message.state.isOpen ? 1 : 0,
        message.state.rawValue, message.priority.rank, message.group.rawValue, message.assignee?.id.rawValue ?? "",
        message.taxpayer.id.rawValue, due(message.clock), message.openedAt.milliseconds,
        try Document.text(message, encoder),
      ]
    } else {
      return
    }
    try db.run(
      """
      INSERT INTO promises (office, kind, id, is_open, state, priority, team, assignee, taxpayer, due, at, doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (office, kind, id) DO UPDATE SET is_open = excluded.is_open, state = excluded.state,
      priority = excluded.priority, team = excluded.team, assignee = excluded.assignee, due = excluded.due,
      doc = excluded.doc
      """, values)
    let entry = change.entry
    try db.run(
      "INSERT INTO promise_entries (office, kind, subject, number, doc) VALUES (?, ?, ?, ?, ?)",
      [
        office.rawValue, change.kind.rawValue, change.subject, entry.number, try Document.text(entry, encoder),
      ])
    let isHeadNew = entry.number == 1 || entry.kind == .edited
    let words = isHeadNew ? [head(change), entry.text].joined(separator: "\n") : entry.text
    let terms = SearchTerms.of(words)
    guard !terms.isEmpty else { return }
    try db.run(
      "INSERT INTO promise_words (office, kind, subject, number, at, terms) VALUES (?, ?, ?, ?, ?, ?)",
      [
        office.rawValue, change.kind.rawValue, change.subject, entry.number, entry.at.milliseconds,
        (terms + [mark(office, change.kind)]).joined(separator: " "),
      ])
  }

  /// A term that every text of an office and kind holds, so that its index looks at those alone.
  static func mark(_ office: OfficeID, _ kind: PromiseKind) -> String {
    "zz" + kind.rawValue + office.rawValue.utf8.map { String($0, radix: 16) }.joined()
  }

  private static func due(_ clock: PromiseClock) -> Int64 { clock.dueAt?.milliseconds ?? never }

  /// What else a message or ticket is found by.
  private static func head(_ change: PromiseChange) -> String {
    if let ticket = change.ticket {
      return [ticket.title, ticket.shortName, ticket.taxpayer?.enterprise?.name ?? ""].joined(separator: "\n")
    }
    return [change.message?.matter ?? "", change.message?.taxpayer.enterprise?.name ?? ""].joined(separator: "\n")
  }
}

extension RowTransaction {
  func write(_ change: PromiseChange, _ reader: RowReader<some SQLSession>) throws {
    try PromiseRow.write(change, reader.id, reader.db, encoder)
    for image in change.entry.images ?? [] {
      try reader.db.run(
        "UPDATE images SET is_sent = 1 WHERE office = ? AND id = ?", [reader.id.rawValue, image.id.rawValue])
    }
  }

  func write(_ contact: Outcome.Contact, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      "INSERT INTO contacts (office, message, contact) VALUES (?, ?, ?)",
      [reader.id.rawValue, contact.message.rawValue, contact.text])
  }

  func write(_ notice: PersonalNotice, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      "INSERT INTO notices (office, taxpayer, id, reference, is_read, doc) VALUES (?, ?, ?, ?, 0, ?)",
      [
        reader.id.rawValue, notice.taxpayer.rawValue, notice.id, notice.reference,
        try Document.text(notice, encoder),
      ])
  }

  func write(_ read: NoticesRead, _ reader: RowReader<some SQLSession>) throws {
    let values: [SQLValue] = [reader.id.rawValue, read.taxpayer.rawValue, read.through]
    if let reference = read.reference {
      try reader.db.run(
        """
        UPDATE notices SET is_read = 1
        WHERE office = ? AND taxpayer = ? AND id <= ? AND is_read = 0 AND reference = ?
        """, values + [reference])
    } else {
      try reader.db.run(
        "UPDATE notices SET is_read = 1 WHERE office = ? AND taxpayer = ? AND id <= ? AND is_read = 0", values)
    }
  }

  func promiseFacts(_ needs: PromiseNeeds, _ reader: RowReader<some SQLSession>) throws -> PromiseFacts {
    var facts = PromiseFacts()
    if let message = needs.message {
      facts.message = try reader.offlineMessage(message)
      if needs.contact {
        facts.contact = try reader.contact(of: message)
        facts.ticket = try facts.message?.ticket.flatMap { try reader.ticket($0) }
      }
      if needs.pictures {
        // As many as one entry may have; the rest stays with the message.
        facts.pictures = try Array(
          reader.entries(of: .message, message.rawValue, before: nil, limit: OfflineMessage.mostEntries)
            .taxpayersPictures.prefix(OfflineMessage.mostPictures))
      }
      if needs.inviter, let agent = facts.message?.assignee?.id {
        facts.inviter = try reader.seat(agent)
        facts.inviterTalks = try reader.conversations(of: agent)
      }
    }
    if let ticket = needs.ticket { facts.ticket = try reader.ticket(ticket) }
    if let revision = needs.since, let subject = needs.ticket?.rawValue ?? needs.message?.rawValue,
      (needs.ticket == nil ? facts.message?.revision : facts.ticket?.revision) ?? 0 > revision
    {
      let kind = needs.ticket == nil ? PromiseKind.message : .ticket
      facts.since = try reader.entries(of: kind, subject, before: nil, limit: [PromiseEntry].mostSince)
        .filter { $0.number > revision }
    }
    if let other = needs.other { facts.other = try reader.ticket(other) }
    for image in Set(needs.images).sorted() {
      if let found = try reader.image(image) { facts.images.append(found) }
    }
    for colleague in Set(needs.colleagues).sorted() {
      if let found = try reader.seat(colleague) { facts.colleagues.append(found) }
    }
    if let cursor = needs.open {
      let documents = try reader.openPromises(after: cursor, limit: RescheduleCursor.batch)
      switch cursor.kind {
      case .message: facts.openMessages = try documents.map { try Document.value(OfflineMessage.self, $0) }
      case .ticket: facts.openTickets = try documents.map { try Document.value(Ticket.self, $0) }
      }
    }
    if let taxpayer = needs.waitingOf { facts.waiting = try reader.waitingMessages(of: taxpayer) }
    return facts
  }
}
