/// Takes a talk over: `POST /v1/conversations/{id}/take-over`.
public struct TakeOverRequest: Hashable, Codable, Sendable {
  /// Who has it as the supervisor saw it; refused when somebody else has it by now.
  public var from: AgentID
  /// Why, for the one who has it; may be left out.
  public var reason: String?

  /// Everything it says.
  public init(from: AgentID, reason: String? = nil) {
    self.from = from
    self.reason = reason
  }
}

/// Moves a conversation to a group or an agent: `POST /v1/conversations/{id}/move`. Exactly one of both is named.
public struct MoveRequest: Hashable, Codable, Sendable {
  /// Who has it as the supervisor saw it, `nil` for nobody; refused when that is not so by now.
  public var from: AgentID?
  /// To which group's queue.
  public var group: SkillGroupID?
  /// To which agent.
  public var agent: AgentID?
  /// What whoever takes it should know; may be left out.
  public var note: String?

  /// Everything it says.
  public init(from: AgentID?, group: SkillGroupID? = nil, agent: AgentID? = nil, note: String? = nil) {
    self.from = from
    self.group = group
    self.agent = agent
    self.note = note
  }
}

/// Ends a conversation for its agent, or for whoever waits: `POST /v1/conversations/{id}/close`.
public struct CloseRequest: Hashable, Codable, Sendable {
  /// Who has it as the supervisor saw it, `nil` for nobody; refused when that is not so by now.
  public var from: AgentID?
  /// Why, for the agent and the audit trail.
  public var reason: String

  /// Everything it says.
  public init(from: AgentID?, reason: String) {
    self.from = from
    self.reason = reason
  }
}

/// Lifts a block: `POST /v1/blocks/{taxpayer}/lift`.
public struct LiftRequest: Hashable, Codable, Sendable {
  /// Why; may be left out.
  public var reason: String?

  /// Everything it says.
  public init(reason: String? = nil) {
    self.reason = reason
  }
}
