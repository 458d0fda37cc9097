/// A waiting conversation put to one agent 接待提示: until the deadline only they may take it.
public struct Offer: Hashable, Codable, Sendable {
  /// Whom it is put to.
  public var agent: AgentReference
  /// Since when.
  public var at: Timestamp
  /// Until when.
  public var deadline: Timestamp

  /// An offer from its parts.
  public init(agent: AgentReference, at: Timestamp, deadline: Timestamp) {
    self.agent = agent
    self.at = at
    self.deadline = deadline
  }
}

/// An agent who declined a waiting conversation: it is not put to them again before that moment.
public struct PassedOver: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentID
  /// Until when.
  public var until: Timestamp

  /// Somebody passed over.
  public init(agent: AgentID, until: Timestamp) {
    self.agent = agent
    self.until = until
  }
}

extension QueueEntry {
  /// Whether that agent declined it and is not asked again yet.
  public func isPassedOver(_ agent: AgentID, at now: Timestamp) -> Bool {
    passedOver?.contains { $0.agent == agent && $0.until > now } ?? false
  }
}
