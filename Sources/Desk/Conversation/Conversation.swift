/// One exchange 会话 from first question to wrap-up; rows, replicas and screens hold this same value.
public struct Conversation: Hashable, Codable, Sendable {
  /// Where a conversation stands.
  public enum Stage: String, Codable, Sendable, CaseIterable {
    /// With the assistant.
    case assistant
    /// In a queue 排队.
    case waiting
    /// With an agent.
    case talking
    /// The talk is over; the agent writes it up 话后整理.
    case wrapUp
    /// Over.
    case closed
  }

  /// Names the conversation.
  public var id: ConversationID
  /// The person asking.
  public var taxpayer: Taxpayer
  /// Where it stands.
  public var stage: Stage
  /// When the taxpayer's first words came.
  public var openedAt: Timestamp
  /// Its place in a queue, while and after it waited.
  public var queue: QueueEntry?
  /// Who has it, or had it last.
  public var agent: AgentReference?
  /// When an agent took it.
  public var acceptedAt: Timestamp?
  /// When the first human message came after that.
  public var firstReplyAt: Timestamp?
  /// When the talk, the wait or the assistant's part ended.
  public var endedAt: Timestamp?
  /// Why it ended.
  public var endReason: EndReason?
  /// When wrap-up ended.
  public var closedAt: Timestamp?
  /// What the agent wrote up.
  public var wrapUp: WrapUp?
  /// What the taxpayer thought of it.
  public var rating: Rating?
  /// Whether the taxpayer's page is open.
  public var isTaxpayerPresent: Bool
  /// Number of the last message; 0 before the first.
  public var lastNumber: Int
  /// The last message, for lists.
  public var lastMessage: MessageExcerpt?
  /// Number and time of the taxpayer's first message that nobody has answered yet.
  public var unansweredSince: Timestamp?
  /// How far the taxpayer has received and read.
  public var taxpayerReceipt: Receipt
  /// How far the agent has received and read.
  public var agentReceipt: Receipt
  /// Since when the agent has it on hold 挂起; `nil` while they talk.
  public var heldSince: Timestamp?
  /// Seconds it was on hold before that, in all; `nil` for none.
  public var heldSeconds: Int?
  /// When it was last taken off hold; `nil` if it never was.
  public var heldUntil: Timestamp?
  /// What staff wrote down for each other; never told to the taxpayer. `nil` for nothing.
  public var notes: [StaffNote]?
  /// The entry links the taxpayer opened, in the order they were first opened; `nil` for none.
  public var openings: [LinkOpening]?
  /// The agent this taxpayer talked with before; `nil` for none.
  public var lastAgent: AgentReference?
  /// The colleague asked within the talk 会商; never told to the taxpayer. `nil` when nobody is.
  public var consult: Consult?
  /// When wrap-up ends by itself.
  public var wrapUpUntil: Timestamp?
  /// Whether wrap-up was given more time; that is done once.
  public var isWrapUpExtended: Bool?
  /// The last invitation to remote assist or a call; `nil` if there was none.
  public var invitation: Invitation?
  /// The service sheets, in the order they were sent; `nil` for none.
  public var sheets: [ServiceSheet]?
  /// The supervisor who takes part in the talk; `nil` when none does.
  public var joined: JoinedSupervisor?
  /// While the agent's console is away and the talk is kept for them; `nil` otherwise.
  public var agentAway: AgentAbsence?

  /// A conversation that begins now with the assistant.
  public init(id: ConversationID, taxpayer: Taxpayer, openedAt: Timestamp) {
    self.id = id
    self.taxpayer = taxpayer
    self.stage = .assistant
    self.openedAt = openedAt
    self.isTaxpayerPresent = true
    self.lastNumber = 0
    self.taxpayerReceipt = Receipt()
    self.agentReceipt = Receipt()
  }

  /// Whether it still goes on for the taxpayer.
  public var isOpen: Bool { stage == .assistant || stage == .waiting || stage == .talking }

  /// Whether the agent has it, to talk in or to write up, is consulted in it, or joined it.
  public func concerns(_ agent: AgentID) -> Bool {
    switch stage {
    case .talking: self.agent?.id == agent || consult?.colleague.id == agent || joined?.supervisor.id == agent
    case .wrapUp: self.agent?.id == agent
    case .assistant, .waiting, .closed: false
    }
  }
}

/// Words of staff for staff within a conversation 内部备注.
public struct StaffNote: Hashable, Codable, Sendable {
  /// When.
  public var at: Timestamp
  /// Who wrote it.
  public var author: AgentReference
  /// The words, plain text.
  public var text: String
  /// Whether it was said between agent and colleague 会商.
  public var isSideTalk: Bool?
  /// Whether a supervisor whispered it 密语.
  public var isWhisper: Bool?

