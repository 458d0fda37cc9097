/// What a list of tickets or messages shows, and in which order: read from a line such as `state:open group:税源 due<2d prio:high 发票`.
public struct PromiseFilter: Hashable, Sendable {
  /// In which order.
  public enum Order: String, Sendable, CaseIterable {
    /// What is due first.
    case due
    /// The most urgent first, what is due first among them.
    case priority = "prio"
    /// The newest first.
    case created
  }

  /// Whose they are.
  public enum Owner: Hashable, Sendable {
    /// That agent's.
    case agent(AgentID)
    /// Nobody's.
    case nobody
  }

  /// Only these states; by their names. `nil` for those that are open.
  public var states: Set<String>?
  /// Whether those that ended are shown as well.
  public var includesEnded = false
  /// Only this group's.
  public var group: SkillGroupID?
  /// Only whose.
  public var owner: Owner?
  /// Only from this priority on.
  public var priority: PromisePriority?
  /// Only of exactly that priority or also of higher ones.
  public var priorityIsLeast = false
  /// Only of this type.
  public var type: String?
  /// Only what is due before.
  public var dueBefore: Timestamp?
  /// Only what is due from then on.
  public var dueFrom: Timestamp?
  /// Only what this agent watches.
  public var watcher: AgentID?
  /// Only this taxpayer's.
  public var taxpayer: TaxpayerID?
  /// Words that stand in it.
  public var words = ""
  /// In which order.
  public var order = Order.due

  /// Everything that is open, what is due first.
  public init() {}

  /// Whether it is one of those shown, as far as its row tells.
  public func shows(
    state: String, isOpen: Bool, group: SkillGroupID, assignee: AgentID?, priority: PromisePriority, dueAt: Timestamp?
  ) -> Bool {
    if let states { if !states.contains(state) { return false } } else if !isOpen, !includesEnded { return false }
    if let wanted = self.group, wanted != group { return false }
    switch owner {
    case .agent(let agent): if assignee != agent { return false }
    case .nobody: if assignee != nil { return false }
    case nil: break
    }
    if let wanted = self.priority, priorityIsLeast ? priority < wanted : priority != wanted { return false }
    if let dueBefore { guard let dueAt, dueAt < dueBefore else { return false } }
    if let dueFrom { guard let dueAt, dueAt >= dueFrom else { return false } }
    return true
  }

  /// Whether a ticket is shown.
  public func shows(_ ticket: Ticket) -> Bool {
    if let type, ticket.type != type { return false }
    if let watcher, !ticket.watchers.contains(where: { $0.id == watcher }) { return false }
    if let taxpayer, ticket.taxpayer?.id != taxpayer { return false }
    return shows(
      state: ticket.state.rawValue, isOpen: ticket.state.isOpen, group: ticket.group, assignee: ticket.assignee?.id,
      priority: ticket.priority, dueAt: ticket.clock.dueAt)
  }

  /// Whether a message is shown.
  public func shows(_ message: OfflineMessage) -> Bool {
    guard type == nil, watcher == nil, taxpayer == nil || message.taxpayer.id == taxpayer else { return false }
    return shows(
      state: message.state.rawValue, isOpen: message.state.isOpen, group: message.group,
      assignee: message.assignee?.id, priority: message.priority, dueAt: message.clock.dueAt)
  }
}
