/// A colleague as work is given to them, signed in or not.
public struct Colleague: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentReference
  /// The groups served.
  public var groups: [SkillGroupID]

  /// Everything it says.
  public init(agent: AgentReference, groups: [SkillGroupID]) {
    self.agent = agent
    self.groups = groups
  }
}
