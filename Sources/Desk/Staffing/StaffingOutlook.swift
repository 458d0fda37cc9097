/// What a queue comes to with so many slots, in the long run.
public struct StaffingOutlook: Hashable, Codable, Sendable {
  /// The chance that somebody has to wait.
  public var waitChance: Double
  /// The part served within the target, of all who come.
  public var serviceLevel: Double
  /// Seconds waited on the average, by those who leave too.
  public var waitSeconds: Double
  /// The part that leaves before it is served.
  public var abandonment: Double
  /// The part of the slots' time that is taken.
  public var occupancy: Double
  /// How many of those who wait now will probably not be reached by closing; `nil` where the queue does not close today.
  public var unreached: Int?

  /// An outlook from its parts.
  public init(waitChance: Double, serviceLevel: Double, waitSeconds: Double, abandonment: Double, occupancy: Double) {
    self.waitChance = waitChance
    self.serviceLevel = serviceLevel
    self.waitSeconds = waitSeconds
    self.abandonment = abandonment
    self.occupancy = occupancy
  }
}
