import Desk
import Service

/// What is kept of an answer under its idempotency key: not the words, but where they stand. Messages never change, so a repeated request
/// gets the very same ones; conversations and seats are told as they are now, so that a late repetition never shows an older state.
struct RememberedAnswer {
  var kind: String
  var subject = ""
  var first = 0
  var last = 0

  init(_ answer: Answer) {
    switch answer {
    case .done: kind = "done"
    case .posted(let posted):
      kind = "posted"
      subject = posted.conversation.id.rawValue
      first = posted.messages.first?.number ?? 1
      last = posted.messages.last?.number ?? 0
    case .conversation(let detail):
      kind = "conversation"
      subject = detail.conversation.id.rawValue
    case .seat(let seat):
      kind = "seat"
      subject = seat.agent.id.rawValue
    case .ticket(let ticket):
      kind = "ticket"
      subject = ticket.id.rawValue
    case .offlineMessage(let message):
      kind = "message"
      subject = message.id.rawValue
    case .announcement(let announcement):
      kind = "announcement"
      subject = announcement.id.rawValue
    case .contact: kind = "contact"
    case .reply(let reply):
      kind = "reply"
      subject = reply.reply.code
    case .appointment(let appointment):
      kind = "appointment"
      subject = appointment.id.rawValue
    }
  }

  /// From the columns `kind, subject, first, last`.
  init(_ row: some SQLRow, from column: Int) throws {
    kind = try row[column]
    subject = try row[column + 1]
    first = try row[column + 2]
    last = try row[column + 3]
  }

  /// What was answered to a request that is no command; refuses a key that was used for something else.
  static func words(of once: Once, _ db: some SQLSession) throws -> String? {
    let row = try db.one(
      "SELECT fingerprint, subject FROM answers WHERE office = ? AND scope = ? AND key = ?",
      [once.office.rawValue, once.scope, once.key])
    guard let row else { return nil }
    guard (try row[0] as String) == once.fingerprint else { throw Problem(.idempotencyKeyReused) }
    return try row[1]
  }

  /// Keeps what was answered to a request that is no command.
  static func remember(_ once: Once, _ db: some SQLSession) throws {
    try db.add(
      [
        once.office.rawValue, once.scope, once.key, once.fingerprint, once.at.milliseconds, "words", once.answer, 0, 0,
      ], to: .answers)
  }

  /// The answer, told again.
  func answer(_ reader: RowReader<some SQLSession>, to actor: Service.Actor) throws -> Answer {
    let id = ConversationID(subject)
    switch kind {
    case "posted":
      guard let conversation = try reader.conversation(id) else { throw Problem(.conversationNotFound) }
      let messages = try reader.messages(of: id, from: first, to: last)
      return .posted(PostedMessages(messages: messages, conversation: conversation))
    case "conversation":
      guard let conversation = try reader.conversation(id) else { throw Problem(.conversationNotFound) }
      let messages = try reader.messages(of: id, before: nil, limit: Needs.latestCount)
      return .conversation(ConversationDetail(conversation: conversation, messages: messages))
    case "seat":
      guard let seat = try reader.seat(AgentID(subject)) else { throw Problem(.forbidden) }
      return .seat(seat)
    case "appointment":
      guard let appointment = try reader.appointment(AppointmentID(subject)) else { throw Problem(.notFound) }
      return .appointment(appointment)
    case "announcement":
      guard let announcement = try reader.announcement(AnnouncementID(subject)) else { throw Problem(.notFound) }
      return .announcement(announcement)
    case "ticket":
      guard let ticket = try reader.ticket(TicketID(subject)) else { throw Problem(.notFound) }
      return .ticket(ticket)
    case "message":
      guard let message = try reader.offlineMessage(OfflineMessageID(subject)) else { throw Problem(.notFound) }
      return .offlineMessage(message)
    // Personal data are not told again by a key alone: whoever wants to read them again asks again.
    case "contact": throw Problem(.idempotencyKeyReused)
    case "reply":
      guard case .staff(let agent) = actor, let reply = try reader.personalReply(subject, of: agent.id) else {
        throw Problem(.notFound)
      }
      return .reply(reply)
    default: return .done
    }
  }
}
