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
    var questions: [Question] = []
    if known.offices[office] == nil { questions.append(officeQuestion(office)) }
    if !ahead.askedKeys.isEmpty { questions.append(answersQuestion(office)) }
    if !messages.isEmpty { questions.append(numbersQuestion(messages, office)) }
    if !conversations.isEmpty { questions.append(conversationsQuestion(conversations, office)) }
    if !taxpayers.isEmpty { questions.append(latestQuestion(taxpayers, office)) }
    let found = try session.all(questions.map { ($0.sql, $0.values) })
    for (question, rows) in zip(questions, found) {
      for row in rows { try question.take(&self, row) }
    }
  }

  /// What is asked, and what is done with each row of the answer.
  private struct Question {
    var sql: String
    var values: [SQLValue]
    var take: (inout RowTransaction, PostgresRow) throws -> Void
  }

  private func list(_ names: some Sequence<String>) -> String { names.joined(separator: String(Self.separator)) }

  private func officeQuestion(_ office: OfficeID) -> Question {
    Question(sql: "SELECT doc, catalogue FROM offices WHERE office = ?", values: [office.rawValue]) {
      transaction, row in
      transaction.known.offices[office] = try transaction.memo.office(office, words: row[0], catalogueWords: row[1])
    }
  }

  private func answersQuestion(_ office: OfficeID) -> Question {
    let sql = """
      SELECT a.* FROM unnest(string_to_array(?, chr(31))) AS asked (key), LATERAL (
        SELECT key, scope, fingerprint, kind, subject, first, last FROM answers
        WHERE office = ? AND key = asked.key COLLATE "C" OFFSET 0) AS a
      """
    return Question(sql: sql, values: [list(ahead.askedKeys), office.rawValue]) { transaction, row in
      let (key, scope): (String, String) = (try row[0], try row[1])
      transaction.ahead.answers[key, default: [:]][scope] = try Ahead.Memory(
        fingerprint: row[2], answer: RememberedAnswer(row, from: 3))
    }
  }

  private func numbersQuestion(_ messages: Set<MessageID>, _ office: OfficeID) -> Question {
    let sql = """
      SELECT m.* FROM unnest(string_to_array(?, chr(31))) AS asked (id), LATERAL (
        SELECT id, conversation, number FROM messages
        WHERE office = ? AND id = asked.id COLLATE "C" OFFSET 0) AS m
      """
    return Question(sql: sql, values: [list(messages.map(\.rawValue)), office.rawValue]) { transaction, row in
      let (message, conversation) = (MessageID(try row[0]), ConversationID(try row[1]))
      transaction.ahead.numbers[message, default: [:]][conversation] = try row[2]
    }
  }

  private func conversationsQuestion(_ ids: Set<String>, _ office: OfficeID) -> Question {
    let sql = """
      SELECT c.* FROM unnest(string_to_array(?, chr(31))) AS asked (id), LATERAL (
        SELECT \(ConversationRow.columns) FROM conversations
        WHERE office = ? AND id = asked.id COLLATE "C" OFFSET 0) AS c
      """
    return Question(sql: sql, values: [list(ids), office.rawValue]) { transaction, row in
      _ = try transaction.keep(row, office)
    }
  }

  private func latestQuestion(_ taxpayers: Set<String>, _ office: OfficeID) -> Question {
    let sql = """
      SELECT c.* FROM unnest(string_to_array(?, chr(31))) AS asked (taxpayer), LATERAL (
        SELECT \(ConversationRow.columns) FROM conversations
        WHERE office = ? AND taxpayer = asked.taxpayer COLLATE "C"
        ORDER BY is_open DESC, opened_at DESC, id DESC LIMIT 1) AS c
      """
    return Question(sql: sql, values: [list(taxpayers), office.rawValue]) { transaction, row in
      let conversation = try transaction.keep(row, office)
      transaction.known.latest[office, default: [:]][conversation.taxpayer.id] = conversation.id
    }
  }

  private mutating func keep(_ row: PostgresRow, _ office: OfficeID) throws -> Conversation {
    let conversation = try ConversationRow.conversation(row) { try memo.conversation($0) }
    keep(conversation, office: office)
    return conversation
  }
}
