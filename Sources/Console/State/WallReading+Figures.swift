import Desk

/// A row of what is watched: the threshold, what its figure is now, the alert that stands.
public struct WallWatched: Equatable, Sendable {
  /// What is watched.
  public var threshold: Threshold
  /// What it is now; `nil` when it is not computable.
  public var value: Double?
  /// The alert; `nil` while all is well.
  public var alert: StandingAlert?

  /// What one says to name it.
  public var reference: AlertReference { AlertReference(name: threshold.name, group: threshold.group) }

  fileprivate var rank: (Int, Int64) {
    guard let alert else { return (4, 0) }
    let isHandled = alert.handledBy == nil ? 0 : 2
    return (isHandled + (alert.level == .critical ? 0 : 1), alert.since.milliseconds)
  }
}

/// A row of figures: today and the last hour.
public struct WallFigureRow: Equatable, Sendable {
  /// Which figure.
  public var figure: WallFigure
  /// What it is now or today, in words; `nil` when it is not computable.
  public var today: Localised?
  /// What it was in the last hour, in words; `nil` where nothing is counted.
  public var lastHour: Localised?
}

extension State {
  /// What is watched, alerts that nobody looks after first.
  public func wallWatched(_ board: WallBoard) -> [WallWatched] {
    guard let thresholds = board.thresholds else { return [] }
    return thresholds.thresholds.map { threshold in
      WallWatched(
        threshold: threshold, value: thresholds.readings.first { $0.key == threshold.key }?.value,
        alert: thresholds.alerts.first { $0.key == threshold.key })
    }.sorted { $0.rank < $1.rank }
  }

  /// The marked row of it.
  public func wallWatched(marked board: WallBoard) -> WallWatched? {
    let rows = wallWatched(board)
    let row = wallRow(board)
    return board.pane == .alerts && rows.indices.contains(row) ? rows[row] : nil
  }

  /// Who is marked among those who are blocked.
  public func wallBlock(_ board: WallBoard) -> Block? {
    guard board.pane == .blocks, let blocks = board.blocks, !blocks.isEmpty else { return nil }
    return blocks.first { $0.taxpayer == board.block } ?? (board.block == nil ? blocks[0] : nil)
  }

  /// Alerts that nobody looks after.
  public func wallAlerts(_ board: WallBoard) -> [StandingAlert] {
    wallWatched(board).compactMap(\.alert).filter { $0.handledBy == nil }
  }

  /// The pane that has the place shared by those looked at now and then: what stands first, unless another was asked for.
  public func wallSlot(_ board: WallBoard) -> WallBoard.Pane {
    switch board.pane {
    case .announcements, .alerts, .blocks, .figures: board.pane
    case .queues, .seats, .talks, .promises, .heat:
      !wallAlerts(board).isEmpty ? .alerts : wallAnnouncements.isEmpty ? .figures : .announcements
    }
  }

  /// Whose figures are looked at, in words.
  public func wallSubjectName(_ board: WallBoard) -> Localised {
    switch board.subject {
    case .office: return Localised("全机构", "the whole office")
    case .group(let id):
      return replica?.catalogue.groups.first { $0.id == id }?.name ?? Localised(id.rawValue, id.rawValue)
    case .seat(let id):
      let name = replica?.floor.seats.first { $0.agent.id == id }?.agent.name ?? id.rawValue
      return Localised(name, name)
    }
  }

  /// The figures of whom they are looked at for.
  public func wallFigureRows(_ board: WallBoard) -> [WallFigureRow] {
    let line = wallFigures.line(of: board.subject)
    return WallFigure.all.compactMap { figure in
      switch figure {
      case .metric(let metric):
        if case .seat = board.subject, line?.today[metric] == nil { return nil }
        return WallFigureRow(
          figure: figure, today: metric.words(line?.today[metric] ?? nil),
          lastHour: metric.words(line?.lastHour[metric] ?? nil))
      default:
        guard figure.isKnown(of: board.subject) else { return nil }
        return WallFigureRow(figure: figure, today: wallNow(figure, board.subject), lastHour: nil)
      }
    }
  }

  /// A figure of this moment in words; `nil` where there is none.
  private func wallNow(_ figure: WallFigure, _ subject: WallSubject) -> Localised? {
    guard let replica else { return nil }
    func words(_ count: Int?) -> Localised? { count.map { Localised(String($0), String($0)) } }
    let group: GroupFigures?
    switch subject {
    case .office: group = nil
    case .group(let id): group = replica.floor.groups.first { $0.group == id }
    case .seat(let id):
      let seat = replica.floor.seats.first { $0.agent.id == id }
      return switch figure {
      case .talking: words(seat?.load)
      case .inWrapUp: words(replica.wall?.seats.first { $0.agent == id }?.inWrapUp)
      default: nil
      }
    }
    switch figure {
    case .waiting: return words(group?.waiting ?? replica.floor.waitingCount)
    case .longestWait:
      let since = group == nil ? replica.floor.longestWaitSince : group?.longestWaitSince
      let wait = since.map { ClockText.wait(clock.seconds(since: $0)) } ?? "—"
      return Localised(wait, wait)
    case .talking: return words(group?.talking ?? replica.floor.groups.reduce(0) { $0 + $1.talking })
    case .withAssistant: return words(replica.wall?.withAssistant)
    case .inWrapUp: return words(replica.wall?.inWrapUp)
    case .metric: return nil
    }
  }

  /// The hours of the week that are shown, and the marked one.
  public func wallHour(_ board: WallBoard) -> WallHour? {
    if let hour = board.hour { return hour }
    return wallFigures.service?.heat.last.map { WallHour(day: $0.day, hour: $0.hour) }
  }
}

extension WallFigures {
  /// Figures of whom.
  func line(of subject: WallSubject) -> ServiceFigures.Line? {
    switch subject {
    case .office: service?.office
    case .group(let id): service?.groups.first { $0.key == id.rawValue }
    case .seat(let id): service?.seats.first { $0.key == id.rawValue }
    }
  }
}

extension Metric {
  /// A value as the wall writes it.
  public func words(_ value: Double?) -> Localised? {
    guard let value else { return nil }
    switch unit {
    case .ratio: return Localised("\(Int((value * 100).rounded()))%", "\(Int((value * 100).rounded()))%")
    case .seconds:
      let wait = ClockText.wait(Int(value.rounded()))
      return Localised(wait, wait)
    case .count: return Localised(String(Int(value.rounded())), String(Int(value.rounded())))
    case .stars:
      let tenths = String(Double(Int((value * 10).rounded())) / 10)
      return Localised(tenths, tenths)
    }
  }
}

extension Threshold {
  /// A value of a watched figure as the wall writes it.
  public static func words(_ name: String, _ value: Double?) -> Localised {
    if let metric = Metric(rawValue: name) { return metric.words(value) ?? Localised("—", "—") }
    guard let value else { return Localised("—", "—") }
    let text = name.hasSuffix("_seconds") ? ClockText.wait(Int(value.rounded())) : String(Int(value.rounded()))
    return Localised(text, text)
  }
}
