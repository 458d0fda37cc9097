import Desk

/// What has to be loaded before a command can be decided.
public struct Needs: Hashable, Sendable {
  /// Which conversation is meant.
  public enum Subject: Hashable, Sendable {
    /// The one with that id.
    case conversation(ConversationID)
    /// The open one of that taxpayer, or the last closed one.
    case latest(of: TaxpayerID)
    /// The one of that taxpayer in which the message stands.
    case containing(MessageID, of: TaxpayerID)
    /// The one to which that sheet was sent.
    case sheet(SheetID)
  }

  /// Which conversation.
  public var subject: Subject?
  /// The message that may be there already.
  public var message: MessageID?
  /// Whether the conversation's last messages are told in the answer.
  public var latest = false
  /// Which seat.
  public var seat: AgentID?
  /// Whether the seat's conversations matter, and those its agent is consulted in.
  public var seatConversations = false
  /// Which uploaded image.
  public var image: ImageID?
  /// Whose own quick replies.
  public var replies: AgentID?
  /// Which quick reply's use by that agent.
  public var usage: ReplyUseRequest?
  /// Which deadline.
  public var timer: ServiceTimer?
  /// Whether the taxpayer's earlier vote on `message` matters.
  public var vote: TaxpayerID?

  /// Which appointment.
  public var appointment: AppointmentID?
  /// Whether the conversation of the appointment's taxpayer matters.
  public var appointmentTalk = false
  /// Whose appointments that are not over.
  public var appointmentsOf: TaxpayerID?
  /// Whether the other appointments of the appointment's taxpayer matter.
  public var otherAppointments = false
  /// Whether the talk may end, and with it the appointment that was begun in it.
  public var mayEnd = false
  /// A slot whose places are counted: of that rule, or of the appointment's.
  public var slot: SlotNeed?
  /// Whether how to reach the appointment's taxpayer matters.
  public var appointmentContact = false
  /// Whose calendar feeds.
  public var feedsOf: AgentID?
  /// Whose kept filters.
  public var filtersOf: AgentID?

  /// When seats and queues matter.
  public enum FloorUse: Hashable, Sendable {
    /// Where conversations are offered, and the queue only if some seat is free: the command frees none.
    case ifSeatsAreFree
    /// Where conversations are offered.
    case whereOffered
    /// Whatever the office does: an offer that was made ends.
    case always
  }

  /// Whether seats and queues matter.
  public var floor: FloorUse?
  /// Whose block matters.
  public var block: TaxpayerID?
  /// Whether the block of the conversation's taxpayer matters.
  public var conversationBlock = false

  /// A slot.
  public struct SlotNeed: Hashable, Sendable {
    /// The rule's code; `nil` for the appointment's.
    public var rule: String?
    /// When it begins.
    public var start: Timestamp
  }

  /// Whether announcements matter.
  public var announcements = false
  /// Of which conversation the asker's review matters.
  public var review: ConversationID?

  /// Whether the office's webhooks matter.
  public var webhooks = false
  /// What is needed of messages left and tickets.
  public var promises: PromiseNeeds?

  /// How many of a conversation's last messages are told in an answer.
  public static let latestCount = 50
}

extension Command {
  /// The message it would add, under the name its writer gave it.
  public var newMessage: MessageID? {
    switch self {
    case .taxpayerWrites(let draft, _, _, _, _, _, _, _): draft.id
    case .agentWrites(_, let draft): draft.id
    default: nil
    }
  }

