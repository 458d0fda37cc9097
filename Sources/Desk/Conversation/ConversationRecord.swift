/// What the event log says of one conversation 会话实录, a page at a time; with what it takes to put it into words.
public struct ConversationRecord: Hashable, Codable, Sendable {
  /// The conversation as it stands now.
  public var conversation: Conversation
  /// What happened, in the order of the log. A record whose first event is not `conversationOpened` begins later than the conversation did: the
  /// log no longer has what was before.
  public var events: [Event]
  /// Where the next page goes on; `nil` when there is none.
  public var next: EventPosition?
  /// The office's time zone, minutes east of UTC.
  public var utcOffsetMinutes: Int
  /// The office's skill groups, for the names of queues.
  public var groups: [SkillGroup]
  /// The office's wrap-up codes.
  public var wrapUpCodes: [WrapUpCode]

  /// Everything it says.
  public init(
    conversation: Conversation, events: [Event], next: EventPosition? = nil, utcOffsetMinutes: Int = 480,
    groups: [SkillGroup] = [], wrapUpCodes: [WrapUpCode] = []
  ) {
    self.conversation = conversation
    self.events = events
    self.next = next
    self.utcOffsetMinutes = utcOffsetMinutes
    self.groups = groups
    self.wrapUpCodes = wrapUpCodes
  }

  /// Whether it begins where the conversation did.
  public var hasBeginning: Bool {
    guard case .conversationOpened = events.first?.body else { return false }
    return true
  }

  /// The record with the page that goes on where it ends.
  public func followed(by page: ConversationRecord) -> ConversationRecord {
    var whole = page
    whole.events = events + page.events
    return whole
  }
}
