/// What the log tells of one conversation as far as figures are concerned: its waits, its talks, its end. Names of taxpayers are not among it.
public struct ConversationFacts: Hashable, Codable, Sendable {
  /// One stretch of waiting.
  public struct Wait: Hashable, Codable, Sendable {
    /// How it began.
    public enum Origin: String, Codable, Sendable, CaseIterable {
      /// The taxpayer asked for a human.
      case asked
      /// An agent passed the talk on, or the seat was lost.
      case again
      /// It was arranged: an appointment, or an invitation to a message left.
      case arranged
    }

    /// How it ended.
    public enum Outcome: String, Codable, Sendable, CaseIterable {
      /// It goes on.
      case waiting
      /// An agent took it.
      case answered
      /// The taxpayer was gone.
      case abandoned
      /// The taxpayer left a message instead.
      case message
      /// The taxpayer booked an appointment instead.
      case appointment
    }

    /// In whose queue, at last.
    public var group: SkillGroupID
    /// When it began.
    public var from: Timestamp
    /// How it began.
    public var origin: Origin
    /// How it ended.
    public var outcome: Outcome = .waiting
    /// When it ended.
    public var to: Timestamp?
    /// Who took it.
    public var agent: AgentID?
    /// Whether it was taken within the target of that time.
    public var isInTarget = false
    /// Whether the taxpayer was gone within the short limit of that time.
    public var isShort = false

    /// How long it was, in milliseconds; 0 while it goes on.
    public var milliseconds: Int { Self.milliseconds(from, to) }

    static func milliseconds(_ from: Timestamp, _ to: Timestamp?) -> Int {
      to.map { Int(max(0, $0.milliseconds - from.milliseconds)) } ?? 0
    }
  }

  /// One stretch in which an agent had it.
  public struct Talk: Hashable, Codable, Sendable {
    /// From whose queue.
    public var group: SkillGroupID
    /// Who had it.
    public var agent: AgentID
    /// When they took it.
    public var from: Timestamp
    /// When the first human message came after that.
    public var repliedAt: Timestamp?
    /// Since when it is on hold.
    public var heldSince: Timestamp?
    /// Milliseconds it was on hold before that.
    public var held = 0
    /// When they had it no more, other than to write up.
    public var to: Timestamp?
    /// Whether somebody else had it next.
    public var isPassedOn = false
    /// When it was written up.
    public var wrappedUpAt: Timestamp?

    /// Whether it takes its agent's time.
    var isOpen: Bool { to == nil || (!isPassedOn && wrappedUpAt == nil) }
  }

  /// An offer that came to nothing.
  public struct LostOffer: Hashable, Codable, Sendable {
    /// Who was called.
    public var agent: AgentID
    /// When it ended.
    public var at: Timestamp
    /// Whether they declined; else they let it pass.
    public var isDeclined: Bool
  }

  /// A vote on an answer.
  public struct Vote: Hashable, Codable, Sendable {
    /// On which answer.
    public var message: MessageID
    /// When.
    public var at: Timestamp
    /// The vote.
    public var isUseful: Bool
  }

  /// Names the conversation.
  public var id: ConversationID
  /// Names the person asking.
  public var taxpayer: TaxpayerID
  /// When it was opened.
  public var openedAt: Timestamp
  /// Its waits, in order.
  public var waits: [Wait] = []
  /// Its talks, in order.
  public var talks: [Talk] = []
  /// Offers that came to nothing, in order.
  public var offers: [LostOffer] = []
  /// Votes on answers, one an answer.
  public var votes: [Vote] = []
  /// When it ended for the taxpayer.
  public var endedAt: Timestamp?
  /// Code of the matter, as it was written up.
  public var matter: String?
  /// Stars given.
  public var stars: Int?
  /// When they were given.
  public var ratedAt: Timestamp?

  /// A conversation that begins.
  public init(id: ConversationID, taxpayer: TaxpayerID, openedAt: Timestamp) {
    self.id = id
    self.taxpayer = taxpayer
    self.openedAt = openedAt
  }

  /// When its taxpayer came: asked for a human, or wrote the first words.
  public var arrivedAt: Timestamp { waits.first?.from ?? openedAt }

  /// Who had it last.
  public var agent: AgentID? { talks.last?.agent }

  /// Whose queue it was in last.
  public var group: SkillGroupID? { waits.last?.group ?? talks.last?.group }

  /// Who has it now, to talk in or to write up.
  public var owner: AgentID? { talks.last.flatMap { $0.isOpen ? $0.agent : nil } }
}

/// The limits by which waits are judged when they end.
public struct FigureTerms: Hashable, Codable, Sendable {
  /// Answered within so many seconds is in target.
  public var targetSeconds: Int
  /// Gone within so many seconds is a short abandon.
  public var shortAbandonSeconds: Int
  /// The office's time.
  public var clock: FigureClock

  /// An office's terms as they are now.
  public init(_ office: Office) {
    targetSeconds = office.settings.serviceTargetSeconds
    shortAbandonSeconds = office.settings.shortAbandonSeconds
    clock = FigureClock(utcOffsetMinutes: office.calendar.utcOffsetMinutes)
  }

  /// Terms from their parts.
  public init(targetSeconds: Int, shortAbandonSeconds: Int, clock: FigureClock = FigureClock(utcOffsetMinutes: 480)) {
    self.targetSeconds = targetSeconds
    self.shortAbandonSeconds = shortAbandonSeconds
    self.clock = clock
  }
}
