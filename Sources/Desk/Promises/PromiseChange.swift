/// A step of a message left or of a ticket was taken: the entry, and what it is about as it stands after it.
public struct PromiseChange: Hashable, Codable, Sendable {
  /// The entry.
  public var entry: PromiseEntry
  /// The ticket after it.
  public var ticket: Ticket?
  /// The message after it.
  public var message: OfflineMessage?

  /// A ticket's step.
  public init(_ ticket: Ticket, _ entry: PromiseEntry) {
    self.entry = entry
    self.ticket = ticket
  }

  /// A message's step.
  public init(_ message: OfflineMessage, _ entry: PromiseEntry) {
    self.entry = entry
    self.message = message
  }

  /// Which kind it is about.
  public var kind: PromiseKind { ticket == nil ? .message : .ticket }
  /// The id of what it is about.
  public var subject: String { ticket?.id.rawValue ?? message?.id.rawValue ?? "" }
  /// The group that has it.
  public var group: SkillGroupID? { ticket?.group ?? message?.group }
  /// The groups in whose lists it stands or stood.
  public var groups: [SkillGroupID] { Set([group, entry.formerGroup].compactMap(\.self)).sorted() }
  /// When it is due; `nil` while its clock stands still and once it is over.
  public var dueAt: Timestamp? { isOpen ? ticket?.clock.dueAt ?? message?.clock.dueAt : nil }
  /// Whether something is left to do.
  public var isOpen: Bool { ticket?.state.isOpen ?? message?.state.isOpen ?? false }
  /// Who has it.
  public var assignee: AgentReference? { ticket == nil ? message?.assignee : ticket?.assignee }

  /// Colleagues who are told by name: who has it or had it, who watches, who is mentioned.
  public var colleagues: [AgentID] {
    let named = [assignee, entry.formerly].compactMap(\.self) + (ticket?.watchers ?? []) + (entry.mentions ?? [])
    return Set(named.map(\.id)).sorted()
  }

  /// Whether the whole group is told: nobody of it has it, it is late, or it comes into its list, moves in it, leaves it, or ends.
  public var concernsGroup: Bool {
    switch entry.kind {
    case .opened, .claimed, .released, .assigned, .forwarded, .reopened, .escalated: true
    case .resolved, .closed, .merged, .converted, .entered: true
    // Its place in everybody's list may be another.
    case .edited: true
    case .replied, .noted, .added, .waiting, .held, .resumed, .joined, .urged, .invited, .rescheduled:
      assignee == nil
    }
  }
}
