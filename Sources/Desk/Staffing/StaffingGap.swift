/// Why staffing tells nothing of a queue.
public enum StaffingGap: Hashable, Sendable, CaseIterable {
  /// Nobody came in the last hour.
  case noArrivals
  /// No talk is done today, so that nobody knows how long one takes.
  case nothingHandled
  /// Nobody serves it.
  case noSeats
  /// More come than are served, and nobody leaves: the queue grows for ever.
  case grows
  /// It does not work any more until it closes.
  case noTime
  /// Rates or numbers beyond what is counted with.
  case tooMany

  /// It in words, to stand after a dash.
  public var text: Localised {
    switch self {
    case .noArrivals: Localised("近一小时没有人来", "nobody came in the last hour")
    case .nothingHandled: Localised("今天还没有办完的会话，不知一个要多久", "no talk is done today, so none has a length")
    case .noSeats: Localised("没有坐席可接", "no seat is there for it")
    case .grows: Localised("来的比能办的多，又无人放弃：只会越排越长", "more come than are served and none leave: it only grows")
    case .noTime: Localised("到下班不再办公", "no work is left until closing")
    case .tooMany: Localised("人数超出可算的范围", "too many to be counted with")
    }
  }
}

extension QueueStaffing {
  /// With how many seats more or fewer a queue is looked at.
  public enum Change: Int, Hashable, Sendable, CaseIterable {
    /// One seat fewer.
    case oneFewer = -1
    /// As it is.
    case none = 0
    /// One seat more.
    case oneMore = 1
  }

  /// Why nothing is told of the long run with such a change; `nil` where something is.
  public func gap(_ change: Change) -> StaffingGap? {
    let told =
      switch change {
      case .none: now
      case .oneMore: oneMore
      case .oneFewer: oneFewer
      }
    guard told == nil else { return nil }
    return basicGap(change) ?? (patienceSeconds == nil ? .grows : .tooMany)
  }

  /// Why nothing is told of what is left of the day with such a change; `nil` where something is, or it does not close any more today.
  public func gapUntilClosing(_ change: Change) -> StaffingGap? {
    guard let rest = untilClosing else { return nil }
    let told =
      switch change {
      case .none: rest.now
      case .oneMore: rest.oneMore
      case .oneFewer: rest.oneFewer
      }
    guard told == nil else { return nil }
    return basicGap(change) ?? (rest.workSeconds == 0 ? .noTime : .tooMany)
  }

  /// Why the fewest seats for the target are not told; `nil` where they are.
  public var gapOfTarget: StaffingGap? {
    seatsForTarget == nil
      ? (arrivalsPerHour > 0 ? handleSeconds == nil ? .nothingHandled : .tooMany : .noArrivals) : nil
  }

  private func basicGap(_ change: Change) -> StaffingGap? {
    if arrivalsPerHour <= 0 { return .noArrivals }
    if handleSeconds == nil { return .nothingHandled }
    let left = change == .oneMore ? 1 : seats + change.rawValue
    return left < 0 || (left == 0 && patienceSeconds == nil) || (change == .none && slots == 0 && now == nil)
      ? .noSeats : nil
  }
}
