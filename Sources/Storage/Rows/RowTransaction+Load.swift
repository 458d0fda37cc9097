import Desk
import Service

// Import files.

extension RowTransaction {
  /// Keeps what import files hold; readers are told by events.
  mutating func load(_ content: OfficeContent, at now: Timestamp, db: some SQLSession) throws {
    let office = content.office.id
    let reader = RowReader(db: db, id: office)
    let known = try db.one("SELECT catalogue, doc FROM offices WHERE office = ?", [office.rawValue])
    let before = try known.map { try Document.value(Office.self, $0[1]) }
    if let basis = content.basis, let before {
      // Drawn up from what was read before this transaction: whoever edited the calendar or what is watched in between is not undone.
      guard before.calendarRevision == basis.calendarRevision, before.thresholdsRevision == basis.thresholdsRevision,
        before.webhooksRevision == basis.webhooksRevision
      else { throw Problem(.changedMeanwhile) }
    }
    if known == nil {
      // The epoch tells this log from any other that was ever served under the same address.
      try db.run(
        "INSERT INTO heads (office, epoch, seq) VALUES (?, ?, 0) ON CONFLICT (office) DO NOTHING",
        [office.rawValue, max(1, now.milliseconds / 1000)])
    }
    var new = content.office
    if let before {
      new.keepStanding(of: before, among: content.catalogue?.groups, sayWhatIsWatched: content.basis != nil)
    }
    let catalogue =
      try content.catalogue.map { try Document.text($0, encoder) } ?? (known?[0] as String?)
      ?? Document.text(Catalogue(), encoder)
    try db.run(
      """
      INSERT INTO offices (office, doc, catalogue) VALUES (?, ?, ?)
      ON CONFLICT (office) DO UPDATE SET doc = excluded.doc, catalogue = excluded.catalogue
      """,
      [office.rawValue, try Document.text(new, encoder), catalogue])
    self.known.offices[office] = nil
    try append(
      .officeChanged(OfficeChange(kind: content.catalogue == nil ? "office" : "catalogue")), at: now, office: office)
    for account in content.accounts ?? [] { try keep(account, at: now, reader) }
    let ahead = [before, content.office].map { ($0?.settings.promises ?? PromiseSettings()).minutesAhead }
    if let before, OfficeCalendar(before) != OfficeCalendar(content.office) || ahead[0] != ahead[1] {
      // Open promises are counted anew on what is the calendar from now on, and warned of when it says.
      try db.run(
        """
        INSERT INTO timers (office, kind, subject, due) VALUES (?, ?, ?, ?)
        ON CONFLICT (office, kind, subject) DO UPDATE SET due = excluded.due
        """,
        [
          office.rawValue, ServiceTimer.Kind.calendarMoved.rawValue, RescheduleCursor().text, now.milliseconds,
        ])
    }
    // Whoever waits is looked at anew: what is offered, and to whom, may have changed.
    try db.run(
      """
      INSERT INTO timers (office, kind, subject, due)
      SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM conversations WHERE office = ? AND stage = 'waiting')
      ON CONFLICT (office, kind, subject) DO UPDATE SET due = excluded.due
      """,
      [
        office.rawValue, ServiceTimer.Kind.rematchDue.rawValue, office.rawValue, now.milliseconds, office.rawValue,
      ])
    if let articles = content.articles {
      try replace(articles, office: office, db)
      try append(.officeChanged(OfficeChange(kind: "knowledge")), at: now, office: office)
    }
    if let synonyms = content.synonyms { try keep(synonyms, as: "synonyms", office: office, db) }
    if let webhooks = content.webhooks { try keep(webhooks, reader) }
    if let services = content.mediaServices { try keep(services, as: "media", office: office, db) }
    if let people = content.sampleTaxpayers { try keep(people, as: "taxpayers", office: office, db) }
    for (host, secret) in content.hostSecrets ?? [:] {
      try db.run(
        """
        INSERT INTO hosts (office, host, secret) VALUES (?, ?, ?)
        ON CONFLICT (office, host) DO UPDATE SET secret = excluded.secret
        """, [office.rawValue, host, secret])
    }
  }

  private mutating func keep(_ account: Account, at now: Timestamp, _ reader: RowReader<some SQLSession>) throws {
    let agent = account.agent
    if let known = try reader.account(agent.id), known.passwordHash != account.passwordHash {
      // Whoever signed in with the old password signs in again.
      try reader.db.run(
        "DELETE FROM sessions WHERE office = ? AND subject = ?",
        [reader.id.rawValue, try Document.text(SessionRow.Subject.staff(agent.id), encoder)])
    }
    try reader.db.run(
      "INSERT INTO accounts (office, id, doc) VALUES (?, ?, ?) ON CONFLICT (office, id) DO UPDATE SET doc = excluded.doc",
      [reader.id.rawValue, agent.id.rawValue, try Document.text(account, encoder)])
    let before = try reader.seat(agent.id)
    guard agent.role != .administrator || before != nil else { return }
    var seat = before ?? Seat(agent: agent, since: now)
    seat.agent = agent
    guard seat != before else { return }
    let document = try append(.seatChanged(seat), at: now, office: reader.id)
    try write(seat, document, reader)
  }

  private func replace(_ articles: [IndexedArticle], office: OfficeID, _ db: some SQLSession) throws {
    try db.run("DELETE FROM articles WHERE office = ?", [office.rawValue])
    try db.clearIndex(of: office)
    for (place, indexed) in articles.enumerated() {
      let article = indexed.article
      try db.run(
        "INSERT INTO articles (office, id, place, is_popular, doc) VALUES (?, ?, ?, ?, ?)",
        [office.rawValue, article.id.rawValue, place, article.isPopular, try Document.text(article, encoder)])
      try db.index(indexed, in: office)
    }
  }

  private func keep(_ value: some Encodable, as kind: String, office: OfficeID, _ db: some SQLSession) throws {
    try db.run(
      "INSERT INTO knowledge (office, kind, doc) VALUES (?, ?, ?) ON CONFLICT (office, kind) DO UPDATE SET doc = excluded.doc",
      [office.rawValue, kind, try Document.text(value, encoder)])
  }
}
