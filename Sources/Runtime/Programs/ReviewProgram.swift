import Desk
import Reports
import Wire

/// `zuoxi review …`: quality review, headless.
public enum ReviewProgram {
  /// Draws conversations.
  public static func sample(
    _ access: Access, rule: SampleRule, count: Int, seed: Int, since: String?, until: String?, group: String?,
    agent: String?
  ) throws(ProgramFailure) -> ReviewSample {
    try ask(
      .reviewSample(
        rule, count: count, seed: seed, since: since, until: until, group: group.map { SkillGroupID($0) },
        agent: agent.map { AgentID($0) }), access)
  }

  /// Scores a conversation; what was scored before by the same reviewer is changed, and its words stay where no others are given.
  public static func score(
    _ access: Access, conversation: String, scores: [String: Int], comment: String?
  ) throws(ProgramFailure) -> Review {
    let id = ConversationID(conversation)
    let known = try ask(.reviews(since: Monotonic.wall.advanced(seconds: -longAgo).description), access)
    let me = known.reader ?? access.owner?.agent
    let own = known.reviews.first { $0.conversation == id && $0.reviewer.id == me }
    var random = SystemRandomNumberGenerator()
    return try ask(
      .review(
        ReviewDraft(
          conversation: id, scores: scores, comment: comment ?? own?.comment ?? "", revision: own?.revision),
        key: IdempotencyKey(at: Monotonic.wall, using: &random)), access)
  }

  /// As far back as reviews are looked for, in seconds; a backend tells of ten years at most.
  private static let longAgo = 3_650 * 86_400

  /// Reviews of a period.
  public static func reviews(
    _ access: Access, since: String?, until: String?, agent: String?
  ) throws(ProgramFailure) -> ReviewList {
    try ask(.reviews(since: since, until: until, agent: agent.map { AgentID($0) }), access)
  }

  private static func ask<Answer>(_ endpoint: Endpoint<Answer>, _ access: Access) throws(ProgramFailure) -> Answer {
    do {
      return try SingleRequest.answer(to: endpoint.authorised(by: access.token), from: access.server)
    } catch {
      throw ProgramFailure(asking: error)
    }
  }
}
