import Desk

/// The supervisor's wall 值班墙: what is marked on it, what is looked into, and what is being asked.
public struct WallBoard: Equatable, Sendable {
  /// Its panes, in the order of their digits.
  public enum Pane: String, Hashable, Sendable, CaseIterable {
    /// Queues by group.
    case queues
    /// Seats.
    case seats
    /// Conversations behind a figure.
    case talks
    /// What is promised and late.
    case promises
    /// The hours of the week.
    case heat
    /// Announcements and who has read them.
    case announcements
    /// Alerts that stand, and what is watched.
    case alerts
    /// Who is blocked.
    case blocks
    /// Figures of the office, a group or a seat.
    case figures
  }

  /// What seats are sorted by.
  public enum SeatOrder: Hashable, Sendable, CaseIterable {
    /// What needs a look first: unanswered or on hold longest, then away, then longest on a break, then those who talk.
    case urgency
    /// Names.
    case name
    /// State, then how long.
    case state
    /// Load.
    case load
  }

  /// What conversations that go on are sorted by.
  public enum TalkOrder: Hashable, Sendable, CaseIterable {
    /// As the backend tells them: who waits in the order of the queue, then who is unanswered or on hold longest.
    case urgency
    /// How long they have stood where they stand, or waited for an answer.
    case time
    /// Who has them.
    case agent
  }

  /// The pane that keys go to.
  public var pane: Pane
  /// The marked queue; it keeps the mark wherever it moves to.
  public var queue: SkillGroupID?
  /// The marked seat.
  public var seat: AgentID?
  /// The marked conversation.
  public var talk: ConversationID?
  /// The marked announcement.
  public var announcement: AnnouncementID?
  /// The marked row of what is promised.
  public var promise: Int
  /// What seats are sorted by.
  public var order: SeatOrder
  /// What conversations that go on are sorted by.
  public var talkOrder: TalkOrder
  /// Narrows seats down by name, state or group.
  public var filter: Editor
  /// Whether the filter has the keys.
  public var isFiltering: Bool
  /// Which conversations are looked into.
  public var behind: ConversationFilter
  /// The conversations behind it, once they are here.
  public var lines: ConversationLines?
  /// Whether they are on their way.
  public var isLoading: Bool
  /// When they were asked for last, by the monotonic clock.
  public var loadedAt: Int64
  /// Why they could not be fetched.
  public var failure: Failure?
  /// The conversation that is watched.
  public var watch: WatchedTalk?
  /// What is being asked or written.
  public var form: WallForm?
  /// The queue whose staffing is looked at.
  public var staffing: SkillGroupID?
  /// The queue a seat would be moved from, in what staffing says; `nil` for none.
  public var lender: SkillGroupID?
  /// The marked row of what is watched.
  public var alert: Int
  /// What is watched and which alerts stand; `nil` before it is here.
  public var thresholds: ThresholdBoard?
  /// The person marked among those who are blocked.
  public var block: TaxpayerID?
  /// Who is blocked; `nil` before it is here.
  public var blocks: [Block]?
  /// The marked figure.
  public var figure: WallFigure?
  /// Whose figures are looked at.
  public var subject: WallSubject
  /// The marked hour of the week; `nil` for the last one.
  public var hour: WallHour?
  /// The conversations of the past that are looked into.
  public var past: PastTalks?
  /// The record that is played.
  public var replay: WallReplay?
  /// The pane from which conversations were looked into.
  public var origin: Pane?

  /// The wall as it opens.
  public init() {
    pane = .queues
    promise = 0
    order = .urgency
    talkOrder = .urgency
    filter = Editor(isMultiline: false)
    isFiltering = false
    behind = ConversationFilter()
    isLoading = false
    loadedAt = 0
    alert = 0
    subject = .office
  }
}

/// A conversation that is watched 监看.
public struct WatchedTalk: Equatable, Sendable {
  /// Which.
  public var conversation: ConversationID
  /// The conversation with its messages; `nil` before it is here.
  public var detail: ConversationDetail?
  /// What the taxpayer is typing.
  public var typed: LiveDraft?
  /// Whether the agent is typing, until that monotonic time.
  public var agentTypesUntil: Int64
  /// Why nothing more is told; `nil` while it is.
  public var failure: Failure?
  /// Lines scrolled back.
  public var scroll: Int

  /// A watch that begins.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    agentTypesUntil = 0
    scroll = 0
  }
}

extension State {
  /// The wall, if it is open.
  public var wall: WallBoard? { if case .wall(let board) = popup { board } else { nil } }
}
