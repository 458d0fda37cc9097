import Desk
import NIOConcurrencyHelpers
import Storage

/// What the assistant 智能应答 says to a taxpayer's words, and whether they ask for a human.
struct Answerer: Sendable {
  /// What to do about a taxpayer's words while the assistant has the talk.
  struct Reply: Sendable {
    var answer: AssistantAnswer?
    var escalation: SkillGroupID?
  }

  let store: any Store

  func reply(to text: String, from taxpayer: Taxpayer, office: OfficeID) async throws -> Reply {
    let wantsHuman = ["转人工", "人工客服", "找人工", "人工服务"].contains { text.contains($0) }
    return try await store.read(office) { reader in
      if let latest = try reader.latestConversation(of: taxpayer.id),
        latest.stage == .waiting || latest.stage == .talking
      {
        return Reply()
      }
      if wantsHuman {
        let groups = try reader.catalogue().groups
        return Reply(escalation: try EscalationPlan.group(of: taxpayer.id, among: groups, reader)?.id)
      }
      return Reply(
        answer: AssistantAnswer(
          kind: .unknown, text: "抱歉，我还不了解这个问题。您可以换个说法再问，或者转人工服务。"))
    }
  }

  /// Articles about some words, best first.
  func search(_ words: String, office: OfficeID, limit: Int) async throws -> [Article] { [] }
}
