// What requests about messages left and tickets carry and what they are answered with.

/// Leaves a message: `POST /v1/visit/offline-messages`.
public struct OfflineMessageDraft: Hashable, Codable, Sendable {
  /// Chosen by the sender; 1–64 of `A–Z a–z 0–9 - _`.
  public var id: OfflineMessageID
  /// What it is about, one line.
  public var matter: String
  /// The words; may be empty.
  public var text: String
  /// Pictures uploaded for it before.
  public var images: [ImageID]?
  /// How to reach the taxpayer, as they typed it.
  public var contact: String?
  /// The group; `nil` for the one that takes what fits nowhere.
  public var group: SkillGroupID?

  /// Everything it says.
  public init(
    id: OfflineMessageID, matter: String, text: String, images: [ImageID]? = nil, contact: String? = nil,
    group: SkillGroupID? = nil
  ) {
    self.id = id
    self.matter = matter
    self.text = text
    self.images = images
    self.contact = contact
    self.group = group
  }
}

/// Opens a ticket: `POST /v1/tickets`.
public struct TicketDraft: Hashable, Codable, Sendable {
  /// One line.
  public var title: String
  /// The words; may be empty.
  public var text: String
  /// Code of its type; `nil` for the first there is.
  public var type: String?
  /// How urgent it is; `nil` for normal.
  public var priority: PromisePriority?
  /// The group; `nil` for the type's, or where it is raised.
  public var group: SkillGroupID?
  /// The agent who gets it.
  public var assignee: AgentID?
  /// The talk it is raised in.
  public var conversation: ConversationID?
  /// The message it is made of.
  public var message: OfflineMessageID?

  /// Everything it says.
  public init(
    title: String, text: String, type: String? = nil, priority: PromisePriority? = nil, group: SkillGroupID? = nil,
    assignee: AgentID? = nil, conversation: ConversationID? = nil, message: OfflineMessageID? = nil
  ) {
    self.title = title
    self.text = text
    self.type = type
    self.priority = priority
    self.group = group
    self.assignee = assignee
    self.conversation = conversation
    self.message = message
  }
}

/// Takes a step: `POST /v1/tickets/{id}/steps`, `POST /v1/offline-messages/{id}/steps` and the same under `/v1/visit`.
public struct PromiseStepRequest: Hashable, Codable, Sendable {
  /// Which step.
  public var kind: PromiseEntry.Kind
  /// What is said with it; may be empty where nothing has to be said.
  public var text: String?
  /// Pictures uploaded for it before.
  public var images: [ImageID]?
  /// Codes of entry links.
  public var links: [String]?
  /// Colleagues mentioned.
  public var mentions: [AgentID]?
  /// Who gets it, of `assigned`.
  public var agent: AgentID?
  /// Which group gets it, of `forwarded`.
  public var group: SkillGroupID?
  /// The ticket it goes on in, of `merged`.
  public var ticket: TicketID?
  /// The revision that was looked at: an answer given meanwhile by somebody else refuses this one.
  public var revision: Int?

  /// Everything it says.
  public init(
    _ kind: PromiseEntry.Kind, text: String? = nil, images: [ImageID]? = nil, links: [String]? = nil,
    mentions: [AgentID]? = nil, agent: AgentID? = nil, group: SkillGroupID? = nil, ticket: TicketID? = nil,
    revision: Int? = nil
  ) {
    self.kind = kind
    self.text = text
    self.images = images
    self.links = links
    self.mentions = mentions
    self.agent = agent
    self.group = group
    self.ticket = ticket
    self.revision = revision
  }
}

/// Changes what stands at the head of a ticket: `PATCH /v1/tickets/{id}` with `If-Match`.
public struct TicketEdit: Hashable, Codable, Sendable {
  /// The title; `nil` leaves it.
  public var title: String?
  /// Code of the type; `nil` leaves it.
  public var type: String?
  /// The priority; `nil` leaves it.
  public var priority: PromisePriority?
  /// Who is told of every step; `nil` leaves them.
  public var watchers: [AgentID]?

  /// Everything it says.
  public init(
    title: String? = nil, type: String? = nil, priority: PromisePriority? = nil, watchers: [AgentID]? = nil
  ) {
    self.title = title
    self.type = type
    self.priority = priority
    self.watchers = watchers
  }
}

/// The same step for several tickets: `POST /v1/tickets/steps`.
public struct BulkStepRequest: Hashable, Codable, Sendable {
  /// The tickets, at most `Ticket.mostInBulk`.
  public var tickets: [TicketID]
  /// The step.
  public var step: PromiseStepRequest

