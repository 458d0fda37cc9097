/// What stands for the codes in a sample for review.
public struct SampleNames: Hashable, Codable, Sendable {
  /// Groups by their ids.
  public var groups: [String: Localised]
  /// Agents by their ids.
  public var agents: [String: String]
  /// Matters by their codes.
  public var matters: [String: Localised]

  /// Names from their parts.
  public init(groups: [String: Localised], agents: [String: String], matters: [String: Localised]) {
    self.groups = groups
    self.agents = agents
    self.matters = matters
  }
}
