/// What a supervisor's wall shows beside the digest, sent at most four times a second to those who ask for it. Never logged.
public struct FloorWall: Hashable, Codable, Sendable {
  /// The backend's clock when it was drawn up.
  public var at: Timestamp
  /// The event log's head it includes.
  public var head: EventPosition
  /// Conversations with the assistant.
  public var withAssistant: Int
  /// Conversations being written up.
  public var inWrapUp: Int
  /// One for each seat that is signed in or whose console is connected.
  public var seats: [WallSeat]
  /// Seats by state in each group, in the office's order.
  public var groups: [WallGroup]

  /// Everything it says.
  public init(
    at: Timestamp, head: EventPosition, withAssistant: Int, inWrapUp: Int, seats: [WallSeat], groups: [WallGroup]
  ) {
    self.at = at
    self.head = head
    self.withAssistant = withAssistant
    self.inWrapUp = inWrapUp
    self.seats = seats
    self.groups = groups
  }
}

/// What the wall shows of a seat beside its line in the digest.
public struct WallSeat: Hashable, Codable, Sendable {
  /// Whose.
  public var agent: AgentID
  /// When the taxpayer began to wait whom this seat has left unanswered the longest; `nil` when everybody is answered.
  public var unansweredSince: Timestamp?
  /// Talks on hold.
  public var held: Int
  /// When the hold began that has lasted longest; `nil` when nothing is on hold.
  public var heldSince: Timestamp?
  /// Talks that are being written up.
  public var inWrapUp: Int
  /// Its console's streams; `nil` when this backend holds none of them.
  public var link: SeatLink?

  /// Everything it says.
  public init(
    agent: AgentID, unansweredSince: Timestamp? = nil, held: Int = 0, inWrapUp: Int = 0, link: SeatLink? = nil
  ) {
    self.agent = agent
    self.unansweredSince = unansweredSince
    self.held = held
    self.inWrapUp = inWrapUp
    self.link = link
  }

  /// Since when a taxpayer of this seat has waited longest, for an answer or on hold; `nil` when nobody does.
  public var waitsSince: Timestamp? { [unansweredSince, heldSince].compactMap(\.self).min() }
}

/// A console's event streams as the backend that holds them knows them; the workstation's clock has no part in it.
public struct SeatLink: Hashable, Codable, Sendable {
  /// Streams that are open.
  public var streams: Int
  /// Since when the oldest of them is.
  public var since: Timestamp
  /// Up to where everything has been acknowledged by the workstation's network; `nil` before the first heartbeat.
  public var acknowledged: EventPosition?
  /// When that was seen last; `nil` before the first heartbeat.
  public var acknowledgedAt: Timestamp?

  /// Everything it says.
  public init(
    streams: Int, since: Timestamp, acknowledged: EventPosition? = nil, acknowledgedAt: Timestamp? = nil
  ) {
    self.streams = streams
    self.since = since
    self.acknowledged = acknowledged
    self.acknowledgedAt = acknowledgedAt
  }
}

/// Seats by state in a group.
public struct WallGroup: Hashable, Codable, Sendable {
  /// Which group.
  public var group: SkillGroupID
  /// Seats that serve it, by effective state; those signed out are left out.
  public var seats: [String: Int]
  /// When the taxpayer began to wait for an answer who has waited longest within a talk.
  public var unansweredSince: Timestamp?

  /// Everything it says.
  public init(group: SkillGroupID, seats: [String: Int], unansweredSince: Timestamp? = nil) {
    self.group = group
    self.seats = seats
    self.unansweredSince = unansweredSince
  }

  /// Seats in a state.
  public func count(_ presence: Presence) -> Int { seats[presence.rawValue] ?? 0 }
}
