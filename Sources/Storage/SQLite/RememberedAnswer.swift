import Desk
import GRDB
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
    }
  }

  init(_ row: Row) {
    kind = row["kind"]
    subject = row["subject"]
    first = row["first"]
    last = row["last"]
  }

  /// The answer, told again.
  func answer(_ reader: SQLiteReader) throws -> Answer {
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
    default: return .done
    }
  }
}
