import Desk

/// The screen of what was promised: what is most overdue, messages left 留言, tickets 工单.
public struct PromiseDesk: Equatable, Sendable {
  /// Its lists.
  public enum List: String, Hashable, Sendable, CaseIterable {
    /// What is most overdue, of every kind.
    case home
    /// Messages left.
    case messages
    /// Tickets.
    case tickets
  }

  /// A message's contact, unmasked.
  public struct Contact: Equatable, Sendable {
    /// Whose message it was left with.
    public var message: OfflineMessageID
    /// As it was given.
    public var text: String
  }

  /// That message's contact, if it was asked for.
  public func contact(of id: OfflineMessageID?) -> String? { contact?.message == id ? contact?.text : nil }

  /// What is being written.
  public enum Writing: Hashable, Sendable {
    /// An answer.
    case reply
    /// A question; the clock stands still until the taxpayer answers.
    case question
    /// A note for colleagues.
    case note
    /// A result.
    case result
    /// Why it is closed.
    case closing
    /// A new ticket's title; made of the marked message, if any, else by hand.
    case ticket(OfflineMessageID?)
    /// The title of a ticket raised in a talk.
    case talkTicket(ConversationID)
    /// Another title of the marked ticket.
    case title
  }

  /// What is chosen from a list.
  public enum Purpose: Hashable, Sendable {
    /// The group it is passed on to.
    case group
    /// The agent it is given to 派单.
    case agent
    /// What is changed of a ticket.
    case change
    /// The ticket it goes on in.
    case merge
    /// A kept filter.
    case filter
  }

  /// Which list.
  public var list: List
  /// The filter of the list, as it is typed.
  public var filter: Editor
  /// The filter the list was asked by.
  public var query: String
  /// Whether the filter has the keys.
  public var isFiltering: Bool
  /// Messages as far as they were fetched.
  public var messages: [OfflineMessage]
  /// Tickets as far as they were fetched.
  public var tickets: [Ticket]
  /// Where the next page begins.
  public var next: String?
  /// Requests for lists that are under way.
  public var loading: Int
  /// Whether something changed that the lists do not show yet.
  public var isStale: Bool
  /// Why the list could not be fetched.
  public var failure: Failure?
  /// Where the mark stood last.
  public var selected: Int
  /// The marked item: it keeps the mark wherever it moves to.
  public var marked: Overdue.Work?
  /// The entries of the marked item, once they are here.
  public var entries: [PromiseEntry]
  /// Whose entries they are.
  public var shown: Overdue.Work?
  /// Rows of the detail scrolled down.
  public var scroll: Int
  /// How the due time of the marked item came about, if asked.
  public var why: DueTime?
  /// How to reach the taxpayer, once revealed.
  public var contact: Contact?
  /// What is being written.
  public var writing: Writing?
  /// The words.
  public var words: Editor
  /// Choosing from a list.
  public var target: Picker?
  /// What is chosen from it.
  public var purpose: Purpose
  /// Tickets that are marked to be acted on together.
  public var marks: Set<TicketID>
  /// Tickets of the marked one's taxpayer, once they were asked for.
  public var related: [Ticket]
  /// The filters the agent keeps; `nil` until they are here.
  public var filters: [SavedFilter]?
  /// The staff, signed in or not, once they were asked for.
  public var colleagues: [Colleague]
  /// Pictures that go along with what is being written.
  public var pictures: [DeskPicture]
  /// What is being written about or chosen for, as it stood when that began: it stays so, wherever the mark goes meanwhile.
  public var held: Held?
  /// Whether a step is on its way.
  public var isSending: Bool

  /// An item that something is being done to.
  public struct Held: Equatable, Sendable {
    /// The item.
    public var row: PromiseRow
    /// The last entry that was read of it.
    public var revision: Int?
  }

  /// The list, empty yet.
  public init(_ list: List = .home) {
    self.list = list
    filter = Editor(isMultiline: false)
    query = ""
    isFiltering = false
    messages = []
    tickets = []
    loading = 0
    isStale = false
    selected = 0
    entries = []
    scroll = 0
    words = Editor()
    isSending = false
    purpose = .group
    marks = []
    related = []
    colleagues = []
    pictures = []
  }
}

/// A row of the lists.
public enum PromiseRow: Equatable, Sendable {
  /// A message left.
  case message(OfflineMessage)
  /// A ticket.
  case ticket(Ticket)
  /// Somebody who waits just now, or waits for a word.
  case live(Overdue)

  /// The work it stands for.
  public var work: Overdue.Work {
    switch self {
    case .message(let message): .message(message.id)
    case .ticket(let ticket): .ticket(ticket.id)
    case .live(let line): line.work
    }
  }
}

extension State {
  /// The screen of what was promised, also where a picture is looked at or chosen over it.
  public var deskBelow: PromiseDesk? {
    switch popup {
    case .promises(let desk): desk
    case .pictures(let form): form.promises
    case .picture(let view): view.promises
    default: nil
    }
  }

  /// The screen of what was promised, if it is open.
  public var desk: PromiseDesk? { if case .promises(let desk) = popup { desk } else { nil } }

  /// The rows of a list, in its order.
  public func rows(of desk: PromiseDesk) -> [PromiseRow] {
    switch desk.list {
    case .messages: desk.messages.map(PromiseRow.message)
    case .tickets: desk.tickets.map(PromiseRow.ticket)
    case .home: homeRows(desk)
    }
  }

