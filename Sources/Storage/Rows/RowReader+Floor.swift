import Desk
import Service

// Seats and queues as decisions about offers need them, and who is blocked.

extension RowReader {
  /// Seats and what takes their slots; the queue only if it is wanted, or if some seat could take somebody.
  func floor(_ use: Needs.FloorUse, _ settings: OfficeSettings) throws -> Floor {
    let busy = try db.all(
      """
      SELECT id, agent, stage FROM conversations
      WHERE office = ? AND stage IN ('waiting', 'talking', 'wrapUp') AND agent IS NOT NULL
      """, [id.rawValue]
    ).compactMap { row in
      try Conversation.Stage(rawValue: row[2]).map { stage in
        try Floor.Busy(
          conversation: ConversationID(row[0] as String), agent: AgentID(row[1] as String), stage: stage)
      }
    }
    var floor = Floor(seats: try seats(), busy: busy)
    floor.hasQueue = use != .ifSeatsAreFree || floor.hasFreeSeat(settings)
    if floor.hasQueue { floor.waiting = try conversations(in: [.waiting]) }
    return floor
  }

  /// Talks in which that agent is consulted, or which they joined.
  func conversations(consulting agent: AgentID) throws -> [Conversation] {
    try db.all(
      """
      SELECT \(ConversationRow.columns) FROM conversations
      WHERE office = ? AND stage = 'talking' AND (colleague = ? OR joined = ?) ORDER BY opened_at, id
      """, [id.rawValue, agent.rawValue, agent.rawValue]
    ).map(ConversationRow.conversation)
  }

  func announcements(at now: Timestamp?) throws -> [Announcement] {
    try db.all("SELECT doc FROM documents WHERE office = ? AND kind = 'announcement' ORDER BY id DESC", [id.rawValue])
      .map { try Document.value(Announcement.self, $0[0]) }.filter { now == nil || $0.until > now ?? $0.until }
  }

  func announcement(_ announcement: AnnouncementID) throws -> Announcement? {
    try document("announcement", of: "", announcement.rawValue).map { try Document.value(Announcement.self, $0) }
  }

  func block(of taxpayer: TaxpayerID) throws -> Block? {
    try db.one("SELECT doc FROM blocks WHERE office = ? AND taxpayer = ?", [id.rawValue, taxpayer.rawValue])
      .map { try Document.value(Block.self, $0[0]) }
  }

  func blocks(at now: Timestamp) throws -> [Block] {
    try db.all(
      "SELECT doc FROM blocks WHERE office = ? AND until > ? ORDER BY until, taxpayer LIMIT 1000",
      [id.rawValue, now.milliseconds]
    ).map { try Document.value(Block.self, $0[0]) }
  }
}
