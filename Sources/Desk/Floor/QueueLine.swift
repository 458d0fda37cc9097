/// One waiting conversation as the queue shows it.
public struct QueueLine: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// In whose queue.
  public var group: SkillGroupID
  /// The taxpayer's masked name.
  public var taxpayer: String
  /// Their enterprise's name.
  public var enterprise: String?
  /// When the wait began.
  public var enteredAt: Timestamp
  /// Its priority.
  public var priority: Int
  /// Put in front because a seat was lost.
  public var isInFront: Bool
  /// Why the person waits, one line.
  public var reason: String
  /// Transferred to this agent, who alone may take it for now.
  public var reservedFor: AgentReference?
  /// Who transferred it.
  public var transferredFrom: AgentReference?
  /// Whom it is put to just now.
  public var offeredTo: AgentReference?
  /// Who had the talk when their seat was lost; `nil` when it comes from elsewhere.
  public var lostBy: AgentReference?

  /// Everything it says.
  public init(
    conversation: ConversationID, group: SkillGroupID, taxpayer: String, enterprise: String? = nil,
    enteredAt: Timestamp, priority: Int, isInFront: Bool, reason: String,
    reservedFor: AgentReference? = nil, transferredFrom: AgentReference? = nil
  ) {
    self.reservedFor = reservedFor
    self.transferredFrom = transferredFrom
    self.conversation = conversation
    self.group = group
    self.taxpayer = taxpayer
    self.enterprise = enterprise
    self.enteredAt = enteredAt
    self.priority = priority
    self.isInFront = isInFront
    self.reason = reason
  }
}

extension QueueLine {
  /// A conversation's line; `nil` when it was never in a queue.
  public init?(_ conversation: Conversation) {
    guard let entry = conversation.queue else { return nil }
    self.init(
      conversation: conversation.id, group: entry.group, taxpayer: conversation.taxpayer.name,
      enterprise: conversation.taxpayer.enterprise?.name, enteredAt: entry.enteredAt, priority: entry.priority,
      isInFront: entry.isInFront, reason: entry.reason, reservedFor: entry.reservedFor,
      transferredFrom: entry.transferredFrom)
    offeredTo = entry.offer?.agent
    lostBy = entry.lostBy
  }
}
