import Desk
import Service

// How a page of a list is found.

extension RowReader {
  typealias Page<Item> = (items: [Item], next: String?)

  /// Rows looked at for one page at most: a filter that few of them pass answers with few, and where to go on.
  static var mostLookedAt: Int { 4_000 }
  private static var step: Int { 200 }

  func page<Item>(
    _ kind: PromiseKind, _ filter: PromiseFilter, after: String?, limit: Int, _ item: (String) throws -> Item?
  ) throws -> Page<Item> {
    if let taxpayer = filter.taxpayer, filter.words.isEmpty, filter.order == .created {
      let found = try promises(kind, of: taxpayer, before: after, limit: limit)
      return (try found.documents.compactMap(item), found.next)
    }
    let terms = SearchTerms.asked(filter.words)
    if !filter.words.isEmpty || filter.taxpayer != nil {
      return try found(kind, terms, filter, after: after, limit: limit, item)
    }
    let stretches = Self.stretches(filter)
    var page: Page<Item> = ([], nil)
    var cursor = after.flatMap(PromiseCursor.init)
    var left = Self.mostLookedAt
    // As many as are asked for, which is often enough; then more at a time.
    var step = min(limit, Self.step)
    // One stretch of the index after the other: open before ended, urgent before less urgent.
    for (place, stretch) in stretches.enumerated() {
      if let cursor, cursor.rank > place { continue }
      var from = cursor?.rank == place ? cursor : nil
      while true {
        let rows = try rows(kind, filter, stretch, after: from, limit: step)
        for row in rows {
          from = PromiseCursor(value: row.value, id: row.id, rank: place)
          if row.isShown(by: filter), let found = try item(row.document) { page.items.append(found) }
          if page.items.count == limit {
            page.next = from?.text
            return page
          }
        }
        left -= rows.count
        if left <= 0, rows.count == step {
          page.next = from?.text
          return page
        }
        if rows.count < step { break }
        step = Self.step
      }
      cursor = nil
    }
    return page
  }

  /// A part of the index that is read in its own order.
  private struct Stretch {
    var isOpen: Bool
    var priority: PromisePriority?
  }

  private static func stretches(_ filter: PromiseFilter) -> [Stretch] {
    let hasOpen = filter.states.map { !$0.isDisjoint(with: openStates) } ?? true
    let hasEnded = filter.states.map { !$0.isSubset(of: openStates) } ?? filter.includesEnded
    let parts = (hasOpen ? [true] : []) + (hasEnded ? [false] : [])
    guard filter.order == .priority else { return parts.map { Stretch(isOpen: $0) } }
    let ranks = PromisePriority.allCases.reversed().filter { priority in
      filter.priority.map { filter.priorityIsLeast ? priority >= $0 : priority == $0 } ?? true
    }
    return parts.flatMap { isOpen in ranks.map { Stretch(isOpen: isOpen, priority: $0) } }
  }

  private static var openStates: Set<String> {
    Set(Ticket.State.allCases.filter(\.isOpen).map(\.rawValue))
      .union(OfflineMessage.State.allCases.filter(\.isOpen).map(\.rawValue))
  }

  /// The columns of a row, without reading its document.
  private struct Line {
    var id: String
    var value: Int64
    var state: String
    var isOpen: Bool
    var priority: Int
    var group: String
    var assignee: String
    var due: Int64
    var document: String

    func isShown(by filter: PromiseFilter) -> Bool {
      filter.shows(
        state: state, isOpen: isOpen, group: SkillGroupID(group), assignee: assignee.isEmpty ? nil : AgentID(assignee),
        priority: PromisePriority(rank: priority),
        dueAt: due == PromiseRow.never ? nil : Timestamp(milliseconds: due))
    }
  }

