import Desk
import Service

// One journey for all instead of one for each. Each name is looked up by itself on the server too (LATERAL, and OFFSET 0 keeps it so): a plan that was
// made while the tables were empty would otherwise read all of the office, and stay.

extension RowTransaction {
  /// What separates the names of a list; a name that holds it is asked for by itself.
  private static let separator: Character = "\u{1F}"

  /// Reads for a whole batch of one office what each command would ask for by itself; what was done before only when nobody supposes that all is new.
  mutating func look(
    ahead requests: [CommandRequest], of office: OfficeID, supposesNew: Bool, _ session: PostgresSession
  ) throws {
    guard requests.count > 1 else { return }
    var conversations: Set<String> = []
    var taxpayers: Set<String> = []
    var messages: Set<MessageID> = []
    for request in requests {
      if !supposesNew, let key = request.key, !key.contains(Self.separator) { ahead.askedKeys.insert(key) }
      let needs = request.command.needs(by: request.actor)
      if !supposesNew || request.command.newMessage != needs.message, let message = needs.message,
        !message.rawValue.contains(Self.separator)
      {
        messages.insert(message)
      }
      switch needs.subject {
      case .conversation(let id): if known.conversations[office]?[id] == nil { conversations.insert(id.rawValue) }
      case .latest(let taxpayer): if known.latest[office]?[taxpayer] == nil { taxpayers.insert(taxpayer.rawValue) }
      case .containing, .sheet, nil: break
      }
    }
    ahead.askedMessages = messages
    try askAnswers(office, session)
    try askNumbers(messages, office, session)
    try askConversations(conversations, office, session)
    try askLatest(taxpayers, office, session)
  }

  private func list(_ names: some Sequence<String>) -> String { names.joined(separator: String(Self.separator)) }

  private mutating func askAnswers(_ office: OfficeID, _ session: PostgresSession) throws {
    guard !ahead.askedKeys.isEmpty else { return }
    let rows = try session.all(
      """
      SELECT a.* FROM unnest(string_to_array(?, chr(31))) AS asked (key), LATERAL (
        SELECT key, scope, fingerprint, kind, subject, first, last FROM answers
        WHERE office = ? AND key = asked.key COLLATE "C" OFFSET 0) AS a
      """, [list(ahead.askedKeys), office.rawValue])
    for row in rows {
      let (key, scope): (String, String) = (try row[0], try row[1])
      ahead.answers[key, default: [:]][scope] = try Ahead.Memory(
        fingerprint: row[2], answer: RememberedAnswer(row, from: 3))
    }
  }

  private mutating func askNumbers(_ messages: Set<MessageID>, _ office: OfficeID, _ session: PostgresSession) throws {
    guard !messages.isEmpty else { return }
    let rows = try session.all(
      """
      SELECT m.* FROM unnest(string_to_array(?, chr(31))) AS asked (id), LATERAL (
        SELECT id, conversation, number FROM messages
        WHERE office = ? AND id = asked.id COLLATE "C" OFFSET 0) AS m
      """, [list(messages.map(\.rawValue)), office.rawValue])
    for row in rows {
      let (message, conversation) = (MessageID(try row[0]), ConversationID(try row[1]))
      ahead.numbers[message, default: [:]][conversation] = try row[2]
    }
  }

  private mutating func askConversations(_ ids: Set<String>, _ office: OfficeID, _ session: PostgresSession) throws {
    guard !ids.isEmpty else { return }
    let rows = try session.all(
      """
      SELECT c.* FROM unnest(string_to_array(?, chr(31))) AS asked (id), LATERAL (
        SELECT \(ConversationRow.columns) FROM conversations
        WHERE office = ? AND id = asked.id COLLATE "C" OFFSET 0) AS c
      """, [list(ids), office.rawValue])
    for row in rows { keep(try ConversationRow.conversation(row) { try memo.conversation($0) }, office: office) }
  }

  private mutating func askLatest(_ taxpayers: Set<String>, _ office: OfficeID, _ session: PostgresSession) throws {
    guard !taxpayers.isEmpty else { return }
    let rows = try session.all(
      """
      SELECT c.* FROM unnest(string_to_array(?, chr(31))) AS asked (taxpayer), LATERAL (
        SELECT \(ConversationRow.columns) FROM conversations
        WHERE office = ? AND taxpayer = asked.taxpayer COLLATE "C"
        ORDER BY is_open DESC, opened_at DESC, id DESC LIMIT 1) AS c
      """, [list(taxpayers), office.rawValue])
    for row in rows {
      let conversation = try ConversationRow.conversation(row) { try memo.conversation($0) }
      keep(conversation, office: office)
      known.latest[office, default: [:]][conversation.taxpayer.id] = conversation.id
    }
  }
}
