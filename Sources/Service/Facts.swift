import Desk

/// What a decision looks at: the rows named by `Command.needs`, all from the transaction the decision is made in.
public struct Facts: Sendable {
  /// The office with its settings and calendar.
  public var office: Office
  /// What staff choose from.
  public var catalogue: Catalogue
  /// The conversation meant: the one named, or the taxpayer's open one, or their last closed one.
  public var conversation: Conversation?
  /// The message already there under the id the command brings, and what the assistant and the service said right after it.
  public var existing: [Message]
  /// The last messages of `conversation`, in order.
  public var latest: [Message]
  /// The seat meant.
  public var seat: Seat?
  /// The seat's conversations in talk or wrap-up.
  public var seatConversations: [Conversation]
  /// The deadline that is said to be due, if it still stands.
  public var timer: ServiceTimer?
  /// The vote already cast on the message meant.
  public var vote: Bool?
  /// Whether another living backend holds a stream of the person whose connection is told of.
  public var isConnectedElsewhere = false

  /// Seats and queues, where conversations are offered.
  public var floor: Floor?
  /// The taxpayer's block, standing or over.
  public var block: Block?
  /// Talks in which the seat's agent is consulted, or which they joined.
  public var consulting: [Conversation] = []
  /// The uploaded image the command names.
  public var image: ImageRecord?
  /// The agent's own quick replies.
  public var replies: [PersonalReply] = []
  /// How often the quick reply meant was used.
  public var usage: ReplyUsage?
  /// The appointment meant: the one named, or that of the conversation.
  public var appointment: Appointment?
  /// The taxpayer's appointments that are not over.
  public var openAppointments: [Appointment] = []
  /// How many hold a place while the slot meant lasts.
  public var taken = 0
  /// How to reach the appointment's taxpayer, as they typed it.
  public var appointmentContact: String?
  /// The agent's calendar feeds.
  public var feeds: [CalendarFeed] = []
  /// The filters the agent keeps.
  public var filters = SavedFilters()
  /// The announcements, also those whose time is over.
  public var announcements: [Announcement] = []
  /// The asker's review of the conversation meant.
  public var review: Review?
  /// The office's webhooks, by code.
  public var webhooks: [Webhook] = []
  /// Messages left, tickets and what goes with them.
  public var promises = PromiseFacts()

  /// Facts from their parts.
  public init(
    office: Office, catalogue: Catalogue, conversation: Conversation? = nil, existing: [Message] = [],
    latest: [Message] = [], seat: Seat? = nil, seatConversations: [Conversation] = [], timer: ServiceTimer? = nil,
    vote: Bool? = nil
  ) {
    self.office = office
    self.catalogue = catalogue
    self.conversation = conversation
    self.existing = existing
    self.latest = latest
    self.seat = seat
    self.seatConversations = seatConversations
    self.timer = timer
    self.vote = vote
  }
}

/// An uploaded image, and to which conversation by which side.
public struct ImageRecord: Hashable, Codable, Sendable {
  /// The image.
  public var image: ImageReference
  /// The conversation it was uploaded to.
  public var conversation: ConversationID
  /// Who uploaded it, `taxpayer` or `agent`.
  public var side: Side
  /// The taxpayer who uploaded it, whose images that were not sent are counted; `nil` for staff.
  public var uploader: String?

  /// A record from its parts.
  public init(image: ImageReference, conversation: ConversationID, side: Side, uploader: String? = nil) {
    self.image = image
    self.conversation = conversation
    self.side = side
    self.uploader = uploader
  }
}
