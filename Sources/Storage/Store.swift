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

  /// The codes of the offices there are, in order.
  func officeIDs() async throws -> [OfficeID]

  /// The offices that can be read, by code: one that cannot keeps nobody from the others.
  func offices() async throws -> [Office]

  /// Loads an office's import files in one transaction, with its entry in the audit trail; what a file does not mention stays as it is.
  /// With `once`, its answer is remembered; asked again, nothing is loaded and the answer of the first time is returned, else `nil`.
  func load(_ content: OfficeContent, at now: Timestamp, audit: AuditRecord?, once: Once?) async throws -> String?
  /// The answer of the first time, if it was done already; refuses a key that was used for something else.
  func remembered(_ once: Once) async throws -> String?

  /// Keeps a session, staff's or visitor's, by the SHA-256 of its token. With `once` as for `load`.
  func keep(_ session: SessionRow, once: Once?) async throws -> String?
  /// Takes a session away and keeps another in its place, in one transaction; refuses when it was taken away before. With `once` as for `load`.
  func exchange(_ tokenHash: String, for session: SessionRow, once: Once?) async throws -> String?
  /// Keeps an uploaded image with its bytes, in one transaction. With `once` as for `load`. Refuses the 101st image of a conversation.
  func keep(
    _ image: ImageRecord, bytes: [UInt8], of office: OfficeID, at now: Timestamp, once: Once?
  ) async throws -> String?
  /// Keeps a link into a room, in place of any the invitation had before. With `once` as for `load`.
  func keep(_ link: RoomLink, once: Once?) async throws -> String?
  /// Opens a room: the first who comes with a link's code before its end gets the session, everybody else is refused. Returns the answer of the
  /// first time when the same request comes again, else `nil`.
  func open(_ opening: RoomSession, at now: Timestamp, once: Once) async throws -> String?
  /// Passes a browser's words on to the other side of an invitation that goes on, under their number; said again under the same key they keep it.
  func pass(_ draft: SignalDraft, at now: Timestamp) async throws -> Signal
  /// What was said to sides of invitations since a moment at other backends, in the order of its times.
  func signals(since moment: Timestamp, notBy node: NodeID) async throws -> [SignalHint]

  /// Finds a session by the SHA-256 of its token; `nil` when unknown or revoked.
  func session(tokenHash: String) async throws -> SessionRow?
  /// Finds a session as `session(tokenHash:)` does, and the account of the member of staff in whose name it is; `nil` there is nobody's, or a taxpayer's.
  func holder(tokenHash: String) async throws -> (session: SessionRow, account: Account?)?
  /// Revokes a session.
  func revoke(tokenHash: String) async throws

  /// Timers due by then, of every office, at most `limit`, in order of their due time.
  func dueTimers(by now: Timestamp, limit: Int) async throws -> [(office: OfficeID, timer: ServiceTimer)]

  /// Gives everybody whose connection was lost their full grace from now on: while the backend was away nobody could come back.
  func renewGraces(of office: OfficeID?, at now: Timestamp) async throws
  /// Puts a deadline off until then, unless it was changed since it was read.
  func putOff(_ timer: ServiceTimer, of office: OfficeID, until moment: Timestamp) async throws

  /// Writes through to the disk without changing anything; throws when that cannot be done now.
  func probe() async throws

  /// Whether other backends may work on the same data; one that shares them holds a lease and tells what is not logged through the store.
  var isShared: Bool { get }

  /// What the database's own clock says, by which those who share it can compare theirs; `nil` where nobody does.
  func time() async throws -> Timestamp?

  /// Where every office's log stands.
  func heads() async throws -> [OfficeID: EventPosition]

  /// Says that a backend lives, in every office, until `end`. Returns the offices in which it had no lease that held: what it had told of its streams
  /// may have been undone there. An office whose head is held by somebody gets none this time; with none won of those that lacked one it throws. Where nobody had one, everybody gets their full grace from now on, once, whoever else comes at the same time.
  func holdLeases(of node: NodeID, until end: Timestamp, at now: Timestamp) async throws -> Set<OfficeID>
  /// Leases that ran out, with whose streams their backends held.
  func lapsedLeases(at now: Timestamp) async throws -> [Lease]
  /// Forgets a lease that ran out, once its people are told of.
  func drop(_ lease: Lease, at now: Timestamp) async throws
  /// Says that a backend ends: its leases run out now.
  func endLeases(of node: NodeID, at now: Timestamp) async throws

  /// Counts at most `limit` events of an office's log that have not been counted yet, for figures; tells whether more wait. Of several backends, one
  /// counts: give a `node` where others share the data.
  func countFigures(of office: OfficeID, as node: NodeID?, at now: Timestamp, limit: Int64) async throws -> Bool

  /// Forgets everything that was counted of an office's log for figures: it follows from the log, and is counted anew.
  func forgetFigures(of office: OfficeID) async throws

  /// Notes what webhooks are to be told of the next `limit` events of an office's log, each once, however many backends do it; tells whether more wait.
  func noteDeliveries(of office: OfficeID, limit: Int64) async throws -> Bool
  /// Takes deliveries of a webhook that are due, the oldest first; nobody else does until `end`.
  func takeDeliveries(
    of office: OfficeID, to webhook: String, by now: Timestamp, until end: Timestamp, limit: Int
  ) async throws -> [WebhookDelivery]
  /// Keeps what came of a delivery that was taken, unless it was taken anew meanwhile.
  func keep(_ delivery: WebhookDelivery, of office: OfficeID) async throws

  /// Tells other backends what is being typed; only the last for each conversation and side is kept.
  func whisper(_ whisper: Whisper) async throws
  /// What others whispered after a moment, in the order of its times.
  func whispers(since moment: Timestamp, notBy node: NodeID) async throws -> [Whisper]

  /// Which of these sessions, by the SHA-256 of their tokens, have not been revoked.
  func openSessions(among hashes: [String]) async throws -> Set<String>

  /// Appends to the audit trail.
  func audit(_ record: AuditRecord) async throws

  /// Forgets answers remembered for seven days, and sessions a day after they ended: until then their owners are told that, and not that nobody knows
  /// them.
  func prune(at now: Timestamp) async throws

  /// What the store has done since it was opened.
  var statistics: StoreStatistics { get }

  /// What the engine reports of its settings that durability hangs on, read back from where commands are written.
  func durability() async throws -> [String: String]

  /// Finishes what has been accepted, then closes.
  func close() async throws
}