  /// A note from its parts.
  public init(
    at: Timestamp, author: AgentReference, text: String, isSideTalk: Bool? = nil, isWhisper: Bool? = nil
  ) {
    self.isWhisper = isWhisper
    self.isSideTalk = isSideTalk
    self.at = at
    self.author = author
    self.text = text
  }
}

/// Why a conversation ended.
public enum EndReason: String, Codable, Sendable, CaseIterable {
  /// The agent ended it.
  case byAgent
  /// The taxpayer ended it.
  case byTaxpayer
  /// The taxpayer left the queue.
  case leftQueue
  /// The taxpayer's page was gone too long while waiting.
  case abandoned
  /// Nobody wrote for too long.
  case idle
  /// The taxpayer was blocked 拉黑.
  case blocked
  /// A supervisor ended it.
  case bySupervisor
}

/// A place in a queue.
public struct QueueEntry: Hashable, Codable, Sendable {
  /// The group whose queue it is.
  public var group: SkillGroupID
  /// When the wait began.
  public var enteredAt: Timestamp
  /// The group's priority, or a higher one.
  public var priority: Int
  /// Put in front because a seat was lost.
  public var isInFront: Bool
  /// Why the person waits: their last question, one line.
  public var reason: String
  /// Transferred to this agent: until `reservedUntil` only they may take it.
  public var reservedFor: AgentReference?
  /// When the reservation ends.
  public var reservedUntil: Timestamp?
  /// Who transferred it; `nil` when it came from the taxpayer.
  public var transferredFrom: AgentReference?
  /// Whom it is put to just now; only they may take it.
  public var offer: Offer?
  /// Who declined it; `nil` for nobody.
  public var passedOver: [PassedOver]?
  /// Lower is served earlier: the time the wait began in milliseconds, less what priority is worth. It never changes while waiting, so nobody
  /// is overtaken by a later equal, and those of low priority age past later ones of high.
  public var rank: Int64
  /// The appointment both meet for; `nil` for none.
  public var appointment: AppointmentID?
  /// Who had the talk when their seat was lost; `nil` when it comes from elsewhere.
  public var lostBy: AgentReference?

  /// An entry whose rank follows from the rest.
  public init(
    group: SkillGroupID, enteredAt: Timestamp, priority: Int, isInFront: Bool = false, reason: String,
    ageingPerPrioritySeconds: Int
  ) {
    self.group = group
    self.enteredAt = enteredAt
    self.priority = priority
    self.isInFront = isInFront
    self.reason = reason
    let worth = Int64(priority) * Int64(ageingPerPrioritySeconds) * 1000
    rank = enteredAt.milliseconds - worth - (isInFront ? 86_400_000 : 0)
  }
}

/// The last message, for lists.
public struct MessageExcerpt: Hashable, Codable, Sendable {
  /// When it came.
  public var at: Timestamp
  /// Who wrote it.
  public var side: Side
  /// One line of it, Chinese where it is a notice.
  public var text: String

  /// An excerpt from its parts.
  public init(at: Timestamp, side: Side, text: String) {
    self.at = at
    self.side = side
    self.text = text
  }
}

/// How far one side has received and read, as message numbers.
public struct Receipt: Hashable, Codable, Sendable {
  /// Messages up to this number have reached the side's screen.
  public var delivered: Int
  /// Messages up to this number have been read.
  public var read: Int

  /// A receipt; nothing received to begin with.
  public init(delivered: Int = 0, read: Int = 0) {
    self.delivered = delivered
    self.read = read
  }

  /// The further of both, in each respect; what is read has been delivered.
  public func merged(with other: Receipt) -> Receipt {
    let read = max(self.read, other.read)
    return Receipt(delivered: max(delivered, other.delivered, read), read: read)
  }
}

/// What the agent writes up 话后整理.
public struct WrapUp: Hashable, Codable, Sendable {
  /// The code chosen; `nil` when time ran out before one was.
  public var code: String?
  /// The summary, plain text.
  public var summary: String
  /// When it was written.
  public var at: Timestamp

  /// A wrap-up from its parts.
  public init(code: String?, summary: String, at: Timestamp) {
    self.code = code
    self.summary = summary
    self.at = at
  }
}

/// What the taxpayer thought 满意度评价.
public struct Rating: Hashable, Codable, Sendable {
  /// 1–5; 4 and 5 are positive.
  public var stars: Int
  /// A word with it, plain text.
  public var comment: String

  /// A rating from its parts.
  public init(stars: Int, comment: String = "") {
    self.stars = stars
    self.comment = comment
  }
}
