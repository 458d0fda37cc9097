import Desk
import Storage

extension Call {
  /// Refuses a group or an agent that nobody knows: an empty answer would look as if all were well. One that is gone is still known by its figures.
  static func require(group: SkillGroupID?, agent: AgentID?, _ reader: any OfficeReader) throws {
    if let group {
      let known = try reader.catalogue().groups.map(\.id)
      if try !known.contains(group) && !reader.hasFigures(of: group) {
        let list = known.prefix(20).map(\.rawValue).joined(separator: ", ")
        let asked = String(group.rawValue.prefix(64))
        throw Problem(
          .notFound,
          detail: Localised("没有技能组 \(asked)；可用：\(list)", "There is no group \(asked), but: \(list)"))
      }
    }
    if let agent, try reader.account(agent) == nil { throw try missing(agent, reader) }
  }

  /// What is said of an agent who is not there: who may have been meant, by the spelling of the account or by the name.
  private static func missing(_ agent: AgentID, _ reader: any OfficeReader) throws -> Problem {
    let asked = String(agent.rawValue.prefix(64))
    let near = NearNames.of(asked, among: try reader.accountIDs().map(\.rawValue))
    let spelt = try near.compactMap { try reader.account(AgentID($0))?.agent }
    // By name those who have signed in: they are read at once, where accounts are looked up one by one.
    let named = try reader.seats().map(\.agent).filter { one in one.name == asked && !near.contains(one.id.rawValue) }
    let meant = (spelt + named).prefix(5)
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
