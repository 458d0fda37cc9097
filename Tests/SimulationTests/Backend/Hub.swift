import Desk

@testable import Server

/// What a backend's streams are fed from: the real office state and audiences, and the log's tail in memory.
struct Hub {
  private static let tailLength = 60

  /// An event and who may see it.
  struct Entry {
    var event: Event
    var audience: Audience
  }

  private(set) var position: EventPosition
  /// Whether the floor looks other than in the last digest.
  var isFloorChanged = true
  private var state: OfficeState
  private var tail: [Entry] = []

  /// Begins with the office as it stands, and with the end of its log for those who come back.
  init(_ rows: Rows) {
    state = OfficeState(
      office: rows.office, catalogue: Town.catalogue, seats: Array(rows.seats.values),
      conversations: rows.conversations.values.filter { $0.stage != .closed })
    position = rows.head
    let events = Array(rows.events.suffix(Self.tailLength))
    let entries = LogTail.entries(events, leaders: { [Town.supervisor.id] }) { rows.conversations[$0] }
    tail = zip(events, entries).map { Entry(event: $0, audience: $1.audience) }
  }

  /// Takes what became durable since.
  mutating func catchUp(_ rows: Rows) -> [Entry] {
    var taken: [Entry] = []
    for event in rows.events[min(rows.events.count, Int(position.sequence))...] {
      if let id = event.body.conversation, state.owners(of: id) == nil, let row = rows.conversations[id],
        row.stage == .closed
      {
        state.remember(row)
      }
      let (audience, changesFloor) = state.apply(event)
      isFloorChanged = isFloorChanged || changesFloor
      position = event.position
      taken.append(Entry(event: event, audience: audience))
    }
    tail = (tail + taken).suffix(Self.tailLength)
    return taken
  }

  /// What an agent missed since a position; `nil` when that is too long ago.
  func missed(since position: EventPosition, by agent: AgentID) -> [Event]? {
    guard position.epoch == self.position.epoch, position <= self.position,
      position == self.position || (tail.first?.event.position.sequence ?? .max) <= position.sequence + 1
    else { return nil }
    return tail.filter { $0.event.position > position && $0.isSeen(by: agent) }.map(\.event)
  }

  /// Queues and seats now.
  func digest(at now: Timestamp) -> FloorDigest { state.digest(at: now, head: position) }
}

extension Hub.Entry {
  /// Whether that agent's stream tells it.
  func isSeen(by agent: AgentID) -> Bool { audience.includes(.staff(agent)) }
}