  /// What has to be loaded before the command can be decided.
  public func needs(by actor: Actor) -> Needs {
    var needs = Needs()
    if case .taxpayer(let taxpayer) = actor { needs.subject = .latest(of: taxpayer.id) }
    needs.floor = floorUse
    switch self {
    case .taxpayerWrites(let draft, _, _, _, let escalation, _, _, _):
      needs.message = draft.id
      needs.image = draft.image
      if case .taxpayer(let taxpayer) = actor, escalation != nil { needs.block = taxpayer.id }
    case .escalate:
      needs.latest = true
      if case .taxpayer(let taxpayer) = actor { needs.block = taxpayer.id }
    case .leaveQueue, .taxpayerEnds:
      needs.latest = true
      needs.mayEnd = true
    case .rate(let id, _, _):
      needs.subject = .conversation(id)
      needs.latest = true
    case .vote(let message, _):
      needs.message = message
      if case .taxpayer(let taxpayer) = actor {
        needs.subject = .containing(message, of: taxpayer.id)
        needs.vote = taxpayer.id
      }
    case .openLink(let message):
      needs.message = message
      if case .taxpayer(let taxpayer) = actor { needs.subject = .containing(message, of: taxpayer.id) }
    case .advanceReceipt(let id, _): if case .staff = actor { needs.subject = .conversation(id) }
    case .accept(let id, _):
      needs.subject = .conversation(id)
      needs.latest = true
      if case .staff(let agent) = actor {
        needs.seat = agent.id
        needs.seatConversations = true
      }
    case .agentWrites(let id, let draft):
      needs.subject = .conversation(id)
      needs.message = draft.id
      needs.image = draft.image
    case .decline(let id, _), .sideTalk(let id, _), .endConsult(let id): needs.subject = .conversation(id)
    case .consult(let id, let request):
      needs.subject = .conversation(id)
      needs.latest = true
      needs.seat = request.agent
    case .block(let id, _, _):
      needs.subject = .conversation(id)
      needs.latest = true
      needs.conversationBlock = true
      needs.mayEnd = true
    case .unblock(let taxpayer, _): needs.block = taxpayer
    case .supervise(let id, let act, _):
      needs.subject = .conversation(id)
      needs.latest = true
      switch act {
      case .takeOver:
        if case .staff(let supervisor) = actor {
          needs.seat = supervisor.id
          needs.seatConversations = true
        }
      case .move(let request): needs.seat = request.agent
      case .join: if case .staff(let supervisor) = actor { needs.seat = supervisor.id }
      case .whisper, .leave, .close: break
      }
    case .order(let agent, _, _):
      needs.seat = agent
      needs.seatConversations = true
    case .changeQueue: break
    case .announce, .withdrawAnnouncement, .readAnnouncement: needs.announcements = true
    case .limit(let agent, _, _): needs.seat = agent
    case .agentEnds(let id, _):
      needs.subject = .conversation(id)
      needs.latest = true
      needs.mayEnd = true
    case .wrapUp(let id, _), .hold(let id, _, _), .note(let id, _), .extendWrapUp(let id):
      needs.subject = .conversation(id)
      needs.latest = true
    case .propose(let id, _, _, _), .answerInvitation(let id, _, _), .endInvitation(let id, _, _):
      if let id { needs.subject = .conversation(id) }
      needs.latest = true
    case .reportLink(let id, _, _): if let id { needs.subject = .conversation(id) }
    case .sheet(let id, let act, _):
      needs.subject = .sheet(id)
      if case .staff = actor { needs.latest = true }
      if case .add(let request) = act { needs.image = request.image }
    case .changeCalendar, .keepAlarms: break
    case .changeFilter: if case .staff(let agent) = actor { needs.filtersOf = agent.id }
    case .book(let draft, _, _):
      if case .taxpayer(let taxpayer) = actor { needs.appointmentsOf = taxpayer.id }
      needs.slot = Needs.SlotNeed(rule: draft.rule, start: draft.start)
    case .appointment(let id, let act, _):
      needs.appointment = id
      switch act {
      case .start:
        needs.appointmentTalk = true
        needs.latest = true
        if case .staff(let agent) = actor {
          needs.seat = agent.id
          needs.seatConversations = true
        }
      case .move(let start):
        needs.slot = Needs.SlotNeed(rule: nil, start: start)
        needs.otherAppointments = true
      case .reveal: needs.appointmentContact = true
      case .confirm(let target): needs.seat = target
      case .cancel, .complete, .miss: break
      }
    case .keepFeed(let feed, _): needs.feedsOf = feed.agent
    case .dropFeed: if case .staff(let agent) = actor { needs.feedsOf = agent.id }
    case .keepReply, .dropReply, .importReplies:
      if case .staff(let agent) = actor { needs.replies = agent.id }
    case .useReply(let request):
      if case .staff(let agent) = actor { needs.replies = agent.id }
      needs.usage = request
    case .promise(let command):
      needs.promises = command.promiseNeeds(by: actor)
      if let subject = command.subject { needs.subject = subject }
      if case .taxpayer(let taxpayer) = actor, command.floorUse != nil { needs.block = taxpayer.id }
    case .figures(let command):
      needs.subject = command.conversation.map(Needs.Subject.conversation)
      if case .review(let draft) = command { needs.review = draft.conversation }
    case .webhooks: needs.webhooks = true
    case .transfer(let id, let request, _):
      needs.subject = .conversation(id)
      needs.latest = true
      needs.seat = request.agent
    case .choosePresence:
      if case .staff(let agent) = actor {
        needs.seat = agent.id
        needs.seatConversations = true
      }
    case .seatConnection(let agent, _): needs.seat = agent
    case .visitorConnection(let taxpayer, _): needs.subject = .latest(of: taxpayer)
    case .timerFired(let timer, _):
      needs.timer = timer
      switch timer.kind {
      case .seatGone:
        needs.seat = AgentID(timer.subject)
        needs.seatConversations = true
      case .appointmentDue: needs.appointment = AppointmentID(timer.subject)
      case .promiseSoon:
        needs.promises = PromiseNeeds()
        let parts = timer.subject.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.first == PromiseKind.message.rawValue {
          needs.promises?.message = parts.last.map { OfflineMessageID($0) }
        } else {
          needs.promises?.ticket = parts.last.map { TicketID($0) }
        }
      case .messageDue:
        needs.promises = PromiseNeeds()
        needs.promises?.message = OfflineMessageID(timer.subject)
      case .calendarMoved:
        needs.promises = PromiseNeeds()
        needs.promises?.open = RescheduleCursor(timer.subject)
      case .ticketDue, .ticketCloseDue:
        needs.promises = PromiseNeeds()
        needs.promises?.ticket = TicketID(timer.subject)
      case .visitorGone, .wrapUpDue, .reservationDue, .offerDue, .rematchDue, .holdDue, .invitationDue, .waitDue, .idle:
        needs.subject = .conversation(ConversationID(timer.subject))
        needs.mayEnd = timer.kind == .visitorGone
      }
    }
    return needs
  }

