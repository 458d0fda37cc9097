/// One seat as colleagues see it.
public struct SeatLine: Hashable, Codable, Sendable {
  /// Who.
  public var agent: AgentReference
  /// The effective state.
  public var presence: Presence
  /// Code of the break's reason.
  public var reason: String?
  /// Since when.
  public var since: Timestamp
  /// The groups served.
  public var groups: [SkillGroupID]
  /// Conversations in hand.
  public var load: Int
  /// Conversations possible at once.
  public var slots: Int
  /// Since when its console is away while the grace runs; `nil` while it is there.
  public var awaySince: Timestamp?
  /// Conversations put to it just now; `nil` for none.
  public var offers: Int?

  /// Whether it may be given conversations: ready, and its console there.
  public var isReady: Bool { presence == .ready && awaySince == nil }

  /// Everything it says.
  public init(
    agent: AgentReference, presence: Presence, reason: String? = nil, since: Timestamp, groups: [SkillGroupID],
    load: Int, slots: Int
  ) {
    self.agent = agent
    self.presence = presence
    self.reason = reason
    self.since = since
    self.groups = groups
    self.load = load
    self.slots = slots
  }
}
