/// Figures by metric; what is not computable is null.
public typealias Figures = [Metric: Double?]

extension Tally {
  /// Some figures of it: of the whole office, or of what these cuts leave of it. What a cut cannot tell is null.
  public func figures(_ metrics: [Metric], basis: FigureBasis = .arrival, cuts: Set<FigureCut> = []) -> Figures {
    Dictionary(
      uniqueKeysWithValues: metrics.map { metric in
        (metric, cuts.allSatisfy { $0.tells(metric) } ? metric.value(self, basis) : .none)
      })
  }
}

/// What is asked of the figures of a period.
public struct ReportQuery: Hashable, Codable, Sendable {
  /// What it is about.
  public var kind: ReportKind
  /// From when on.
  public var since: Timestamp
  /// Until when.
  public var until: Timestamp
  /// What rows tell apart.
  public var by: ReportGrouping
  /// One group only.
  public var group: SkillGroupID?
  /// One agent only; then by day, group or agent.
  public var agent: AgentID?
  /// When things count.
  public var basis: FigureBasis

  /// A question from its parts.
  public init(
    kind: ReportKind, since: Timestamp, until: Timestamp, by: ReportGrouping, group: SkillGroupID? = nil,
    agent: AgentID? = nil, basis: FigureBasis = .arrival
  ) {
    self.kind = kind
    self.since = since
    self.until = until
    self.by = by
    self.group = group
    self.agent = agent
    self.basis = basis
  }

  /// The slice that answers it.
  public var slice: FigureCell.Slice {
    if by == .matter { return .matter }
    return agent != nil || by == .agent ? .agent : .group
  }
}

/// The figures of a period.
public struct FiguresReport: Hashable, Codable, Sendable {
  /// One row.
  public struct Row: Hashable, Codable, Sendable {
    /// What it is of: a time, a code or an id; empty for what belongs to none.
    public var key: String
    /// What that is called.
    public var name: Localised
    /// Its figures.
    public var figures: Figures

    /// A row from its parts.
    public init(key: String, name: Localised, figures: Figures) {
      self.key = key
      self.name = name
      self.figures = figures
    }
  }

  /// What was asked; times are those of whole hours or days.
  public var query: ReportQuery
  /// The office's name.
  public var office: Localised
  /// Minutes east of UTC of its time.
  public var utcOffsetMinutes: Int
  /// When it was drawn up.
  public var at: Timestamp
  /// The place in the log up to which everything is counted.
  public var asOf: EventPosition
  /// All rows together.
  public var total: Figures
  /// The rows: in order of time, or of their keys.
  public var rows: [Row]

  /// A report from its parts.
  public init(
    query: ReportQuery, office: Localised, utcOffsetMinutes: Int, at: Timestamp, asOf: EventPosition, total: Figures,
    rows: [Row]
  ) {
    self.query = query
    self.office = office
    self.utcOffsetMinutes = utcOffsetMinutes
    self.at = at
    self.asOf = asOf
    self.total = total
    self.rows = rows
  }
}
