/// A part of the office that figures are asked of. What is counted without saying whose it was has no figure there: it is null, never 0.
public enum FigureCut: Hashable, Sendable {
  /// One group, or a row for each.
  case group
  /// One agent, or a row for each.
  case agent
  /// A row for each matter.
  case matter

  /// Whether a figure can be told of such a part.
  public func tells(_ metric: Metric) -> Bool {
    switch self {
    case .group: !Self.seatTime.contains(metric) && !Self.assistant.contains(metric)
    case .agent: !Self.queue.contains(metric) && !Self.assistant.contains(metric)
    case .matter: !Self.seatTime.contains(metric) && !Self.messages.contains(metric)
    }
  }

  /// A seat serves all its groups at once.
  private static let seatTime: Set<Metric> = [
    .signedIn, .ready, .busy, .onBreak, .wrapUpState, .training, .occupancy,
  ]
  /// What the assistant did belongs to no group and no agent.
  private static let assistant: Set<Metric> = [
    .conversations, .contained, .containment, .votesUseful, .votesUseless,
  ]
  /// Whoever waits is nobody's yet, and whoever left never was.
  private static let queue: Set<Metric> = [
    .offered, .abandoned, .shortAbandoned, .flowedToMessage, .flowedToAppointment, .stillWaiting, .abandonment,
    .abandonWait, .serviceLevel, .requeued, .requeuedAbandoned,
  ]
  /// Messages have no wrap-up code.
  private static let messages: Set<Metric> = [.messagesLeft, .messagesDone, .messagesLate, .messageTime]
}

extension ReportQuery {
  /// The cuts its total is of.
  public var cuts: Set<FigureCut> { Set((group == nil ? [] : [.group]) + (agent == nil ? [] : [.agent])) }

  /// The cuts its rows are of.
  public var rowCuts: Set<FigureCut> {
    switch by {
    case .hour, .day: cuts
    case .group: cuts.union([.group])
    case .agent: cuts.union([.agent])
    case .matter: cuts.union([.matter])
    }
  }
}
