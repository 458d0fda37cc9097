extension ConversationFacts {
  /// How a conversation came out, as far as it did.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    /// With the assistant.
    case assistant
    /// Ended with the assistant alone.
    case contained
    /// In a queue.
    case waiting
    /// Gone within the short limit.
    case shortAbandoned
    /// Gone before anybody took it.
    case abandoned
    /// A message was left instead.
    case message
    /// An appointment was booked instead.
    case appointment
    /// Taken, within the target if it was asked for.
    case answered
    /// Taken after the target.
    case late
  }

  /// How it came out: by the wait that was asked for, or by its last wait.
  public var outcome: Outcome {
    guard let wait = waits.first(where: { $0.origin == .asked }) ?? waits.last else {
      return talks.isEmpty ? endedAt == nil ? .assistant : .contained : .answered
    }
    guard wait.to != nil else { return .waiting }
    return switch wait.outcome {
    case .waiting: .waiting
    case .answered: wait.origin == .asked && !wait.isInTarget ? .late : .answered
    case .abandoned: wait.isShort ? .shortAbandoned : .abandoned
    case .message: .message
    case .appointment: .appointment
    }
  }
}

/// Facts of conversations, in order of arrival.
public struct FactPage: Hashable, Codable, Sendable {
  /// The facts.
  public var facts: [ConversationFacts]
  /// Where to go on; `nil` at the end. A filter that few pass may tell few and yet where to go on.
  public var next: String?
  /// Who had them, by name; `nil` from a backend that does not tell.
  public var people: [AgentReference]?

  /// A page from its parts.
  public init(facts: [ConversationFacts], next: String? = nil) {
    self.facts = facts
    self.next = next
  }
}

/// Which conversations behind a figure are asked for.
public struct FactQuery: Hashable, Sendable {
  /// Arrived from then on; since local midnight without it.
  public var since: Timestamp?
  /// Arrived before; until now without it.
  public var until: Timestamp?
  /// Of that group.
  public var group: SkillGroupID?
  /// Of that agent.
  public var agent: AgentID?
  /// How they came out, one of these; all if empty.
  public var outcomes: [ConversationFacts.Outcome]
  /// What happened in the period; without it they arrived in it.
  public var moment: ConversationFacts.Moment?

  /// A query from its parts.
  public init(
    since: Timestamp? = nil, until: Timestamp? = nil, group: SkillGroupID? = nil, agent: AgentID? = nil,
    outcomes: [ConversationFacts.Outcome] = []
  ) {
    self.since = since
    self.until = until
    self.group = group
    self.agent = agent
    self.outcomes = outcomes
  }
}

extension Metric {
  /// How the conversations came out that this figure is made of; `nil` for what is not counted in conversations.
  public var outcomes: [ConversationFacts.Outcome]? {
    switch self {
    case .conversations: []
    case .contained, .containment: [.contained]
    case .offered: [.waiting, .shortAbandoned, .abandoned, .message, .appointment, .answered, .late]
    case .answered, .averageAnswer, .handled, .averageHandle, .talk, .hold, .wrapUp, .firstReply, .transferred, .rated,
      .responseRate, .satisfaction, .stars, .direct, .requeued, .requeuedAnswered, .requeuedAbandoned, .requeuedWait,
      .occupancy:
      [.answered, .late]
    case .answeredInTarget: [.answered]
    case .abandoned, .abandonWait, .abandonment: [.abandoned, .shortAbandoned]
    case .shortAbandoned: [.shortAbandoned]
    case .flowedToMessage: [.message]
    case .flowedToAppointment: [.appointment]
    case .stillWaiting: [.waiting]
    case .serviceLevel: [.answered, .late, .abandoned]
    default: nil
    }
  }
}