extension Store {
  /// Loads an office's import files in one transaction; what a file does not mention stays as it is.
  public func load(_ content: OfficeContent, at now: Timestamp) async throws {
    _ = try await load(content, at: now, audit: nil, once: nil)
  }

  /// Keeps a session, staff's or visitor's, by the SHA-256 of its token.
  public func keep(_ session: SessionRow) async throws {
    _ = try await keep(session, once: nil)
  }
}

/// Reads of one office, all from one consistent view.
public protocol OfficeReader {
  /// The log's head.
  func head() throws -> EventPosition
  /// What the engine itself finds wrong with its pages and indexes, of all offices, for checks; nothing where it has means of its own for that.
  func damage() throws -> [String]
  /// Lets this view last as long as a check of everything takes.
  func takeTime() throws
  /// What rows are named by, in order, those after a name, for checks.
  func names(of rows: CheckedRows, after last: String, limit: Int) throws -> [String]
  /// Whether a conversation's row is found by what the conversation says, for checks.
  func isFound(_ conversation: Conversation) throws -> Bool
  /// The ids by which messages numbered `first` to `last` are found, in order, for checks.
  func messageIDs(of conversation: ConversationID, from first: Int, to last: Int) throws -> [MessageID]
  /// Events after `position.sequence`, in order, at most `limit`.
  func events(after position: EventPosition, limit: Int) throws -> [Event]
  /// Events about a conversation after a position, up to a sequence number of its epoch, in order.
  func events(of conversation: ConversationID, after position: EventPosition, through sequence: Int64) throws -> [Event]
  /// The first event at a position or after it in its epoch, without what it says; `nil` when there is none.
  func mark(from position: EventPosition) throws -> LogMark?
  /// The last event of an epoch, without what it says.
  func lastMark(of epoch: Int64) throws -> LogMark?
  /// The next epoch that the log has events of: earlier ones stay in it where it was taken over as it was.
  func epoch(after epoch: Int64) throws -> Int64?
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
  /// Talks in which that agent is consulted, or which they joined.
  func conversations(consulting agent: AgentID) throws -> [Conversation]
  /// The announcements that stand at a moment, or all that are kept, the latest first.
  func announcements(at now: Timestamp?) throws -> [Announcement]
  /// A taxpayer's block, standing or over.
  func block(of taxpayer: TaxpayerID) throws -> Block?
  /// The blocks that hold at a moment, the next to end first, at most 1,000.
  func blocks(at now: Timestamp) throws -> [Block]
  /// A taxpayer's open conversation, or the last closed one.
  func latestConversation(of taxpayer: TaxpayerID) throws -> Conversation?
  /// The last `limit` messages numbered below `before` (all if `nil`), in order.
  func messages(of conversation: ConversationID, before: Int?, limit: Int) throws -> [Message]
  /// An uploaded image.
  func image(_ id: ImageID) throws -> ImageRecord?
  /// An uploaded image's bytes; empty when there is none.
  func bytes(of image: ImageID) throws -> [UInt8]
  /// What was said to a side of an invitation after that number, in order.
  func signals(to side: Side, of invitation: InvitationID, after number: Int) throws -> [Signal]
  /// The servers for sound and pictures, with their secrets.
  func mediaServices() throws -> MediaServices
  /// A taxpayer's conversations in which sheets were sent, that of the latest sheet first.
  func conversations(withSheetsOf taxpayer: TaxpayerID, limit: Int) throws -> [Conversation]
  /// An agent's own quick replies, and how often which reply was used.
  func replyBook(of agent: AgentID) throws -> ReplyBook
  /// An appointment.
  func appointment(_ id: AppointmentID) throws -> Appointment?
  /// Appointments that begin within a time, in order, at most `limit`.
  func appointments(from start: Timestamp, to end: Timestamp, limit: Int) throws -> [Appointment]
  /// A taxpayer's appointments: all that are not over, the next first, then the last `limit` that are.
  func appointments(of taxpayer: TaxpayerID, limit: Int) throws -> [Appointment]
  /// How many hold a place of a rule at some moment of a time, in order.
  func placesTaken(of rule: String, from start: Timestamp, to end: Timestamp) throws -> [HeldPlaces]
  /// An agent's or a group's appointments that begin within a time, at most `limit`.
  func appointments(
    in list: AppointmentList.Owner, from start: Timestamp, to end: Timestamp, newestFirst: Bool, limit: Int
  ) throws -> [Appointment]
  /// What a taxpayer gave to be reached by, unmasked.
  func contact(of appointment: AppointmentID) throws -> String?
  /// The feed with that secret's SHA-256.
  func feed(tokenHash: String) throws -> CalendarFeed?
  /// An agent's feeds, the latest first.
  func feeds(of agent: AgentID) throws -> [CalendarFeed]
  /// How somebody wants to be called; `nil` for the house's way.
  func alarmSettings(of agent: AgentID) throws -> AlarmSettings?
  /// The filters an agent keeps.
  func savedFilters(of agent: AgentID) throws -> SavedFilters
  /// A ticket.
  func ticket(_ id: TicketID) throws -> Ticket?
  /// A message left.
  func offlineMessage(_ id: OfflineMessageID) throws -> OfflineMessage?
  /// The last `limit` entries of a message or ticket numbered below `before` (all if `nil`), in order.
  func entries(of kind: PromiseKind, _ subject: String, before: Int?, limit: Int) throws -> [PromiseEntry]
  /// The last `limit` entries of a message or ticket that its taxpayer may see, in order.
  func publicEntries(of kind: PromiseKind, _ subject: String, limit: Int) throws -> [PromiseEntry]
  /// A page of tickets after the cursor of the one before. A filter that few pass may tell few and yet where to go on.
  func tickets(_ filter: PromiseFilter, after: String?, limit: Int) throws -> TicketPage
  /// A page of messages left, as for tickets.
  func offlineMessages(_ filter: PromiseFilter, after: String?, limit: Int) throws -> OfflineMessagePage
  /// A taxpayer's tickets, the newest first.
  func tickets(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> TicketPage
  /// A taxpayer's messages, the newest first.
  func offlineMessages(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> OfflineMessagePage
  /// How much is promised and late.
  func promiseFigures(at now: Timestamp) throws -> PromiseFigures
  /// A taxpayer's notices, the newest first.
  func notices(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> NoticePage
  /// How many notices a taxpayer has not read, counted up to 100.
  func unreadNotices(of taxpayer: TaxpayerID) throws -> Int
  /// A taxpayer's conversations, the newest first.
  func conversations(of taxpayer: TaxpayerID, before: String?, limit: Int) throws -> ConversationPage
  /// Up to where the log has been counted; `nil` before the first time.
  func figuresHead() throws -> EventPosition?
  /// When the first event happened that has not been counted; `nil` when all are.
  func figuresBehind() throws -> Timestamp?
  /// Sums of what has been counted.
  func tallies(_ question: TallyQuestion) throws -> [TallyRow]
  /// Whether anything was ever counted of a group, which may be gone by now.
  func hasFigures(of group: SkillGroupID) throws -> Bool
  /// Seats' time that has not been counted yet is read off these.
  func seatClocks() throws -> [SeatClock]
  /// Facts of conversations, a page in order of arrival.
  func conversationFacts(_ filter: FactFilter, after: String?, limit: Int) throws -> FactPage
  /// A conversation's facts.
  func conversationFacts(_ id: ConversationID) throws -> ConversationFacts?
  /// States of seats that are over and touch a period, in order; those after `last`, which was told before.
  func seatStretches(
    of agent: AgentID?, from start: Timestamp, to end: Timestamp, after last: SeatClock.Stretch?, limit: Int
  ) throws -> [SeatClock.Stretch]
  /// The office's webhooks with their secrets, by code.
  func webhooks() throws -> [Webhook]
  /// How a webhook stands.
  func standing(of webhook: String) throws -> WebhookStanding
  /// Deliveries of a webhook, the latest first, at most `limit`.
  func deliveries(to webhook: String, limit: Int) throws -> [WebhookDelivery]
  /// A reviewer's review of a conversation.
  func review(of conversation: ConversationID, by reviewer: AgentID) throws -> Review?
  /// Reviews of an agent's work, or of everybody's, the latest first.
  func reviews(of agent: AgentID?) throws -> [Review]
  /// Every sum of a slice, for checks.
  func cells(of slice: FigureCell.Slice) throws -> [FigureCell: Tally]
  /// Every place at which a conversation is found, spelled, for checks.
  func eachFactPlace(_ body: (String) throws -> Void) throws
  /// Every document of facts of a kind, one after the other, for checks.
  func eachFact(_ kind: String, _ body: (String) throws -> Void) throws
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
  /// Articles in which any of the terms stands, best first with their bm25 rank from the engine's index (lower is better), at most `limit`.
  func articles(matching terms: [String], limit: Int) throws -> [(article: Article, rank: Double)]
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
