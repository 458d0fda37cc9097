import Desk
import Foundation

/// A stretch of an office's log as it is counted: read from one view, written in one transaction that goes on only where the last one ended. So it does
/// not matter how often a stretch is read, by how many backends, and where a backend is killed.
struct FigureStep<Session: SQLSession>: Sendable {
  private typealias Ledger = FiguresLedger<RowReader<Session>>

  private let office: OfficeID
  private let from: EventPosition?
  private let to: EventPosition
  /// Whether more of the log waits to be counted.
  let isMore: Bool
  private let facts: [FactRow]
  private let clocks: [(agent: String, document: String)]
  private let stretches: [SeatClock.Stretch]
  private let changes: [(cell: FigureCell, tally: Tally)]

  /// Reads what follows, at most `limit` events; `nil` when everything is counted.
  init?(of office: OfficeID, limit: Int64, _ db: Session) throws {
    let reader = RowReader(db: db, id: office)
    self.office = office
    from = try reader.figuresHead()
    let head = try reader.head()
    guard let start = try Self.beginning(after: from, head: head, reader) else { return nil }
    let end =
      start.epoch == head.epoch
      ? head.sequence : try reader.lastMark(of: start.epoch)?.position.sequence ?? start.sequence
    to = EventPosition(epoch: start.epoch, sequence: min(end, start.sequence + limit))
    isMore = to < head
    var ledger = Ledger(reader, terms: FigureTerms(try reader.office()))
    for event in try Self.events(after: start, through: to.sequence, reader, ledger: ledger) { try ledger.take(event) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    facts =
      try ledger.conversations.values.map { try FactRow($0, was: ledger.kept[$0.id], encoder) }
      + ledger.promises.values.map { try FactRow($0, encoder) }
      + ledger.appointments.values.map { try FactRow($0, encoder) }
    clocks = try ledger.seats.map { ($0.key.rawValue, try Document.text($0.value, encoder)) }
    stretches = ledger.stretches
    changes = ledger.changes.changes
  }

  /// Where to begin: in the epoch that was counted last, or the next one that has events.
  private static func beginning(
    after from: EventPosition?, head: EventPosition, _ reader: RowReader<Session>
  ) throws -> EventPosition? {
    guard let from else {
      let first = try reader.epoch(after: -1)
      return first.map { EventPosition(epoch: $0, sequence: 0) }
    }
    if from.epoch == head.epoch { return from < head ? from : nil }
    let next = EventPosition(epoch: from.epoch, sequence: from.sequence + 1)
    if try reader.mark(from: next) != nil { return from }
    return try reader.epoch(after: from.epoch).map { EventPosition(epoch: $0, sequence: 0) }
  }

  /// Events that figures follow from. Most of a log is messages: only agents' are looked at, and only the one that is a talk's first reply is read.
  private static func events(
    after start: EventPosition, through end: Int64, _ reader: RowReader<Session>, ledger: Ledger
  ) throws -> [Event] {
    let rows = try reader.db.all(
      """
      SELECT seq, at, body FROM events WHERE office = ? AND epoch = ? AND seq > ? AND seq <= ?
      AND body NOT LIKE '{"receiptAdvanced"%' AND body NOT LIKE '{"taxpayerPresence"%'
      AND body NOT LIKE '{"agentPresence"%'
      AND (body NOT LIKE '{"messagePosted"%' OR body LIKE '%"author":{"side":"agent"%') ORDER BY seq
      """, [reader.id.rawValue, start.epoch, start.sequence, end])
    var replied: Set<String> = []
    var events: [Event] = []
    for row in rows {
      let body: String = try row[2]
      if body.hasPrefix(#"{"messagePosted""#) {
        // Of one talk within this stretch, the first is enough: whatever begins another talk lies between.
        guard let conversation = Self.conversation(in: body), replied.insert(conversation).inserted else { continue }
      } else if Self.isSilent(body) {
        continue
      } else {
        replied = []
      }
      events.append(
        try Event(
          position: EventPosition(epoch: start.epoch, sequence: row[0]), at: Timestamp(milliseconds: row[1]),
          body: Document.value(ReadEventBody.self, body).body))
    }
    return events
  }

  /// Kinds of events of which no figure follows.
  private static func isSilent(_ body: String) -> Bool { silent.contains { body.hasPrefix($0) } }

  private static var silent: [String] {
    [
      "noted", "linkOpened", "offered", "consulted", "invitationChanged", "sheetChanged", "replyUsed", "replyKept",
      "replyDropped", "noticed", "noticesRead", "alarmRaised", "officeChanged", "joined", "queueChanged", "announced",
      "announcementRead",
    ].map { "{\"\($0)\"" }
  }

  /// The conversation a message's document names, without reading all of it.
  private static func conversation(in body: String) -> String? {
    let mark = #""conversation":""#
    guard let place = body.range(of: mark) else { return nil }
    return body[place.upperBound...].prefix { $0 != "\"" }.description
  }

  // MARK: - Writing

  /// Writes what was counted, unless somebody else has counted on meanwhile; tells whether it did.
  func write(_ db: Session) throws -> Bool {
    let isNext: Bool
    if let from {
      isNext =
        try db.one(
          "UPDATE figure_heads SET epoch = ?, seq = ? WHERE office = ? AND epoch = ? AND seq = ? RETURNING seq",
          [to.epoch, to.sequence, office.rawValue, from.epoch, from.sequence]) != nil
    } else {
      isNext =
        try db.one(
          """
          INSERT INTO figure_heads (office, epoch, seq) VALUES (?, ?, ?) ON CONFLICT (office) DO NOTHING RETURNING seq
          """, [office.rawValue, to.epoch, to.sequence]) != nil
    }
    guard isNext else { return false }
    for row in facts { try row.write(of: office, db) }
    for (agent, document) in clocks {
      try db.run(
        """
        INSERT INTO seat_clocks (office, agent, doc) VALUES (?, ?, ?)
        ON CONFLICT (office, agent) DO UPDATE SET doc = excluded.doc
        """, [office.rawValue, agent, document])
    }
    for stretch in stretches {
      try db.run(
        """
        INSERT INTO seat_states (office, agent, since, until, presence, reason) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (office, agent, since) DO UPDATE SET until = excluded.until
        """,
        [
          office.rawValue, stretch.agent.rawValue, stretch.from.milliseconds,
          (stretch.to ?? stretch.from).milliseconds, stretch.presence.rawValue, stretch.reason,
        ])
    }
    for (cell, tally) in changes {
      try db.run(
        TallyColumns.addition,
        [
          office.rawValue, cell.slice.rawValue, cell.basis.rawValue, cell.start.milliseconds, cell.group, cell.member,
        ] + tally.values.map { $0 as SQLValue })
    }
    return true
  }
}
