import Desk
import Logging
import Service
import Storage

/// Tells the service that a person's first stream came or the last one went, and whether that is on record.
struct ConnectionCommands: Sendable {
  let store: any Store
  let clock: @Sendable () -> Timestamp
  let logger: Logger

  func perform(_ office: OfficeID, _ subject: StreamSubject, isConnected: Bool, hub: OfficeHub) async -> Bool {
    let now = clock()
    var random = SystemRandomNumberGenerator()
    let command: Command =
      switch subject {
      case .staff(let agent): .seatConnection(agent, isConnected: isConnected)
      case .visitor(let taxpayer):
        .visitorConnection(
          taxpayer, isConnected: isConnected, noticeID: MessageID(SortableID.make(at: now, using: &random)))
      }
    do {
      let result = try await store.perform(
        CommandRequest(office: office, actor: .system, key: nil, fingerprint: "", command: command), at: now)
      await hub.publish(result.events)
      return true
    } catch let problem as Problem where problem.kind == .conversationNotFound || problem.kind == .notFound {
      // A page that has asked nothing yet has nothing to be present in.
      return true
    } catch {
      logger.error("a connection could not be told", metadata: ["error": "\(error)"])
      return false
    }
  }
}
