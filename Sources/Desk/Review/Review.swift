/// A criterion of quality review, with its weight.
public struct ReviewCriterion: Hashable, Codable, Sendable {
  /// Its code.
  public var code: String
  /// What the reviewer reads.
  public var name: Localised
  /// How much it counts beside the others, 1–100.
  public var weight: Int

  /// A criterion from its parts.
  public init(code: String, name: Localised, weight: Int) {
    self.code = code
    self.name = name
    self.weight = weight
  }

  /// The house's own, where the office's file has none.
  public static let house = [
    ReviewCriterion(code: "answer", name: Localised("解答准确", "The answer is right"), weight: 35),
    ReviewCriterion(code: "complete", name: Localised("问题解决", "The matter is settled"), weight: 25),
    ReviewCriterion(code: "manner", name: Localised("用语规范、态度礼貌", "Wording and manner"), weight: 20),
    ReviewCriterion(code: "pace", name: Localised("响应及时", "Replies in time"), weight: 10),
    ReviewCriterion(code: "record", name: Localised("话后记录完整", "The record is complete"), weight: 10),
  ]
}

extension Catalogue {
  /// What reviewers score.
  public var criteria: [ReviewCriterion] { reviewCriteria ?? ReviewCriterion.house }
}

/// A review 质检 of one conversation by one reviewer.
public struct Review: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Whose work is reviewed.
  public var agent: AgentReference
  /// Who reviews.
  public var reviewer: AgentReference
  /// When it was written last.
  public var at: Timestamp
  /// 0–5 for each criterion, by its code.
  public var scores: [String: Int]
  /// The weighted mean as a part of 100.
  public var total: Double
  /// Words to it, plain text.
  public var comment: String
  /// Counts its changes, from 1.
  public var revision: Int

  /// A review from its parts; the total follows.
  public init(
    conversation: ConversationID, agent: AgentReference, reviewer: AgentReference, at: Timestamp, scores: [String: Int],
    comment: String, revision: Int, criteria: [ReviewCriterion]
  ) {
    self.conversation = conversation
    self.agent = agent
    self.reviewer = reviewer
    self.at = at
    self.scores = scores
    self.comment = comment
    self.revision = revision
    let weights = criteria.reduce(0) { $0 + $1.weight }
    let points = criteria.reduce(0) { $0 + $1.weight * (scores[$1.code] ?? 0) }
    total = weights > 0 ? (Double(points) * 1000 / Double(weights * 5)).rounded() / 10 : 0
  }
}

/// What a reviewer writes: `POST /v1/reviews`.
public struct ReviewDraft: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// 0–5 for each criterion, by its code; all of them.
  public var scores: [String: Int]
  /// Words to it, plain text.
  public var comment: String
  /// The revision that is changed; `nil` for a first review.
  public var revision: Int?

  /// A draft from its parts.
  public init(conversation: ConversationID, scores: [String: Int], comment: String = "", revision: Int? = nil) {
    self.conversation = conversation
    self.scores = scores
    self.comment = comment
    self.revision = revision
  }
}

/// Reviews, the latest first.
public struct ReviewList: Hashable, Codable, Sendable {
  /// The reviews.
  public var reviews: [Review]
  /// What is scored.
  public var criteria: [ReviewCriterion]
  /// Who reads them; `nil` from a backend that does not say.
  public var reader: AgentID?
  /// Minutes east of UTC in which the office counts; `nil` from a backend that does not say.
  public var utcOffsetMinutes: Int?

  /// A list from its parts.
  public init(reviews: [Review], criteria: [ReviewCriterion], reader: AgentID? = nil, utcOffsetMinutes: Int? = nil) {
    self.reviews = reviews
    self.criteria = criteria
    self.reader = reader
    self.utcOffsetMinutes = utcOffsetMinutes
  }
}
