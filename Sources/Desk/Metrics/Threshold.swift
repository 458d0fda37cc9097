/// A figure that is watched: outside its ranges an alert stands, until the figure lies well within again.
public struct Threshold: Hashable, Codable, Sendable {
  /// How grave an alert is.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// The milder kind.
    case warning
    /// The graver kind.
    case critical

    /// What it is called.
    public var name: Localised {
      switch self {
      case .warning: Localised("警告", "warning")
      case .critical: Localised("严重", "critical")
      }
    }
  }

  /// The figure's name: one of the live queue's, or a figure of the last sixty minutes.
  public var name: String
  /// Of that group; of the whole office without it.
  public var group: SkillGroupID?
  /// Outside it a warning stands.
  public var warning: AlertRange?
  /// Outside it a critical alert stands.
  public var critical: AlertRange?
  /// By which part of its bounds a range is narrower for an alert that stands, 0–0.5; `nil` for 0.1.
  public var hysteresis: Double?

  /// A threshold from its parts.
  public init(
    name: String, group: SkillGroupID? = nil, warning: AlertRange? = nil, critical: AlertRange? = nil,
    hysteresis: Double? = nil
  ) {
    self.name = name
    self.group = group
    self.warning = warning
    self.critical = critical
    self.hysteresis = hysteresis
  }

  /// Names the figure and the group, for alerts.
  public var key: String { name + "/" + (group?.rawValue ?? "") }

  /// Which alert stands at a value, when `standing` stood before. What is not computable is no alert.
  public func level(at value: Double?, standing: Level?) -> Level? {
    guard let value else { return nil }
    let part = hysteresis ?? 0.1
    func stands(_ range: AlertRange?, _ isStanding: Bool) -> Bool {
      guard let range else { return false }
      return range.isAlert(value) || (isStanding && range.narrowed(by: part).isAlert(value))
    }
    if stands(critical, standing == .critical) { return .critical }
    return stands(warning, standing != nil) ? .warning : nil
  }

  /// Names of figures as they are at this moment.
  public static let liveNames = LiveFigure.allCases.map(\.rawValue)

  /// What a figure is called: one of the live queue's, or a metric.
  public static func figureName(_ name: String) -> Localised {
    switch name {
    case "waiting": Localised("排队人数", "people waiting")
    case "longest_wait_seconds": Localised("最长等待（秒）", "longest wait (s)")
    case "talking": Localised("会话中", "talking")
    case "seats": Localised("签入坐席", "seats")
    case "ready_seats": Localised("示闲坐席", "ready seats")
    case "free_slots": Localised("空闲接待位", "free slots")
    case "expected_wait_seconds": Localised("预计等待（秒）", "expected wait (s)")
    default: Metric(rawValue: name)?.name ?? Localised(name, name)
    }
  }

  /// Whether there is such a figure, and something is to be watched.
  public var isSound: Bool {
    (Self.liveNames.contains(name) || Metric(rawValue: name) != nil) && (warning != nil || critical != nil)
      && (0...0.5).contains(hysteresis ?? 0.1)
  }
}

/// An alert that stands.
public struct StandingAlert: Hashable, Codable, Sendable {
  /// The figure's name.
  public var name: String
  /// Of which group; `nil` for the whole office.
  public var group: SkillGroupID?
  /// How grave it is.
  public var level: Threshold.Level
  /// What the figure was when it came to that.
  public var value: Double
  /// Since when.
  public var since: Timestamp
  /// Who looks after it; `nil` while nobody does.
  public var handledBy: AgentReference?
  /// Since when they do.
  public var handledAt: Timestamp?

  /// An alert from its parts.
  public init(name: String, group: SkillGroupID?, level: Threshold.Level, value: Double, since: Timestamp) {
    self.name = name
    self.group = group
    self.level = level
    self.value = value
    self.since = since
  }

  /// Names the figure and the group.
  public var key: String { name + "/" + (group?.rawValue ?? "") }
}

/// Looks after an alert: `POST /v1/alerts/handle`.
public struct AlertReference: Hashable, Codable, Sendable {
  /// The figure's name.
  public var name: String
  /// Of which group; left out for the whole office.
  public var group: SkillGroupID?

  /// An alert's name from its parts.
  public init(name: String, group: SkillGroupID?) {
    self.name = name
    self.group = group
  }

  /// Names the figure and the group.
  public var key: String { name + "/" + (group?.rawValue ?? "") }
}

/// What a figure is at a moment.
public struct FigureReading: Hashable, Codable, Sendable {
  /// The figure's name.
  public var name: String
  /// Of which group; `nil` for the whole office.
  public var group: SkillGroupID?
  /// Its value; `nil` when it is not computable.
  public var value: Double?

  /// A reading from its parts.
  public init(name: String, group: SkillGroupID?, value: Double?) {
    self.name = name
    self.group = group
    self.value = value
  }

  /// Names the figure and the group.
  public var key: String { name + "/" + (group?.rawValue ?? "") }
}

/// An office's thresholds: what `PUT /v1/thresholds` takes.
public struct ThresholdDraft: Hashable, Codable, Sendable {
  /// What is watched, at most 50.
  public var thresholds: [Threshold]

  /// A draft from its parts.
  public init(thresholds: [Threshold]) { self.thresholds = thresholds }
}

/// An office's thresholds with what they come to now.
public struct ThresholdBoard: Hashable, Codable, Sendable {
  /// Counts the changes of the thresholds; for `If-Match`.
  public var revision: Int
  /// What is watched.
  public var thresholds: [Threshold]
  /// Alerts that stand, in the order of the thresholds.
  public var alerts: [StandingAlert]
  /// What each figure is now, in the order of the thresholds.
  public var readings: [FigureReading]
  /// When it was drawn up.
  public var at: Timestamp

  /// A board from its parts.
  public init(
    revision: Int, thresholds: [Threshold], alerts: [StandingAlert], readings: [FigureReading], at: Timestamp
  ) {
    self.revision = revision
    self.thresholds = thresholds
    self.alerts = alerts
    self.readings = readings
    self.at = at
  }
}

extension Office {
  /// What stands after these readings, by what stood before.
  public func alerts(after readings: [FigureReading], at now: Timestamp) -> [StandingAlert] {
    (thresholds ?? []).compactMap { threshold in
      let standing = alerts?.first { $0.key == threshold.key }
      guard let reading = readings.first(where: { $0.key == threshold.key }) else { return standing }
      guard let level = threshold.level(at: reading.value, standing: standing?.level) else { return nil }
      if let standing, standing.level == level { return standing }
      return StandingAlert(
        name: threshold.name, group: threshold.group, level: level, value: reading.value ?? 0, since: now)
    }
  }
}
