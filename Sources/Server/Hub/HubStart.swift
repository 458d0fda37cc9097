import Desk
import Storage

/// What a hub begins with: the office as it stands, and the log's tail for readers that come back after a start.
struct HubStart: Sendable {
  private static let tail: Int64 = 2_000

  var state: OfficeState
  var position: EventPosition
  var ring: EventRing
  /// The time of the last event; `nil` when there is none.
  var lastEventAt: Timestamp?

  /// Reads an office in one consistent view.
  static func read(_ office: OfficeID, from store: any Store, options: BackendOptions) async throws -> HubStart {
    try await store.read(office) { reader in
      let head = try reader.head()
      let from = EventPosition(epoch: head.epoch, sequence: max(0, head.sequence - tail))
      var ring = EventRing(entries: options.ringCapacity, bytes: options.ringBytes)
      for entry in try LogTail.read(from: reader, after: from) { ring.append(entry) }
      let state = OfficeState(
        office: try reader.office(), catalogue: try reader.catalogue(), seats: try reader.seats(),
        conversations: try reader.conversations(in: [.assistant, .waiting, .talking, .wrapUp]))
      let last = try reader.events(after: EventPosition(epoch: head.epoch, sequence: head.sequence - 1), limit: 1).last
      return HubStart(state: state, position: head, ring: ring, lastEventAt: last?.at)
    }
  }
}
