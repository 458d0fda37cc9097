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

  func conversationFacts(_ filter: FactFilter, after cursor: String?, limit: Int) throws -> FactPage {
    let place = cursor.flatMap(FactPage.place)
    var more = ""
    var values: [SQLValue] = [id.rawValue, filter.since.milliseconds, filter.until.milliseconds]
    if let agent = filter.agent {
      more += " AND agent = ?"
      values.append(agent.rawValue)
    }
    if let place {
      more += " AND (at > ? OR (at = ? AND id > ?))"
      values += [place.at, place.at, place.id]
    }
    let rows = try db.all(
      """
      SELECT at, id, team, matter, outcome, doc FROM facts
      WHERE office = ? AND kind = 'conversation' AND at >= ? AND at < ?\(more) ORDER BY at, id LIMIT ?
      """, values + [FactPage.looked])
    var page = FactPage(facts: [])
    for row in rows {
      let (team, matter, outcome): (String, String, String) = try (row[2], row[3], row[4])
      guard filter.group.map({ $0.rawValue == team }) ?? true, filter.matter.map({ $0 == matter }) ?? true,
        filter.outcomes.isEmpty || filter.outcomes.contains(where: { $0.rawValue == outcome })
      else { continue }
      page.facts.append(try Document.value(ConversationFacts.self, row[5]))
      if page.facts.count == limit {
        page.next = try FactPage.cursor(at: row[0], id: row[1])
        return page
      }
    }
    if rows.count == FactPage.looked, let last = rows.last { page.next = try FactPage.cursor(at: last[0], id: last[1]) }
    return page
  }

  func seatStretches(of agent: AgentID?, from start: Timestamp, to end: Timestamp, limit: Int) throws
    -> [SeatClock.Stretch]
  {
    // A state that began before may last into the period: what lasts longer than a week is an absence.
    let earliest = start.milliseconds - 7 * 86_400_000
    let chosen = agent == nil ? "" : " AND agent = ?"
    return try db.all(
      """
      SELECT agent, presence, reason, since, until FROM seat_states
      WHERE office = ? AND since >= ? AND since < ? AND until > ?\(chosen) ORDER BY since, agent LIMIT ?
      """,
      [id.rawValue, earliest, end.milliseconds, start.milliseconds] + (agent.map { [$0.rawValue] } ?? []) + [limit]
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

  /// Every fact of a conversation, promise or appointment, for checks.
  func factDocuments(_ kind: String) throws -> [String] {
    try db.all("SELECT doc FROM facts WHERE office = ? AND kind = ?", [id.rawValue, kind]).map { try $0[0] }
  }
}
