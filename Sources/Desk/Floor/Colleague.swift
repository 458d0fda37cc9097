/// Somebody of the staff, signed in or not: work may be given to them, and they may be mentioned.
public struct Colleague: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentReference
  /// The groups served.
  public var groups: [SkillGroupID]

  /// A colleague from their parts.
  public init(agent: AgentReference, groups: [SkillGroupID]) {
    self.agent = agent
    self.groups = groups
  }
}
