import Desk
import Service

// One command: load, decide, write rows, append events, remember the answer.

extension RowTransaction {
  /// What a command came to; its events stand at these places among the office's pending ones.
  struct Performed {
    var answer: Answer
    var events: Range<Int>
    var isReplay: Bool
  }

  mutating func perform(_ request: CommandRequest, at now: Timestamp, db: some SQLSession) throws -> Performed {
    let reader = RowReader(db: db, id: request.office)
    if let answer = try remembered(request, reader) { return Performed(answer: answer, events: 0..<0, isReplay: true) }
    let needs = request.command.needs(by: request.actor)
    var facts = try facts(needs, reader)
    if let conversation = needs.review, case .staff(let reviewer) = request.actor {
      facts.review = try reader.review(of: conversation, by: reviewer.id)
    }
    if let node = request.node, let connection = request.command.connection {
      try keep(connection.isConnected, connection.person, at: node, reader)
      facts.isConnectedElsewhere = try reader.isConnected(connection.person, elsewhereThan: node, at: now)
    }
    let outcome = try Decision.decide(request.command, by: request.actor, on: facts, at: now)
    for conversation in outcome.conversations { try write(conversation, reader) }
    let first = pending[request.office]?.count ?? 0
    for body in outcome.events {
      let document = try append(body, at: now, office: request.office)
      try writeRow(of: body, document: document, by: request.actor, at: now, reader)
    }
    for change in outcome.timers { try apply(change, reader) }
    if let agent = outcome.account { try keep(agent, reader) }
    if let office = outcome.office { try keep(office, reader) }
    for document in outcome.documents { try keep(document, reader) }
    for entry in outcome.audits { try db.audit(entry, by: request.actor, of: request.office, at: now) }
    if let contact = outcome.contact { try write(contact, reader) }
    if let question = outcome.unanswered { try note(unanswered: question, at: now, reader) }
    try remember(outcome.answer, request, at: now, db)
    return Performed(answer: outcome.answer, events: first..<(first + outcome.events.count), isReplay: false)
  }

  private func remembered(_ request: CommandRequest, _ reader: RowReader<some SQLSession>) throws -> Answer? {
    guard let key = request.key else { return nil }
    guard let memory = try memory(of: key, request, reader) else { return nil }
    guard memory.fingerprint == request.fingerprint else { throw Problem(.idempotencyKeyReused) }
    let answer = try memory.answer.answer(reader, to: request.actor)
    // Told as things are now, and so only to whom they concern now: meanwhile a colleague may have taken the talk.
    if case .staff(let agent) = request.actor, agent.role != .supervisor, case .conversation(let detail) = answer,
      let owner = detail.conversation.agent, owner.id != agent.id
    {
      throw Problem(.notYours)
    }
    return answer
  }

  private func memory(
    of key: String, _ request: CommandRequest, _ reader: RowReader<some SQLSession>
  ) throws -> Ahead.Memory? {
    if ahead.askedKeys.contains(key) { return ahead.answers[key]?[request.actor.scope] }
    return try reader.db.one(
      "SELECT fingerprint, kind, subject, first, last FROM answers WHERE office = ? AND scope = ? AND key = ?",
      [request.office.rawValue, request.actor.scope, key]
    ).map { try Ahead.Memory(fingerprint: $0[0], answer: RememberedAnswer($0, from: 1)) }
  }

  private mutating func remember(
    _ answer: Answer, _ request: CommandRequest, at now: Timestamp, _ db: some SQLSession
  ) throws {
    guard let key = request.key else { return }
    let kept = RememberedAnswer(answer)
    if ahead.askedKeys.contains(key) {
      ahead.answers[key, default: [:]][request.actor.scope] = Ahead.Memory(
        fingerprint: request.fingerprint, answer: kept)
    }
    try db.add(
      [
        request.office.rawValue, request.actor.scope, key, request.fingerprint, now.milliseconds, kept.kind,
        kept.subject, kept.first, kept.last,
      ], to: .answers)
  }

  // MARK: - Load

