import Desk
import Service

/// Where an office's truth is kept. Two engines keep to this one contract; nothing is answered before it is durable.
public protocol Store: Sendable {
  /// Handles a command in one transaction: load, decide, write rows, append events numbered from the office's head, remember the answer.
  /// Commands that arrive during a commit go into the next one together. Throws `Problem` when refused, and then nothing has changed.
  func perform(_ request: CommandRequest, at now: Timestamp) async throws -> CommandResult

  /// Runs `body` on a consistent view of one office.
  func read<Value: Sendable>(
    _ office: OfficeID, _ body: @escaping @Sendable (any OfficeReader) throws -> Value
  ) async throws -> Value

  /// The offices there are.
  func offices() async throws -> [Office]

  /// Loads an office's import files in one transaction; what a file does not mention stays as it is.
  func load(_ content: OfficeContent, at now: Timestamp) async throws

  /// Keeps a session, staff's or visitor's, by the SHA-256 of its token.
  func keep(_ session: SessionRow) async throws
  /// Finds a session by the SHA-256 of its token; `nil` when unknown or revoked.
  func session(tokenHash: String) async throws -> SessionRow?
  /// Revokes a session.
  func revoke(tokenHash: String) async throws

  /// Timers due by then, of every office, at most `limit`, in order of their due time.
  func dueTimers(by now: Timestamp, limit: Int) async throws -> [(office: OfficeID, timer: ServiceTimer)]

  /// Counts a question nobody could answer, for those who maintain the knowledge base.
  func noteUnanswered(_ question: String, office: OfficeID, at now: Timestamp) async throws

  /// Appends to the audit trail.
  func audit(_ record: AuditRecord) async throws

  /// Forgets answers remembered for seven days and sessions that have ended.
  func prune(at now: Timestamp) async throws

  /// What the store has done since it was opened.
  var statistics: StoreStatistics { get }

  /// Finishes what has been accepted, then closes.
  func close() async throws
}

/// Reads of one office, all from one consistent view.
public protocol OfficeReader {
  /// The log's head.
  func head() throws -> EventPosition
  /// Events after `position.sequence`, in order, at most `limit`.
  func events(after position: EventPosition, limit: Int) throws -> [Event]
  /// The office.
  func office() throws -> Office
  /// What staff choose from.
  func catalogue() throws -> Catalogue
  /// A conversation.
  func conversation(_ id: ConversationID) throws -> Conversation?
  /// Conversations in any of these stages, oldest first.
  func conversations(in stages: [Conversation.Stage]) throws -> [Conversation]
  /// An agent's conversations in talk or wrap-up.
  func conversations(of agent: AgentID) throws -> [Conversation]
  /// A taxpayer's open conversation, or the last closed one.
  func latestConversation(of taxpayer: TaxpayerID) throws -> Conversation?
  /// The last `limit` messages numbered below `before` (all if `nil`), in order.
  func messages(of conversation: ConversationID, before: Int?, limit: Int) throws -> [Message]
  /// Every seat.
  func seats() throws -> [Seat]
  /// Every account's id.
  func accountIDs() throws -> [AgentID]
  /// An account with its password's hash.
  func account(_ id: AgentID) throws -> Account?
  /// Popular articles.
  func popularArticles() throws -> [ArticleSummary]
  /// An article.
  func article(_ id: ArticleID) throws -> Article?
  /// Every article, for export.
  func articles() throws -> [Article]
  /// The engine's full-text candidates for a match expression, best first with the engine's bm25 rank (lower is better), at most `limit`.
  func articles(matching expression: String, limit: Int) throws -> [(article: Article, rank: Double)]
  /// Synonym groups of the knowledge base.
  func synonyms() throws -> [[String]]
  /// Sample people of the host page; empty unless the sample was loaded.
  func sampleTaxpayers() throws -> [SampleTaxpayer]
  /// The secret that signs the host page's identity tokens, by the host's code.
  func hostSecret(_ host: String) throws -> String?
  /// Codes of the hosts that have a secret.
  func hosts() throws -> [String]
  /// Questions nobody could answer, most frequent first.
  func unanswered(limit: Int) throws -> [UnansweredQuestion]
}
