/// What a supervisor put a seat to, until its agent chooses anew.
public struct SeatOrder: Hashable, Codable, Sendable {
  /// By whom.
  public var by: AgentReference
  /// Why, for the agent.
  public var reason: String
  /// When.
  public var at: Timestamp

  /// An order from its parts.
  public init(by: AgentReference, reason: String, at: Timestamp) {
    self.by = by
    self.reason = reason
    self.at = at
  }
}

/// Puts a colleague's seat to a state: `POST /v1/seats/{agent}/presence`.
public struct SeatOrderRequest: Hashable, Codable, Sendable {
  /// The state; signed out puts the seat's talks back in front of the queue.
  public var choice: Presence
  /// Code of the break's reason, with `onBreak`.
  public var breakReason: String?
  /// Why, for the agent and the audit trail.
  public var reason: String

  /// Everything it says.
  public init(choice: Presence, breakReason: String? = nil, reason: String) {
    self.choice = choice
    self.breakReason = breakReason
    self.reason = reason
  }
}
