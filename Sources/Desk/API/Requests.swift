// What requests carry and what they are answered with.

/// Opens a staff session: `POST /v1/sessions`.
public struct SignIn: Hashable, Codable, Sendable {
  /// The office; may be left out when the backend has one.
  public var office: OfficeID?
  /// The login name.
  public var account: String
  /// The password.
  public var password: String

  /// Everything it says.
  public init(office: OfficeID? = nil, account: String, password: String) {
    self.office = office
    self.account = account
    self.password = password
  }
}

/// A staff session.
public struct StaffSession: Hashable, Codable, Sendable {
  /// Opaque bearer token; kept hashed by the backend.
  public var token: String
  /// Who signed in.
  public var agent: Agent
  /// The office.
  public var office: OfficeID
  /// When the token ends.
  public var expiresAt: Timestamp

  /// Everything it says.
  public init(token: String, agent: Agent, office: OfficeID, expiresAt: Timestamp) {
    self.token = token
    self.agent = agent
    self.office = office
    self.expiresAt = expiresAt
  }
}

/// Opens a visit from the taxpayer's page: `POST /v1/visits`.
public struct VisitRequest: Hashable, Codable, Sendable {
  /// The office; may be left out when the backend has one.
  public var office: OfficeID?
  /// The host page's signed token; without one the visit is anonymous.
  public var identity: String?
  /// The token of an earlier anonymous visit, to go on with it.
  public var visitorToken: String?

  /// Everything it says.
  public init(office: OfficeID? = nil, identity: String? = nil, visitorToken: String? = nil) {
    self.office = office
    self.identity = identity
    self.visitorToken = visitorToken
  }
}

/// A visit.
public struct Visit: Hashable, Codable, Sendable {
  /// Opaque bearer token for the page.
  public var token: String
  /// When the token ends.
  public var expiresAt: Timestamp
  /// What the page begins with.
  public var snapshot: VisitorSnapshot

  /// Everything it says.
  public init(token: String, expiresAt: Timestamp, snapshot: VisitorSnapshot) {
    self.token = token
    self.expiresAt = expiresAt
    self.snapshot = snapshot
  }
}

/// A message to post: `POST …/messages`.
public struct MessageDraft: Hashable, Codable, Sendable {
  /// Chosen by the sender; 1–64 of `A–Z a–z 0–9 - _`.
  public var id: MessageID
  /// The words; with a card they go along with it and may be empty.
  public var text: String
  /// Code of the entry link to send as a card; agents only.
  public var entryLink: String?
  /// An image uploaded to the same conversation before, to send as a picture.
  public var image: ImageID?
  /// A service sheet to send; agents only.
  public var sheet: SheetDraft?

  /// Everything it says.
  public init(
    id: MessageID, text: String, entryLink: String? = nil, image: ImageID? = nil, sheet: SheetDraft? = nil
  ) {
    self.sheet = sheet
    self.image = image
    self.id = id
    self.text = text
    self.entryLink = entryLink
  }
}

/// What became durable with a post.
public struct PostedMessages: Hashable, Codable, Sendable {
  /// The message, and what the assistant or the service said to it.
  public var messages: [Message]
  /// The conversation now.
  public var conversation: Conversation

  /// Everything it says.
  public init(messages: [Message], conversation: Conversation) {
    self.messages = messages
    self.conversation = conversation
  }
}

/// Asks for a human: `POST /v1/visit/escalate`.
public struct EscalationRequest: Hashable, Codable, Sendable {
  /// The group; by default what the talk was about.
  public var group: SkillGroupID?
  /// Why, in the taxpayer's words.
  public var reason: String?

  /// Everything it says.
  public init(group: SkillGroupID? = nil, reason: String? = nil) {
    self.group = group
    self.reason = reason
  }
}

/// How far a screen has received and read: `POST …/receipt`.
public struct ReceiptReport: Hashable, Codable, Sendable {
  /// Last message on the screen.
  public var delivered: Int
  /// Last message read.
  public var read: Int

  /// Everything it says.
  public init(delivered: Int, read: Int) {
    self.delivered = delivered
    self.read = read
  }
}

/// What is being typed: `POST …/typing`.
public struct TypingReport: Hashable, Codable, Sendable {
  /// The draft; empty when typing stopped. At most 500 characters are passed on.
  public var draft: String

  /// Everything it says.
  public init(draft: String) {
    self.draft = draft
  }
}

/// Rates a conversation: `POST /v1/visit/rating`.
public struct RatingRequest: Hashable, Codable, Sendable {
  /// Which one.
  public var conversation: ConversationID
  /// 1–5.
  public var stars: Int
  /// A word with it.
  public var comment: String?

  /// Everything it says.
  public init(conversation: ConversationID, stars: Int, comment: String? = nil) {
    self.conversation = conversation
    self.stars = stars
    self.comment = comment
  }
}

