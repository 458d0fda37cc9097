import Desk

/// A request to the backend. The runtime hands it back with the answer, so reducers keep no table of their own.
public struct OutgoingRequest: Hashable, Sendable {
  /// What is asked.
  public enum Kind: Hashable, Sendable {
    /// Everything, to begin with or to begin again.
    case snapshot
    /// A conversation with its latest messages, its own or a waiting one to look at.
    case conversation(ConversationID)
    /// Messages before that number.
    case earlier(ConversationID, before: Int)
    /// Take a waiting conversation.
    case accept(ConversationID)
    /// End the talk.
    case end(ConversationID)
    /// Pass the talk on.
    case transfer(ConversationID, TalkTransfer)
    /// Put the talk on hold, or take it up again.
    case hold(ConversationID, isHeld: Bool)
    /// Write something down for other staff.
    case note(ConversationID, String)
    /// Let an offer pass.
    case decline(ConversationID, DeclineRequest)
    /// Ask a colleague within the talk.
    case consult(ConversationID, ConsultRequest)
    /// Say something to the other side of a consult.
    case sideTalk(ConversationID, String)
    /// End a consult.
    case endConsult(ConversationID)
    /// Block the conversation's taxpayer.
    case block(ConversationID, BlockRequest)
    /// Who is blocked.
    case blocks
    /// Lift a block, perhaps saying why.
    case unblock(TaxpayerID, reason: String? = nil)
    /// More time for the wrap-up.
    case extendWrapUp(ConversationID)
    /// Invite the taxpayer to remote assist or a call.
    case propose(ConversationID, Invitation.Kind)
    /// Say yes or no to what the taxpayer asks for.
    case answerInvitation(ConversationID, InvitationAnswer)
    /// Take an invitation back, decline it, or hang up.
    case endInvitation(ConversationID, InvitationID)
    /// A link into the room of an invitation, good once.
    case roomLink(ConversationID, InvitationID)
    /// Write the conversation up.
    case wrapUp(ConversationID, WrapUpRequest)
    /// Take a step of a service sheet.
    case sheet(ConversationID, SheetID, SheetRequest)
    /// Write a quick reply of one's own, or change that revision of it.
    case keepReply(code: String, QuickReplyDraft, revision: Int?)
    /// Delete a quick reply of one's own.
    case dropReply(code: String, revision: Int)
    /// Count that a quick reply was used.
    case useReply(ReplyUseRequest)
    /// Appointments that begin within a time.
    case appointments(from: Timestamp, to: Timestamp)
    /// A rule's slots of some days.
    case slots(rule: String, from: CivilDate, days: Int)
    /// Do something to an appointment.
    case appointment(AppointmentID, AppointmentRequest)
    /// How to reach an appointment's taxpayer, in full.
    case revealContact(AppointmentID)
    /// Say how the agent wants to be called.
    case keepAlarms(AlarmSettings)
    /// Choose a state.
    case presence(PresenceRequest)
    /// Tell how far the screen has received and read.
    case receipt(ConversationID, ReceiptReport)
    /// Tell that the agent types; answered or not, it is never repeated.
    case typing(ConversationID, TypingReport)
    /// A link by which a telephone sends pictures into the talk.
    case phoneLink(ConversationID)
    /// Conversations that are not over, for the wall.
    case floorConversations(ConversationFilter)
    /// The day's figures, for the wall.
    case floorFigures
    /// What staffing says of each queue.
    case staffing
    /// What is watched, and which alerts stand.
    case thresholds
    /// Change what is watched, which was read at that revision.
    case changeThresholds(ThresholdDraft, revision: Int)
    /// Look after an alert.
    case handleAlert(AlertReference)
    /// Offer other ways than waiting.
    case closingOffer(ClosingOffer)
    /// Conversations behind a figure of the past.
    case facts(FactQuery, after: String?)
    /// A page of what happened in a conversation.
    case record(ConversationID, after: EventPosition?)
    /// Do something within a conversation as a supervisor.
    case supervise(ConversationID, SupervisionRequest)
    /// Put a colleague's seat to a state.
    case orderSeat(AgentID, SeatOrderRequest)
    /// Change how many conversations a seat may have, which was read as `expecting`.
    case limitSeat(AgentID, slots: Int, expecting: Int)
    /// Close a queue.
    case closeQueue(SkillGroupID, QueueCloseRequest)
    /// Open a queue again.
    case openQueue(SkillGroupID)
    /// Announce something.
    case announce(AnnouncementRequest)
    /// Take an announcement off.
    case withdrawAnnouncement(AnnouncementID)
    /// Tell that an announcement was read.
    case readAnnouncement(AnnouncementID)
    /// A page of messages left.
    case messages(query: String, after: String?)
    /// A page of tickets.
    case tickets(query: String, after: String?)
    /// A message left with its entries.
    case offlineMessage(OfflineMessageID)
    /// A ticket with its entries.
    case ticket(TicketID)
    /// Take a step of a message left.
    case stepMessage(OfflineMessageID, PromiseStepRequest)
    /// Take a step of a ticket.
    case stepTicket(TicketID, PromiseStepRequest)
    /// Open a ticket.
    case openTicket(TicketDraft)
    /// Take the same step of several tickets.
    case stepTickets([TicketID], PromiseStepRequest)
    /// Change the head of that revision of a ticket.
    case editTicket(TicketID, TicketEdit, revision: Int)
    /// The tickets of a taxpayer.
    case ticketsOf(TaxpayerID)
    /// The staff, signed in or not.
    case colleagues
    /// The filters the agent keeps.
    case savedFilters
    /// Keep a filter, or forget it.
    case changeFilter(SavedFilterChange)
    /// Bring a picture of this machine to a message left or a ticket.
    case bringPicture(PromiseKind, String, path: String, name: String)
    /// How a due time came about.
    case why(PromiseKind, String)
    /// How to reach whoever left a message.
    case contact(OfflineMessageID)
    /// Look into the knowledge base.
    case articles(query: String, limit: Int)
  }

  /// Its name.
  public var id: RequestID
  /// What is asked.
  public var kind: Kind

  /// A request from its parts.
  public init(id: RequestID, kind: Kind) {
    self.id = id
    self.kind = kind
  }
}
