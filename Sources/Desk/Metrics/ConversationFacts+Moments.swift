// When what a figure counts happened, for lists behind figures of the last hour.

extension ConversationFacts {
  /// What has to have happened in a period for a conversation to count in it.
  public enum Moment: String, Codable, Sendable, CaseIterable {
    /// Its taxpayer came.
    case came
    /// A wait ended: somebody took it, or its taxpayer was gone.
    case waited
    /// An agent was through with it, or it ended.
    case ended
    /// Stars were given.
    case rated
  }

  /// Whether that happened from `start` on and before `end`.
  public func has(_ moment: Moment, from start: Timestamp, to end: Timestamp) -> Bool {
    let moments: [Timestamp?] =
      switch moment {
      case .came: [arrivedAt]
      case .waited: waits.map(\.to)
      case .ended: [endedAt] + talks.flatMap { [$0.to, $0.wrappedUpAt] }
      case .rated: [ratedAt]
      }
    return moments.contains { $0.map { $0 >= start && $0 < end } ?? false }
  }
}

extension Metric {
  /// When the conversations that this figure is made of count, where each thing counts when it happens.
  public var moment: ConversationFacts.Moment {
    switch self {
    case .conversations, .offered, .stillWaiting: .came
    case .answered, .averageAnswer, .answeredInTarget, .abandoned, .abandonWait, .abandonment, .shortAbandoned,
      .flowedToMessage, .flowedToAppointment, .serviceLevel, .direct, .requeuedAnswered, .requeuedAbandoned,
      .requeuedWait:
      .waited
    case .rated, .satisfaction, .stars: .rated
    default: .ended
    }
  }
}