  private mutating func facts(_ needs: Needs, _ reader: RowReader<some SQLSession>) throws -> Facts {
    let (office, catalogue) = try office(reader)
    var facts = Facts(office: office, catalogue: catalogue)
    switch needs.subject {
    case .conversation(let id): facts.conversation = try conversation(id, reader)
    case .latest(let taxpayer): facts.conversation = try latest(of: taxpayer, reader)
    case .containing(let message, let taxpayer):
      let id = try reader.conversation(containing: message, of: taxpayer)
      facts.conversation = try id.flatMap { try conversation($0, reader) }
    case .sheet(let sheet):
      facts.conversation = try reader.conversation(ofSheet: sheet).flatMap { try conversation($0, reader) }
    case nil: break
    }
    try takeAppointments(needs, into: &facts, reader)
    if needs.appointmentTalk, let taxpayer = facts.appointment?.taxpayer.id {
      facts.conversation = try latest(of: taxpayer, reader)
    }
    if let conversation = facts.conversation {
      if let message = needs.message, let number = try number(of: message, in: conversation, reader) {
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
      if needs.seatConversations {
        facts.seatConversations = try reader.conversations(of: agent)
        facts.consulting = try reader.conversations(consulting: agent)
      }
    }
    if let use = needs.floor, use == .always || catalogue.offers(office.settings) {
      facts.floor = try reader.floor(use, office.settings)
    }
    let blocked = needs.block ?? (needs.conversationBlock ? facts.conversation?.taxpayer.id : nil)
    if let blocked { facts.block = try reader.block(of: blocked) }
    if let image = needs.image { facts.image = try reader.image(image) }
    if let agent = needs.replies {
      facts.replies = try reader.personalReplies(of: agent)
      facts.usage = try needs.usage.flatMap { try reader.usage(of: $0, by: agent) }
    }
    if needs.webhooks { facts.webhooks = try reader.webhooks() }
    if needs.announcements { facts.announcements = try reader.announcements(at: nil) }
    if let promises = needs.promises { facts.promises = try promiseFacts(promises, reader) }
    if let timer = needs.timer { facts.timer = try reader.timer(timer.kind, timer.subject) }
    if let message = needs.message, let taxpayer = needs.vote {
      facts.vote = try reader.vote(on: message, by: taxpayer)
    }
    return facts
  }

  private func number(
    of message: MessageID, in conversation: Conversation, _ reader: RowReader<some SQLSession>
  ) throws -> Int? {
    if let found = ahead.numbers[message]?[conversation.id] { return found }
    // What is supposed to be new is looked up once the talk is over: written again it would begin another, in which nothing is there already.
    if ahead.askedMessages.contains(message), conversation.isOpen { return nil }
    return try reader.number(of: message, in: conversation.id)
  }

  private mutating func office(_ reader: RowReader<some SQLSession>) throws -> (office: Office, catalogue: Catalogue) {
    if let found = known.offices[reader.id] { return found }
    guard
      let row = try reader.db.one("SELECT doc, catalogue FROM offices WHERE office = ?", [reader.id.rawValue])
    else { throw Problem(.notFound) }
    let loaded = try memo.office(reader.id, words: row[0], catalogueWords: row[1])
    known.offices[reader.id] = loaded
    return loaded
  }

  private mutating func conversation(_ id: ConversationID, _ reader: RowReader<some SQLSession>) throws -> Conversation?
  {
    if let found = known.conversations[reader.id]?[id] { return found }
    guard let row = try reader.row(of: id) else { return nil }
    let loaded = try ConversationRow.conversation(row) { try memo.conversation($0) }
    keep(loaded, office: reader.id)
    return loaded
  }

  private mutating func latest(of taxpayer: TaxpayerID, _ reader: RowReader<some SQLSession>) throws -> Conversation? {
    if let id = known.latest[reader.id]?[taxpayer], let found = try conversation(id, reader) { return found }
    guard let loaded = try reader.latestConversation(of: taxpayer) else { return nil }
    keep(loaded, office: reader.id)
    known.latest[reader.id, default: [:]][taxpayer] = loaded.id
    return loaded
  }

  mutating func keep(_ conversation: Conversation, office: OfficeID) {
    if known.conversations[office, default: [:]].count >= Known.limit {
      known.conversations[office] = [:]
      known.latest[office] = [:]
    }
    known.conversations[office, default: [:]][conversation.id] = conversation
  }

  // MARK: - Write

  private mutating func write(_ conversation: Conversation, _ reader: RowReader<some SQLSession>) throws {
    let before = try self.conversation(conversation.id, reader)
    try ConversationRow.write(conversation, before: before, office: reader.id, db: reader.db, encoder: encoder)
    keep(conversation, office: reader.id)
    touched.append((reader.id, conversation.id))
    if before == nil { known.latest[reader.id, default: [:]][conversation.taxpayer.id] = conversation.id }
  }

  /// Writes the rows an event stands for, other than its conversation.
  private mutating func writeRow(
    of body: EventBody, document: String, by actor: Actor, at now: Timestamp, _ reader: RowReader<some SQLSession>
  ) throws {
    let office = reader.id.rawValue
    switch body {
    case .messagePosted(let message):
      if ahead.askedMessages.contains(message.id) {
        ahead.numbers[message.id, default: [:]][message.conversation] = message.number
      }
      try reader.db.add(
        [office, message.conversation.rawValue, message.number, message.id.rawValue, document], to: .messages)
      if case .image(let card) = message.body {
        try reader.db.run(
          "UPDATE images SET is_sent = 1 WHERE office = ? AND id = ?", [office, card.image.id.rawValue])
      }
    case .seatChanged(let seat):
      try write(seat, document, reader)
    case .articleVoted(let vote):
      guard case .taxpayer(let taxpayer) = actor else { return }
      try reader.db.run(
        """
        INSERT INTO votes (office, message, taxpayer, article, is_useful, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (office, message, taxpayer) DO UPDATE SET
        article = excluded.article, is_useful = excluded.is_useful, at = excluded.at
        """,
        [
          office, vote.message.rawValue, taxpayer.id.rawValue, vote.article.rawValue, vote.isUseful, now.milliseconds,
        ])
    case .blocked(let block):
      try reader.db.run(
        """
        INSERT INTO blocks (office, taxpayer, until, doc) VALUES (?, ?, ?, ?)
        ON CONFLICT (office, taxpayer) DO UPDATE SET until = excluded.until, doc = excluded.doc
        """, [office, block.taxpayer.rawValue, block.until.milliseconds, try Document.text(block, encoder)])
    case .unblocked(let change):
      try reader.db.run(
        "DELETE FROM blocks WHERE office = ? AND taxpayer = ?", [office, change.taxpayer.rawValue])
    case .invitationChanged(let change):
      if !change.invitation.isOpen { try forgetCall(change.invitation.id, reader) }
    case .sheetChanged(let change): try write(change, at: now, reader)
    case .replyKept(let kept): try write(kept, reader)
    case .replyDropped(let dropped): try write(dropped, reader)
    case .replyUsed(let used): try write(used, reader)
    case .appointmentChanged(let change): try write(change.appointment, reader)
    case .promiseChanged(let change): try write(change, reader)
    case .noticed(let notice): try write(notice, reader)
    case .noticesRead(let read): try write(read, reader)
    case .announced(let announcement): try write(announcement, reader)
    case .announcementRead(let read): try write(read, reader)
    case .conversationOpened, .receiptAdvanced, .queued, .accepted, .ended, .wrappedUp, .rated, .taxpayerPresence,
      .agentPresence, .linkOpened, .held, .noted, .offered, .offerEnded, .consulted, .wrapUpExtended, .officeChanged,
      .alarmRaised,
      .joined, .takenOver, .queueChanged:
      break
    }
  }

  /// Writes what an account says of its agent; the password stays.
  private func keep(_ agent: Agent, _ reader: RowReader<some SQLSession>) throws {
    guard var account = try reader.account(agent.id) else { return }
    account.agent = agent
    try reader.db.run(
      "UPDATE accounts SET doc = ? WHERE office = ? AND id = ?",
      [try Document.text(account, encoder), reader.id.rawValue, agent.id.rawValue])
  }

  /// Writes the office as it is from now on; what staff choose from stays.
  private mutating func keep(_ office: Office, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      "UPDATE offices SET doc = ? WHERE office = ?", [try Document.text(office, encoder), office.id.rawValue])
    // Read anew by whoever comes next: this piece of work may yet be undone.
    known.offices[office.id] = nil
  }

