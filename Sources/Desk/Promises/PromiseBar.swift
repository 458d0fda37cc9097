/// Why a step is not this agent's to take, whatever the state. Console and backend go by this one rule.
public enum PromiseBar: Hashable, Sendable {
  /// A colleague has it.
  case taken(AgentReference)
  /// It belongs to a group this agent does not serve.
  case otherGroup

  /// Why, and whose it is; `group` is what its group is called.
  public func text(_ kind: PromiseKind, of group: Localised) -> Localised {
    switch self {
    case .taken(let owner): Localised("已由 \(owner.name) 领取", "\(owner.name) has taken it")
    case .otherGroup:
      Localised(
        "该\(kind.name.chinese)属于“\(group.chinese)”，由该组坐席或值班长处理",
        "The \(kind.name.english) belongs to \(group.english): their agents or a supervisor see to it")
    }
  }
}

extension Ticket {
  /// What keeps an agent from a step; `nil` for nothing. Whoever serves its group, has it, watches it, opened it, or is a supervisor takes part.
  public func bar(to kind: PromiseEntry.Kind, for agent: Agent) -> PromiseBar? {
    let isPart =
      agent.role == .supervisor || agent.groups.contains(group) || concerns(agent.id) || openedBy?.id == agent.id
    guard isPart else { return .otherGroup }
    if kind == .claimed, let assignee, assignee.id != agent.id { return .taken(assignee) }
    return nil
  }
}

extension OfflineMessage {
  /// What keeps an agent from a step; `nil` for nothing. Notes are everybody's; the rest belongs to whoever has it, else to its group.
  public func bar(to kind: PromiseEntry.Kind, for agent: Agent) -> PromiseBar? {
    guard kind != .noted else { return nil }
    let isOver = agent.role == .supervisor
    if let assignee { return assignee.id == agent.id || (isOver && kind != .claimed) ? nil : .taken(assignee) }
    return agent.groups.contains(group) || isOver ? nil : .otherGroup
  }
}
