import Desk

/// What is going on in a recorded conversation, and so who lets whom wait.
public enum ReplayPhase: Hashable, Sendable, CaseIterable {
  /// With the assistant.
  case assistant
  /// In the queue.
  case waiting
  /// The taxpayer waits for the agent: for words, or for what was found about their materials.
  case awaitingAgent
  /// The agent waits for words of the taxpayer.
  case awaitingTaxpayer
  /// On hold.
  case held
  /// The agent writes it up.
  case wrapUp
  /// Over.
  case over

  /// What is going on in a conversation as it stands.
  public init(_ conversation: Conversation) {
    self =
      switch conversation.stage {
      case .assistant: .assistant
      case .waiting: .waiting
      case .talking where conversation.heldSince != nil: .held
      case .talking:
        // Words, or materials to be checked.
        conversation.unansweredSince == nil && conversation.sheets?.contains { $0.stage == .submitted } != true
          ? .awaitingTaxpayer : .awaitingAgent
      case .wrapUp: .wrapUp
      case .closed: .over
      }
  }

  /// In words.
  public var name: Localised {
    switch self {
    case .assistant: Localised("智能应答", "with the assistant")
    case .waiting: Localised("排队中", "in the queue")
    case .awaitingAgent: Localised("等坐席回复", "waits for the agent")
    case .awaitingTaxpayer: Localised("等纳税人", "waits for the taxpayer")
    case .held: Localised("挂起中", "on hold")
    case .wrapUp: Localised("话后整理", "wrap-up")
    case .over: Localised("已结束", "over")
    }
  }

  /// How a silence of that many seconds looks: what the taxpayer waits through is urgent, the rest is calm.
  public func urgency(ofSeconds seconds: Int) -> Urgency {
    switch self {
    case .waiting, .awaitingAgent: Urgency(seconds: seconds, target: 60)
    case .held: Urgency(seconds: seconds, target: 120)
    case .assistant, .awaitingTaxpayer, .wrapUp, .over: .calm
    }
  }
}
