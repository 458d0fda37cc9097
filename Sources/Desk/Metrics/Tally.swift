/// Sums from which every figure is computed. They only add up, so that any hours, groups or seats may be put together.
public struct Tally: Hashable, Sendable {
  /// What is summed; durations are in milliseconds.
  public enum Count: String, CaseIterable, Codable, Sendable {
    /// Conversations opened.
    case opened
    /// Conversations that ended with the assistant alone.
    case contained
    /// Answers of the assistant voted 有用.
    case useful
    /// Answers of the assistant voted 无用.
    case useless
    /// Taxpayers who asked for a human and entered a queue.
    case offered
    /// Of those, taken by an agent.
    case answered
    /// Of those, taken within the target.
    case inTarget = "in_target"
    /// Milliseconds waited by those taken.
    case waited
    /// Of those offered, gone before anybody took them.
    case abandoned
    /// Of those, gone within the short limit.
    case shortAbandoned = "short_abandoned"
    /// Milliseconds waited by those gone.
    case abandonWaited = "abandon_waited"
    /// Of those offered, who left a message instead.
    case flowedMessage = "flowed_message"
    /// Of those offered, who booked an appointment instead.
    case flowedAppointment = "flowed_appointment"
    /// Waits that began anew: transferred, or the seat was lost.
    case requeued
    /// Of those, taken.
    case requeuedAnswered = "requeued_answered"
    /// Of those, gone.
    case requeuedAbandoned = "requeued_abandoned"
    /// Milliseconds waited by those taken anew.
    case requeuedWaited = "requeued_waited"
    /// Talks that came without a wait: appointments and invitations.
    case direct
    /// Talks an agent finished.
    case handled
    /// Milliseconds talked, without hold.
    case talked
    /// Milliseconds on hold.
    case held
    /// Milliseconds of wrap-up.
    case wrappedUp = "wrapped_up"
    /// Talks with a first human message.
    case replied
    /// Milliseconds from acceptance to that message.
    case replyWaited = "reply_waited"
    /// Talks passed on to somebody else.
    case transferred
    /// Conversations with a talk that ended, which may be rated.
    case ratable
    /// Of those, rated.
    case rated
    /// Of those, with 4 or 5 stars.
    case positive
    /// Stars in all.
    case stars
    /// Offers that nobody took in time.
    case offersMissed = "offers_missed"
    /// Offers declined.
    case offersDeclined = "offers_declined"
    /// Milliseconds ready 示闲.
    case ready
    /// Milliseconds busy 示忙.
    case busy
    /// Milliseconds on a break 小休.
    case onBreak = "on_break"
    /// Milliseconds in the state 话后整理.
    case wrapUpState = "wrap_up_state"
    /// Milliseconds in training 培训.
    case training
    /// Milliseconds of slots taken by talks and wrap-ups.
    case handling
    /// Milliseconds of free slots while ready.
    case idle
    /// Messages left.
    case messagesLeft = "messages_left"
    /// Messages done with.
    case messagesDone = "messages_done"
    /// Of those, late.
    case messagesLate = "messages_late"
    /// Milliseconds from leaving to the answer.
    case messageWaited = "message_waited"
    /// Tickets opened.
    case ticketsOpened = "tickets_opened"
    /// Tickets resolved.
    case ticketsDone = "tickets_done"
    /// Tickets that were late.
    case ticketsLate = "tickets_late"
    /// Milliseconds from opening to the result.
    case ticketWaited = "ticket_waited"
    /// Times tickets were opened again.
    case reopened
    /// Times taxpayers urged 催办.
    case urged
    /// Appointments booked.
    case appointmentsBooked = "appointments_booked"
    /// Appointments that both kept.
    case appointmentsKept = "appointments_kept"
    /// Appointments the taxpayer did not come to.
    case appointmentsMissed = "appointments_missed"
    /// Appointments cancelled.
    case appointmentsCancelled = "appointments_cancelled"
    /// Appointments nobody began in time.
    case appointmentsLate = "appointments_late"
    /// Milliseconds that kept appointments began after their time.
    case appointmentWaited = "appointment_waited"

    /// Its place among all.
    var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  }

  /// The sums, in the order of `Count.allCases`.
  public private(set) var values: [Int]

  /// Nothing yet.
  public init() { values = Array(repeating: 0, count: Self.size) }

  /// The sums in the order of `Count.allCases`; `nil` if there are more or fewer.
  public init?(_ values: [Int]) {
    guard values.count == Self.size else { return nil }
    self.values = values
  }

  private static let size = Count.allCases.count

  /// A sum.
  public subscript(_ count: Count) -> Int {
    get { values[count.place] }
    set { values[count.place] = newValue }
  }

  /// Whether every sum is 0.
  public var isZero: Bool { values.allSatisfy { $0 == 0 } }

  /// Adds another.
  public static func += (left: inout Tally, right: Tally) {
    for place in left.values.indices { left.values[place] += right.values[place] }
  }

  /// Takes another away.
  public static func -= (left: inout Tally, right: Tally) {
    for place in left.values.indices { left.values[place] -= right.values[place] }
  }
}