  /// What moves people or seats; words and receipts do not.
  private var floorUse: Needs.FloorUse? {
    switch self {
    case .taxpayerWrites(_, _, _, _, let escalation, _, _, _): escalation == nil ? nil : .ifSeatsAreFree
    case .escalate: .ifSeatsAreFree
    case .leaveQueue, .taxpayerEnds, .accept, .decline, .transfer, .block, .limit, .agentEnds, .wrapUp,
      .choosePresence, .seatConnection, .order:
      .whereOffered
    case .supervise(_, let act, _):
      switch act {
      case .takeOver, .move, .close: .whereOffered
      case .whisper, .join, .leave: nil
      }
    case .timerFired(let timer, _):
      switch timer.kind {
      case .seatGone, .visitorGone, .wrapUpDue, .reservationDue, .rematchDue: .whereOffered
      case .offerDue: .always
      case .holdDue, .invitationDue, .appointmentDue, .waitDue, .messageDue, .ticketDue, .ticketCloseDue, .idle,
        .promiseSoon, .calendarMoved:
        nil
      }
    case .appointment(_, let act, _): if case .start = act { .whereOffered } else { nil }
    case .promise(let command): command.floorUse
    case .rate, .vote, .openLink, .advanceReceipt, .agentWrites, .hold, .note, .consult, .sideTalk, .endConsult,
      .unblock, .extendWrapUp, .visitorConnection, .propose, .answerInvitation, .reportLink, .endInvitation, .sheet,
      .keepReply, .dropReply, .importReplies, .useReply, .changeCalendar, .book, .keepFeed, .dropFeed, .keepAlarms,
      .changeQueue, .announce, .withdrawAnnouncement, .readAnnouncement, .figures, .webhooks, .changeFilter:
      nil
    }
  }
}
