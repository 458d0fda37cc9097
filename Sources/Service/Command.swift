import Desk

/// Who gives a command.
public enum Actor: Hashable, Sendable {
  /// A taxpayer's page.
  case taxpayer(Taxpayer)
  /// A member of staff.
  case staff(Agent)
  /// The backend itself: timers and connections.
  case system

  /// The part of an idempotency key that keeps people apart.
  public var scope: String {
    switch self {
    case .taxpayer(let taxpayer): "t:" + taxpayer.id.rawValue
    case .staff(let agent): "a:" + agent.id.rawValue
    case .system: "s"
    }
  }
}

/// A change somebody asks for. Everything that is not decided here (ids, the assistant's answer, the time) comes with it.
public enum Command: Hashable, Sendable {
  /// A taxpayer writes; opens a conversation with id `newConversation` when none is open. While the assistant has the talk, `reply` is what it
  /// says, and `escalation` is set when the words ask for a human, and `reason` is
  /// the question before that wish, if there was one. `isForHuman` says that no reply was thought of because a human had the talk or was
  /// waited for; if that is over, the command is refused as of the wrong stage, so that a reply is thought of.
  case taxpayerWrites(
    MessageDraft, newConversation: ConversationID, reply: AssistantAnswer?, replyID: MessageID,
    escalation: SkillGroupID?, noticeID: MessageID, reason: String? = nil, isForHuman: Bool = false)
  /// A taxpayer asks for a human; opens a conversation when none is open.
  case escalate(
    group: SkillGroupID, priority: Int, reason: String, newConversation: ConversationID, noticeID: MessageID)
  /// A taxpayer leaves the queue.
  case leaveQueue(noticeID: MessageID)
  /// A taxpayer ends the conversation.
  case taxpayerEnds(noticeID: MessageID)
  /// A taxpayer rates a conversation.
  case rate(ConversationID, Rating, noticeID: MessageID)
  /// A taxpayer votes on an answer.
  case vote(MessageID, isUseful: Bool)
  /// A taxpayer opens the entry link of a card.
  case openLink(MessageID)
  /// A side's screen received or read further. For a taxpayer the open conversation is meant.
  case advanceReceipt(ConversationID, Receipt)
  /// An agent takes a waiting conversation.
  case accept(ConversationID, noticeID: MessageID)
  /// An agent writes.
  case agentWrites(ConversationID, MessageDraft)
  /// An agent passes a talk on.
  case transfer(ConversationID, TalkTransfer, noticeID: MessageID)
  /// An agent puts a talk on hold, or takes it up again.
  case hold(ConversationID, isHeld: Bool, noticeID: MessageID)
  /// An agent writes something down for other staff.
  case note(ConversationID, String)
  /// An agent lets an offer pass.
  case decline(ConversationID, DeclineRequest)
  /// An agent asks a colleague within a talk.
  case consult(ConversationID, ConsultRequest)
  /// Agent or colleague says something to the other.
  case sideTalk(ConversationID, String)
  /// Agent or colleague ends the consult.
  case endConsult(ConversationID)
  /// An agent or a supervisor blocks a conversation's taxpayer.
  case block(ConversationID, BlockRequest, noticeID: MessageID)
  /// Somebody lifts a block.
  case unblock(TaxpayerID, reason: String?)
  /// A supervisor does something within a conversation.
  case supervise(ConversationID, SupervisionAct, noticeID: MessageID)
  /// A supervisor puts a seat to a state; `noticeIDs` are for the talks that wait again.
  case order(AgentID, SeatOrderRequest, noticeIDs: [MessageID])
  /// A supervisor closes a group's queue, or opens it (`nil`).
  case changeQueue(SkillGroupID, QueueCloseRequest?)
  /// A supervisor announces something.
  case announce(AnnouncementRequest, id: AnnouncementID)
  /// A supervisor withdraws an announcement.
  case withdrawAnnouncement(AnnouncementID)
  /// An agent read an announcement.
  case readAnnouncement(AnnouncementID)
  /// A supervisor changes a seat's limits, which they read as `expecting` slots.
  case limit(AgentID, SeatLimits, expecting: Int)
  /// An agent needs more time to write a talk up.
  case extendWrapUp(ConversationID)
  /// A side proposes remote assist or a call. Without a conversation the taxpayer's open one is meant, here and below.
  case propose(ConversationID?, Invitation.Kind, id: InvitationID, messageID: MessageID)
  /// The other side says yes or no.
  case answerInvitation(ConversationID?, InvitationAnswer, noticeID: MessageID)
  /// A side's browser says how the way to the other is.
  case reportLink(ConversationID?, CallReport, noticeID: MessageID)
  /// A side takes an invitation back, refuses it, or hangs up.
  case endInvitation(ConversationID?, InvitationID, noticeID: MessageID)
  /// A side does something to a service sheet; `messageID` is for what the talk says about it.
  case sheet(SheetID, SheetAct, messageID: MessageID)
  /// A taxpayer books a slot.
  case book(AppointmentDraft, id: AppointmentID, noticeID: String)
  /// Somebody does something to an appointment.
  case appointment(AppointmentID, AppointmentAct, noticeID: String)
  /// An agent makes a calendar feed, found by the SHA-256 of its secret.
  case keepFeed(CalendarFeed, tokenHash: String)
  /// An agent revokes a calendar feed of their own.
  case dropFeed(id: String)
  /// Somebody says how they want to be called.
  case keepAlarms(AlarmSettings)
  /// An agent keeps a filter of a list, or forgets it.
  case changeFilter(SavedFilterChange)
  /// A supervisor or an administrator changes the working calendar, which they read at that revision.
  case changeCalendar(CalendarDraft, expecting: Int)
  /// An agent writes a quick reply of their own, or changes it.
  case keepReply(QuickReply, expecting: ReplyPrecondition)
  /// An agent deletes a quick reply of their own.
  case dropReply(code: String, expecting: Int)
  /// An agent loads quick replies of their own; those of the same code are replaced.
  case importReplies([QuickReply])
  /// An agent used a quick reply.
  case useReply(ReplyUseRequest)
  /// Something about messages left, tickets or the personal centre.
  case promise(PromiseCommand)
  /// Something about figures: thresholds, what came of them, other ways than waiting, reviews.
  case figures(FigureCommand)
  /// Something about webhooks.
  case webhooks(WebhookCommand)
  /// An agent ends the talk.
  case agentEnds(ConversationID, noticeID: MessageID)
  /// An agent writes it up.
  case wrapUp(ConversationID, WrapUpRequest)
  /// An agent chooses a state.
  case choosePresence(Presence, reason: String?)
  /// An agent's console connected (first stream) or was lost (last stream).
  case seatConnection(AgentID, isConnected: Bool)
  /// A taxpayer's page connected (first stream) or was lost (last stream).
  case visitorConnection(TaxpayerID, isConnected: Bool)
  /// A timer came due.
  case timerFired(ServiceTimer, noticeIDs: [MessageID])
}

