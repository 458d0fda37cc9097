/// Names a `Ticket`.
public typealias TicketID = Identifier<Ticket>

/// Work that outlives the conversation 工单. It moves only by `Ticket.take`; what was said and done stands in its entries.
public struct Ticket: Hashable, Codable, Sendable {
  /// Where a ticket stands.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// Nobody has begun.
    case new
    /// Somebody works on it.
    case open
    /// The taxpayer is waited for; the clock stands still.
    case pending
    /// Put aside by staff; the clock runs.
    case onHold
    /// Its result is told; it can be opened again for a while.
    case resolved
    /// Over.
    case closed

    /// Whether something is still to be done.
    public var isOpen: Bool { self != .resolved && self != .closed }
  }

  /// Where a ticket came from.
  public struct Origin: Hashable, Codable, Sendable {
    /// The talk it was raised in.
    public var conversation: ConversationID?
    /// The message it was made of.
    public var message: OfflineMessageID?

    /// An origin from its parts; by hand when both are `nil`.
    public init(conversation: ConversationID? = nil, message: OfflineMessageID? = nil) {
      self.conversation = conversation
      self.message = message
    }
  }

  /// Names it; sorts by when it was opened.
  public var id: TicketID
  /// The last entry's number; an edit says which one it goes by.
  public var revision: Int
  /// One line.
  public var title: String
  /// Code of its type in the catalogue.
  public var type: String
  /// Where it stands.
  public var state: State
  /// How urgent it is.
  public var priority: PromisePriority
  /// The group that has it.
  public var group: SkillGroupID
  /// The agent who has it.
  public var assignee: AgentReference?
  /// Colleagues who are told of every step.
  public var watchers: [AgentReference]
  /// Whose matter it is; `nil` for work of staff alone.
  public var taxpayer: Taxpayer?
  /// How to reach them, masked, as the message it was made of says; `nil` if they gave nothing.
  public var contact: String?
  /// Where it came from.
  public var origin: Origin
  /// When it was opened.
  public var openedAt: Timestamp
  /// Who opened it; `nil` for the taxpayer.
  public var openedBy: AgentReference?
  /// When it last moved.
  public var changedAt: Timestamp
  /// What it promises.
  public var clock: PromiseClock
  /// Since when supervisors know that it is late.
  public var escalatedAt: Timestamp?
  /// How often the taxpayer urged.
  public var urges: Int
  /// When last.
  public var urgedAt: Timestamp?
  /// The result the taxpayer reads.
  public var result: String?
  /// When it was resolved or closed.
  public var endedAt: Timestamp?
  /// The ticket it goes on in.
  public var mergedInto: TicketID?
  /// The last entry the taxpayer may see.
  public var publicRevision: Int
  /// The last words said in public, one line.
  public var excerpt: String

  /// A new ticket.
  public init(
    id: TicketID, title: String, type: String, priority: PromisePriority, group: SkillGroupID, taxpayer: Taxpayer?,
    origin: Origin = Origin(), openedAt: Timestamp, openedBy: AgentReference?, clock: PromiseClock
  ) {
    self.id = id
    revision = 0
    self.title = title
    self.type = type
    state = .new
    self.priority = priority
    self.group = group
    watchers = []
    self.taxpayer = taxpayer
    self.origin = origin
    self.openedAt = openedAt
    self.openedBy = openedBy
    changedAt = openedAt
    self.clock = clock
    urges = 0
    publicRevision = 0
    excerpt = ""
  }

  /// Colleagues who are told of every step at most.
  public static let mostWatchers = 20
  /// Entries of one ticket at most.
  public static let mostEntries = 1_000
  /// Tickets changed by one request at most.
  public static let mostInBulk = 200

  /// Letters of a short name.
  public static let shortNameLength = 6

  /// A short name to say aloud: the end of the id.
  public var shortName: String { String(id.rawValue.suffix(Self.shortNameLength)) }

  /// Whether an agent is told of every step.
  public func concerns(_ agent: AgentID) -> Bool {
    assignee?.id == agent || watchers.contains { $0.id == agent }
  }
}

extension Ticket.State {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .new: Localised("新建", "new")
    case .open: Localised("处理中", "open")
    case .pending: Localised("待补充", "pending")
    case .onHold: Localised("搁置", "on hold")
    case .resolved: Localised("已办结", "resolved")
    case .closed: Localised("已关闭", "closed")
    }
  }
}
