import Desk
import Service

/// An office's tables in memory. A value: a copy is a savepoint, and a transaction works on a copy.
struct Rows {
  /// What a decision did to a deadline, kept beside the log for whoever checks it.
  enum TimerNote {
    case set(ServiceTimer)
    case cancelled(ServiceTimer.Kind, String)
    /// Fired at that moment and changed something.
    case fired(ServiceTimer.Kind, String, at: Timestamp)
  }

  /// An answer as it is kept under its key.
  struct Kept {
    enum Content {
      case done
      case posted(ConversationID, first: Int, last: Int)
      case conversation(ConversationID)
      case seat(AgentID)
      case reply(AgentID, String)
      case appointment(AppointmentID)
      case ticket(TicketID)
      case offlineMessage(OfflineMessageID)
      case announcement(AnnouncementID)
    }

    var fingerprint: String
    var content: Content
  }

  /// What a command came to; its events stand at these places among those of the transaction.
  struct Performed {
    var answer: Answer
    var events: Range<Int>
    var isReplay: Bool
  }

  var head = EventPosition(epoch: 1, sequence: 0)
  var events: [Event] = []
  var conversations: [ConversationID: Conversation] = [:]
  var messages: [ConversationID: [Message]] = [:]
  var places: [MessageID: ConversationID] = [:]
  var seats: [AgentID: Seat] = [:]
  var timers: [String: ServiceTimer] = [:]
  var votes: [String: Bool] = [:]
  var blocks: [TaxpayerID: Block] = [:]
  /// Uploads are not what is tried here: each is there as soon as it has a name.
  var images: [ImageID: ImageRecord] = [:]
  var replies: [AgentID: ReplyBook] = [:]
  var appointments: [AppointmentID: Appointment] = [:]
  /// Tickets, messages left and their entries, by kind and id.
  var tickets: [String: Ticket] = [:]
  var offlineMessages: [String: OfflineMessage] = [:]
  var entries: [String: [PromiseEntry]] = [:]
  var notices: [TaxpayerID: [PersonalNotice]] = [:]
  var announcements: [AnnouncementID: Announcement] = [:]
  var filters: [AgentID: SavedFilters] = [:]
  var alarms: [AgentID: AlarmSettings] = [:]
  /// The office with what supervisors closed.
  var office = Town.office
  var answers: [String: Kept] = [:]
  /// Up to where the log was noted for the webhook, what it is told, and how often each was noted.
  var noted = EventPosition(epoch: 1, sequence: 0)
  var deliveries: [String: WebhookDelivery] = [:]
  var timesNoted: [String: Int] = [:]
  /// Reviews in the order in which they were kept.
  var reviewsKept: [Review] = []
  var timerNotes: [TimerNote] = []
  /// Events of the transaction that have no number yet.
  var pending: [(at: Timestamp, body: EventBody)] = []

  /// The office before anything happened: every agent has a seat.
  init() {
    for agent in Town.agents + [Town.supervisor] { seats[agent.id] = Seat(agent: agent, since: Town.start) }
    for change in Town.earlier {
      let name = "ticket/" + change.subject
      tickets[name] = change.ticket
      entries[name] = [change.entry]
    }
    // As a new release leaves it: what is open is looked at once more.
    let pass = ServiceTimer(kind: .calendarMoved, subject: RescheduleCursor().text, due: Town.start)
    timers[Self.key(pass.kind, pass.subject)] = pass
    timerNotes = [.set(pass)]
  }

  static func key(_ kind: ServiceTimer.Kind, _ subject: String) -> String { kind.rawValue + "|" + subject }

  /// The taxpayer's open conversation, or the last closed one.
  func latest(of taxpayer: TaxpayerID) -> Conversation? {
    conversations.values.filter { $0.taxpayer.id == taxpayer }.max {
      ($0.isOpen ? 1 : 0, $0.openedAt, $0.id) < ($1.isOpen ? 1 : 0, $1.openedAt, $1.id)
    }
  }

  /// An agent's conversations in talk or wrap-up.
  func conversations(of agent: AgentID) -> [Conversation] {
    conversations.values.filter { $0.agent?.id == agent && ($0.stage == .talking || $0.stage == .wrapUp) }
      .sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
  }

  /// Talks in which an agent is consulted.
  func conversations(consulting agent: AgentID) -> [Conversation] {
    conversations.values.filter {
      $0.stage == .talking && ($0.consult?.colleague.id == agent || $0.joined?.supervisor.id == agent)
    }
    .sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
  }

  /// Seats and queues; the queue only if it is wanted, or if some seat could take somebody.
  func floor(_ use: Needs.FloorUse) -> Floor {
    let all = conversations.values.sorted { $0.id < $1.id }
    var floor = Floor(seats: seats.values.sorted { $0.agent.id < $1.agent.id }, busy: all.compactMap(\.busy))
    floor.hasQueue = use != .ifSeatsAreFree || floor.hasFreeSeat(Town.office.settings)
    if floor.hasQueue { floor.waiting = all.filter { $0.stage == .waiting } }
    return floor
  }

  /// A conversation with its last messages before a number.
  func detail(_ id: ConversationID, before: Int = .max, limit: Int = Needs.latestCount) -> ConversationDetail? {
    guard let conversation = conversations[id] else { return nil }
    let all = (messages[id] ?? []).filter { $0.number < before }
    return ConversationDetail(conversation: conversation, messages: Array(all.suffix(limit)))
  }

  /// Deadlines due by then, earliest first.
  func dueTimers(by now: Timestamp) -> [ServiceTimer] {
    timers.values.filter { $0.due <= now }
      .sorted { ($0.due, $0.kind.rawValue, $0.subject) < ($1.due, $1.kind.rawValue, $1.subject) }
  }

  /// The last step of a transaction: numbers its events after that position.
  mutating func numberEvents(after position: EventPosition) -> [Event] {
    var sequence = position.sequence
    let numbered = pending.map { event in
      sequence += 1
      return Event(
        position: EventPosition(epoch: position.epoch, sequence: sequence), at: event.at, body: event.body)
    }
    pending = []
    if !numbered.isEmpty { head.sequence = sequence }
    events += numbered
    return numbered
  }
}
