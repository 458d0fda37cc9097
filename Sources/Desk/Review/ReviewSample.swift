/// Which conversations are drawn for review.
public enum SampleRule: String, Codable, Sendable, CaseIterable {
  /// By chance, each agent as often as any other.
  case random
  /// Rated with one or two stars, the worst first, then by chance.
  case rating
  /// The longest talks first.
  case length
  /// Those that were passed on most often.
  case transfer
}

/// Conversations drawn for review. The same seed draws the same ones of the same conversations.
public struct ReviewSample: Hashable, Codable, Sendable {
  /// By which rule.
  public var rule: SampleRule
  /// The seed of chance.
  public var seed: Int
  /// Of how many conversations with a talk they were drawn.
  public var population: Int
  /// Those drawn.
  public var facts: [ConversationFacts]
  /// Minutes east of UTC in which the office counts; `nil` from a backend that does not say.
  public var utcOffsetMinutes: Int?
  /// What groups, agents and matters are called, by their codes; `nil` from a backend that does not say.
  public var names: SampleNames?

  /// Draws at most `count` of the conversations in which an agent talked and which are over.
  public init(of facts: [ConversationFacts], by rule: SampleRule, count: Int, seed: Int) {
    self.rule = rule
    self.seed = seed
    let all = facts.filter { !$0.talks.isEmpty && $0.endedAt != nil }
    population = all.count
    // Chance goes by id, so that it does not matter in which order they were read.
    let shuffled = all.sorted { ($0.chance(seed), $0.id) < ($1.chance(seed), $1.id) }
    let drawn: [ConversationFacts] =
      switch rule {
      case .random: Self.inTurn(shuffled)
      case .rating: shuffled.filter { ($0.stars ?? 5) <= 2 }.stablySorted { ($0.stars ?? 5) < ($1.stars ?? 5) }
      case .length: shuffled.stablySorted { $0.talked > $1.talked }
      case .transfer: shuffled.filter { $0.talks.count > 1 }.stablySorted { $0.talks.count > $1.talks.count }
      }
    self.facts = Array(drawn.prefix(count))
  }

  /// One of each agent, then a second of each.
  private static func inTurn(_ facts: [ConversationFacts]) -> [ConversationFacts] {
    var turns: [AgentID: Int] = [:]
    let numbered = facts.map { one -> (turn: Int, facts: ConversationFacts) in
      let agent = one.agent ?? ""
      turns[agent, default: 0] += 1
      return (turns[agent] ?? 0, one)
    }
    return numbered.stablySorted { $0.turn < $1.turn }.map(\.facts)
  }
}

extension SampleRule {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .random: Localised("随机", "by chance")
    case .rating: Localised("低分", "low ratings")
    case .length: Localised("最长", "longest talks")
    case .transfer: Localised("转接最多", "passed on most")
    }
  }
}

extension ConversationFacts {
  /// Milliseconds talked in all.
  fileprivate var talked: Int { talks.reduce(0) { $0 + Wait.milliseconds($1.from, $1.to) } }

  /// A number by chance that follows from seed and id alone (FNV-1a, then SplitMix64).
  fileprivate func chance(_ seed: Int) -> UInt64 {
    var value = UInt64(14_695_981_039_346_656_037) ^ UInt64(bitPattern: Int64(seed))
    for byte in id.rawValue.utf8 { value = (value ^ UInt64(byte)) &* 1_099_511_628_211 }
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension Array {
  /// Sorted; of equals the first stays the first.
  fileprivate func stablySorted(_ isBefore: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { one, other in
      if isBefore(one.element, other.element) { return true }
      return isBefore(other.element, one.element) ? false : one.offset < other.offset
    }.map(\.element)
  }
}
