import Desk
import Service
import Storage

// The floor in figures, and what it comes to with other staffing.

extension FigureDesk {
  /// Today, the last hour, and the hours of the last seven days.
  func floor() throws -> ServiceFigures {
    let metrics = Self.metrics
    let day = clock.start(of: .agent, at: now)
    let end = now.advanced(seconds: 3_600)
    let hour = clock.startOfLastHour(at: now)
    let groups = try sums(.recent, since: hour, until: end, by: .group)
    let seats = try sums(.recent, since: hour, until: end, by: .member)
    let groupsToday = try sums(.agent, since: day, until: end, by: .group)
    let seatsToday = try sums(.agent, since: day, until: end, by: .member)
    func line(
      _ key: String, _ today: [String: Tally], _ recent: [String: Tally], _ cut: FigureCut
    ) -> ServiceFigures.Line {
      ServiceFigures.Line(
        key: key, today: (today[key] ?? Tally()).figures(metrics, cuts: [cut]),
        lastHour: (recent[key] ?? Tally()).figures(metrics, basis: .event, cuts: [cut]))
    }
    return ServiceFigures(
      at: now, asOf: try asOf(), targetSeconds: office.settings.serviceTargetSeconds,
      office: ServiceFigures.Line(
        key: "", today: Self.all(groupsToday).figures(metrics),
        lastHour: Self.all(groups).figures(metrics, basis: .event)),
      groups: catalogue.groups.map { line($0.id.rawValue, groupsToday, groups, .group) },
      seats: seatsToday.keys.filter { !$0.isEmpty }.sorted().map { line($0, seatsToday, seats, .agent) },
      heat: try heat(), recent: try recent())
  }

  private static let metrics = ReportKind.allCases.reduce(into: [Metric]()) { all, kind in
    all += kind.metrics.filter { !all.contains($0) }
  }

  private static func all(_ tallies: [String: Tally]) -> Tally { tallies.values.reduce(into: Tally()) { $0 += $1 } }

  /// Today by arrival, and the last hour as it happened; with seats' time that still runs.
  private func sums(
    _ slice: FigureCell.Slice, since: Timestamp, until: Timestamp, by: TallyQuestion.Grouping
  ) throws -> [String: Tally] {
    let basis: FigureBasis = slice == .recent ? .event : .arrival
    let question = TallyQuestion(slice: slice, basis: basis, since: since, until: until, by: by)
    var found = Dictionary(uniqueKeysWithValues: try reader.tallies(question).map { ($0.name, $0.tally) })
    for var seat in try reader.seatClocks() {
      var cells = FigureCells()
      seat.count(to: now, on: clock, into: &cells)
      for (cell, tally) in cells.tallies
      where cell.slice == slice && cell.basis == basis && cell.start >= since && cell.start < until {
        found[by == .group ? cell.group : cell.member, default: Tally()] += tally
      }
    }
    return found
  }

  /// The last sixty minutes as they happened: of each group, and of the office under no name.
  func lastHour() throws -> [String: Tally] {
    var groups = try sums(
      .recent, since: clock.startOfLastHour(at: now), until: now.advanced(seconds: 300),
      by: .group)
    groups[""] = Self.all(groups)
    return groups
  }

  private func heat() throws -> [ServiceFigures.Hour] {
    let since = clock.start(of: .agent, at: now.advanced(seconds: -6 * 86_400))
    let question = TallyQuestion(
      slice: .group, since: since, until: now.advanced(seconds: 3_600),
      by: .start(length: 3_600_000, offset: Int64(clock.utcOffsetMinutes) * 60_000))
    return try reader.tallies(question).filter { $0.tally[.offered] > 0 }.map { row in
      ServiceFigures.Hour(
        day: clock.day(of: row.start), hour: clock.hour(of: row.start), offered: row.tally[.offered],
        abandoned: row.tally[.abandoned], serviceLevel: Metric.serviceLevel.value(row.tally))
    }
  }

