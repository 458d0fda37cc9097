import Desk

/// Who may see an event on their stream. Staff see their own seat and their own conversations; taxpayers see their own conversations, and
/// nothing of what staff write about them afterwards.
struct Audience: Hashable, Sendable {
  enum Staff: Hashable, Sendable {
    case none
    case some([AgentID])
    case all
  }

  var staff: Staff
  var taxpayer: TaxpayerID?
  /// The invitation whose room is told.
  var room: InvitationID?
  /// The conversation whose watchers are told.
  var watched: ConversationID?

  static let nobody = Audience(staff: .none, taxpayer: nil)

  /// Who has a conversation: the taxpayer for good, the agent for now.
  struct Owners: Hashable, Sendable {
    var taxpayer: TaxpayerID
    var agent: AgentID?
    /// Who is consulted in it.
    var colleague: AgentID?
    /// The supervisor who joined it.
    var joined: AgentID?
    /// Whether `agent` is not known because the log in memory begins later.
    var isAgentUnknown = false
  }

  /// Who sees the event, given who had the conversation before it and who serves a group.
  init(
    of body: EventBody, owners: Owners?, members: (SkillGroupID) -> [AgentID] = { _ in [] },
    leaders: () -> [AgentID] = { [] }
  ) {
    let both = [owners?.agent, owners?.colleague, owners?.joined].compactMap(\.self)
    let agents = both.isEmpty ? Staff.none : .some(both)
    switch body {
    case .seatChanged(let seat): self.init(staff: .some([seat.agent.id]), taxpayer: nil)
    case .officeChanged: self.init(staff: .all, taxpayer: nil)
    // Appointments are no secret among staff, as the queue is none; who takes part is masked.
    case .appointmentChanged(let change): self.init(staff: .all, taxpayer: change.appointment.taxpayer.id)
    // What is due soon concerns whoever has it, or its group while nobody has, as its steps do; everything else those who lead, wherever they sit.
    case .alarmRaised(let alarm) where alarm.kind == .dueSoon:
      self.init(staff: .some(alarm.agent.map { [$0] } ?? alarm.group.map(members) ?? []), taxpayer: nil)
    case .alarmRaised: self.init(staff: .all, taxpayer: nil)
    case .conversationOpened(let conversation): self.init(staff: .none, taxpayer: conversation.taxpayer.id)
    case .accepted(let accepted): self.init(staff: .some([accepted.agent.id]), taxpayer: owners?.taxpayer)
    case .queued(let queued):
      // The one who lost it must learn so; if nobody knows who that was, every seat is told, as the queue is no secret among them.
      let isLost = owners?.isAgentUnknown == true && queued.entry.isInFront
      self.init(staff: isLost ? .all : agents, taxpayer: owners?.taxpayer)
    case .replyKept(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .replyDropped(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .replyUsed(let change): self.init(staff: .some([change.agent]), taxpayer: nil)
    case .promiseChanged(let change):
      let group = change.concernsGroup ? change.groups.flatMap(members) : []
      self.init(staff: .some(Set(change.colleagues + group).sorted()), taxpayer: nil)
    case .queueChanged: self.init(staff: .all, taxpayer: nil)
    case .announced(let announcement):
      let group = announcement.group.map(members)
      self.init(staff: group.map { .some(Set($0 + [announcement.by.id]).sorted()) } ?? .all, taxpayer: nil)
    // Who has read it concerns those who lead.
    case .announcementRead(let read): self.init(staff: .some([read.mark.agent.id] + leaders()), taxpayer: nil)
    case .joined(let change):
      // A notice tells the taxpayer.
      self.init(staff: .some(Set(both + [change.supervisor.id]).sorted()), taxpayer: nil)
    case .takenOver(let change):
      self.init(staff: .some(Set(both + [change.supervisor.id]).sorted()), taxpayer: owners?.taxpayer)
    case .noticed(let notice): self.init(staff: .none, taxpayer: notice.taxpayer)
    case .noticesRead(let read): self.init(staff: .none, taxpayer: read.taxpayer)
    case .invitationChanged(let change):
      self.init(staff: agents, taxpayer: owners?.taxpayer, room: change.invitation.id)
    case .wrappedUp, .noted, .wrapUpExtended: self.init(staff: agents, taxpayer: nil)
    case .offered(let offered): self.init(staff: .some([offered.offer.agent.id]), taxpayer: nil)
    case .offerEnded(let ended): self.init(staff: .some([ended.agent]), taxpayer: nil)
    case .consulted(let change):
      self.init(staff: .some(Set(both + [change.colleague.id]).sorted()), taxpayer: nil)
    // What it means for them stands in the conversation; who wrote why does not concern them.
    case .blocked, .unblocked: self.init(staff: agents, taxpayer: nil)
    case .messagePosted, .receiptAdvanced, .ended, .rated, .taxpayerPresence, .agentPresence, .articleVoted,
      .linkOpened, .held, .sheetChanged:
      self.init(staff: agents, taxpayer: owners?.taxpayer)
    }
    watched = body.isWatched ? body.conversation : nil
  }

  init(
    staff: Staff, taxpayer: TaxpayerID?, room: InvitationID? = nil, watched: ConversationID? = nil
  ) {
    self.watched = watched
    self.staff = staff
    self.room = room
    self.taxpayer = taxpayer
  }

  /// Whether that reader is among them.
  func includes(_ reader: StreamSubject) -> Bool {
    switch (reader, staff) {
    case (.visitor(let id), _): taxpayer == id
    case (.watch(let id, _), _): watched == id
    case (.room(let id), _): room == id
    case (.staff, .all), (.supervisor, .all): true
    case (.staff(let id), .some(let ids)), (.supervisor(let id), .some(let ids)): ids.contains(id)
    case (.staff, .none), (.supervisor, .none): false
    }
  }
}

/// Whose stream it is.
enum StreamSubject: Hashable, Sendable {
  case staff(AgentID)
  /// A supervisor's, with what the wall shows.
  case supervisor(AgentID)
  case visitor(TaxpayerID)
  /// An invitation's room in the agent's browser.
  case room(InvitationID)
  /// A conversation as that supervisor watches it.
  case watch(ConversationID, by: AgentID)

  /// Whether somebody counts as there while it is open.
  var isPresence: Bool {
    switch self {
    case .staff, .supervisor, .visitor: true
    case .room, .watch: false
    }
  }

  /// Whether a member of staff is told queues and seats by it.
  var isStaff: Bool {
    switch self {
    case .staff, .supervisor: true
    case .visitor, .room, .watch: false
    }
  }

  /// Who counts as there: a supervisor with and without the wall is the same person.
  var person: StreamSubject { if case .supervisor(let id) = self { .staff(id) } else { self } }
}

extension EventBody {
  /// Whether whoever watches the conversation sees it: what else happens to the taxpayer does not belong to the talk.
  fileprivate var isWatched: Bool {
    switch self {
    case .blocked, .unblocked, .articleVoted: false
    default: true
    }
  }
}