  private func rows(
    _ kind: PromiseKind, _ filter: PromiseFilter, _ stretch: Stretch, after: PromiseCursor?, limit: Int
  ) throws -> [Line] {
    var values: [SQLValue] = [id.rawValue, kind.rawValue, stretch.isOpen ? 1 : 0]
    var narrower = ""
    switch (filter.order, filter.owner) {
    case (.created, _): break
    case (.priority, _):
      narrower = filter.group == nil ? "AND priority = ? " : "AND team = ? AND priority = ? "
      values += (filter.group.map { [$0.rawValue] } ?? []) + [stretch.priority?.rank ?? 0]
    case (.due, .agent(let agent)):
      narrower = "AND assignee = ? "
      values.append(agent.rawValue)
    case (.due, .nobody):
      narrower = filter.group == nil ? "AND assignee = '' " : "AND assignee = '' AND team = ? "
      values += filter.group.map { [$0.rawValue] } ?? []
    case (.due, nil):
      if let group = filter.group, let priority = filter.priority, !filter.priorityIsLeast {
        narrower = "AND team = ? AND priority = ? "
        values += [group.rawValue, priority.rank]
      } else if let group = filter.group {
        narrower = "AND team = ? "
        values.append(group.rawValue)
      } else if let states = filter.states, states.count == 1, let state = states.first {
        narrower = "AND state = ? "
        values.append(state)
      } else if let priority = filter.priority, !filter.priorityIsLeast {
        narrower = "AND priority = ? "
        values.append(priority.rank)
      }
    }
    if filter.order == .created {
      values += [after?.value ?? Int64.max, after?.id ?? "", limit]
      return try db.all(
        """
        SELECT id, at, state, is_open, priority, team, assignee, due, doc FROM promises
        WHERE office = ? AND kind = ? AND is_open = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?
        """, values
      ).map(Self.line)
    }
    // Everything from `dueFrom` on comes after the last id of the millisecond before it.
    var start = filter.dueFrom.map { PromiseCursor(value: $0.milliseconds - 1, id: "\u{10FFFF}") }
    if let after, after.value > start?.value ?? Int64.min { start = after }
    values += [start?.value ?? Int64.min, start?.id ?? "", filter.dueBefore?.milliseconds ?? Int64.max, limit]
    return try db.all(
      """
      SELECT id, due, state, is_open, priority, team, assignee, due, doc FROM promises
      WHERE office = ? AND kind = ? AND is_open = ? \(narrower)AND (due, id) > (?, ?) AND due < ? ORDER BY due, id LIMIT ?
      """, values
    ).map(Self.line)
  }

  private static func line(_ row: some SQLRow) throws -> Line {
    try Line(
      id: row[0], value: row[1], state: row[2], isOpen: (row[3] as Int) == 1, priority: row[4], group: row[5],
      assignee: row[6], due: row[7], document: row[8])
  }

  /// What words stand in, or what is a taxpayer's: the newest that hold all of them are looked at, and put in order.
  private func found<Item>(
    _ kind: PromiseKind, _ terms: [String], _ filter: PromiseFilter, after: String?, limit: Int,
    _ item: (String) throws -> Item?
  ) throws -> Page<Item> {
    guard !terms.isEmpty || filter.words.isEmpty else { return ([], nil) }
    let most = Self.mostLookedAt / 2
    let names =
      try filter.taxpayer.map { try self.names(kind, of: $0, holding: terms, limit: most) }
      ?? db.promises(in: id, of: kind, matching: terms, limit: most)
    var lines: [Line] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted {
      let row = try db.one(
        """
        SELECT id, at, state, is_open, priority, team, assignee, due, doc FROM promises
        WHERE office = ? AND kind = ? AND id = ?
        """, [id.rawValue, kind.rawValue, name])
      if let line = try row.map(Self.line), line.isShown(by: filter) { lines.append(line) }
    }
    switch filter.order {
    case .due: lines.sort { ($0.due, $0.id) < ($1.due, $1.id) }
    case .priority: lines.sort { (-$0.priority, $0.due, $0.id) < (-$1.priority, $1.due, $1.id) }
    case .created: lines.sort { ($1.value, $1.id) < ($0.value, $0.id) }
    }
    let from = after.flatMap(PromiseCursor.init).map { Int(clamping: $0.value) } ?? 0
    var page: Page<Item> = ([], nil)
    for (place, line) in lines.enumerated().dropFirst(max(0, from)) {
      if page.items.count == limit {
        page.next = PromiseCursor(value: Int64(place), id: "").text
        break
      }
      if let found = try item(line.document) { page.items.append(found) }
    }
    return page
  }

  /// A taxpayer's messages or tickets in which all of the terms stand in one text, the newest first.
  private func names(
    _ kind: PromiseKind, of taxpayer: TaxpayerID, holding terms: [String], limit: Int
  ) throws -> [String] {
    let all: [String] = try db.all(
      "SELECT id FROM promises WHERE office = ? AND taxpayer = ? AND kind = ? ORDER BY at DESC, id DESC LIMIT ?",
      [id.rawValue, taxpayer.rawValue, kind.rawValue, limit]
    ).map { try $0[0] }
    guard !terms.isEmpty else { return all }
    let asked = Set(terms)
    return try all.filter { name in
      try db.all(
        "SELECT terms FROM promise_words WHERE office = ? AND kind = ? AND subject = ?",
        [id.rawValue, kind.rawValue, name]
      ).contains { row in
        let held: String = try row[0]
        return asked.isSubset(of: held.split(separator: " ").map(String.init))
      }
    }
  }
}
