/// One line of the list of what is most overdue: the work, and why it stands where it stands.
public struct Overdue: Hashable, Sendable {
  /// What kind of work it is, and its id.
  public enum Work: Hashable, Sendable {
    /// A taxpayer waits in the queue.
    case waiting(ConversationID)
    /// A taxpayer waits for the agent's next word.
    case unanswered(ConversationID)
    /// A message left.
    case message(OfflineMessageID)
    /// A ticket.
    case ticket(TicketID)
    /// An appointment.
    case appointment(String)
  }

  /// The work.
  public var work: Work
  /// Whose it is, or its title; one line.
  public var title: String
  /// Why it is listed.
  public var reason: Localised
  /// When it was or will be due: before it nobody has to hurry.
  public var dueAt: Timestamp
  /// How urgent it is.
  public var priority: PromisePriority

  /// A line from its parts.
  public init(work: Work, title: String, reason: Localised, dueAt: Timestamp, priority: PromisePriority) {
    self.work = work
    self.title = title
    self.reason = reason
    self.dueAt = dueAt
    self.priority = priority
  }

  /// The due time of what has none: after everything else.
  public static let never = Timestamp(milliseconds: 9_007_199_254_740_991)

  /// Seconds past its due time; negative while there is time.
  public func seconds(at now: Timestamp) -> Int { Int((now.milliseconds - dueAt.milliseconds) / 1000) }

  /// The weight of a line: people who wait just now lose patience in minutes, work that was promised in hours. A second of waiting in person counts as a
  /// minute of a promise once it is due, and before that as a second, as with everything; each step of priority above normal counts as ten more minutes of
  /// being late, each below as ten fewer.
  public func weight(at now: Timestamp) -> Int {
    let late = seconds(at: now)
    let steps = (priority.rank - PromisePriority.normal.rank) * 600
    switch work {
    case .waiting, .unanswered, .appointment: return (late > 0 ? late * 60 : late) + steps
    case .message, .ticket: return late + steps
    }
  }

  /// The lines in their one order: the heaviest first; of equal ones what was due first, then by kind and id.
  public static func ordered(_ lines: [Overdue], at now: Timestamp) -> [Overdue] {
    lines.map { (line: $0, weight: $0.weight(at: now)) }
      .sorted { ($1.weight, $0.line.dueAt, $0.line.key) < ($0.weight, $1.line.dueAt, $1.line.key) }
      .map(\.line)
  }

  private var key: String {
    switch work {
    case .waiting(let id): "0" + id.rawValue
    case .unanswered(let id): "1" + id.rawValue
    case .appointment(let id): "2" + id
    case .message(let id): "3" + id.rawValue
    case .ticket(let id): "4" + id.rawValue
    }
  }
}
