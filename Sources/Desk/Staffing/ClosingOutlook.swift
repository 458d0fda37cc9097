/// What a queue comes to in what is left of the working day, beginning with those who are there now.
public struct ClosingOutlook: Hashable, Codable, Sendable {
  /// The part served within the target, of all who come until closing.
  public var serviceLevel: Double
  /// Seconds they wait on the average, those who leave too.
  public var waitSeconds: Double
  /// The part of them that leaves before it is served.
  public var abandonment: Double
  /// The part of the slots' time that is taken.
  public var occupancy: Double
  /// People who wait at closing, on the average.
  public var waiting: Double

  /// An outlook from its parts.
  public init(serviceLevel: Double, waitSeconds: Double, abandonment: Double, occupancy: Double, waiting: Double) {
    self.serviceLevel = serviceLevel
    self.waitSeconds = waitSeconds
    self.abandonment = abandonment
    self.occupancy = occupancy
    self.waiting = waiting
  }
}

/// What is left of a queue's working day, with its seats and with others; each `nil` when not computable.
public struct ClosingForecast: Hashable, Codable, Sendable {
  /// Seconds of work until the group closes, breaks not counted.
  public var workSeconds: Int
  /// With the seats as they are.
  public var now: ClosingOutlook?
  /// With one seat more.
  public var oneMore: ClosingOutlook?
  /// With one seat fewer.
  public var oneFewer: ClosingOutlook?

  /// A forecast that says nothing yet.
  public init(workSeconds: Int) { self.workSeconds = workSeconds }
}
