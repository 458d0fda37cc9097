import Desk
import Service
import Synchronization

// Links into rooms, and what browsers say to each other there.

extension RowStore {
  func keep(_ link: RoomLink, once: Once?) async throws -> String? {
    try await change(once) { _, db in
      try db.run(
        "DELETE FROM room_links WHERE office = ? AND invitation = ?",
        [link.office.rawValue, link.pass.invitation.rawValue])
      try db.run(
        """
        INSERT INTO room_links (office, code_hash, invitation, conversation, agent, expires_at, used_at)
        VALUES (?, ?, ?, ?, ?, ?, NULL)
        """,
        [
          link.office.rawValue, link.codeHash, link.pass.invitation.rawValue, link.pass.conversation.rawValue,
          link.pass.agent.rawValue, link.expiresAt.milliseconds,
        ])
    }
  }

  func open(_ opening: RoomSession, at now: Timestamp, once: Once) async throws -> String? {
    try await change(once) { transaction, db in
      // Compared and set in one: of two who come together one finds it unused.
      let row = try db.one(
        """
        UPDATE room_links SET used_at = ? WHERE office = ? AND code_hash = ? AND used_at IS NULL AND expires_at > ?
        RETURNING agent, conversation, invitation
        """, [now.milliseconds, opening.office.rawValue, opening.codeHash, now.milliseconds])
      guard let row else { throw Problem(.roomLinkSpent) }
      let pass = try RoomPass(
        agent: AgentID(row[0] as String), conversation: ConversationID(row[1] as String),
        invitation: InvitationID(row[2] as String))
      try db.run(
        "INSERT INTO sessions (token_hash, office, subject, expires_at) VALUES (?, ?, ?, ?)",
        [
          opening.tokenHash, opening.office.rawValue,
          try Document.text(SessionRow.Subject.room(pass), transaction.encoder), opening.expiresAt.milliseconds,
        ])
      try db.audit(
        AuditRecord(
          office: opening.office, at: now, actor: pass.agent.rawValue, act: "room.open",
          subject: pass.conversation.rawValue, detail: pass.invitation.rawValue))
    }
  }

  func pass(_ draft: SignalDraft, at now: Timestamp) async throws -> Signal {
    let number = Mutex(0)
    // The office's head is held: numbers have no gap, whoever else writes.
    try await change(of: draft.office) { _, db in
      let reader = RowReader(db: db, id: draft.office)
      let invitation = try reader.conversation(draft.conversation)?.invitation
      guard let invitation, invitation.id == draft.invitation, invitation.isOpen, invitation.stage != .invited else {
        throw Problem(.wrongStage, detail: Localised("该邀请未接通或已结束", "The invitation is not agreed to, or over"))
      }
      let place: [SQLValue] = [draft.office.rawValue, draft.invitation.rawValue, draft.side.rawValue]
      let known = try db.one(
        "SELECT number FROM signals WHERE office = ? AND invitation = ? AND side = ? AND key = ?", place + [draft.key])
      if let known {
        let earlier: Int = try known[0]
        number.withLock { $0 = earlier }
        return
      }
      let recent: Int =
        try db.one(
          "SELECT COUNT(*) FROM signals WHERE office = ? AND invitation = ? AND side = ? AND at > ?",
          place + [now.milliseconds - SignalLimits.seconds * 1000])?[0] ?? 0
      let last: Int =
        try db.one("SELECT MAX(number) FROM signals WHERE office = ? AND invitation = ? AND side = ?", place)
        .flatMap { try $0[0] as Int? } ?? 0
      guard recent < SignalLimits.most, last < SignalLimits.mostInAll else {
        throw Problem(.tooManyRequests, retryAfter: Int(SignalLimits.seconds))
      }
      try db.run(
        """
        INSERT INTO signals (office, invitation, side, number, key, conversation, node, at, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        place + [
          last + 1, draft.key, draft.conversation.rawValue, draft.node?.rawValue ?? "", now.milliseconds,
          draft.payload,
        ])
      number.withLock { $0 = last + 1 }
    }
    return Signal(invitation: draft.invitation, number: number.withLock { $0 }, payload: draft.payload)
  }

  func signals(since moment: Timestamp, notBy node: NodeID) async throws -> [SignalHint] {
    try await reading { db in
      try db.all(
        """
        SELECT office, conversation, side, at, invitation, number, payload FROM signals
        WHERE at > ? AND node <> ? ORDER BY at, number
        """, [moment.milliseconds, node.rawValue]
      ).compactMap { row in
        try Side(rawValue: row[2]).map { side in
          try SignalHint(
            office: OfficeID(row[0] as String), conversation: ConversationID(row[1] as String), side: side,
            at: Timestamp(milliseconds: row[3]),
            signal: Signal(invitation: InvitationID(row[4] as String), number: row[5], payload: row[6]))
        }
      }
    }
  }

  /// Forgets what browsers said an hour ago, and links that ended.
  func pruneCalls(at now: Timestamp) async throws {
    try await change { _, db in
      try db.run("DELETE FROM signals WHERE at <= ?", [now.milliseconds - 3_600_000])
      try db.run("DELETE FROM room_links WHERE expires_at <= ?", [now.milliseconds - 3_600_000])
    }
  }
}

/// How much browsers may say to each other.
enum SignalLimits {
  /// The time that is looked at.
  static let seconds: Int64 = 10
  /// Signals of one side within it.
  static let most = 120
  /// Signals of one side of an invitation in all.
  static let mostInAll = 4_000
}

extension RowReader {
  func signals(to side: Side, of invitation: InvitationID, after number: Int) throws -> [Signal] {
    try db.all(
      """
      SELECT number, payload FROM signals WHERE office = ? AND invitation = ? AND side = ? AND number > ?
      ORDER BY number LIMIT 500
      """, [id.rawValue, invitation.rawValue, side.rawValue, number]
    ).map { try Signal(invitation: invitation, number: $0[0], payload: $0[1]) }
  }

  func mediaServices() throws -> MediaServices { try knowledge(MediaServices.self, "media") ?? MediaServices() }
}

extension RowTransaction {
  /// An invitation that has ended leaves nothing behind but its events.
  func forgetCall(_ invitation: InvitationID, _ reader: RowReader<some SQLSession>) throws {
    let place: [SQLValue] = [reader.id.rawValue, invitation.rawValue]
    try reader.db.run("DELETE FROM signals WHERE office = ? AND invitation = ?", place)
    try reader.db.run("DELETE FROM room_links WHERE office = ? AND invitation = ?", place)
  }
}
