import Desk

// What figures are computed from.

extension RowReader: FactSource {
  func conversationFacts(_ id: ConversationID) throws -> ConversationFacts? {
    try document(.conversation, id.rawValue).map { try Document.value(ConversationFacts.self, $0) }
  }

  func promiseHistory(_ kind: PromiseKind, _ id: String) throws -> PromiseHistory? {
    try document(FactRow.Kind(kind), id).map { try Document.value(PromiseHistory.self, $0) }
  }

  func appointmentHistory(_ id: AppointmentID) throws -> AppointmentHistory? {
    try document(.appointment, id.rawValue).map { try Document.value(AppointmentHistory.self, $0) }
  }

  private func document(_ kind: FactRow.Kind, _ name: String) throws -> String? {
    try db.one(
      "SELECT doc FROM facts WHERE office = ? AND kind = ? AND id = ?", [id.rawValue, kind.rawValue, name]
    ).map { try $0[0] }
  }

  func lastFacts(of taxpayer: TaxpayerID) throws -> ConversationFacts? {
    try db.one(
      """
      SELECT doc FROM facts WHERE office = ? AND kind = 'conversation' AND taxpayer = ? ORDER BY at DESC, id DESC LIMIT 1
      """, [id.rawValue, taxpayer.rawValue]
    ).map { try Document.value(ConversationFacts.self, $0[0]) }
  }

  func seatClock(_ agent: AgentID) throws -> SeatClock? {
    try db.one("SELECT doc FROM seat_clocks WHERE office = ? AND agent = ?", [id.rawValue, agent.rawValue])
      .map { try Document.value(SeatClock.self, $0[0]) }
  }

  func seatClocks() throws -> [SeatClock] {
    try db.all("SELECT doc FROM seat_clocks WHERE office = ? ORDER BY agent", [id.rawValue])
      .map { try Document.value(SeatClock.self, $0[0]) }
  }

  func figuresHead() throws -> EventPosition? {
    try db.one("SELECT epoch, seq FROM figure_heads WHERE office = ?", [id.rawValue])
      .map { try EventPosition(epoch: $0[0], sequence: $0[1]) }
  }

  func hasFigures(of group: SkillGroupID) throws -> Bool {
    try db.one(
      "SELECT 1 FROM fact_places WHERE office = ? AND kind = 'group' AND name = ? LIMIT 1",
      [id.rawValue, group.rawValue])
      != nil
  }

  func figuresBehind() throws -> Timestamp? {
    let head = try head()
    let from = try figuresHead() ?? EventPosition(epoch: -1, sequence: 0)
    guard from != head else { return nil }
    let next = EventPosition(epoch: from.epoch, sequence: from.sequence + 1)
    if let mark = try mark(from: next) { return mark.at }
    return try epoch(after: from.epoch).flatMap { try mark(from: EventPosition(epoch: $0, sequence: 1))?.at }
  }

  func conversationFacts(_ filter: FactFilter, after cursor: String?, limit: Int) throws -> FactPage {
    let place = cursor.flatMap(FactPage.place)
    // One place leads the way; the other is looked up for each.
    let places = [
      filter.agent.map { FactPlace(.agent, $0.rawValue) }, filter.group.map { FactPlace(.group, $0.rawValue) },
    ].compactMap(\.self)
    let ahead = filter.moment == nil ? 0 : FactFilter.mostAhead
    let since: [SQLValue] = [filter.since.milliseconds - ahead, filter.until.milliseconds]
    let after: [SQLValue] = place.map { [$0.at, $0.at, $0.id] } ?? []
    let rows: [Session.Found]
    if let first = places.first {
      var more = place == nil ? "" : " AND (p.at > ? OR (p.at = ? AND p.id > ?))"
      var values: [SQLValue] = [id.rawValue, first.kind.rawValue, first.name] + since + after
      if let second = places.dropFirst().first {
        more +=
          " AND EXISTS (SELECT 1 FROM fact_places q WHERE q.office = ? AND q.kind = ? AND q.name = ? AND q.id = p.id)"
        values += [id.rawValue, second.kind.rawValue, second.name]
      }
      rows = try db.all(
        """
        SELECT f.at, f.id, f.matter, f.outcome, f.doc FROM fact_places p
        JOIN facts f ON f.office = p.office AND f.kind = 'conversation' AND f.id = p.id
        WHERE p.office = ? AND p.kind = ? AND p.name = ? AND p.at >= ? AND p.at < ?\(more) ORDER BY p.at, p.id LIMIT ?
        """, values + [FactPage.looked])
    } else {
      let more = place == nil ? "" : " AND (at > ? OR (at = ? AND id > ?))"
      rows = try db.all(
        """
        SELECT at, id, matter, outcome, doc FROM facts
        WHERE office = ? AND kind = 'conversation' AND at >= ? AND at < ?\(more) ORDER BY at, id LIMIT ?
        """, [id.rawValue] + since + after + [FactPage.looked])
    }
    var page = FactPage(facts: [])
    for row in rows {
      let (matter, outcome): (String, String) = try (row[2], row[3])
      guard filter.matter.map({ $0 == matter }) ?? true,
        filter.outcomes.isEmpty || filter.outcomes.contains(where: { $0.rawValue == outcome })
      else { continue }
      let facts = try Document.value(ConversationFacts.self, row[4])
      if let moment = filter.moment, !facts.has(moment, from: filter.since, to: filter.until) { continue }
      page.facts.append(facts)
      if page.facts.count == limit {
        page.next = try FactPage.cursor(at: row[0], id: row[1])
        return page
      }
    }
    if rows.count == FactPage.looked, let last = rows.last { page.next = try FactPage.cursor(at: last[0], id: last[1]) }
    return page
  }

