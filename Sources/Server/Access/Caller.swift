import Desk
import Storage

/// The kinds of callers a route may admit.
enum Caller: String, Hashable, Sendable, CaseIterable {
  /// A page without a host's token.
  case anonymousVisitor
  /// A page whose host vouched for the person.
  case taxpayer
  /// The page of an invitation's room, in an agent's browser.
  case room
  /// 坐席人员.
  case agent
  /// 值班长.
  case supervisor
  /// Runs accounts and content.
  case administrator
  /// An agent's telephone, by a link.
  case phone

  static let visitors: Set<Caller> = [.anonymousVisitor, .taxpayer]
  static let seats: Set<Caller> = [.agent, .supervisor]
  static let staff: Set<Caller> = [.agent, .supervisor, .administrator]
}

/// Who a request comes from.
struct Principal: Sendable {
  enum Person: Sendable {
    case staff(Agent)
    case visitor(Taxpayer)
    case phone(Agent, PhoneGrant)
    case room(Agent, RoomPass)
  }

  var office: OfficeID
  var person: Person
  var tokenHash: String
  var expiresAt: Timestamp

  var caller: Caller {
    switch person {
    case .phone: .phone
    case .visitor(let taxpayer): taxpayer.isAnonymous ? .anonymousVisitor : .taxpayer
    case .room: .room
    case .staff(let agent):
      switch agent.role {
      case .agent: .agent
      case .supervisor: .supervisor
      case .administrator: .administrator
      }
    }
  }

  /// In whose name commands are given.
  var actor: CommandActor {
    switch person {
    case .staff(let agent), .phone(let agent, _), .room(let agent, _): .staff(agent)
    case .visitor(let taxpayer): .taxpayer(taxpayer)
    }
  }
}