  private func recent() throws -> [ServiceFigures.Stretch] {
    let since = clock.start(of: .recent, at: now.advanced(seconds: -7_200))
    var stretches: [ServiceFigures.Stretch] = []
    for group in [nil] + catalogue.groups.map({ SkillGroupID?.some($0.id) }) {
      let question = TallyQuestion(
        slice: .recent, basis: .event, since: since, until: now.advanced(seconds: 300), group: group,
        by: .start(length: 300_000, offset: 0))
      stretches += try reader.tallies(question).filter {
        $0.tally[.offered] + $0.tally[.answered] + $0.tally[.abandoned] > 0
      }.map { row in
        ServiceFigures.Stretch(
          start: row.start, group: group?.rawValue ?? "", offered: row.tally[.offered], answered: row.tally[.answered],
          abandoned: row.tally[.abandoned])
      }
    }
    return stretches
  }

  /// Staffing of every queue, with the seats and the waiting that a digest tells of.
  func staffing(_ digest: FloorDigest) throws -> StaffingForecast {
    let day = clock.start(of: .agent, at: now)
    let hour = clock.startOfLastHour(at: now)
    let today = try sums(.agent, since: day, until: now.advanced(seconds: 3_600), by: .group)
    let recent = try sums(.recent, since: hour, until: now.advanced(seconds: 3_600), by: .group)
    // Less than an hour may have passed since the first of the stretches.
    let hours = max(1.0 / 60, Double(now.milliseconds - hour.milliseconds) / 3_600_000)
    let arrivals = catalogue.groups.map { Double(recent[$0.id.rawValue]?[.offered] ?? 0) / hours }
    let waiting = try reader.conversations(in: [.waiting]).sorted {
      ($0.queue?.rank ?? 0, $0.id) < ($1.queue?.rank ?? 0, $1.id)
    }
    let shares = Self.shares(digest.seats, catalogue.groups, arrivals)
    let target = office.settings.serviceTargetSeconds
    return StaffingForecast(
      at: now, targetSeconds: target,
      queues: catalogue.groups.enumerated().map { place, group in
        let closesAt = closing(of: group.id)
        let left = closesAt.map { office.calendar(of: group.id).workingMinutes(from: now, to: $0) * 60 }
        return QueueStaffing(
          group: group.id, name: group.name,
          basis: QueueStaffing.Basis(
            arrivalsPerHour: arrivals[place], today: today[group.id.rawValue] ?? Tally(), seats: shares[place].seats,
            slots: shares[place].slots, waiting: waiting.filter { $0.queue?.group == group.id }.map(\.id),
            talking: digest.groups.first { $0.group == group.id }?.talking ?? 0, closesAt: closesAt,
            workSeconds: left ?? 0),
          targetSeconds: target)
      })
  }

  /// Seats that take conversations, for each group; the slots of one that serves several are shared by how much comes to each.
  private static func shares(
    _ seats: [SeatLine], _ groups: [SkillGroup], _ arrivals: [Double]
  ) -> [(seats: Int, slots: Int)] {
    groups.enumerated().map { place, group in
      let serving = seats.filter {
        ($0.presence == .ready || $0.presence == .busy) && $0.awaySince == nil && $0.groups.contains(group.id)
      }
      let slots = serving.reduce(0.0) { sum, seat in
        let served = groups.indices.filter { seat.groups.contains(groups[$0].id) }
        let all = served.reduce(0.0) { $0 + arrivals[$1] }
        let part = all > 0 ? arrivals[place] / all : 1 / Double(max(1, served.count))
        return sum + Double(seat.slots) * part
      }
      // Whoever serves it takes somebody now and then, however little of a slot that comes to.
      return (serving.count, max(serving.isEmpty ? 0 : 1, Int(slots.rounded())))
    }
  }

  /// When the group's work ends today, after its last break.
  private func closing(of group: SkillGroupID) -> Timestamp? {
    let calendar = office.calendar(of: group)
    let (day, minute) = calendar.local(now)
    guard let last = calendar.ranges(on: day).last, last.toMinute < 1_440, minute < last.toMinute else { return nil }
    return calendar.moment(day, last.toMinute)
  }
}
