import Desk

/// The day's figures and what staffing says, as the wall shows them.
public struct WallFigures: Hashable, Sendable {
  /// Today, the last hour and the week; `nil` before they are here.
  public var service: ServiceFigures?
  /// Each queue with its seats, one more and one fewer; `nil` before it is here.
  public var staffing: StaffingForecast?
  /// When figures were asked for last, by the monotonic clock.
  public var askedAt: Int64?

  /// Nothing known yet.
  public init() {}

  /// A figure of the office today; `nil` where it cannot be computed.
  public func today(_ metric: Metric) -> Double? { service?.office.today[metric] ?? nil }

  /// A figure of a group today.
  public func today(_ metric: Metric, of group: SkillGroupID) -> Double? {
    service?.groups.first { $0.key == group.rawValue }?.today[metric] ?? nil
  }

  /// Who asked for a human in each five minutes of the last hour, the latest last; `nil` before it is here.
  public func arrivals(of group: SkillGroupID) -> [Int]? {
    guard let service else { return nil }
    let step: Int64 = 300_000
    let last = service.at.milliseconds / step
    var counts = [Int](repeating: 0, count: 12)
    for stretch in service.recent where stretch.group == group.rawValue {
      let place = Int(stretch.start.milliseconds / step - last) + 11
      if counts.indices.contains(place) { counts[place] += stretch.offered }
    }
    return counts
  }
}
