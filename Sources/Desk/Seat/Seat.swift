/// An agent's own choice of state; kept apart from what the connection makes of it.
public enum Presence: String, Codable, Sendable, CaseIterable {
  /// 示闲: may be given conversations.
  case ready
  /// 示忙: finishes what is there, takes no more by offer.
  case busy
  /// 小休, with a reason.
  case onBreak
  /// 话后整理.
  case wrapUp
  /// 培训.
  case training
  /// 签出.
  case signedOut

  /// The word on the screen.
  public var name: Localised {
    switch self {
    case .ready: Localised("示闲", "Ready")
    case .busy: Localised("示忙", "Busy")
    case .onBreak: Localised("小休", "Break")
    case .wrapUp: Localised("话后整理", "Wrap-up")
    case .training: Localised("培训", "Training")
    case .signedOut: Localised("签出", "Signed out")
    }
  }
}

/// A seat 坐席: an agent, the state they chose, and whether their console is connected.
public struct Seat: Hashable, Codable, Sendable {
  /// Who sits there.
  public var agent: Agent
  /// What the agent chose.
  public var choice: Presence
  /// Code of the break's reason, with `onBreak`.
  public var reason: String?
  /// Since when.
  public var since: Timestamp
  /// Whether a console is connected, or the grace after it was lost still runs.
  public var isConnected: Bool
  /// Since when its console is away while the grace runs; `nil` while it is there.
  public var awaySince: Timestamp?
  /// When its last talk was over; `nil` before the first. Kept where conversations are offered.
  public var idleSince: Timestamp?
  /// What it lost when its console stayed away; `nil` once the agent has chosen a state again.
  public var lost: SeatLoss?
  /// What a supervisor put it to; `nil` when the agent chose the state.
  public var order: SeatOrder?

  /// A seat from its parts.
  public init(
    agent: Agent, choice: Presence = .signedOut, reason: String? = nil, since: Timestamp, isConnected: Bool = false
  ) {
    self.agent = agent
    self.choice = choice
    self.reason = reason
    self.since = since
    self.isConnected = isConnected
  }

  /// What others see: a seat without a console is signed out, whatever it chose.
  public var effective: Presence { isConnected ? choice : .signedOut }
}