/// Votes on an answer: `POST /v1/visit/votes`.
public struct VoteRequest: Hashable, Codable, Sendable {
  /// The answer.
  public var message: MessageID
  /// 有用 or 无用.
  public var isUseful: Bool

  /// Everything it says.
  public init(message: MessageID, isUseful: Bool) {
    self.message = message
    self.isUseful = isUseful
  }
}

/// Passes a talk on 转接: `POST /v1/conversations/{id}/transfer`. One of `group` and `agent`.
public struct TalkTransfer: Hashable, Codable, Sendable {
  /// To this group's queue, in front.
  public var group: SkillGroupID?
  /// To this agent, who has half a minute to take it before the whole group may.
  public var agent: AgentID?
  /// Words for whoever takes it; the taxpayer does not see them.
  public var note: String?

  /// Everything it says.
  public init(group: SkillGroupID? = nil, agent: AgentID? = nil, note: String? = nil) {
    self.group = group
    self.agent = agent
    self.note = note
  }
}

/// Puts a talk on hold 挂起 or takes it up again: `POST /v1/conversations/{id}/hold`.
public struct HoldRequest: Hashable, Codable, Sendable {
  /// Whether it is to be on hold.
  public var isHeld: Bool

  /// Everything it says.
  public init(isHeld: Bool) {
    self.isHeld = isHeld
  }
}

/// Writes something down for other staff: `POST /v1/conversations/{id}/notes`.
public struct NoteRequest: Hashable, Codable, Sendable {
  /// The words.
  public var text: String

  /// Everything it says.
  public init(text: String) {
    self.text = text
  }
}

/// A link by which an agent's telephone sends pictures into a talk: answer to `POST /v1/conversations/{id}/phone`.
public struct PhoneLink: Hashable, Codable, Sendable {
  /// Opened by the telephone; good for one telephone only.
  public var url: String
  /// When it ends.
  public var expiresAt: Timestamp

  /// Everything it says.
  public init(url: String, expiresAt: Timestamp) {
    self.url = url
    self.expiresAt = expiresAt
  }
}

/// What a telephone that opened such a link may do: `GET /v1/phone`, `POST /v1/phone/pairing`.
public struct PhoneVisit: Hashable, Codable, Sendable {
  /// Opaque bearer token of this telephone; `nil` when it is known already.
  public var token: String?
  /// Whose talk it is.
  public var agent: AgentReference
  /// The taxpayer's masked name.
  public var taxpayer: String
  /// Whether the talk still goes on.
  public var isOpen: Bool
  /// When the link ends.
  public var expiresAt: Timestamp

  /// Everything it says.
  public init(token: String? = nil, agent: AgentReference, taxpayer: String, isOpen: Bool, expiresAt: Timestamp) {
    self.token = token
    self.agent = agent
    self.taxpayer = taxpayer
    self.isOpen = isOpen
    self.expiresAt = expiresAt
  }
}

/// Tells that the taxpayer opened an entry link: `POST /v1/visit/openings`.
public struct LinkOpeningRequest: Hashable, Codable, Sendable {
  /// The card.
  public var message: MessageID

  /// Everything it says.
  public init(message: MessageID) {
    self.message = message
  }
}

/// Writes a conversation up: `POST /v1/conversations/{id}/wrap-up`.
public struct WrapUpRequest: Hashable, Codable, Sendable {
  /// One of the office's wrap-up codes.
  public var code: String
  /// The summary; may be empty.
  public var summary: String

  /// Everything it says.
  public init(code: String, summary: String) {
    self.code = code
    self.summary = summary
  }
}

/// Chooses a state: `POST /v1/seat/presence`.
public struct PresenceRequest: Hashable, Codable, Sendable {
  /// The state.
  public var choice: Presence
  /// Code of the break's reason, with `onBreak`.
  public var reason: String?

  /// Everything it says.
  public init(choice: Presence, reason: String? = nil) {
    self.choice = choice
    self.reason = reason
  }
}

/// A stretch of a conversation's history.
public struct MessagePage: Hashable, Codable, Sendable {
  /// In order of number.
  public var messages: [Message]
  /// Whether there are earlier ones.
  public var hasEarlier: Bool

  /// Everything it says.
  public init(messages: [Message], hasEarlier: Bool) {
    self.messages = messages
    self.hasEarlier = hasEarlier
  }
}

/// An office's entry links with what decides whether they may be sent: `GET /v1/entry-links`.
public struct EntryLinkList: Hashable, Codable, Sendable {
  /// The links, in the catalogue's order.
  public var links: [EntryLink]
  /// The hosts they may lead to.
  public var hosts: [String]
  /// The office's calendar: its day decides what has expired.
  public var calendar: WorkingCalendar
  /// The backend's clock.
  public var at: Timestamp

  /// Everything it says.
  public init(links: [EntryLink], hosts: [String], calendar: WorkingCalendar, at: Timestamp) {
    self.links = links
    self.hosts = hosts
    self.calendar = calendar
    self.at = at
  }
}
