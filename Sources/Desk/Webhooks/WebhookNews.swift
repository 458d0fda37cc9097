/// What a webhook is told: what happened and which records it is about. Words of taxpayers and persons' names are not in it; who may read them asks the API.
public struct WebhookNews: Hashable, Codable, Sendable {
  /// What happened.
  public var type: WebhookKind
  /// When.
  public var timestamp: Timestamp
  /// To what.
  public var data: Subject

  /// What something happened to; one of the three is there.
  public struct Subject: Hashable, Codable, Sendable {
    /// The office.
    public var office: OfficeID
    /// Where it stands in the office's log.
    public var position: EventPosition
    /// Of alerts.
    public var alert: Alert?
    /// Of conversations.
    public var conversation: Talk?
    /// Of messages left and tickets.
    public var promise: Promise?
  }

  /// An alert.
  public struct Alert: Hashable, Codable, Sendable {
    /// The figure's name, as in thresholds.
    public var name: String
    /// Of which group; `nil` for the whole office.
    public var group: SkillGroupID?
    /// How grave it is; `nil` when it is cleared.
    public var level: Threshold.Level?
    /// What the figure came to; `nil` when it is cleared.
    public var value: Double?
    /// Since when it stands, or when it was cleared.
    public var since: Timestamp
    /// In words.
    public var words: Localised
  }

  /// A conversation.
  public struct Talk: Hashable, Codable, Sendable {
    /// Its id.
    public var id: ConversationID
    /// Why it ended; `nil` when it began.
    public var reason: EndReason?
  }

  /// A message left or a ticket.
  public struct Promise: Hashable, Codable, Sendable {
    /// Which of them.
    public var kind: PromiseKind
    /// Its id.
    public var id: String
    /// The step that was taken.
    public var step: PromiseEntry.Kind
    /// The step's number.
    public var number: Int
    /// Where it stands after it, such as `open`.
    public var state: String
    /// Whose group it is.
    public var group: SkillGroupID?
    /// When it is due; `nil` while its clock stands still.
    public var dueAt: Timestamp?
  }

  /// What an event comes to; `nil` for what is not told.
  public init?(_ event: Event, of office: OfficeID) {
    guard let kind = WebhookKind(event.body) else { return nil }
    type = kind
    timestamp = event.at
    data = Subject(office: office, position: event.position)
    switch event.body {
    case .alarmRaised(let raised):
      data.alert = Alert(
        name: String(raised.subject.prefix { $0 != "/" }), group: raised.group, level: raised.level,
        value: raised.value, since: raised.since, words: raised.words)
    case .conversationOpened(let conversation): data.conversation = Talk(id: conversation.id)
    case .ended(let change): data.conversation = Talk(id: change.conversation, reason: change.reason)
    case .promiseChanged(let change):
      data.promise = Promise(
        kind: change.kind, id: change.subject, step: change.entry.kind, number: change.entry.number,
        state: change.ticket?.state.rawValue ?? change.message?.state.rawValue ?? "", group: change.group,
        dueAt: change.ticket?.clock.dueAt ?? change.message?.clock.dueAt)
    default: return nil
    }
  }
}
