/// A waiting conversation was put to an agent.
public struct Offered: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// To whom, and until when.
  public var offer: Offer
  /// What the agent is shown of it.
  public var line: QueueLine

  /// Everything it says.
  public init(conversation: ConversationID, offer: Offer, line: QueueLine) {
    self.conversation = conversation
    self.offer = offer
    self.line = line
  }

  /// What is put to an agent just now; `nil` when nothing is.
  public init?(_ conversation: Conversation) {
    guard conversation.stage == .waiting, let offer = conversation.queue?.offer, let line = QueueLine(conversation)
    else { return nil }
    self.init(conversation: conversation.id, offer: offer, line: line)
  }
}

/// How an offer ended.
public enum OfferOutcome: String, Codable, Sendable, CaseIterable {
  /// The agent took it.
  case accepted
  /// The agent let it pass.
  case declined
  /// The deadline passed.
  case missed
  /// There is nothing to offer any more, or not to this agent.
  case withdrawn
}

/// An offer ended.
public struct OfferEnded: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Whom it was put to.
  public var agent: AgentID
  /// How.
  public var outcome: OfferOutcome
  /// Why, in the agent's words, with `declined`.
  public var reason: String?
  /// It is not put to them again before that moment, with `declined`.
  public var passedUntil: Timestamp?

  /// Everything it says.
  public init(
    conversation: ConversationID, agent: AgentID, outcome: OfferOutcome, reason: String? = nil,
    passedUntil: Timestamp? = nil
  ) {
    self.conversation = conversation
    self.agent = agent
    self.outcome = outcome
    self.reason = reason
    self.passedUntil = passedUntil
  }
}
