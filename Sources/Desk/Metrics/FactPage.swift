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

  /// A page from its parts.
  public init(facts: [ConversationFacts], next: String? = nil) {
    self.facts = facts
    self.next = next
  }
}
