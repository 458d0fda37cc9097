import Desk
import Foundation
import Service

// Appointments, and what is kept beside the log: feeds, how people want to be called, contacts.

extension RowReader {
  func appointment(_ appointment: AppointmentID) throws -> Appointment? {
    try db.one("SELECT doc FROM appointments WHERE office = ? AND id = ?", [id.rawValue, appointment.rawValue])
      .map { try Document.value(Appointment.self, $0[0]) }
  }

  func appointments(from start: Timestamp, to end: Timestamp, limit: Int) throws -> [Appointment] {
    try db.all(
      "SELECT doc FROM appointments WHERE office = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, id LIMIT ?",
      [id.rawValue, start.milliseconds, end.milliseconds, limit]
    ).map { try Document.value(Appointment.self, $0[0]) }
  }

  func appointments(of taxpayer: TaxpayerID, limit: Int) throws -> [Appointment] {
    let open = try openAppointments(of: taxpayer)
    let over = try db.all(
      "SELECT doc FROM appointments WHERE office = ? AND taxpayer = ? AND is_open = 0 ORDER BY starts_at DESC, id LIMIT ?",
      [id.rawValue, taxpayer.rawValue, limit]
    ).map { try Document.value(Appointment.self, $0[0]) }
    return open + over
  }

  /// A taxpayer's appointments that are not over, the next first.
  func openAppointments(of taxpayer: TaxpayerID) throws -> [Appointment] {
    try db.all(
      "SELECT doc FROM appointments WHERE office = ? AND taxpayer = ? AND is_open = 1 ORDER BY starts_at, id",
      [id.rawValue, taxpayer.rawValue]
    ).map { try Document.value(Appointment.self, $0[0]) }
  }

  func placesTaken(of rule: String, from start: Timestamp, to end: Timestamp) throws -> [Timestamp: Int] {
    let rows = try db.all(
      """
      SELECT starts_at, COUNT(*) FROM appointments
      WHERE office = ? AND rule = ? AND starts_at >= ? AND starts_at < ? AND holds_place = 1 GROUP BY starts_at
      """, [id.rawValue, rule, start.milliseconds, end.milliseconds])
    return try rows.reduce(into: [:]) { $0[Timestamp(milliseconds: try $1[0])] = try $1[1] }
  }

  func feed(tokenHash: String) throws -> CalendarFeed? {
    try db.one("SELECT doc FROM documents WHERE office = ? AND kind = 'feed' AND id = ?", [id.rawValue, tokenHash])
      .map { try Document.value(CalendarFeed.self, $0[0]) }
  }

  func feeds(of agent: AgentID) throws -> [CalendarFeed] {
    try db.all(
      "SELECT doc FROM documents WHERE office = ? AND kind = 'feed' AND owner = ?", [id.rawValue, agent.rawValue]
    ).map { try Document.value(CalendarFeed.self, $0[0]) }.sorted { ($1.madeAt, $1.id) < ($0.madeAt, $0.id) }
  }

  func alarmSettings(of agent: AgentID) throws -> AlarmSettings? {
    try document("alarms", of: agent.rawValue, "").map { try Document.value(AlarmSettings.self, $0) }
  }

  func contact(of appointment: AppointmentID) throws -> String? {
    try document("contact", of: "", appointment.rawValue).map { try Document.value([String].self, $0).joined() }
  }

  func document(_ kind: String, of owner: String, _ key: String) throws -> String? {
    try db.one(
      "SELECT doc FROM documents WHERE office = ? AND kind = ? AND owner = ? AND id = ?",
      [id.rawValue, kind, owner, key]
    ).map { try $0[0] }
  }
}

extension RowTransaction {
  /// Writes an appointment's row.
  func write(_ appointment: Appointment, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      """
      INSERT INTO appointments (office, id, taxpayer, rule, starts_at, holds_place, is_open, agent, doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (office, id) DO UPDATE SET starts_at = excluded.starts_at, holds_place = excluded.holds_place,
      is_open = excluded.is_open, agent = excluded.agent, doc = excluded.doc
      """,
      [
        reader.id.rawValue, appointment.id.rawValue, appointment.taxpayer.id.rawValue, appointment.rule,
        appointment.start.milliseconds, appointment.holdsPlace, appointment.isOpen, appointment.agent?.id.rawValue,
        try Document.text(appointment, encoder),
      ])
  }

  /// Keeps what a decision keeps beside the log.
  func keep(_ document: KeptDocument, _ reader: RowReader<some SQLSession>) throws {
    switch document {
    case .feed(let feed, let hash): try keep(feed, as: "feed", of: feed.agent.rawValue, hash, reader)
    case .noFeed(let feed):
      let rows = try reader.db.all(
        "SELECT id, doc FROM documents WHERE office = ? AND kind = 'feed' AND owner = ?",
        [reader.id.rawValue, feed.agent.rawValue])
      for row in rows where try Document.value(CalendarFeed.self, row[1]).id == feed.id {
        try reader.db.run(
          "DELETE FROM documents WHERE office = ? AND kind = 'feed' AND owner = ? AND id = ?",
          [reader.id.rawValue, feed.agent.rawValue, try row[0] as String])
      }
    case .alarms(let settings, let agent): try keep(settings, as: "alarms", of: agent.rawValue, "", reader)
    case .review(let review):
      try keep(
        review, as: "review", of: review.agent.id.rawValue, Review.name(review.conversation, review.reviewer.id), reader
      )
    case .contact(let contact, let appointment):
      try keep([contact], as: "contact", of: "", appointment.rawValue, reader)
    }
  }

  func keep(
    _ value: some Encodable, as kind: String, of owner: String, _ key: String, _ reader: RowReader<some SQLSession>
  ) throws {
    try reader.db.run(
      """
      INSERT INTO documents (office, kind, owner, id, doc) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (office, kind, owner, id) DO UPDATE SET doc = excluded.doc
      """, [reader.id.rawValue, kind, owner, key, try Document.text(value, encoder)])
  }

  /// What a command about appointments looks at.
  func takeAppointments(_ needs: Needs, into facts: inout Facts, _ reader: RowReader<some SQLSession>) throws {
    if let id = needs.appointment ?? facts.conversation?.queue?.appointment {
      facts.appointment = try reader.appointment(id)
    }
    if let taxpayer = needs.appointmentsOf { facts.openAppointments = try reader.openAppointments(of: taxpayer) }
    if let slot = needs.slot, let rule = slot.rule ?? facts.appointment?.rule {
      let taken = try reader.placesTaken(of: rule, from: slot.start, to: slot.start.advanced(milliseconds: 1))
      facts.taken = taken[slot.start] ?? 0
    }
    if let agent = needs.feedsOf { facts.feeds = try reader.feeds(of: agent) }
  }
}
