import Desk

/// A backend among several on one database. A new one each time it starts, and each time it was away for so long that the others took it for dead.
public enum NodeKind {}
/// A backend's name.
public typealias NodeID = Identifier<NodeKind>

/// Somebody whose streams a backend holds, as kept in a row.
public enum ConnectedPerson: Hashable, Sendable {
  /// An agent's console.
  case agent(AgentID)
  /// A taxpayer's page.
  case taxpayer(TaxpayerID)

  /// As kept.
  public var text: String {
    switch self {
    case .agent(let id): "a:" + id.rawValue
    case .taxpayer(let id): "t:" + id.rawValue
    }
  }

  /// From what is kept.
  public init?(_ text: String) {
    if text.hasPrefix("a:") {
      self = .agent(AgentID(String(text.dropFirst(2))))
    } else if text.hasPrefix("t:") {
      self = .taxpayer(TaxpayerID(String(text.dropFirst(2))))
    } else {
      return nil
    }
  }
}

extension Command {
  /// Whose connection the command tells of, and whether it is there.
  public var connection: (person: ConnectedPerson, isConnected: Bool)? {
    switch self {
    case .seatConnection(let agent, let isConnected): (.agent(agent), isConnected)
    case .visitorConnection(let taxpayer, let isConnected): (.taxpayer(taxpayer), isConnected)
    default: nil
    }
  }
}
