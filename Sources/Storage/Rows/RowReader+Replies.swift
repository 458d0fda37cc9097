import Desk
import Service

// Agents' own quick replies, and how often which reply was used.

extension RowReader {
  func replyBook(of agent: AgentID) throws -> ReplyBook {
    var usage: [String: ReplyUsage] = [:]
    // The office's own count stands under no name, and comes first.
    let rows = try db.all(
      "SELECT agent, scope, code, count, last_at FROM reply_usage WHERE office = ? AND agent IN ('', ?) ORDER BY agent",
      [id.rawValue, agent.rawValue])
    for row in rows {
      guard let scope = ReplyScope(rawValue: try row[1]) else { continue }
      let (isOwn, code, count): (Bool, String, Int) = (try row[0] as String != "", try row[2], try row[3])
      let at = Timestamp(milliseconds: try row[4])
      let key = scope.rawValue + "/" + code
      var line = usage[key] ?? ReplyUsage(scope: scope, code: code, own: 0, office: count, lastAt: at)
      if isOwn {
        line.own = count
        line.lastAt = at
        if scope == .personal { line.office = count }
      }
      usage[key] = line
    }
    return ReplyBook(
      personal: try personalReplies(of: agent), usage: usage.sorted { $0.key < $1.key }.map(\.value))
  }

  /// An agent's own replies, by code.
  func personalReplies(of agent: AgentID) throws -> [PersonalReply] {
    try db.all(
      "SELECT doc FROM quick_replies WHERE office = ? AND agent = ? ORDER BY code", [id.rawValue, agent.rawValue]
    ).map { try Document.value(PersonalReply.self, $0[0]) }
  }

  /// One of an agent's own replies.
  func personalReply(_ code: String, of agent: AgentID) throws -> PersonalReply? {
    try db.one(
      "SELECT doc FROM quick_replies WHERE office = ? AND agent = ? AND code = ?",
      [id.rawValue, agent.rawValue, code]
    ).map { try Document.value(PersonalReply.self, $0[0]) }
  }

  /// How often an agent, and everybody, used a reply.
  func usage(of reply: ReplyUseRequest, by agent: AgentID) throws -> ReplyUsage? {
    let sql = "SELECT count, last_at FROM reply_usage WHERE office = ? AND agent = ? AND scope = ? AND code = ?"
    func row(_ name: String) throws -> (count: Int, at: Timestamp)? {
      try db.one(sql, [id.rawValue, name, reply.scope.rawValue, reply.code])
        .map { (count: try $0[0], at: Timestamp(milliseconds: try $0[1])) }
    }
    let own = try row(agent.rawValue)
    let office = reply.scope == .personal ? own : try row("")
    guard let office else { return nil }
    return ReplyUsage(
      scope: reply.scope, code: reply.code, own: own?.count ?? 0, office: office.count, lastAt: own?.at ?? office.at)
  }
}

extension RowTransaction {
  func write(_ kept: ReplyKept, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      """
      INSERT INTO quick_replies (office, agent, code, doc) VALUES (?, ?, ?, ?)
      ON CONFLICT (office, agent, code) DO UPDATE SET doc = excluded.doc
      """,
      [
        reader.id.rawValue, kept.agent.rawValue, kept.reply.reply.code, try Document.text(kept.reply, encoder),
      ])
  }

  func write(_ dropped: ReplyDropped, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      "DELETE FROM quick_replies WHERE office = ? AND agent = ? AND code = ?",
      [reader.id.rawValue, dropped.agent.rawValue, dropped.code])
    try reader.db.run(
      "DELETE FROM reply_usage WHERE office = ? AND agent = ? AND scope = 'personal' AND code = ?",
      [reader.id.rawValue, dropped.agent.rawValue, dropped.code])
  }

  func write(_ used: ReplyUsed, _ reader: RowReader<some SQLSession>) throws {
    let usage = used.usage
    try count(usage, usage.own, under: used.agent.rawValue, reader)
    if usage.scope != .personal { try count(usage, usage.office, under: "", reader) }
  }

  private func count(
    _ usage: ReplyUsage, _ count: Int, under name: String, _ reader: RowReader<some SQLSession>
  ) throws {
    try reader.db.run(
      """
      INSERT INTO reply_usage (office, agent, scope, code, count, last_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (office, agent, scope, code) DO UPDATE SET count = excluded.count, last_at = excluded.last_at
      """,
      [reader.id.rawValue, name, usage.scope.rawValue, usage.code, count, usage.lastAt.milliseconds])
  }
}
