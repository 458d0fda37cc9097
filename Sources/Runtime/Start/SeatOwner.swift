import Desk

/// Whose seat it is. Names are given per office, so that only both together tell people apart.
public struct SeatOwner: Hashable, Codable, Sendable {
  /// The office.
  public var office: OfficeID
  /// Who of the office.
  public var agent: AgentID

  /// An owner from the parts.
  public init(office: OfficeID, agent: AgentID) {
    self.office = office
    self.agent = agent
  }
}