  /// Everything it says.
  public init(tickets: [TicketID], step: PromiseStepRequest) {
    self.tickets = tickets
    self.step = step
  }
}

/// What became of each ticket.
public struct BulkStepOutcome: Hashable, Codable, Sendable {
  /// One ticket's.
  public struct Item: Hashable, Codable, Sendable {
    /// Which ticket.
    public var id: TicketID
    /// The ticket now; `nil` when refused.
    public var ticket: Ticket?
    /// Why it was refused.
    public var problem: Problem?

    /// Everything it says.
    public init(id: TicketID, ticket: Ticket? = nil, problem: Problem? = nil) {
      self.id = id
      self.ticket = ticket
      self.problem = problem
    }
  }

  /// In the order they were asked for.
  public var items: [Item]

  /// Everything it says.
  public init(items: [Item]) { self.items = items }
}

/// A ticket with its latest entries.
public struct TicketDetail: Hashable, Codable, Sendable {
  /// The ticket.
  public var ticket: Ticket
  /// Its entries in order; earlier ones can be fetched.
  public var entries: [PromiseEntry]

  /// Everything it says.
  public init(ticket: Ticket, entries: [PromiseEntry]) {
    self.ticket = ticket
    self.entries = entries
  }
}

/// A message left with its latest entries.
public struct OfflineMessageDetail: Hashable, Codable, Sendable {
  /// The message.
  public var message: OfflineMessage
  /// Its entries in order; earlier ones can be fetched.
  public var entries: [PromiseEntry]

  /// Everything it says.
  public init(message: OfflineMessage, entries: [PromiseEntry]) {
    self.message = message
    self.entries = entries
  }
}

/// A stretch of a list of tickets.
public struct TicketPage: Hashable, Codable, Sendable {
  /// In the order asked for.
  public var tickets: [Ticket]
  /// Where the next page begins; `nil` at the end. A page may hold few or none and yet not be the last.
  public var next: String?

  /// Everything it says.
  public init(tickets: [Ticket], next: String? = nil) {
    self.tickets = tickets
    self.next = next
  }
}

/// A stretch of a list of messages left.
public struct OfflineMessagePage: Hashable, Codable, Sendable {
  /// In the order asked for.
  public var messages: [OfflineMessage]
  /// Where the next page begins; `nil` at the end. A page may hold few or none and yet not be the last.
  public var next: String?

  /// Everything it says.
  public init(messages: [OfflineMessage], next: String? = nil) {
    self.messages = messages
    self.next = next
  }
}

/// How to reach a taxpayer, in full: `POST /v1/offline-messages/{id}/contact`. Each reading is in the audit trail.
public struct RevealedContact: Hashable, Codable, Sendable {
  /// As they typed it.
  public var contact: String

  /// Everything it says.
  public init(contact: String) { self.contact = contact }
}

/// A stretch of a taxpayer's notices, the latest first: `GET /v1/visit/notices`.
public struct NoticePage: Hashable, Codable, Sendable {
  /// The notices.
  public var notices: [PersonalNotice]
  /// How many were not read, counted up to 100.
  public var unread: Int
  /// Where the next page begins; `nil` at the end.
  public var next: String?

  /// Everything it says.
  public init(notices: [PersonalNotice], unread: Int, next: String? = nil) {
    self.notices = notices
    self.unread = unread
    self.next = next
  }
}

/// Marks notices as read: `POST /v1/visit/notices/read`.
public struct NoticesReadRequest: Hashable, Codable, Sendable {
  /// Up to this one.
  public var through: String
  /// Only those about this; `nil` for all.
  public var reference: String?

  /// Everything it says.
  public init(through: String, reference: String? = nil) {
    self.through = through
    self.reference = reference
  }
}

/// A taxpayer's conversations, the latest first: `GET /v1/visit/conversations`.
public struct ConversationPage: Hashable, Codable, Sendable {
  /// The conversations.
  public var conversations: [Conversation]
  /// Where the next page begins; `nil` at the end.
  public var next: String?

  /// Everything it says.
  public init(conversations: [Conversation], next: String? = nil) {
    self.conversations = conversations
    self.next = next
  }
}

/// A stretch of the entries of a message or ticket.
public struct PromiseEntryPage: Hashable, Codable, Sendable {
  /// In order of number.
  public var entries: [PromiseEntry]
  /// Whether there are earlier ones.
  public var hasEarlier: Bool

  /// Everything it says.
  public init(entries: [PromiseEntry], hasEarlier: Bool) {
    self.entries = entries
    self.hasEarlier = hasEarlier
  }
}
