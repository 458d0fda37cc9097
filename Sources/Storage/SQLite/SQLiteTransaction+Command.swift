import Desk
import GRDB
import Service

// One command: load, decide, write rows, append events, remember the answer.

extension SQLiteTransaction {
  /// What a command came to; its events stand at these places among the office's pending ones.
  struct Performed {
    var answer: Answer
    var events: Range<Int>
    var isReplay: Bool
  }

  mutating func perform(_ request: CommandRequest, at now: Timestamp, db: Database) throws -> Performed {
    let reader = SQLiteReader(db: db, id: request.office)
    if let answer = try remembered(request, reader) { return Performed(answer: answer, events: 0..<0, isReplay: true) }
    let facts = try facts(request.command.needs(by: request.actor), reader)
    let outcome = try Decision.decide(request.command, by: request.actor, on: facts, at: now)
    for conversation in outcome.conversations { try write(conversation, reader) }
    let first = pending[request.office]?.count ?? 0
    for body in outcome.events {
      let document = try append(body, at: now, office: request.office)
      try writeRow(of: body, document: document, by: request.actor, at: now, reader)
    }
    for change in outcome.timers { try apply(change, reader) }
    try remember(outcome.answer, request, at: now, db)
    return Performed(answer: outcome.answer, events: first..<(first + outcome.events.count), isReplay: false)
  }

  private func remembered(_ request: CommandRequest, _ reader: SQLiteReader) throws -> Answer? {
    guard let key = request.key else { return nil }
    let row = try reader.db.one(
      "SELECT fingerprint, kind, subject, first, last FROM answers WHERE office = ? AND scope = ? AND key = ?",
      [request.office.rawValue, request.actor.scope, key])
    guard let row else { return nil }
    guard row["fingerprint"] == request.fingerprint else { throw Problem(.idempotencyKeyReused) }
    let answer = try RememberedAnswer(row).answer(reader)
    // Told as things are now, and so only to whom they concern now: meanwhile a colleague may have taken the talk.
    if case .staff(let agent) = request.actor, case .conversation(let detail) = answer,
      let owner = detail.conversation.agent, owner.id != agent.id
    {
      throw Problem(.notYours)
    }
    return answer
  }

