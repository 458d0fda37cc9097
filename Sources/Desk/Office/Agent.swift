/// What a member of staff may do.
public enum Role: String, Codable, Sendable, CaseIterable {
  /// 坐席人员: sits at a seat.
  case agent
  /// 值班长: sees and acts on the floor; may also sit at a seat.
  case supervisor
  /// Runs the office's accounts and content; sees no conversation.
  case administrator

  /// What it is called.
  public var name: Localised {
    switch self {
    case .agent: Localised("坐席", "agent")
    case .supervisor: Localised("值班长", "supervisor")
    case .administrator: Localised("管理员", "administrator")
    }
  }
}

/// A member of staff 坐席人员.
public struct Agent: Hashable, Codable, Sendable {
  /// Names the agent; the login name.
  public var id: AgentID
  /// The name colleagues and taxpayers read.
  public var name: String
  /// What the agent may do.
  public var role: Role
  /// The groups whose queues the agent serves, what they know best first.
  public var groups: [SkillGroupID]
  /// How many conversations at once, 1–20.
  public var slots: Int

  /// An agent from its parts.
  public init(id: AgentID, name: String, role: Role, groups: [SkillGroupID], slots: Int) {
    self.id = id
    self.name = name
    self.role = role
    self.groups = groups
    self.slots = slots
  }

  /// The agent as others are told of them.
  public var reference: AgentReference { AgentReference(id: id, name: name) }
}

/// An agent's id and name, as told to others.
public struct AgentReference: Hashable, Codable, Sendable {
  /// Names the agent.
  public var id: AgentID
  /// The name to show.
  public var name: String

  /// A reference from its parts.
  public init(id: AgentID, name: String) {
    self.id = id
    self.name = name
  }
}
