/// A conversation that is not over, as a supervisor's lists show it.
public struct ConversationLine: Hashable, Codable, Sendable {
  /// Which.
  public var id: ConversationID
  /// The taxpayer's masked name.
  public var taxpayer: String
  /// Where it stands.
  public var stage: Conversation.Stage
  /// In whose queue it is or was; `nil` while it is with the assistant.
  public var group: SkillGroupID?
  /// Who has it.
  public var agent: AgentReference?
  /// Since when it stands there.
  public var since: Timestamp
  /// Since when the taxpayer waits for an answer; `nil` when they do not.
  public var unansweredSince: Timestamp?
  /// Since when it is on hold.
  public var heldSince: Timestamp?
  /// The supervisor who joined.
  public var joined: AgentReference?
  /// Why the person waits or waited, one line.
  public var reason: String?
  /// The last message, one line.
  public var lastMessage: MessageExcerpt?

  /// A conversation's line.
  public init(_ conversation: Conversation) {
    id = conversation.id
    taxpayer = conversation.taxpayer.name
    stage = conversation.stage
    group = conversation.queue?.group
    agent = conversation.agent
    since =
      switch conversation.stage {
      case .assistant: conversation.openedAt
      case .waiting: conversation.queue?.enteredAt ?? conversation.openedAt
      case .talking: conversation.acceptedAt ?? conversation.openedAt
      case .wrapUp, .closed: conversation.endedAt ?? conversation.openedAt
      }
    unansweredSince = conversation.unansweredSince
    heldSince = conversation.heldSince
    joined = conversation.joined?.supervisor
    reason = conversation.queue?.reason
    lastMessage = conversation.lastMessage
  }

  /// Since when the taxpayer waits within the talk, for an answer or on hold; `nil` when they do not.
  public var waitsSince: Timestamp? { [unansweredSince, heldSince].compactMap(\.self).min() }
}

/// Conversations that are not over: `GET /v1/floor/conversations`.
public struct ConversationLines: Hashable, Codable, Sendable {
  /// At most 200: those waiting in the order they will be served, a hundred of them where talks need the room; others whose taxpayers have waited longest
  /// first.
  public var lines: [ConversationLine]
  /// How many there are in all.
  public var total: Int
  /// The backend's clock.
  public var at: Timestamp

  /// Everything it says.
  public init(lines: [ConversationLine], total: Int, at: Timestamp) {
    self.lines = lines
    self.total = total
    self.at = at
  }
}

/// Which conversations are asked for; what is `nil` is not looked at.
public struct ConversationFilter: Hashable, Sendable {
  /// Where they stand.
  public var stage: Conversation.Stage?
  /// In whose queue they are or were.
  public var group: SkillGroupID?
  /// Who has them.
  public var agent: AgentID?

  /// A filter from its parts.
  public init(stage: Conversation.Stage? = nil, group: SkillGroupID? = nil, agent: AgentID? = nil) {
    self.stage = stage
    self.group = group
    self.agent = agent
  }

  /// Whether a conversation is among them.
  public func admits(_ conversation: Conversation) -> Bool {
    (stage == nil || conversation.stage == stage) && (group == nil || conversation.queue?.group == group)
      && (agent == nil || conversation.agent?.id == agent)
  }
}
