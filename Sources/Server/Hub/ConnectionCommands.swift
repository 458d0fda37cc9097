import Desk
import Logging
import Service
import Storage

/// Tells the service that a person's first stream came or the last one went, and whether that is on record.
struct ConnectionCommands: Sendable {
  let store: any Store
  let logger: Logger
  let membership: Membership
  let logs: LogTroubles

  func perform(_ office: OfficeID, _ subject: StreamSubject, isConnected: Bool, hub: OfficeHub) async -> Bool {
    let person: ConnectedPerson
    switch subject {
    case .staff(let agent), .supervisor(let agent): person = .agent(agent)
    case .visitor(let taxpayer): person = .taxpayer(taxpayer)
    // Nobody's presence hangs on it.
    case .room, .watch: return true
    }
    do {
      try await perform(office, person, isConnected: isConnected, node: membership.node, hub: hub)
      return true
    } catch let problem as Problem where problem.kind == .conversationNotFound || problem.kind == .notFound {
      // A page that has asked nothing yet has nothing to be present in.
      return true
    } catch {
      // It is tried again, and said once for all whom it concerns.
      logger.debug("a connection could not be told", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// Tells of a person at a backend, this one or one that died.
  func perform(
    _ office: OfficeID, _ person: ConnectedPerson, isConnected: Bool, node: NodeID?, hub: OfficeHub
  ) async throws {
    try logs.check(office)
    let command: Command =
      switch person {
      case .agent(let agent): .seatConnection(agent, isConnected: isConnected)
      case .taxpayer(let taxpayer): .visitorConnection(taxpayer, isConnected: isConnected)
      }
    let result = try await store.perform(
      CommandRequest(office: office, actor: .system, key: nil, fingerprint: "", command: command, node: node),
      at: membership.now)
    await hub.publish(result.events)
  }
}
