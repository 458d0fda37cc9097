import Desk

/// Something the agent is called for, until it is handled.
public struct Alarm: Equatable, Sendable {
  /// What for; what is of one kind is called together.
  public var kind: AlarmKind
  /// What it is about: ids of conversations, appointments and the like.
  public var subjects: Set<String>
  /// What it says, in the house's words.
  public var words: Localised
  /// Since when it stands, by the monotonic clock.
  public var since: Int64
  /// When it was last called, by the monotonic clock.
  public var calledAt: Int64
  /// How often it was called.
  public var calls: Int
  /// Whether the agent has heard; until something new comes to it.
  public var isSilenced: Bool

  /// Calls after which it is only shown any more.
  public static let mostCalls = 20
}

/// What calls the agent just now.
public struct AlarmBoard: Equatable, Sendable {
  /// One for each kind that stands, in the order of kinds.
  public var alarms: [Alarm]
  /// What nobody reacted to, told to supervisors; the latest last.
  public var raised: [AlarmRaised]
  /// Until when the screen flashes, by the monotonic clock.
  public var flashUntil: Int64?
  /// When it was last looked at, by the monotonic clock.
  public var checkedAt: Int64

  /// Nothing calls.
  public init() {
    alarms = []
    raised = []
    checkedAt = 0
  }
}