  private func remember(_ answer: Answer, _ request: CommandRequest, at now: Timestamp, _ db: Database) throws {
    guard let key = request.key else { return }
    let kept = RememberedAnswer(answer)
    try db.run(
      """
      INSERT INTO answers (office, scope, key, fingerprint, at, kind, subject, first, last)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        request.office.rawValue, request.actor.scope, key, request.fingerprint, now.milliseconds, kept.kind,
        kept.subject, kept.first, kept.last,
      ])
  }

  // MARK: - Load

  private mutating func facts(_ needs: Needs, _ reader: SQLiteReader) throws -> Facts {
    let (office, catalogue) = try office(reader)
    var facts = Facts(office: office, catalogue: catalogue)
    switch needs.subject {
    case .conversation(let id): facts.conversation = try conversation(id, reader)
    case .latest(let taxpayer): facts.conversation = try latest(of: taxpayer, reader)
    case .containing(let message, let taxpayer):
      let id = try reader.conversation(containing: message, of: taxpayer)
      facts.conversation = try id.flatMap { try conversation($0, reader) }
    case nil: break
    }
    if let conversation = facts.conversation {
      if let message = needs.message, let number = try reader.number(of: message, in: conversation.id) {
        let messages = try reader.messages(of: conversation.id, from: number, to: number + 2)
        let replies = messages.dropFirst().prefix { $0.author.side == .assistant || $0.author.side == .system }
        facts.existing = messages.prefix(1) + replies.filter { $0.at == messages.first?.at }
      }
      if needs.latest {
        facts.latest = try reader.messages(of: conversation.id, before: nil, limit: Needs.latestCount)
      }
    }
    if let agent = needs.seat {
      facts.seat = try reader.seat(agent)
      if needs.seatConversations { facts.seatConversations = try reader.conversations(of: agent) }
    }
    if let timer = needs.timer { facts.timer = try reader.timer(timer.kind, timer.subject) }
    if let message = needs.message, let taxpayer = needs.vote {
      facts.vote = try reader.vote(on: message, by: taxpayer)
    }
    return facts
  }

  private mutating func office(_ reader: SQLiteReader) throws -> (office: Office, catalogue: Catalogue) {
    if let found = known.offices[reader.id] { return found }
    let loaded = (office: try reader.office(), catalogue: try reader.catalogue())
    known.offices[reader.id] = loaded
    return loaded
  }

  private mutating func conversation(_ id: ConversationID, _ reader: SQLiteReader) throws -> Conversation? {
    if let found = known.conversations[reader.id]?[id] { return found }
    guard let loaded = try reader.conversation(id) else { return nil }
    keep(loaded, office: reader.id)
    return loaded
  }

  private mutating func latest(of taxpayer: TaxpayerID, _ reader: SQLiteReader) throws -> Conversation? {
    if let id = known.latest[reader.id]?[taxpayer], let found = try conversation(id, reader) { return found }
    guard let loaded = try reader.latestConversation(of: taxpayer) else { return nil }
    keep(loaded, office: reader.id)
    known.latest[reader.id, default: [:]][taxpayer] = loaded.id
    return loaded
  }

  private mutating func keep(_ conversation: Conversation, office: OfficeID) {
    if known.conversations[office, default: [:]].count >= Known.limit {
      known.conversations[office] = [:]
      known.latest[office] = [:]
    }
    known.conversations[office, default: [:]][conversation.id] = conversation
  }

  // MARK: - Write

  private mutating func write(_ conversation: Conversation, _ reader: SQLiteReader) throws {
    let before = try self.conversation(conversation.id, reader)
    try ConversationRow.write(conversation, before: before, office: reader.id, db: reader.db, encoder: encoder)
    keep(conversation, office: reader.id)
    if before == nil { known.latest[reader.id, default: [:]][conversation.taxpayer.id] = conversation.id }
  }

  /// Writes the rows an event stands for, other than its conversation.
  private func writeRow(
    of body: EventBody, document: String, by actor: Actor, at now: Timestamp, _ reader: SQLiteReader
  ) throws {
    let office = reader.id.rawValue
    switch body {
    case .messagePosted(let message):
      try reader.db.run(
        "INSERT INTO messages (office, conversation, number, id, doc) VALUES (?, ?, ?, ?, ?)",
        [
          office, message.conversation.rawValue, message.number, message.id.rawValue,
          document,
        ])
    case .seatChanged(let seat):
      try reader.db.run(
        "INSERT OR REPLACE INTO seats (office, agent, doc) VALUES (?, ?, ?)",
        [office, seat.agent.id.rawValue, document])
    case .articleVoted(let vote):
      guard case .taxpayer(let taxpayer) = actor else { return }
      try reader.db.run(
        """
        INSERT OR REPLACE INTO votes (office, message, taxpayer, article, is_useful, at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          office, vote.message.rawValue, taxpayer.id.rawValue, vote.article.rawValue, vote.isUseful, now.milliseconds,
        ])
    case .conversationOpened, .receiptAdvanced, .queued, .accepted, .ended, .wrappedUp, .rated, .taxpayerPresence,
      .officeChanged:
      break
    }
  }

  private func apply(_ change: TimerChange, _ reader: SQLiteReader) throws {
    switch change {
    case .set(let timer):
      try reader.db.run(
        "INSERT OR REPLACE INTO timers (office, kind, subject, due) VALUES (?, ?, ?, ?)",
        [reader.id.rawValue, timer.kind.rawValue, timer.subject, timer.due.milliseconds])
    case .cancel(let kind, let subject):
      try reader.db.run(
        "DELETE FROM timers WHERE office = ? AND kind = ? AND subject = ?",
        [reader.id.rawValue, kind.rawValue, subject])
    }
  }
}
