import Desk

// The routes about figures.

extension Endpoint where Answer == FiguresReport {
  /// Figures of a period; `since` and `until` are RFC 3339 or local days, and today without them.
  public static func figures(
    _ kind: ReportKind, since: String? = nil, until: String? = nil, by: ReportGrouping? = nil,
    group: SkillGroupID? = nil, agent: AgentID? = nil, basis: FigureBasis? = nil
  ) -> Endpoint {
    Endpoint(
      .get,
      "/v1/reports/" + kind.rawValue
        + query(
          ("since", since), ("until", until), ("by", by?.rawValue), ("group", group?.rawValue),
          ("agent", agent?.rawValue), ("basis", basis?.rawValue)))
  }
}

extension Endpoint where Answer == ServiceFigures {
  /// The floor in figures.
  public static var floorFigures: Endpoint { Endpoint(.get, "/v1/floor/figures") }
}

extension Endpoint where Answer == StaffingForecast {
  /// Each queue's staffing.
  public static var staffing: Endpoint { Endpoint(.get, "/v1/floor/staffing") }
}

extension Endpoint where Answer == FactPage {
  /// The conversations behind a figure; `since` and `until` are RFC 3339 or local days, and today without them.
  public static func facts(_ asked: FactQuery, after: String? = nil, limit: Int = 200) -> Endpoint {
    let outcomes = asked.outcomes.map(\.rawValue).joined(separator: ",")
    return Endpoint(
      .get,
      "/v1/reports/conversations"
        + query(
          ("since", asked.since?.description), ("until", asked.until?.description), ("group", asked.group?.rawValue),
          ("agent", asked.agent?.rawValue), ("outcome", outcomes.isEmpty ? nil : outcomes),
          ("moment", asked.moment?.rawValue), ("after", after), ("limit", String(limit))))
  }
}
