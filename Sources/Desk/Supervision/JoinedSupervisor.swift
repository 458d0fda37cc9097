/// A supervisor who takes part in a talk 插入, seen by the taxpayer.
public struct JoinedSupervisor: Hashable, Codable, Sendable {
  /// Who.
  public var supervisor: AgentReference
  /// Since when.
  public var since: Timestamp

  /// A supervisor from their parts.
  public init(supervisor: AgentReference, since: Timestamp) {
    self.supervisor = supervisor
    self.since = since
  }
}

/// A supervisor joined a talk, or left it.
public struct Joined: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Who.
  public var supervisor: AgentReference
  /// Since when; `nil` when they left.
  public var since: Timestamp?

  /// Everything it says.
  public init(conversation: ConversationID, supervisor: AgentReference, since: Timestamp?) {
    self.conversation = conversation
    self.supervisor = supervisor
    self.since = since
  }
}

/// A supervisor took a talk over 接管.
public struct TakenOver: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Who has it from now on.
  public var supervisor: AgentReference
  /// Who had it.
  public var from: AgentReference
  /// Empty: why stands in a whisper, since the taxpayer is told of the event.
  public var reason: String
  /// When.
  public var at: Timestamp

  /// Everything it says.
  public init(
    conversation: ConversationID, supervisor: AgentReference, from: AgentReference, reason: String, at: Timestamp
  ) {
    self.conversation = conversation
    self.supervisor = supervisor
    self.from = from
    self.reason = reason
    self.at = at
  }
}
