import Desk
import Storage

extension Call {
  /// Refuses a group or an agent that nobody knows: an empty answer would look as if all were well. One that is gone is still known by its figures.
  static func require(group: SkillGroupID?, agent: AgentID?, _ reader: any OfficeReader) throws {
    if let group {
      let known = try reader.catalogue().groups.map(\.id)
      if try !known.contains(group) && !reader.hasFigures(of: group) {
        let list = known.prefix(20).map(\.rawValue).joined(separator: ", ")
        throw Problem(
          .notFound,
          detail: Localised("没有技能组 \(group)；可用：\(list)", "There is no group \(group), but: \(list)"))
      }
    }
    if let agent, try reader.account(agent) == nil { throw try missing(agent, reader) }
  }

  /// What is said of an agent who is not there: who may have been meant, by the spelling of the account or by the name.
  private static func missing(_ agent: AgentID, _ reader: any OfficeReader) throws -> Problem {
    let asked = String(agent.rawValue.prefix(64))
    let people = try reader.accountIDs().compactMap { try reader.account($0)?.agent }
    let near = Set(NearNames.of(asked, among: people.map(\.id.rawValue)))
    let meant = people.filter { near.contains($0.id.rawValue) || $0.name == asked }.prefix(5)
    guard !meant.isEmpty else {
      return Problem(
        .notFound,
        detail: Localised(
          "没有坐席 \(asked)；请写登录用的账号", "There is no agent \(asked); give the account they sign in with"))
    }
    return Problem(
      .notFound,
      detail: Localised(
        "没有坐席 \(asked)；是不是要写 \(meant.map { "\($0.id)（\($0.name)）" }.joined(separator: "、"))？",
        "There is no agent \(asked); did you mean \(meant.map { "\($0.id) (\($0.name))" }.joined(separator: " or "))?"))
  }
}