  /// Counts a question nobody could answer; its first 2,000 bytes tell it from others.
  private func note(unanswered question: String, at now: Timestamp, _ reader: RowReader<some SQLSession>) throws {
    let words = CleanText.cut(question, bytes: 2_000)
    // Bounded, because anybody may ask anything: new questions are not added to more than 10,000.
    try reader.db.run(
      """
      INSERT INTO unanswered (office, question, count, last_at) SELECT ?, ?, 1, ?
      WHERE EXISTS (SELECT 1 FROM unanswered WHERE office = ? AND question = ?)
      OR (SELECT COUNT(*) FROM unanswered WHERE office = ?) < 10000
      ON CONFLICT (office, question) DO UPDATE SET count = unanswered.count + 1, last_at = excluded.last_at
      """,
      [
        reader.id.rawValue, words, now.milliseconds, reader.id.rawValue, words, reader.id.rawValue,
      ])
  }

  /// Writes a seat's row.
  func write(_ seat: Seat, _ document: String, _ reader: RowReader<some SQLSession>) throws {
    try reader.db.run(
      "INSERT INTO seats (office, agent, doc) VALUES (?, ?, ?) ON CONFLICT (office, agent) DO UPDATE SET doc = excluded.doc",
      [reader.id.rawValue, seat.agent.id.rawValue, document])
  }

  private func apply(_ change: TimerChange, _ reader: RowReader<some SQLSession>) throws {
    switch change {
    case .set(let timer):
      try reader.db.run(
        """
        INSERT INTO timers (office, kind, subject, due) VALUES (?, ?, ?, ?)
        ON CONFLICT (office, kind, subject) DO UPDATE SET due = excluded.due
        """,
        [reader.id.rawValue, timer.kind.rawValue, timer.subject, timer.due.milliseconds])
    case .cancel(let kind, let subject):
      try reader.db.run(
        "DELETE FROM timers WHERE office = ? AND kind = ? AND subject = ?",
        [reader.id.rawValue, kind.rawValue, subject])
    }
  }
}
