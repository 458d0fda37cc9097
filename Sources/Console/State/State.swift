import Desk

/// Everything the console knows; views draw it, reducers move it on. Two equal states look the same.
public struct State: Equatable, Sendable {
  /// What the user and the terminal decided about the screen.
  public var preferences: Preferences
  /// The terminal's size.
  public var size: Size
  /// Whether the terminal window has the focus; only then is anything read.
  public var hasTerminalFocus: Bool
  /// The conversation that is being looked at: on the screen at its newest, in a window that has the focus.
  public var reading: ConversationID?
  /// The backend's time.
  public var clock: Clock
  /// Where the connection stands.
  public var connection: Connection
  /// The head the backend had reached when the stream opened; `nil` before it said so.
  public var catchUpTarget: EventPosition?
  /// Whether the stream was open before: what comes now was missed.
  public var isResuming: Bool
  /// Why the connection was lost or refused, until it is back.
  public var failure: Failure?
  /// The console's copy of what concerns it; `nil` before the first snapshot.
  public var replica: Replica?
  /// Ids for requests and messages.
  public var ids: IDSource
  /// The pane that keys go to.
  public var focus: Focus
  /// The queue.
  public var queue: QueueState
  /// The conversation in the middle.
  public var selected: ConversationID?
  /// What the agent does with each conversation.
  public var talks: [ConversationID: Talk]
  /// Messages on their way, oldest first.
  public var outbox: [PendingMessage]
  /// What lies over the panes.
  public var popup: Popup?
  /// What help was asked about and comes back after it.
  public var underHelp: Popup?
  /// Words at the edge of the screen, oldest first.
  public var notices: [Notice]
  /// State changes of the seat on their way.
  public var presenceRequested: PresenceRequest?
  /// When it last rang for an offer, by the monotonic clock; `nil` when none stands.
  public var rungAt: Int64?
  /// The offer this console is letting pass.
  public var declining: ConversationID?
  /// The offer that is being let pass while its reason may still be chosen.
  public var decliningAsked: ConversationID?
  /// Talks this seat was asked in that are on their way here.
  public var consultsToOpen: Set<ConversationID> = []
  /// Talks this seat was asked in that came while something was being written, and were not looked at since.
  public var consultsToAnswer: Set<ConversationID> = []
  /// What calls the agent.
  public var alarms = AlarmBoard()
  /// The conversation that is watched, as long as its stream is wanted.
  public var watching: ConversationID?
  /// Whether the wall opens with the first snapshot.
  public var opensWall = false
  /// The day's figures for the wall.
  public var wallFigures = WallFigures()
  /// Why nothing can be kept on disk; `nil` while it can.
  public var storageFailure: String?

  /// A console that has just started.
  public init(preferences: Preferences = Preferences(), size: Size, idPrefix: String, monotonic: Int64 = 0) {
    self.preferences = preferences
    self.size = size
    hasTerminalFocus = true
    clock = Clock(monotonic: monotonic)
    connection = .connecting
    isResuming = false
    ids = IDSource(prefix: idPrefix)
    focus = .queue
    queue = QueueState()
    talks = [:]
    outbox = []
    notices = []
  }
}
