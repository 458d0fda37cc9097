import Desk

extension PastTalks {
  /// What conversations of the past are sorted by.
  public enum Order: Hashable, Sendable, CaseIterable {
    /// Trouble first: who still waits, who gave up, low ratings, those passed on often, those answered late; the longest wait before others.
    case urgency
    /// The longest wait.
    case wait
    /// The fewest stars.
    case rating
    /// Those passed on most often.
    case moves
    /// When they came.
    case arrival

    /// Whether one stands before another; those of equal rank in the order of their arrival.
    func precedes(_ one: ConversationFacts, _ other: ConversationFacts) -> Bool {
      let (rank, otherRank) = (rank(one), rank(other))
      return (rank.0, rank.1, one.arrivedAt, one.id) < (otherRank.0, otherRank.1, other.arrivedAt, other.id)
    }

    private func rank(_ fact: ConversationFacts) -> (Int, Int) {
      switch self {
      case .urgency: (fact.trouble, fact.trouble == 0 ? 0 : -fact.longestWait)
      // Who still waits has waited longest where they came first.
      case .wait: fact.outcome == .waiting ? (0, 0) : (1, -fact.longestWait)
      case .rating: (fact.stars ?? 6, -fact.longestWait)
      case .moves: (-fact.moves, -fact.longestWait)
      case .arrival: (0, 0)
      }
    }
  }
}

extension ConversationFacts {
  /// Milliseconds of its longest wait that is over.
  public var longestWait: Int { waits.map(\.milliseconds).max() ?? 0 }

  /// How often it went on with somebody else.
  public var moves: Int { talks.count(where: \.isPassedOn) }

  /// Whether its taxpayer was not content: one star or two.
  public var isRatedLow: Bool { stars.map { $0 <= 2 } ?? false }

  /// How near it is to the top of a list that has trouble first.
  fileprivate var trouble: Int {
    switch outcome {
    case .waiting: 0
    case .abandoned: 1
    case _ where isRatedLow: 2
    case _ where moves > 1: 3
    case .late: 4
    case .shortAbandoned, .message, .appointment: 5
    case .answered, .assistant, .contained: 6
    }
  }
}