/// A deadline the backend keeps as a row, so that it survives a crash and fires once.
public struct ServiceTimer: Hashable, Codable, Sendable {
  /// What is due.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The grace after a seat's console was lost is over; subject: the agent.
    case seatGone
    /// The grace after a taxpayer's page was lost is over; subject: the conversation.
    case visitorGone
    /// Wrap-up has taken long enough; subject: the conversation.
    case wrapUpDue
    /// The agent it was transferred to has not taken it; subject: the conversation.
    case reservationDue
    /// The agent it is put to has not taken it; subject: the conversation.
    case offerDue
    /// Who declined it may be asked again; subject: the conversation, or the office when its content was loaded.
    case rematchDue
    /// It has been on hold for long; subject: the conversation.
    case holdDue
    /// An invitation was not answered, connected or connected again in time; subject: the conversation.
    case invitationDue
    /// An appointment's next moment came: its reminder, its time, being late, being missed; subject: the appointment.
    case appointmentDue
    /// Somebody has waited so long that supervisors are called; subject: the conversation.
    case waitDue
    /// A message left or a ticket is due soon; subject: its kind and id with a dot between.
    case promiseSoon
    /// A message left was not answered in time; subject: the message.
    case messageDue
    /// A ticket was not resolved in time; subject: the ticket.
    case ticketDue
    /// A resolved ticket was not opened again; subject: the ticket.
    case ticketCloseDue
    /// The assistant's conversation fell silent; subject: the conversation.
    case idle
    /// The working calendar changed: open promises are counted anew; subject: which come next, as a `RescheduleCursor` says.
    case calendarMoved

