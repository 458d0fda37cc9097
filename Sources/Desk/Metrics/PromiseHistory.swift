/// What the log tells of one message left or one ticket as far as figures are concerned.
public struct PromiseHistory: Hashable, Codable, Sendable {
  /// Message or ticket.
  public var kind: PromiseKind
  /// Names it.
  public var id: String
  /// The group that has it.
  public var group: SkillGroupID
  /// Who has it.
  public var agent: AgentID?
  /// A ticket's type; `nil` for messages.
  public var matter: String?
  /// When it was opened.
  public var openedAt: Timestamp
  /// When it was done with; `nil` while it is not, or again.
  public var doneAt: Timestamp?
  /// Since when it was late: its due time passed before it was done with.
  public var lateAt: Timestamp?
  /// When it was opened again, each time.
  public var reopenings: [Timestamp] = []
  /// When the taxpayer urged, each time.
  public var urgings: [Timestamp] = []

  /// One that begins with that change.
  public init(_ change: PromiseChange, at moment: Timestamp) {
    kind = change.kind
    id = change.subject
    group = change.group ?? ""
    openedAt = change.ticket?.openedAt ?? change.message?.openedAt ?? moment
  }

  /// Moves on by one change of it.
  public mutating func apply(_ change: PromiseChange, at moment: Timestamp) {
    group = change.group ?? group
    agent = change.assignee?.id ?? agent
    matter = change.ticket?.type
    let isOpen = change.ticket?.state.isOpen ?? change.message?.state.isOpen ?? true
    if change.entry.kind == .reopened { reopenings.append(moment) }
    if change.entry.kind == .urged { urgings.append(moment) }
    let clock = change.ticket?.clock ?? change.message?.clock
    if change.entry.kind == .escalated { lateAt = lateAt ?? moment }
    if isOpen {
      doneAt = nil
    } else if doneAt == nil {
      doneAt = moment
      if clock?.isLate(at: moment) == true { lateAt = lateAt ?? moment }
    }
  }

  /// Everything it counts for as it stands now.
  public func cells(on clock: FigureClock) -> FigureCells {
    var cells = FigureCells()
    let owner = FigureCells.Owner(group: group.rawValue, agent: agent?.rawValue ?? "", matter: matter ?? "")
    let unowned = FigureCells.Owner(group: group.rawValue, matter: matter ?? "")
    let isMessage = kind == .message
    func book(_ counts: KeyValuePairs<Tally.Count, Int>, at event: Timestamp, _ owner: FigureCells.Owner) {
      cells.book(counts, arrival: openedAt, event: event, of: owner, on: clock)
    }
    book(isMessage ? [.messagesLeft: 1] : [.ticketsOpened: 1], at: openedAt, unowned)
    if let lateAt { book(isMessage ? [.messagesLate: 1] : [.ticketsLate: 1], at: lateAt, unowned) }
    for moment in reopenings { book([.reopened: 1], at: moment, unowned) }
    for moment in urgings { book([.urged: 1], at: moment, unowned) }
    guard let doneAt else { return cells }
    let waited = ConversationFacts.Wait.milliseconds(openedAt, doneAt)
    book(
      isMessage ? [.messagesDone: 1, .messageWaited: waited] : [.ticketsDone: 1, .ticketWaited: waited], at: doneAt,
      owner)
    return cells
  }
}
