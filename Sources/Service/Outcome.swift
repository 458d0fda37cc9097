import Desk

/// What a command comes to: nothing here has happened yet.
public struct Outcome: Hashable, Sendable {
  /// What to append to the office's log, in order.
  public var events: [EventBody]
  /// The conversations the events change, as they stand after them.
  public var conversations: [Conversation]
  /// What becomes of deadlines.
  public var timers: [TimerChange]
  /// A question the assistant could not answer, for those who maintain the knowledge base.
  public var unanswered: String?
  /// What goes into the audit trail.
  public var audits: [AuditEntry]
  /// The agent as their account says from now on; `nil` when no account changes.
  public var account: Agent?
  /// The office as it is from now on; `nil` when it stays as it is.
  public var office: Office?
  /// What is kept beside the log.
  public var documents: [KeptDocument]
  /// What the one who asked is told.
  public var answer: Answer
  /// How to reach whoever left a message: it stands in no event.
  public var contact: Contact?

  /// How to reach whoever left a message.
  public struct Contact: Hashable, Sendable {
    /// The message.
    public var message: OfflineMessageID
    /// As the taxpayer typed it.
    public var text: String
  }

  /// An outcome from its parts.
  public init(
    events: [EventBody] = [], conversations: [Conversation] = [], timers: [TimerChange] = [],
    unanswered: String? = nil, audits: [AuditEntry] = [], account: Agent? = nil,
    office: Office? = nil, documents: [KeptDocument] = [], answer: Answer
  ) {
    self.documents = documents
    self.office = office
    self.audits = audits
    self.account = account
    self.events = events
    self.conversations = conversations
    self.timers = timers
    self.unanswered = unanswered
    self.answer = answer
  }
}

/// What a decision adds to the audit trail 审计; who and when follow from the command.
public struct AuditEntry: Hashable, Sendable {
  /// What was done, such as `seat.limit`.
  public var act: String
  /// To what.
  public var subject: String
  /// More about it.
  public var detail: String

  /// An entry from its parts.
  public init(act: String, subject: String, detail: String = "") {
    self.act = act
    self.subject = subject
    self.detail = detail
  }
}
