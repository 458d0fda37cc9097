import Desk

/// Where counting open promises anew goes on after the working calendar changed: after that due time and id. A batch at a time, so that no
/// transaction grows with what an office has open.
public struct RescheduleCursor: Hashable, Sendable {
  /// Messages first, then tickets.
  public var kind: PromiseKind
  /// The due time the last one had.
  public var due: Timestamp
  /// The last one's id.
  public var id: String

  /// Promises looked at in one go.
  public static let batch = 100

  /// The beginning.
  public init() { self.init(kind: .message, due: Timestamp(milliseconds: 0), id: "") }

  /// A place from its parts.
  public init(kind: PromiseKind, due: Timestamp, id: String) {
    self.kind = kind
    self.due = due
    self.id = id
  }

  /// Reads what `text` wrote; what it cannot read begins anew.
  public init(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let kind = PromiseKind(rawValue: String(parts[0])), let due = Int64(parts[1]) else {
      self.init()
      return
    }
    self.init(kind: kind, due: Timestamp(milliseconds: due), id: String(parts[2]))
  }

  /// As a timer's subject.
  public var text: String { "\(kind.rawValue).\(due.milliseconds).\(id)" }
}

extension Decision {
  /// The working calendar changed: every open promise whose clock runs is counted on it, a batch after the other.
  mutating func reschedule(after subject: String) {
    let cursor = RescheduleCursor(subject)
    for message in facts.promises.openMessages {
      var message = message
      // What is due when it was may still be warned of at another time.
      guard isMoved(message.clock, message.group) else {
        keepDeadline(of: message)
        continue
      }
      add(PromiseEntry(.rescheduled, at: now, side: .system), to: &message)
    }
    for ticket in facts.promises.openTickets {
      var ticket = ticket
      guard isMoved(ticket.clock, ticket.group) else {
        keepDeadline(of: ticket)
        continue
      }
      add(PromiseEntry(.rescheduled, at: now, side: .system), to: &ticket)
    }
    let places =
      facts.promises.openMessages.map { ($0.clock.dueAt, $0.id.rawValue) }
      + facts.promises.openTickets.map { ($0.clock.dueAt, $0.id.rawValue) }
    if places.count >= RescheduleCursor.batch, let last = places.last, let due = last.0 {
      countAnew(after: RescheduleCursor(kind: cursor.kind, due: due, id: last.1))
    } else if cursor.kind == .message {
      countAnew(after: RescheduleCursor(kind: .ticket, due: Timestamp(milliseconds: 0), id: ""))
    }
  }

  /// Sees to it that open promises are counted anew.
  mutating func countAnew(after cursor: RescheduleCursor = RescheduleCursor()) {
    timers.append(.set(ServiceTimer(kind: .calendarMoved, subject: cursor.text, due: now)))
  }

  /// Whether a promise is due at another time than it was; what is late in any case stays as it is.
  private func isMoved(_ clock: PromiseClock, _ group: SkillGroupID) -> Bool {
    var moved = clock
    moved.promise(minutes: clock.minutes, on: facts.office.calendar(of: group))
    return moved != clock && !(clock.isLate(at: now) && moved.isLate(at: now))
  }
}
