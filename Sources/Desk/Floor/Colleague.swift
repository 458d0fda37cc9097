/// Somebody of the staff, signed in or not: work may be given to them, and they may be mentioned.
public struct Colleague: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentReference
  /// The groups served.
  public var groups: [SkillGroupID]
  /// Pinyin initials of the name, lower case; `nil` from a backend that does not tell.
  public var pinyin: String?

  /// A colleague from their parts.
  public init(agent: AgentReference, groups: [SkillGroupID], pinyin: String? = nil) {
    self.agent = agent
    self.groups = groups
    self.pinyin = pinyin
  }
}
