/// The floor in figures: today so far, the last hour, and when the week is busy.
public struct ServiceFigures: Hashable, Codable, Sendable {
  /// Figures of the office, of a group or of a seat.
  public struct Line: Hashable, Codable, Sendable {
    /// The group's code or the agent's id; empty for the office.
    public var key: String
    /// Since local midnight, by arrival.
    public var today: Figures
    /// The last sixty minutes, in stretches of five, by event: its rates are of those whose wait ended in them.
    public var lastHour: Figures

    /// A line from its parts.
    public init(key: String, today: Figures, lastHour: Figures) {
      self.key = key
      self.today = today
      self.lastHour = lastHour
    }
  }

  /// One hour of the last seven days.
  public struct Hour: Hashable, Codable, Sendable {
    /// The local day.
    public var day: CivilDate
    /// The local hour, 0–23.
    public var hour: Int
    /// Taxpayers who asked for a human.
    public var offered: Int
    /// Of those, gone before anybody took them.
    public var abandoned: Int
    /// Answered within the target, as a part of 1; `nil` if nobody was answered or gone.
    public var serviceLevel: Double?

    /// An hour from its parts.
    public init(day: CivilDate, hour: Int, offered: Int, abandoned: Int, serviceLevel: Double?) {
      self.day = day
      self.hour = hour
      self.offered = offered
      self.abandoned = abandoned
      self.serviceLevel = serviceLevel
    }
  }

  /// Five minutes of the last two hours, for sparklines.
  public struct Stretch: Hashable, Codable, Sendable {
    /// When it begins.
    public var start: Timestamp
    /// Whose: a group's code, or empty for the office.
    public var group: String
    /// Taxpayers who asked for a human.
    public var offered: Int
    /// Taken by an agent.
    public var answered: Int
    /// Gone before anybody took them.
    public var abandoned: Int

    /// A stretch from its parts.
    public init(start: Timestamp, group: String, offered: Int, answered: Int, abandoned: Int) {
      self.start = start
      self.group = group
      self.offered = offered
      self.answered = answered
      self.abandoned = abandoned
    }
  }

  /// When it was drawn up.
  public var at: Timestamp
  /// The place in the log up to which everything is counted.
  public var asOf: EventPosition
  /// Answered within so many seconds is in target.
  public var targetSeconds: Int
  /// The whole office.
  public var office: Line
  /// One line per skill group, in the office's order.
  public var groups: [Line]
  /// One line per agent of whom something is counted today, by id.
  public var seats: [Line]
  /// The hours of the last seven days that have something, by day and hour.
  public var heat: [Hour]
  /// The last two hours in stretches of five minutes that have something, by event.
  public var recent: [Stretch]

  /// Figures from their parts.
  public init(
    at: Timestamp, asOf: EventPosition, targetSeconds: Int, office: Line, groups: [Line], seats: [Line], heat: [Hour],
    recent: [Stretch]
  ) {
    self.at = at
    self.asOf = asOf
    self.targetSeconds = targetSeconds
    self.office = office
    self.groups = groups
    self.seats = seats
    self.heat = heat
    self.recent = recent
  }
}
