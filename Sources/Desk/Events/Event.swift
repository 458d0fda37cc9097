/// A place in an office's event log: in JSON and as an SSE id `epoch.seq`.
public struct EventPosition: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Changes when the log is restored or lost commits; positions of different epochs cannot be compared for progress.
  public var epoch: Int64
  /// 1, 2, 3 … without a gap within the office.
  public var sequence: Int64

  /// A position from its parts.
  public init(epoch: Int64, sequence: Int64) {
    self.epoch = epoch
    self.sequence = sequence
  }

  /// Reads `epoch.seq`; `nil` if the text is not one.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = Int64(parts[0]), let sequence = Int64(parts[1]), epoch >= 0, sequence >= 0
    else { return nil }
    self.init(epoch: epoch, sequence: sequence)
  }

  /// `epoch.seq`.
  public var description: String { "\(epoch).\(sequence)" }

  /// By epoch, then by sequence.
  public static func < (left: Self, right: Self) -> Bool {
    (left.epoch, left.sequence) < (right.epoch, right.sequence)
  }

  /// Reads `epoch.seq`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let position = EventPosition(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a position such as 1.42")
    }
    self = position
  }

  /// Writes `epoch.seq`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// One change of an office, as the log keeps it and the stream tells it.
public struct Event: Hashable, Codable, Sendable {
  /// Where it stands in the log.
  public var position: EventPosition
  /// When it was decided, by the backend's clock.
  public var at: Timestamp
  /// What happened.
  public var body: EventBody

  /// An event from its parts.
  public init(position: EventPosition, at: Timestamp, body: EventBody) {
    self.position = position
    self.at = at
    self.body = body
  }

  /// Reads an event; a kind that is not known here is read as a change of the office.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    position = try container.decode(EventPosition.self, forKey: .position)
    at = try container.decode(Timestamp.self, forKey: .at)
    body = try container.decode(ReadEventBody.self, forKey: .body).body
  }
}

/// What happened; in JSON an object with one property, named for the kind.
public enum EventBody: Hashable, Codable, Sendable {
  /// A taxpayer's first words began a conversation.
  case conversationOpened(Conversation)
  /// A message became durable.
  case messagePosted(Message)
  /// A side received or read further.
  case receiptAdvanced(ReceiptAdvance)
  /// The taxpayer asked for a human, or waits again.
  case queued(Queued)
  /// An agent took it.
  case accepted(Accepted)
  /// It ended: from talking it goes to wrap-up, from elsewhere it is closed.
  case ended(Ended)
  /// The agent wrote it up, or time for that ran out.
  case wrappedUp(WrappedUp)
  /// The taxpayer rated it.
  case rated(Rated)
  /// The taxpayer's page came or went.
  case taxpayerPresence(TaxpayerPresence)
  /// The console of the agent who has it came or went.
  case agentPresence(AgentPresence)
  /// An article was voted 有用 or 无用.
  case articleVoted(ArticleVote)
  /// The taxpayer opened an entry link.
  case linkOpened(LinkOpened)
  /// The agent put it on hold, or talks again.
  case held(Held)
  /// Staff wrote something down for each other.
  case noted(Noted)
  /// A waiting conversation was put to an agent 接待提示.
  case offered(Offered)
  /// An offer ended.
  case offerEnded(OfferEnded)
  /// A colleague was asked within a talk 会商, or is no more.
  case consulted(Consulted)
  /// Wrap-up was given more time.
  case wrapUpExtended(WrapUpExtension)
  /// A taxpayer may not talk to a human for a while 拉黑.
  case blocked(Block)
  /// A block was lifted.
  case unblocked(Unblocked)
  /// An invitation to remote assist or a call was made or moved on.
  case invitationChanged(InvitationChange)
  /// A step of a service sheet was taken.
  case sheetChanged(SheetChange)
  /// A seat chose a state, or its console came or went.
  case seatChanged(Seat)
  /// The catalogue or the settings were loaded again: take a new snapshot.
  case officeChanged(OfficeChange)
  /// An agent wrote or changed a quick reply of their own.
  case replyKept(ReplyKept)
  /// An agent deleted a quick reply of their own.
  case replyDropped(ReplyDropped)
  /// An agent used a quick reply.
  case replyUsed(ReplyUsed)
  /// An appointment was made or moved on.
  case appointmentChanged(AppointmentChange)
  /// Nobody reacted to something: supervisors are called.
  case alarmRaised(AlarmRaised)
  /// A step of a message left or of a ticket was taken.
  case promiseChanged(PromiseChange)
  /// A taxpayer was told something in their personal centre.
  case noticed(PersonalNotice)
  /// A taxpayer read notices.
  case noticesRead(NoticesRead)
  /// A supervisor joined a talk 插入, or left it.
  case joined(Joined)
  /// A supervisor took a talk over 接管.
  case takenOver(TakenOver)
  /// A group's queue was closed or opened.
  case queueChanged(QueueChange)
  /// Something was announced 公告, or withdrawn.
  case announced(Announcement)
  /// An agent read an announcement.
  case announcementRead(AnnouncementRead)

  /// Whether this release knows events of that kind.
  static func knows(_ kind: String) -> Bool { CodingKeys(stringValue: kind) != nil }

  /// The conversation it is about, if any.
  public var conversation: ConversationID? {
    switch self {
    case .conversationOpened(let conversation): conversation.id
    case .messagePosted(let message): message.conversation
    case .receiptAdvanced(let change): change.conversation
    case .queued(let change): change.conversation
    case .accepted(let change): change.conversation
    case .ended(let change): change.conversation
    case .wrappedUp(let change): change.conversation
    case .rated(let change): change.conversation
    case .taxpayerPresence(let change): change.conversation
    case .agentPresence(let change): change.conversation
    case .articleVoted(let vote): vote.conversation
    case .linkOpened(let change): change.conversation
    case .held(let change): change.conversation
    case .noted(let change): change.conversation
    case .sheetChanged(let change): change.conversation
    case .invitationChanged(let change): change.conversation
    case .offered(let change): change.conversation
    case .offerEnded(let change): change.conversation
    case .consulted(let change): change.conversation
    case .wrapUpExtended(let change): change.conversation
    case .blocked(let block): block.conversation
    case .joined(let change): change.conversation
    case .takenOver(let change): change.conversation
    case .unblocked, .seatChanged, .officeChanged, .replyKept, .replyDropped, .replyUsed, .appointmentChanged,
      .alarmRaised, .promiseChanged, .noticed, .noticesRead, .queueChanged, .announced, .announcementRead:
      nil
    }
  }
}
