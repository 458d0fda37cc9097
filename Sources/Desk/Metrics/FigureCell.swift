/// Whether something counts when its taxpayer came, or when it happened.
public enum FigureBasis: String, Codable, Sendable, CaseIterable {
  /// By arrival: everything of a conversation counts in the hour in which its taxpayer asked (cohort).
  case arrival
  /// By event: everything counts in the hour in which it happened.
  case event

  /// What it is called.
  public var name: Localised {
    switch self {
    case .arrival: Localised("按进线时间", "by arrival")
    case .event: Localised("按发生时间", "by event")
    }
  }

  /// What counts when, and which figures are counted so.
  public var explanation: Localised {
    switch self {
    case .arrival:
      Localised(
        "会话的一切都计入纳税人请求人工的那一时段；报表（不带 --by-event 时）与值班墙的“今天”如此统计",
        "everything of a conversation counts when its taxpayer asked for a human: reports without --by-event, and the wall's today"
      )
    case .event:
      Localised(
        "每件事计入它发生的那一时段；--by-event、值班墙的“近一小时”和告警如此统计",
        "each thing counts when it happened: --by-event, the wall's last hour, and alerts")
    }
  }
}

/// Where a tally belongs: a stretch of time and whose it is. Each slice alone sums up to the whole office.
public struct FigureCell: Hashable, Sendable {
  /// What a slice tells apart, and its stretch of time.
  public enum Slice: String, Codable, Sendable, CaseIterable {
    /// Five minutes, by group and agent; kept for two days.
    case recent
    /// Hours, by group.
    case group
    /// Days, by group and agent.
    case agent
    /// Days, by group and matter.
    case matter
  }

  /// The slice.
  public var slice: Slice
  /// What its time is.
  public var basis: FigureBasis
  /// When its stretch begins.
  public var start: Timestamp
  /// The group; empty for none, as for the assistant's part and for seats' time.
  public var group: String
  /// The agent or the matter, as the slice says; empty for none.
  public var member: String

  /// A cell from its parts.
  public init(slice: Slice, basis: FigureBasis, start: Timestamp, group: String, member: String) {
    self.slice = slice
    self.basis = basis
    self.start = start
    self.group = group
    self.member = member
  }
}

/// Stretches of an office's local time.
public struct FigureClock: Hashable, Codable, Sendable {
  /// Minutes east of UTC.
  public var utcOffsetMinutes: Int

  /// The clock of a place that many minutes east of UTC.
  public init(utcOffsetMinutes: Int) { self.utcOffsetMinutes = utcOffsetMinutes }

  /// Milliseconds of a slice's stretch.
  public static func milliseconds(of slice: FigureCell.Slice) -> Int64 {
    switch slice {
    case .recent: 300_000
    case .group: 3_600_000
    case .agent, .matter: 86_400_000
    }
  }

  /// When the stretch of a slice begins that holds a moment.
  public func start(of slice: FigureCell.Slice, at moment: Timestamp) -> Timestamp {
    start(of: Self.milliseconds(of: slice), at: moment)
  }

  /// When the last hour begins, as walls and alerts count it: in stretches of five minutes, the present one with it.
  public func startOfLastHour(at now: Timestamp) -> Timestamp { start(of: .recent, at: now.advanced(seconds: -3_300)) }

  /// When the stretch of so many milliseconds begins that holds a moment; stretches count from local midnight.
  public func start(of length: Int64, at moment: Timestamp) -> Timestamp {
    let offset = Int64(utcOffsetMinutes) * 60_000
    let place = (moment.milliseconds + offset).quotientAndFloorRemainder(length).0
    return Timestamp(milliseconds: place * length - offset)
  }

  /// The local day of a moment.
  public func day(of moment: Timestamp) -> CivilDate {
    let shifted = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
    return CivilDate(dayNumber: Int(shifted.quotientAndFloorRemainder(86_400_000).0))
  }

  /// The local hour of a moment, 0–23.
  public func hour(of moment: Timestamp) -> Int {
    let shifted = moment.milliseconds + Int64(utcOffsetMinutes) * 60_000
    return Int(shifted.quotientAndFloorRemainder(86_400_000).1 / 3_600_000)
  }

  /// When a local day begins.
  public func start(of day: CivilDate) -> Timestamp {
    Timestamp(milliseconds: Int64(day.dayNumber) * 86_400_000 - Int64(utcOffsetMinutes) * 60_000)
  }
}

/// Tallies by cell.
public struct FigureCells: Hashable, Sendable {
  /// What has been booked.
  public private(set) var tallies: [FigureCell: Tally] = [:]

  /// Nothing yet.
  public init() {}

  /// Whose something is.
  public struct Owner: Hashable, Sendable {
    /// The group; empty for none.
    public var group: String
    /// The agent; empty for none.
    public var agent: String
    /// The matter; empty for none.
    public var matter: String

    /// An owner from its parts.
    public init(group: String = "", agent: String = "", matter: String = "") {
      self.group = group
      self.agent = agent
      self.matter = matter
    }
  }

  /// Books a tally in every slice, once for each moment: that of the arrival and that of the event.
  mutating func book(
    _ counts: KeyValuePairs<Tally.Count, Int>, arrival: Timestamp, event: Timestamp, of owner: Owner,
    on clock: FigureClock
  ) {
    for (basis, moment) in [(FigureBasis.arrival, arrival), (.event, event)] {
      for slice in FigureCell.Slice.allCases {
        let member =
          switch slice {
          case .recent, .agent: owner.agent
          case .matter: owner.matter
          case .group: ""
          }
        let cell = FigureCell(
          slice: slice, basis: basis, start: clock.start(of: slice, at: moment), group: owner.group, member: member)
        for (count, value) in counts where value != 0 { tallies[cell, default: Tally()][count] += value }
      }
    }
  }

  /// Adds all of another.
  public static func += (left: inout FigureCells, right: FigureCells) {
    for (cell, tally) in right.tallies { left.tallies[cell, default: Tally()] += tally }
  }

  /// Takes all of another away.
  public static func -= (left: inout FigureCells, right: FigureCells) {
    for (cell, tally) in right.tallies { left.tallies[cell, default: Tally()] -= tally }
  }

  /// What differs from zero, by slice, basis, time, group and member.
  public var changes: [(cell: FigureCell, tally: Tally)] {
    tallies.filter { !$0.value.isZero }.map { (cell: $0.key, tally: $0.value) }.sorted {
      let (one, other) = ($0.cell, $1.cell)
      return (one.slice.rawValue, one.basis.rawValue, one.start, one.group, one.member)
        < (other.slice.rawValue, other.basis.rawValue, other.start, other.group, other.member)
    }
  }
}
