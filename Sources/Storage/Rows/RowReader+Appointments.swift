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

  func placesTaken(of rule: String, from start: Timestamp, to end: Timestamp) throws -> [HeldPlaces] {
    // None is longer than a day: those that began before and reach into the time are found by the same index.
    try db.all(
      """
      SELECT starts_at, ends_at, COUNT(*) FROM appointments
      WHERE office = ? AND rule = ? AND starts_at >= ? AND starts_at < ? AND (starts_at >= ? OR ends_at > ?)
      AND holds_place = 1 GROUP BY starts_at, ends_at ORDER BY starts_at, ends_at
      """,
      [
        id.rawValue, rule, max(0, start.milliseconds - 86_400_000), end.milliseconds, start.milliseconds,
        start.milliseconds,
      ]
    ).map {
      HeldPlaces(start: Timestamp(milliseconds: try $0[0]), end: Timestamp(milliseconds: try $0[1]), count: try $0[2])
    }
  }

  func appointments(
    in list: AppointmentList.Owner, from start: Timestamp, to end: Timestamp, newestFirst: Bool, limit: Int
  ) throws -> [Appointment] {
    let (column, value) =
      switch list {
      case .agent(let agent): ("agent", agent.rawValue)
      case .group(let group): ("team", group.rawValue)
      }
    return try db.all(
      """
      SELECT doc FROM appointments WHERE office = ? AND \(column) = ? AND starts_at >= ? AND starts_at < ?
      ORDER BY starts_at \(newestFirst ? "DESC" : "ASC") LIMIT ?
      """, [id.rawValue, value, start.milliseconds, end.milliseconds, limit]
    ).map { try Document.value(Appointment.self, $0[0]) }
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

  func savedFilters(of agent: AgentID) throws -> SavedFilters {
    try document("filters", of: agent.rawValue, "").map { try Document.value(SavedFilters.self, $0) } ?? SavedFilters()
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
      INSERT INTO appointments
      (office, id, taxpayer, rule, team, starts_at, ends_at, holds_place, is_open, agent, doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (office, id) DO UPDATE SET team = excluded.team, starts_at = excluded.starts_at,
      ends_at = excluded.ends_at, holds_place = excluded.holds_place, is_open = excluded.is_open,
      agent = excluded.agent, doc = excluded.doc
      """,
      [
        reader.id.rawValue, appointment.id.rawValue, appointment.taxpayer.id.rawValue, appointment.rule,
        appointment.group.rawValue, appointment.start.milliseconds, appointment.end.milliseconds,
        appointment.holdsPlace, appointment.isOpen, appointment.agent?.id.rawValue,
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
    case .webhooks(let webhooks): try keep(webhooks, reader)
    case .webhookAgain(let code): try tellAgain(code, reader)
    case .filters(let filters, let agent): try keep(filters, as: "filters", of: agent.rawValue, "", reader)
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
    if needs.mayEnd, facts.appointment == nil, let talk = facts.conversation, talk.stage == .talking {
      // It may have been begun in a talk that went on already.
      facts.appointment = try reader.openAppointments(of: talk.taxpayer.id).first { $0.conversation == talk.id }
    }
    let others = needs.otherAppointments ? facts.appointment?.taxpayer.id : nil
    if needs.appointmentContact, let id = facts.appointment?.id {
      facts.appointmentContact = try reader.contact(of: id)
    }
    if let taxpayer = needs.appointmentsOf ?? others {
      facts.openAppointments = try reader.openAppointments(of: taxpayer)
    }
    if let slot = needs.slot, let rule = slot.rule ?? facts.appointment?.rule {
      let minutes = facts.catalogue.appointmentRules?.first { $0.code == rule }?.minutes ?? 0
      let end = slot.start.advanced(milliseconds: max(1, Int64(minutes) * 60_000))
      facts.taken = try reader.placesTaken(of: rule, from: slot.start, to: end).count(from: slot.start, to: end)
      // One that is moved gives its own place up.
      if needs.appointment != nil, let own = facts.appointment, own.holdsPlace, own.start < end, slot.start < own.end {
        facts.taken -= 1
      }
    }
    if let agent = needs.feedsOf { facts.feeds = try reader.feeds(of: agent) }
    if let agent = needs.filtersOf { facts.filters = try reader.savedFilters(of: agent) }
  }
}
