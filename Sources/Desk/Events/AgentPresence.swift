/// The console of the agent who has a talk came or went.
public struct AgentPresence: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Since when it is away; `nil` when it is back.
  public var away: AgentAbsence?

  /// Everything it says.
  public init(conversation: ConversationID, away: AgentAbsence?) {
    self.conversation = conversation
    self.away = away
  }
}

/// An agent's console is away while their talk is kept for them.
public struct AgentAbsence: Hashable, Codable, Sendable {
  /// Since when.
  public var since: Timestamp
  /// Until when the talk is kept; then the taxpayer waits again, in front.
  public var keptUntil: Timestamp

  /// Everything it says.
  public init(since: Timestamp, keptUntil: Timestamp) {
    self.since = since
    self.keptUntil = keptUntil
  }
}
