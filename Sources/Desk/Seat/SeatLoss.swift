/// What a seat lost when its console stayed away longer than its talks are kept; told to the agent who comes back.
public struct SeatLoss: Hashable, Codable, Sendable {
  /// When.
  public var at: Timestamp
  /// How many talks wait in the queue again.
  public var talks: Int

  /// Everything it says.
  public init(at: Timestamp, talks: Int) {
    self.at = at
    self.talks = talks
  }
}