    /// How long somebody whose connection was lost may stay away; `nil` for deadlines that wait for nobody's return.
    public func grace(_ settings: OfficeSettings) -> Int? {
      switch self {
      case .seatGone: settings.seatGraceSeconds
      case .visitorGone: settings.visitorGraceSeconds
      case .wrapUpDue, .reservationDue, .offerDue, .rematchDue, .holdDue, .invitationDue, .appointmentDue, .waitDue,
        .promiseSoon, .messageDue, .ticketDue, .ticketCloseDue, .idle, .calendarMoved:
        nil
      }
    }
  }

  /// What is due.
  public var kind: Kind
  /// The id of what it is about.
  public var subject: String
  /// When.
  public var due: Timestamp

  /// A timer from its parts.
  public init(kind: Kind, subject: String, due: Timestamp) {
    self.kind = kind
    self.subject = subject
    self.due = due
  }
}

/// What a command was answered, remembered with its idempotency key.
public enum Answer: Hashable, Codable, Sendable {
  /// Nothing to say but that it is done.
  case done
  /// Messages became durable.
  case posted(PostedMessages)
  /// The conversation as it is now, with its latest messages.
  case conversation(ConversationDetail)
  /// The seat as it is now.
  case seat(Seat)
  /// An own quick reply as it is now.
  case reply(PersonalReply)
  /// An appointment as it is now.
  case appointment(Appointment)
  /// A ticket as it is now.
  case ticket(Ticket)
  /// A message left as it is now.
  case offlineMessage(OfflineMessage)
  /// An announcement as it is now.
  case announcement(Announcement)
  /// How to reach a taxpayer; never remembered.
  case contact(RevealedContact)
}

/// A command with everything around it.
public struct CommandRequest: Sendable {
  /// The office it is for.
  public var office: OfficeID
  /// Who gives it.
  public var actor: Actor
  /// The idempotency key; `nil` only for the system's own commands.
  public var key: String?
  /// A digest of what was asked (not of ids made here), so that a key reused for something else is noticed.
  public var fingerprint: String
  /// What is asked.
  public var command: Command
  /// The backend that holds the streams a connection command tells of; `nil` when there is only one.
  public var node: NodeID?

  /// A request from its parts.
  public init(
    office: OfficeID, actor: Actor, key: String?, fingerprint: String, command: Command, node: NodeID? = nil
  ) {
    self.node = node
    self.office = office
    self.actor = actor
    self.key = key
    self.fingerprint = fingerprint
    self.command = command
  }
}

/// What became of a command.
public struct CommandResult: Sendable {
  /// The answer.
  public var answer: Answer
  /// The events it appended; empty when the answer was remembered from before.
  public var events: [Event]
  /// Whether the answer was remembered from an earlier request with the same key.
  public var isReplay: Bool

  /// A result from its parts.
  public init(answer: Answer, events: [Event], isReplay: Bool) {
    self.answer = answer
    self.events = events
    self.isReplay = isReplay
  }
}
