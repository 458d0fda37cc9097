import Desk

/// What somebody asks for about messages left 留言, tickets 工单 and the personal centre. Ids that are not the sender's choice come with it.
public enum PromiseCommand: Hashable, Sendable {
  /// A taxpayer leaves a message.
  case leave(OfflineMessageDraft)
  /// A side takes a step of a message left; `newConversation` and `messageID` are for a taxpayer who comes to talk.
  case stepMessage(
    OfflineMessageID, PromiseStepRequest, noticeID: String, newConversation: ConversationID, messageID: MessageID)
  /// An agent reads in full how to reach whoever left a message.
  case revealContact(OfflineMessageID)
  /// An agent opens a ticket.
  case openTicket(TicketDraft, id: TicketID, noticeID: String)
  /// A side takes a step of a ticket.
  case stepTicket(TicketID, PromiseStepRequest, noticeID: String)
  /// An agent changes the head of a ticket, which they read at that revision.
  case editTicket(TicketID, TicketEdit, expecting: Int)
  /// A taxpayer read notices.
  case readNotices(NoticesReadRequest)
}

/// What has to be loaded beside the conversation before a command about promises can be decided.
public struct PromiseNeeds: Hashable, Sendable {
  /// Which message.
  public var message: OfflineMessageID?
  /// Which ticket.
  public var ticket: TicketID?
  /// Another ticket that goes on in it, or in which it goes on.
  public var other: TicketID?
  /// Which uploaded images.
  public var images: [ImageID] = []
  /// Whose seats: colleagues who are named.
  public var colleagues: [AgentID] = []
  /// Whether the seat of the message's agent matters, and what takes its slots.
  public var inviter = false
  /// Whose messages that wait are counted.
  public var waitingOf: TaxpayerID?
  /// Whether the contact matters, and the ticket that was made of the message.
  public var contact = false
  /// What was done to the ticket or message since that entry was read.
  public var since: Int?
  /// Whether the pictures that the taxpayer sent with the message matter.
  public var pictures = false
  /// The next open ones whose clocks run, from there on.
  public var open: RescheduleCursor?
}

/// What a decision about promises looks at.
public struct PromiseFacts: Hashable, Sendable {
  /// The message meant.
  public var message: OfflineMessage?
  /// The ticket meant.
  public var ticket: Ticket?
  /// The other ticket.
  public var other: Ticket?
  /// The images that are there, of those named.
  public var images: [ImageRecord] = []
  /// The seats that are there, of those named.
  public var colleagues: [Seat] = []
  /// The seat of the message's agent.
  public var inviter: Seat?
  /// That seat's conversations in talk or wrap-up.
  public var inviterTalks: [Conversation] = []
  /// How many messages of the taxpayer wait.
  public var waiting = 0
  /// How to reach the taxpayer, as they typed it.
  public var contact: String?
  /// The pictures that the taxpayer sent with the message, in order.
  public var pictures: [ImageReference] = []
  /// What was done to the ticket or message since it was read, in order.
  public var since: [PromiseEntry] = []
  /// The next open messages whose clocks run, as asked for, or none.
  public var openMessages: [OfflineMessage] = []
  /// The next open tickets whose clocks run, as asked for, or none.
  public var openTickets: [Ticket] = []

  /// Nothing is there.
  public init() {}
}

extension [PromiseEntry] {
  /// Entries looked at for what was done since somebody looked.
  public static var mostSince: Int { 20 }

  /// The pictures that the taxpayer sent with them, in order.
  public var taxpayersPictures: [ImageReference] {
    filter { $0.side == .taxpayer }.flatMap { $0.images ?? [] }
  }
}

extension PromiseCommand {
  /// What has to be loaded.
  func promiseNeeds(by actor: Actor) -> PromiseNeeds {
    var needs = PromiseNeeds()
    switch self {
    case .leave(let draft):
      needs.message = draft.id
      needs.images = Array((draft.images ?? []).prefix(OfflineMessage.mostPictures + 1))
      if case .taxpayer(let taxpayer) = actor { needs.waitingOf = taxpayer.id }
    case .stepMessage(let id, let request, _, _, _):
      needs.message = id
      needs.add(request)
      needs.inviter = request.kind == .entered
    case .revealContact(let id):
      needs.message = id
      needs.contact = true
    case .openTicket(let draft, let id, _):
      needs.ticket = id
      needs.message = draft.message
      needs.pictures = draft.message != nil
      needs.colleagues = [draft.assignee].compactMap(\.self)
    case .stepTicket(let id, let request, _):
      needs.ticket = id
      needs.other = request.ticket
      needs.add(request)
    case .editTicket(let id, let edit, let revision):
      needs.ticket = id
      needs.since = revision
      needs.colleagues = Array((edit.watchers ?? []).prefix(Ticket.mostWatchers + 1))
    case .readNotices: break
    }
    return needs
  }

  /// Which conversation matters.
  var subject: Needs.Subject? {
    if case .openTicket(let draft, _, _) = self, let id = draft.conversation { .conversation(id) } else { nil }
  }

  /// Whether seats and queues matter.
  var floorUse: Needs.FloorUse? {
    if case .stepMessage(_, let request, _, _, _) = self, request.kind == .entered { .whereOffered } else { nil }
  }
}

extension PromiseNeeds {
  fileprivate mutating func add(_ request: PromiseStepRequest) {
    images = Array((request.images ?? []).prefix(OfflineMessage.mostPictures + 1))
    since = request.revision
    colleagues = Array(([request.agent].compactMap(\.self) + (request.mentions ?? [])).prefix(21))
  }
}
