// What each kind of event says.

/// A side received or read further.
public struct ReceiptAdvance: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Which side, `taxpayer` or `agent`.
  public var side: Side
  /// How far it is now.
  public var receipt: Receipt

  /// Everything it says.
  public init(conversation: ConversationID, side: Side, receipt: Receipt) {
    self.conversation = conversation
    self.side = side
    self.receipt = receipt
  }
}

/// A conversation entered a queue.
public struct Queued: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Its place.
  public var entry: QueueEntry

  /// Everything it says.
  public init(conversation: ConversationID, entry: QueueEntry) {
    self.conversation = conversation
    self.entry = entry
  }
}

/// An agent took a conversation.
public struct Accepted: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Who took it.
  public var agent: AgentReference
  /// When.
  public var at: Timestamp

  /// Everything it says.
  public init(conversation: ConversationID, agent: AgentReference, at: Timestamp) {
    self.conversation = conversation
    self.agent = agent
    self.at = at
  }
}

/// A conversation ended for the taxpayer.
public struct Ended: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Why.
  public var reason: EndReason
  /// When.
  public var at: Timestamp
  /// When wrap-up ends by itself, if there is one.
  public var wrapUpUntil: Timestamp?

  /// Everything it says.
  public init(conversation: ConversationID, reason: EndReason, at: Timestamp, wrapUpUntil: Timestamp? = nil) {
    self.wrapUpUntil = wrapUpUntil
    self.conversation = conversation
    self.reason = reason
    self.at = at
  }
}

/// A conversation was written up and is closed.
public struct WrappedUp: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// What was written.
  public var wrapUp: WrapUp

  /// Everything it says.
  public init(conversation: ConversationID, wrapUp: WrapUp) {
    self.conversation = conversation
    self.wrapUp = wrapUp
  }
}

/// A taxpayer rated a conversation.
public struct Rated: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The rating.
  public var rating: Rating

  /// Everything it says.
  public init(conversation: ConversationID, rating: Rating) {
    self.conversation = conversation
    self.rating = rating
  }
}

/// A taxpayer's page came or went.
public struct TaxpayerPresence: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Whether the page is open.
  public var isPresent: Bool

  /// Everything it says.
  public init(conversation: ConversationID, isPresent: Bool) {
    self.conversation = conversation
    self.isPresent = isPresent
  }
}

/// A taxpayer found an answer useful 有用 or not 无用.
public struct ArticleVote: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The answer voted on.
  public var message: MessageID
  /// The article it came from.
  public var article: ArticleID
  /// The vote.
  public var isUseful: Bool

  /// Everything it says.
  public init(conversation: ConversationID, message: MessageID, article: ArticleID, isUseful: Bool) {
    self.conversation = conversation
    self.message = message
    self.article = article
    self.isUseful = isUseful
  }
}

/// A taxpayer opened an entry link.
public struct LinkOpened: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The link's code.
  public var code: String
  /// The card, and how often it has been opened by now.
  public var opening: LinkOpening

  /// Everything it says.
  public init(conversation: ConversationID, code: String, opening: LinkOpening) {
    self.conversation = conversation
    self.code = code
    self.opening = opening
  }
}

/// An agent put a conversation on hold 挂起, or talks again.
public struct Held: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// Since when; `nil` when they talk again.
  public var since: Timestamp?

  /// Everything it says.
  public init(conversation: ConversationID, since: Timestamp?) {
    self.conversation = conversation
    self.since = since
  }
}

/// Staff wrote something down for each other.
public struct Noted: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The note.
  public var note: StaffNote

  /// Everything it says.
  public init(conversation: ConversationID, note: StaffNote) {
    self.conversation = conversation
    self.note = note
  }
}

/// An invitation was made or moved on.
public struct InvitationChange: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The invitation as it stands now.
  public var invitation: Invitation

  /// Everything it says.
  public init(conversation: ConversationID, invitation: Invitation) {
    self.conversation = conversation
    self.invitation = invitation
  }
}

/// A step of a service sheet was taken.
public struct SheetChange: Hashable, Codable, Sendable {
  /// Which conversation.
  public var conversation: ConversationID
  /// The step.
  public var step: SheetStep
  /// The sheet after it.
  public var sheet: ServiceSheet

  /// Everything it says.
  public init(conversation: ConversationID, step: SheetStep, sheet: ServiceSheet) {
    self.conversation = conversation
    self.step = step
    self.sheet = sheet
  }
}

/// Content of the office was loaded again, or something of it was changed.
public struct OfficeChange: Hashable, Codable, Sendable {
  /// What, such as `catalogue`, `knowledge` or `thresholds`.
  public var kind: String

  /// Whether consoles have it from their snapshot, and so need a new one.
  public var isOfSnapshot: Bool { kind != "thresholds" && kind != "webhooks" }

  /// Everything it says.
  public init(kind: String) {
    self.kind = kind
  }
}
