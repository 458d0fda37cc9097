/// One skill group's queue in figures.
public struct GroupFigures: Hashable, Codable, Sendable {
  /// Which group.
  public var group: SkillGroupID
  /// Its name.
  public var name: Localised
  /// People waiting.
  public var waiting: Int
  /// When the longest wait began; `nil` when nobody waits.
  public var longestWaitSince: Timestamp?
  /// Conversations with an agent.
  public var talking: Int
  /// Seats that serve the group and are ready, their console there.
  public var readySeats: Int
  /// Seats that serve the group and are signed in.
  public var seats: Int
  /// Free slots of its ready seats.
  public var freeSlots: Int
  /// What someone who joins now may expect to wait, in seconds; `nil` when it cannot be computed.
  public var expectedWaitSeconds: Int?

  /// Everything it says.
  public init(
    group: SkillGroupID, name: Localised, waiting: Int, longestWaitSince: Timestamp? = nil, talking: Int,
    readySeats: Int, seats: Int, freeSlots: Int, expectedWaitSeconds: Int? = nil
  ) {
    self.group = group
    self.name = name
    self.waiting = waiting
    self.longestWaitSince = longestWaitSince
    self.talking = talking
    self.readySeats = readySeats
    self.seats = seats
    self.freeSlots = freeSlots
    self.expectedWaitSeconds = expectedWaitSeconds
  }
}