  func seatStretches(
    of agent: AgentID?, from start: Timestamp, to end: Timestamp, after last: SeatClock.Stretch?, limit: Int
  ) throws -> [SeatClock.Stretch] {
    // A state that began before may last into the period: what lasts longer than a week is an absence.
    let earliest = start.milliseconds - 7 * 86_400_000
    var more = ""
    var values: [SQLValue] = [id.rawValue, earliest, end.milliseconds, start.milliseconds]
    if let agent {
      more += " AND agent = ?"
      values.append(agent.rawValue)
    }
    if let last {
      more += " AND (since > ? OR (since = ? AND agent > ?))"
      values += [last.from.milliseconds, last.from.milliseconds, last.agent.rawValue]
    }
    return try db.all(
      """
      SELECT agent, presence, reason, since, until FROM seat_states
      WHERE office = ? AND since >= ? AND since < ? AND until > ?\(more) ORDER BY since, agent LIMIT ?
      """, values + [limit]
    ).compactMap { row in
      guard let presence = Presence(rawValue: try row[1]) else { return nil }
      return try SeatClock.Stretch(
        agent: AgentID(row[0] as String), presence: presence, reason: row[2],
        from: Timestamp(milliseconds: row[3]), to: Timestamp(milliseconds: row[4]))
    }
  }

  // MARK: - Sums

  func tallies(_ question: TallyQuestion) throws -> [TallyRow] {
    var more = ""
    var values: [SQLValue] = [
      id.rawValue, question.slice.rawValue, question.basis.rawValue, question.since.milliseconds,
      question.until.milliseconds,
    ]
    if let group = question.group {
      more += " AND team = ?"
      values.append(group.rawValue)
    }
    if let member = question.member {
      more += " AND member = ?"
      values.append(member)
    }
    let (name, time) =
      switch question.by {
      case .start(let length, let offset): ("''", "(starts_at + \(offset)) / \(length) * \(length) - \(offset)")
      case .group: ("team", "0")
      case .member: ("member", "0")
      case .all: ("''", "0")
      }
    return try db.all(
      """
      SELECT \(name) AS name, \(time) AS moment, \(TallyColumns.sums) FROM tallies
      WHERE office = ? AND slice = ? AND basis = ? AND starts_at >= ? AND starts_at < ?\(more)
      GROUP BY name, moment ORDER BY moment, name
      """, values
    ).map { row in
      TallyRow(
        name: try row[0], start: Timestamp(milliseconds: try row[1]), tally: try TallyColumns.tally(row, from: 2))
    }
  }

  /// Every sum of a slice, for checks.
  func cells(of slice: FigureCell.Slice) throws -> [FigureCell: Tally] {
    var cells: [FigureCell: Tally] = [:]
    for row in try db.all(
      "SELECT basis, starts_at, team, member, \(TallyColumns.list) FROM tallies WHERE office = ? AND slice = ?",
      [id.rawValue, slice.rawValue])
    {
      guard let basis = FigureBasis(rawValue: try row[0]) else { continue }
      let cell = try FigureCell(
        slice: slice, basis: basis, start: Timestamp(milliseconds: row[1]), group: row[2], member: row[3])
      cells[cell] = try TallyColumns.tally(row, from: 4)
    }
    return cells
  }

  private static var step: Int { 1_000 }

  func eachFactPlace(_ body: (String) throws -> Void) throws {
    var last: [SQLValue] = ["", "", ""]
    while true {
      let rows = try db.all(
        """
        SELECT kind, name, id, at FROM fact_places WHERE office = ? AND (kind, name, id) > (?, ?, ?)
        ORDER BY kind, name, id LIMIT ?
        """, [id.rawValue] + last + [Self.step])
      for row in rows {
        let (kind, name, conversation, at): (String, String, String, Int64) = try (row[0], row[1], row[2], row[3])
        try body("\(kind)/\(name)/\(conversation)/\(at)")
        last = [kind, name, conversation]
      }
      if rows.count < Self.step { return }
    }
  }

  func eachFact(_ kind: String, _ body: (String) throws -> Void) throws {
    var last = ""
    while true {
      let rows = try db.all(
        "SELECT id, doc FROM facts WHERE office = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?",
        [id.rawValue, kind, last, Self.step])
      for row in rows { try body(row[1]) }
      guard rows.count == Self.step, let end = rows.last else { return }
      last = try end[0]
    }
  }
}
