/// Names an `OfflineMessage`; chosen by its sender, so that sending twice is noticed.
public typealias OfflineMessageID = Identifier<OfflineMessage>

/// What a taxpayer left when nobody could answer 留言. It moves only by `OfflineMessage.take`; what was said and done stands in its entries.
public struct OfflineMessage: Hashable, Codable, Sendable {
  /// Where a message stands.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// Nobody has taken it.
    case open
    /// An agent has it.
    case claimed
    /// The taxpayer was answered.
    case answered
    /// It goes on as a ticket.
    case converted
    /// The taxpayer talks with the agent, or nothing more is to be done.
    case closed

    /// Whether something is still to be done.
    public var isOpen: Bool { self == .open || self == .claimed }
  }

  /// Names it.
  public var id: OfflineMessageID
  /// The last entry's number.
  public var revision: Int
  /// What it is about, one line.
  public var matter: String
  /// Where it stands.
  public var state: State
  /// How urgent it is.
  public var priority: PromisePriority
  /// The group that has it.
  public var group: SkillGroupID
  /// The agent who has it.
  public var assignee: AgentReference?
  /// Who left it, masked.
  public var taxpayer: Taxpayer
  /// How to reach them, masked; `nil` if they gave nothing.
  public var contact: String?
  /// When it was left.
  public var openedAt: Timestamp
  /// When it last moved.
  public var changedAt: Timestamp
  /// What it promises.
  public var clock: PromiseClock
  /// Since when supervisors know that it is late.
  public var escalatedAt: Timestamp?
  /// Since when its agent invites to talk.
  public var invitedAt: Timestamp?
  /// When it was answered or ended otherwise.
  public var endedAt: Timestamp?
  /// The ticket it became.
  public var ticket: TicketID?
  /// The talk it led to.
  public var conversation: ConversationID?
  /// The last entry the taxpayer may see.
  public var publicRevision: Int
  /// The last words, one line.
  public var excerpt: String

  /// A message that is left now.
  public init(
    id: OfflineMessageID, matter: String, priority: PromisePriority = .normal, group: SkillGroupID,
    taxpayer: Taxpayer, contact: String?, openedAt: Timestamp, clock: PromiseClock
  ) {
    self.id = id
    revision = 0
    self.matter = matter
    state = .open
    self.priority = priority
    self.group = group
    self.taxpayer = taxpayer
    self.contact = contact
    self.openedAt = openedAt
    changedAt = openedAt
    self.clock = clock
    publicRevision = 0
    excerpt = ""
  }

  /// Entries of one message at most.
  public static let mostEntries = 200
  /// Pictures with one entry at most.
  public static let mostPictures = 9
  /// Messages of one taxpayer that wait for an answer at most.
  public static let mostOpen = 20
}

extension OfflineMessage.State {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .open: Localised("待领取", "open")
    case .claimed: Localised("处理中", "taken")
    case .answered: Localised("已答复", "answered")
    case .converted: Localised("已转工单", "ticket")
    case .closed: Localised("已结束", "closed")
    }
  }
}
