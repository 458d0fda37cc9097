import Desk

/// An office's seats and queues as a decision about offers sees them.
public struct Floor: Sendable {
  /// A conversation that takes or may take a slot of somebody's: a talk, a wrap-up, or what is put to them.
  public struct Busy: Hashable, Sendable {
    /// Which conversation.
    public var conversation: ConversationID
    /// Whose.
    public var agent: AgentID
    /// Talking, wrap-up, or waiting for what is offered.
    public var stage: Conversation.Stage

    /// An entry from its parts.
    public init(conversation: ConversationID, agent: AgentID, stage: Conversation.Stage) {
      self.conversation = conversation
      self.agent = agent
      self.stage = stage
    }
  }

  /// Every seat.
  public var seats: [Seat]
  /// What takes slots.
  public var busy: [Busy]
  /// Conversations that wait; left out, with `hasQueue`, where nobody could take one.
  public var waiting: [Conversation]
  /// Whether `waiting` was looked at.
  public var hasQueue: Bool

  /// A floor from its parts.
  public init(seats: [Seat], busy: [Busy], waiting: [Conversation] = [], hasQueue: Bool = false) {
    self.seats = seats
    self.busy = busy
    self.waiting = waiting
    self.hasQueue = hasQueue
  }

  /// Whether any seat could be offered something, as far as seats and slots say.
  public func hasFreeSeat(_ settings: OfficeSettings) -> Bool {
    let matching = Matching(floor: self, settings: settings, catalogue: Catalogue(), now: Timestamp(milliseconds: 0))
    return seats.contains { matching.freeSlots(of: $0) > 0 }
  }
}

extension Conversation {
  /// The entry the conversation makes on a floor, if it takes anything of anybody's.
  public var busy: Floor.Busy? {
    switch stage {
    case .talking, .wrapUp: agent.map { Floor.Busy(conversation: id, agent: $0.id, stage: stage) }
    case .waiting: queue?.offer.map { Floor.Busy(conversation: id, agent: $0.agent.id, stage: .waiting) }
    case .assistant, .closed: nil
    }
  }
}
