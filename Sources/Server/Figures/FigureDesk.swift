import Desk
import Service
import Storage

/// Answers questions about figures from the sums that are kept and from seats' time that still runs.
struct FigureDesk {
  let reader: any OfficeReader
  let office: Office
  let catalogue: Catalogue
  let now: Timestamp

  init(_ reader: any OfficeReader, at now: Timestamp) throws {
    self.reader = reader
    self.now = now
    office = try reader.office()
    catalogue = try reader.catalogue()
  }

  var clock: FigureClock { FigureTerms(office).clock }

  /// Up to where the log is counted.
  func asOf() throws -> EventPosition { try reader.figuresHead() ?? EventPosition(epoch: 0, sequence: 0) }

  /// The figures of a period; its ends are moved outwards to whole hours or days.
  func report(_ asked: ReportQuery) throws -> FiguresReport {
    var query = asked
    let length = query.by == .day ? FigureClock.milliseconds(of: .agent) : FigureClock.milliseconds(of: query.slice)
    query.since = clock.start(of: length, at: query.since)
    let until = clock.start(of: length, at: query.until)
    query.until = until < query.until ? until.advanced(milliseconds: length) : until
    var tallies: [String: Tally] = [:]
    for row in try rows(of: query) { tallies[row.key, default: Tally()] += row.tally }
    for (cell, tally) in try running(query) { tallies[key(of: cell, query), default: Tally()] += tally }
    let names = try names(of: query.by)
    let metrics = query.kind.metrics
    var total = Tally()
    for tally in tallies.values { total += tally }
    return FiguresReport(
      query: query, office: office.name, utcOffsetMinutes: clock.utcOffsetMinutes, at: now, asOf: try asOf(),
      total: total.figures(metrics, basis: query.basis, cuts: query.cuts),
      rows: tallies.filter { !$0.value.isZero }.sorted { $0.key < $1.key }.map { key, tally in
        FiguresReport.Row(
          key: key, name: names[key] ?? Self.name(of: key, query.by, clock),
          figures: tally.figures(metrics, basis: query.basis, cuts: query.rowCuts))
      }.filter(Self.saysSomething))
  }

  /// What belongs to nobody has a row only where there is any of it.
  private static func saysSomething(_ row: FiguresReport.Row) -> Bool {
    !row.key.isEmpty || row.figures.values.contains { $0 != nil && $0 != 0 }
  }

  private func rows(of query: ReportQuery) throws -> [(key: String, tally: Tally)] {
    let offset = Int64(clock.utcOffsetMinutes) * 60_000
    let grouping: TallyQuestion.Grouping =
      switch query.by {
      case .hour: .start(length: 3_600_000, offset: offset)
      case .day: .start(length: 86_400_000, offset: offset)
      case .group: .group
      case .agent, .matter: .member
      }
    let question = TallyQuestion(
      slice: query.slice, basis: query.basis, since: query.since, until: query.until, group: query.group,
      member: query.agent?.rawValue, by: grouping)
    return try reader.tallies(question).map { row in
      switch query.by {
      case .hour, .day: (time(row.start, query.by), row.tally)
      case .group, .agent, .matter: (row.name, row.tally)
      }
    }
  }

  private func key(of cell: FigureCell, _ query: ReportQuery) -> String {
    switch query.by {
    case .hour, .day: time(cell.start, query.by)
    case .group: cell.group
    case .agent, .matter: cell.member
    }
  }

  /// Rows of times have the local day, or the local hour, as their key.
  private func time(_ start: Timestamp, _ by: ReportGrouping) -> String {
    let day = clock.day(of: start).description
    let hour = clock.hour(of: start)
    return by == .day ? day : day + "T" + (hour < 10 ? "0\(hour)" : "\(hour)")
  }

  /// Seats' time since it was counted last, as far as the period has it.
  func running(_ query: ReportQuery) throws -> [(cell: FigureCell, tally: Tally)] {
    guard query.group == nil, query.until > query.since else { return [] }
    return try running().filter { cell, _ in
      cell.slice == query.slice && cell.basis == query.basis && cell.start >= query.since && cell.start < query.until
        && (query.agent.map { $0.rawValue == cell.member } ?? true)
    }.map { (cell: $0.key, tally: $0.value) }
  }

  private func running() throws -> [FigureCell: Tally] {
    var cells = FigureCells()
    for var seat in try reader.seatClocks() { seat.count(to: now, on: clock, into: &cells) }
    return cells.tallies
  }

  private func names(of by: ReportGrouping) throws -> [String: Localised] {
    func pairs(_ names: [(String, Localised)]) -> [String: Localised] { Dictionary(names) { one, _ in one } }
    switch by {
    case .hour, .day: return [:]
    case .group: return pairs(catalogue.groups.map { ($0.id.rawValue, $0.name) })
    case .agent:
      return pairs(try reader.seats().map { ($0.agent.id.rawValue, Localised($0.agent.name, $0.agent.name)) })
    case .matter:
      let codes = catalogue.wrapUpCodes.map { ($0.code, $0.name) }
      let types = catalogue.ticketTypesOffered.map { ($0.code, $0.name) }
      let rules = (catalogue.appointmentRules ?? []).map { ($0.code, $0.name) }
      return pairs(codes + types + rules)
    }
  }

  private static func name(of key: String, _ by: ReportGrouping, _ clock: FigureClock) -> Localised {
    switch by {
    case .day: Localised(key, key)
    case .hour: Localised(key.replacing("T", with: " ") + ":00", key.replacing("T", with: " ") + ":00")
    case .group, .agent, .matter: key.isEmpty ? Localised("（无）", "(none)") : Localised(key, key)
    }
  }
}
