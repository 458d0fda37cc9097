import Desk

// Reviews, among the small documents of people: owned by whose work it is, named for conversation and reviewer.

extension Review {
  /// One of a conversation by each reviewer.
  static func name(_ conversation: ConversationID, _ reviewer: AgentID) -> String {
    conversation.rawValue + "/" + reviewer.rawValue
  }
}

extension RowReader {
  /// Reviews told at most.
  private static var mostReviews: Int { 20_000 }

  func review(of conversation: ConversationID, by reviewer: AgentID) throws -> Review? {
    try db.one(
      "SELECT doc FROM documents WHERE office = ? AND kind = 'review' AND id = ?",
      [id.rawValue, Review.name(conversation, reviewer)]
    ).map { try Document.value(Review.self, $0[0]) }
  }

  func reviews(of agent: AgentID?) throws -> [Review] {
    let chosen = agent == nil ? "" : " AND owner = ?"
    // Ids of conversations sort by time: the latest come first.
    return try db.all(
      "SELECT doc FROM documents WHERE office = ? AND kind = 'review'\(chosen) ORDER BY id DESC LIMIT ?",
      [id.rawValue] + (agent.map { [$0.rawValue] } ?? []) + [Self.mostReviews]
    ).map { try Document.value(Review.self, $0[0]) }.sorted { ($1.at, $1.conversation) < ($0.at, $0.conversation) }
  }
}