  /// The marked row.
  public func markedRow(of desk: PromiseDesk) -> PromiseRow? {
    let rows = rows(of: desk)
    return rows.isEmpty ? nil : rows[markedPlace(of: desk, in: rows)]
  }

  /// The row that is acted on: what is being written about, else the marked one.
  public func actedRow(of desk: PromiseDesk) -> PromiseRow? {
    guard let held = desk.held else { return markedRow(of: desk) }
    return rows(of: desk).first { $0.work == held.row.work } ?? held.row
  }

  /// The row that is changed, as it was read when that began: what a colleague changed meanwhile is not written over.
  public func heldRow(of desk: PromiseDesk) -> PromiseRow? { desk.held?.row ?? markedRow(of: desk) }

  /// Where the mark stands among the rows: on its item, else where that was.
  public func markedPlace(of desk: PromiseDesk, in rows: [PromiseRow]) -> Int {
    rows.firstIndex { $0.work == desk.marked } ?? min(desk.selected, max(0, rows.count - 1))
  }

  /// Why a row stands in the list of what is most overdue.
  public func overdue(_ row: PromiseRow) -> Overdue {
    switch row {
    case .live(let line): line
    case .message(let message):
      Overdue(
        work: row.work, title: message.taxpayer.name + " " + message.matter,
        reason: reason(message.clock.dueAt, message.assignee, escalated: message.escalatedAt != nil),
        dueAt: message.clock.dueAt ?? Overdue.never, priority: message.priority)
    case .ticket(let ticket):
      Overdue(
        work: row.work, title: ticket.title,
        reason: reason(ticket.clock.dueAt, ticket.assignee, escalated: ticket.escalatedAt != nil),
        dueAt: ticket.clock.dueAt ?? Overdue.never, priority: ticket.priority)
    }
  }

  private func homeRows(_ desk: PromiseDesk) -> [PromiseRow] {
    guard let replica else { return [] }
    let me = replica.me.agent
    let messages = desk.messages.filter { $0.state.isOpen && isForMe($0.assignee, $0.group, me) }
    let tickets = desk.tickets.filter { $0.state.isOpen && isForMe($0.assignee, $0.group, me) }
    let rows = messages.map(PromiseRow.message) + tickets.map(PromiseRow.ticket) + live(replica).map(PromiseRow.live)
    var byWork: [Overdue.Work: PromiseRow] = [:]
    for row in rows { byWork[row.work] = row }
    return Overdue.ordered(byWork.values.map(overdue), at: clock.now ?? .init(milliseconds: 0)).compactMap {
      byWork[$0.work]
    }
  }

  private func isForMe(_ assignee: AgentReference?, _ group: SkillGroupID, _ me: Agent) -> Bool {
    assignee.map { $0.id == me.id } ?? (me.groups.contains(group) || me.role == .supervisor)
  }

  /// Who waits in this agent's groups, and whose words this agent has not answered.
  private func live(_ replica: Replica) -> [Overdue] {
    let target = replica.office.settings.serviceTargetSeconds
    let waiting = replica.floor.waiting.filter { replica.me.agent.groups.contains($0.group) }.map { line in
      Overdue(
        work: .waiting(line.conversation), title: line.taxpayer + " " + line.reason,
        reason: Localised("排队", "waits"), dueAt: line.enteredAt.advanced(seconds: target),
        priority: PromisePriority(rank: 1 + line.priority))
    }
    let unanswered = myConversations.compactMap { detail -> Overdue? in
      guard let since = detail.conversation.unansweredSince, !isConsulted(in: detail.conversation) else { return nil }
      return Overdue(
        work: .unanswered(detail.conversation.id),
        title: detail.conversation.taxpayer.name + " " + (detail.conversation.lastMessage?.text ?? ""),
        reason: Localised("等您回复", "waits for your reply"), dueAt: since.advanced(seconds: target), priority: .normal)
    }
    return waiting + unanswered + appointments(replica)
  }

  /// The next day's appointments that are this agent's, or nobody's yet.
  private func appointments(_ replica: Replica) -> [Overdue] {
    guard let now = clock.now else { return [] }
    let calendar = replica.office.calendar
    return ownAppointments.filter { one in
      one.isOpen && one.stage != .started && one.start <= now.advanced(seconds: 86_400)
        && (one.agent == nil || one.agent?.id == replica.me.agent.id)
    }.map { one in
      let clock = WorkingCalendar.clock(calendar.local(one.start).minute)
      let day = calendar.day(at: one.start) == today ? "" : one.start.description.dropFirst(5).prefix(5) + " "
      return Overdue(
        work: .appointment(one.id.rawValue),
        title: "\(day)\(clock) \(one.taxpayer.name) \(one.matter.text(preferences.language))",
        reason: one.stage.name, dueAt: one.start, priority: .normal)
    }
  }

  private func reason(_ dueAt: Timestamp?, _ assignee: AgentReference?, escalated: Bool) -> Localised {
    guard let dueAt else { return Localised("待补充", "waits for the taxpayer") }
    let isLate = clock.now.map { dueAt <= $0 } ?? false
    let owner = assignee == nil ? Localised("无人领取", "nobody has it") : Localised("您的", "yours")
    guard isLate else { return owner }
    return Localised("超时 · " + owner.chinese, "late, " + owner.english)
  }
}
