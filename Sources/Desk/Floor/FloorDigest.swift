/// What many people watch, sent at most four times a second: queues and seats. It is never logged.
public struct FloorDigest: Hashable, Codable, Sendable {
  /// The backend's clock when it was drawn up; waits are counted from this, never by the workstation.
  public var at: Timestamp
  /// The event log's head it includes.
  public var head: EventPosition
  /// One line per skill group, in the office's order.
  public var groups: [GroupFigures]
  /// The heads of the queues, in the order they will be served, at most 200 lines; `groups` counts all.
  public var waiting: [QueueLine]
  /// Every seat that is signed in, by name.
  public var seats: [SeatLine]
  /// Messages left and tickets; `nil` from a backend that knows of none.
  public var promises: PromiseFigures?

  /// A digest from its parts.
  public init(
    at: Timestamp, head: EventPosition, groups: [GroupFigures] = [], waiting: [QueueLine] = [], seats: [SeatLine] = []
  ) {
    self.at = at
    self.head = head
    self.groups = groups
    self.waiting = waiting
    self.seats = seats
  }

  /// People waiting in all groups.
  public var waitingCount: Int { groups.reduce(0) { $0 + $1.waiting } }

  /// Whether more people wait than it names.
  public var isCut: Bool { waiting.count < waitingCount }

  /// When the longest wait of all began; `nil` when nobody waits.
  public var longestWaitSince: Timestamp? { groups.compactMap(\.longestWaitSince).min() }
}
