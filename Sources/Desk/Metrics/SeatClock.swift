/// A seat's time as the log tells it: the state it is in, and what takes its slots, since when. Time counts in the hours in which it passes.
public struct SeatClock: Hashable, Codable, Sendable {
  /// A state that a seat was in.
  public struct Stretch: Hashable, Codable, Sendable {
    /// Whose seat.
    public var agent: AgentID
    /// The effective state.
    public var presence: Presence
    /// Code of the break's reason.
    public var reason: String?
    /// Since when.
    public var from: Timestamp
    /// Until when; `nil` while it lasts.
    public var to: Timestamp?

    /// A stretch from its parts.
    public init(agent: AgentID, presence: Presence, reason: String? = nil, from: Timestamp, to: Timestamp? = nil) {
      self.agent = agent
      self.presence = presence
      self.reason = reason
      self.from = from
      self.to = to
    }
  }

  /// The state that lasts.
  public var state: Stretch
  /// Conversations possible at once.
  public var slots: Int
  /// Talks and wrap-ups.
  public var load: Int
  /// Until when its time has been counted.
  public var countedTo: Timestamp

  /// A seat of which the log tells for the first time.
  public init(agent: AgentID, at moment: Timestamp) {
    state = Stretch(agent: agent, presence: .signedOut, from: moment)
    slots = 0
    load = 0
    countedTo = moment
  }

  /// Counts the time up to a moment.
  public mutating func count(to moment: Timestamp, on clock: FigureClock, into cells: inout FigureCells) {
    let owner = FigureCells.Owner(agent: state.agent.rawValue)
    let step = FigureClock.milliseconds(of: .recent)
    guard counts else {
      countedTo = max(countedTo, moment)
      return
    }
    // Booked in stretches that lie within one hour each; the five minutes only as long as anybody asks for them.
    while countedTo < moment {
      let isOld = moment.milliseconds - countedTo.milliseconds > 2 * 86_400_000
      let length = isOld ? FigureClock.milliseconds(of: .group) : step
      let next = clock.start(of: length, at: countedTo).advanced(milliseconds: length)
      let end = min(moment, next)
      cells.book(
        counts(of: Int(end.milliseconds - countedTo.milliseconds)), arrival: countedTo, event: countedTo, of: owner,
        on: clock)
      countedTo = end
    }
  }

  /// Whether time means anything: an absent seat without work counts for nothing.
  private var counts: Bool { state.presence != .signedOut || load > 0 }

  private func counts(of milliseconds: Int) -> KeyValuePairs<Tally.Count, Int> {
    let handling = load * milliseconds
    let idle = state.presence == .ready ? max(0, slots - load) * milliseconds : 0
    return switch state.presence {
    case .ready: [.ready: milliseconds, .handling: handling, .idle: idle]
    case .busy: [.busy: milliseconds, .handling: handling]
    case .onBreak: [.onBreak: milliseconds, .handling: handling]
    case .wrapUp: [.wrapUpState: milliseconds, .handling: handling]
    case .training: [.training: milliseconds, .handling: handling]
    case .signedOut: [.handling: handling]
    }
  }

  /// Takes what the log says of the seat; returns the stretch that ended with it. Time has to be counted before.
  mutating func take(_ seat: Seat, at moment: Timestamp) -> Stretch? {
    slots = seat.agent.slots
    let reason = seat.effective == .onBreak ? seat.reason : nil
    guard seat.effective != state.presence || reason != state.reason else { return nil }
    var ended = state
    ended.to = max(moment, ended.from)
    state = Stretch(agent: state.agent, presence: seat.effective, reason: reason, from: max(moment, ended.from))
    return ended.from == ended.to ? nil : ended
  }
}
