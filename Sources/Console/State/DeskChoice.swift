import Desk

/// A row of what can be chosen about what was promised.
public enum DeskChoice: Hashable, Sendable {
  /// A group it is passed on to.
  case group(SkillGroup)
  /// A colleague who is signed in, and gets it 派单.
  case seat(SeatLine)
  /// A colleague who is not signed in, and finds it when they come.
  case colleague(Colleague)
  /// Another title is written.
  case title
  /// Another type.
  case type(TicketType)
  /// Another priority.
  case priority(PromisePriority)
  /// The agent is told of every step, or no more.
  case watch(Bool)
  /// The ticket it goes on in.
  case ticket(Ticket)
  /// A kept filter that the list goes by.
  case filter(SavedFilter)
  /// The filter that holds is kept under what is typed.
  case keep(SavedFilter)
  /// A kept filter is forgotten.
  case drop(SavedFilter)

  /// What it is called.
  public var name: Localised {
    switch self {
    case .group(let group): group.name
    case .seat(let line): Localised(line.agent.name, line.agent.name)
    case .colleague(let colleague): Localised(colleague.agent.name, colleague.agent.name)
    case .title: Localised("改标题", "Another title")
    case .type(let type): Localised("类型 " + type.name.chinese, "Type: " + type.name.english)
    case .priority(let priority):
      Localised("优先级 " + priority.name.chinese, "Priority: " + priority.name.english)
    case .watch(true): Localised("关注此工单", "Watch it")
    case .watch(false): Localised("不再关注", "Watch it no more")
    case .ticket(let ticket):
      Localised(ticket.shortName + " " + ticket.title, ticket.shortName + " " + ticket.title)
    case .filter(let filter): Localised(filter.name, filter.name)
    case .keep(let filter): Localised("把当前筛选存为“\(filter.name)”", "Keep this filter as “\(filter.name)”")
    case .drop(let filter): Localised("删除“\(filter.name)”", "Forget “\(filter.name)”")
    }
  }

  /// The person it stands for, if it is one.
  public var agent: AgentReference? {
    switch self {
    case .seat(let line): line.agent
    case .colleague(let colleague): colleague.agent
    default: nil
    }
  }

  /// How somebody stands just now: their state, that their console is lost, or that they are away.
  public var standing: Localised {
    guard case .seat(let line) = self else { return facts }
    return line.awaySince == nil ? line.presence.name : Localised("断线", "lost")
  }

  /// What stands beside its name.
  public var facts: Localised {
    switch self {
    case .colleague: Localised("未签入", "signed out")
    case .ticket(let ticket): ticket.state.name
    case .filter(let filter): Localised(filter.line, filter.line)
    default: Localised("", "")
    }
  }
}

extension State {
  /// What can be chosen just now, narrowed down by what is typed.
  public var deskChoices: [DeskChoice] {
    guard let desk, let typed = desk.target?.field.text else { return [] }
    let all = choices(desk)
    let found =
      typed.isEmpty
      ? all
      : all.enumerated().compactMap { place, choice -> (Int, Int, DeskChoice)? in
        Fuzzy.score(typed, in: names(choice, desk)).map {
          ($0, place, choice)
        }
      }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    return found + keeping(desk, typed)
  }

  /// What a choice is found by: its name in either language, and of people and groups also login or code and pinyin initials.
  private func names(_ choice: DeskChoice, _ desk: PromiseDesk) -> [String] {
    let shown = [choice.name.chinese, choice.name.english, choice.facts.chinese]
    switch choice {
    case .group(let group): return shown + [group.pinyin ?? "", group.id.rawValue]
    case .seat(let line):
      let pinyin = desk.colleagues.first { $0.agent.id == line.agent.id }?.pinyin
      return [line.agent.name, pinyin ?? "", line.agent.id.rawValue]
    case .colleague(let colleague):
      return [colleague.agent.name, colleague.pinyin ?? "", colleague.agent.id.rawValue, choice.facts.chinese]
    default: return shown
    }
  }

  private func choices(_ desk: PromiseDesk) -> [DeskChoice] {
    switch desk.purpose {
    case .group: return (replica?.catalogue.groups ?? []).map(DeskChoice.group)
    case .agent: return assignees(desk)
    case .change: return changes(desk)
    case .merge:
      guard case .ticket(let marked)? = actedRow(of: desk) else { return [] }
      return desk.related.filter { other in
        other.id != marked.id && other.state.isOpen
          && replica.map { other.bar(to: .joined, for: $0.me.agent) == nil } ?? false
      }.map(DeskChoice.ticket)
    case .filter: return (desk.filters ?? []).map(DeskChoice.filter)
    }
  }

  /// Colleagues who are signed in and oneself: those of the item's group first, then those with room; then who is away.
  private func assignees(_ desk: PromiseDesk) -> [DeskChoice] {
    let others = transferTargets(matching: "").compactMap { if case .seat(let line) = $0 { line } else { nil } }
    let own = replica?.floor.seats.filter { $0.agent.id == replica?.me.agent.id } ?? []
    let group: SkillGroupID? =
      switch actedRow(of: desk) {
      case .ticket(let ticket): ticket.group
      case .message(let message): message.group
      case .live, nil: nil
      }
    let all = own + others
    let away = desk.colleagues.filter { colleague in !all.contains { $0.agent.id == colleague.agent.id } }
    guard let group else { return all.map(DeskChoice.seat) + away.map(DeskChoice.colleague) }
    return (all.filter { $0.groups.contains(group) } + all.filter { !$0.groups.contains(group) }).map(DeskChoice.seat)
      + (away.filter { $0.groups.contains(group) } + away.filter { !$0.groups.contains(group) })
      .map(DeskChoice.colleague)
  }

  private func changes(_ desk: PromiseDesk) -> [DeskChoice] {
    guard case .ticket(let ticket)? = heldRow(of: desk), let replica else { return [] }
    let priorities = PromisePriority.allCases.reversed().filter { $0 != ticket.priority }
    let types = replica.catalogue.ticketTypesOffered.filter { $0.code != ticket.type }
    let isWatching = ticket.watchers.contains { $0.id == replica.me.agent.id }
    return [.title] + priorities.map(DeskChoice.priority) + types.map(DeskChoice.type) + [.watch(!isWatching)]
  }

  /// Keeping the filter that holds, and forgetting the one it came from.
  private func keeping(_ desk: PromiseDesk, _ typed: String) -> [DeskChoice] {
    // Until they are here nothing is kept: it would be kept instead of them.
    guard desk.purpose == .filter, desk.list != .home, !desk.query.isEmpty, let filters = desk.filters else {
      return []
    }
    let kind: PromiseKind = desk.list == .messages ? .message : .ticket
    let known = filters.filter { $0.kind == kind && $0.line == desk.query }
    let name = String(typed.prefix(SavedFilter.longestName))
    return (name.isEmpty ? [] : [.keep(SavedFilter(name: name, kind: kind, line: desk.query))])
      + known.map(DeskChoice.drop)
  }
}
