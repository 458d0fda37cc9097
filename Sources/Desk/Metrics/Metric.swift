/// A figure of the service, by the name it has in every format. Its definition stands in `explanation`; `value(_:)` is the same definition for programs.
public enum Metric: String, Codable, CaseIterable, Sendable, CodingKeyRepresentable {
  /// Conversations opened, also those with the assistant alone.
  case conversations
  /// Conversations that ended without asking for a human.
  case contained
  /// Assistant-only conversations ÷ all conversations.
  case containment
  /// Answers voted useful; a changed vote counts as it is now.
  case votesUseful = "votes_useful"
  /// Answers voted useless; a changed vote counts as it is now.
  case votesUseless = "votes_useless"
  /// Asked for a human and entered the queue = answered + abandoned + flowed out + still waiting.
  case offered
  /// Of those offered, taken by an agent.
  case answered
  /// Answered within the office's target, as it was at that time.
  case answeredInTarget = "answered_in_target"
  /// Left before anybody took them, short abandons among them.
  case abandoned
  /// Left before the short limit, shown apart.
  case shortAbandoned = "short_abandoned"
  /// Left a message while waiting or within ten minutes of leaving.
  case flowedToMessage = "flowed_to_message"
  /// Booked an appointment while waiting or within ten minutes of leaving.
  case flowedToAppointment = "flowed_to_appointment"
  /// Offered and not decided yet; means nothing by event.
  case stillWaiting = "still_waiting"
  /// Answered within the target ÷ (answered + abandoned − short abandons).
  case serviceLevel = "service_level"
  /// Total wait of answered ÷ answered; wait is accept − ask.
  case averageAnswer = "asa_seconds"
  /// Abandoned ÷ offered.
  case abandonment
  /// Total wait of abandoned ÷ abandoned.
  case abandonWait = "abandon_wait_seconds"
  /// Waits after a transfer or a lost seat; not among those offered.
  case requeued
  /// Of those queued again, taken.
  case requeuedAnswered = "requeued_answered"
  /// Of those queued again, gone.
  case requeuedAbandoned = "requeued_abandoned"
  /// Total wait of those taken again ÷ taken again.
  case requeuedWait = "requeued_wait_seconds"
  /// Talks by appointment or invitation, without a wait.
  case direct
  /// Talks an agent finished; each agent of a transferred one counts.
  case handled
  /// (talk + hold + wrap-up) ÷ handled.
  case averageHandle = "aht_seconds"
  /// Time talked, without hold ÷ handled.
  case talk = "talk_seconds"
  /// Time on hold ÷ handled.
  case hold = "hold_seconds"
  /// Time of wrap-up ÷ handled.
  case wrapUp = "wrap_up_seconds"
  /// First human message − accept, over the talks that have one.
  case firstReply = "first_reply_seconds"
  /// Talks that went on with somebody else.
  case transferred
  /// Conversations with a human that were rated.
  case rated
  /// Rated ÷ conversations with a human that ended.
  case responseRate = "response_rate"
  /// 4 and 5 stars ÷ rated; to be read with the response rate.
  case satisfaction = "csat"
  /// Stars in all ÷ rated.
  case stars = "average_stars"
  /// Offers that nobody took in time.
  case offersMissed = "offers_missed"
  /// Offers that agents declined.
  case offersDeclined = "offers_declined"
  /// Handling time ÷ (handling + ready idle), in slots; time always counts when it passes.
  case occupancy
  /// Ready + busy + break + wrap-up + training.
  case signedIn = "signed_in_seconds"
  /// Time seats were ready and connected.
  case ready = "ready_seconds"
  /// Time seats were busy.
  case busy = "busy_seconds"
  /// Time seats were on a break.
  case onBreak = "break_seconds"
  /// Time seats were in the state wrap-up.
  case wrapUpState = "wrap_up_state_seconds"
  /// Time seats were in training.
  case training = "training_seconds"
  /// Messages left.
  case messagesLeft = "messages_left"
  /// Messages answered, made into tickets or closed.
  case messagesDone = "messages_done"
  /// Messages that were not done with when they were due.
  case messagesLate = "messages_late"
  /// Time from leaving to done, by the clock ÷ messages done.
  case messageTime = "message_seconds"
  /// Tickets opened.
  case ticketsOpened = "tickets_opened"
  /// Tickets resolved or closed and not opened again.
  case ticketsDone = "tickets_done"
  /// Tickets that were not resolved when they were due.
  case ticketsLate = "tickets_late"
  /// Time from opening to the result, by the clock ÷ tickets done.
  case ticketTime = "ticket_seconds"
  /// Times tickets were opened again.
  case reopened
  /// Times taxpayers urged.
  case urged
  /// Appointments; by arrival they count at the time they are for.
  case appointmentsBooked = "appointments_booked"
  /// Appointments that both began.
  case appointmentsKept = "appointments_kept"
  /// Appointments the taxpayer did not come to.
  case appointmentsMissed = "appointments_missed"
  /// Appointments either side took back.
  case appointmentsCancelled = "appointments_cancelled"
  /// Appointments nobody began in time.
  case appointmentsLate = "appointments_late"
  /// Began − promised time, 0 when early ÷ kept.
  case appointmentDelay = "appointment_delay_seconds"

  /// What a figure counts in.
  public enum Unit: String, Codable, Sendable, CaseIterable {
    /// Things.
    case count
    /// Seconds.
    case seconds
    /// A part of 1.
    case ratio
    /// Stars, 1 to 5.
    case stars
  }

  /// What it counts in.
  public var unit: Unit {
    switch self {
    case .containment, .serviceLevel, .abandonment, .responseRate, .satisfaction, .occupancy: .ratio
    case .averageAnswer, .abandonWait, .requeuedWait, .averageHandle, .talk, .hold, .wrapUp, .firstReply, .signedIn,
      .ready, .busy, .onBreak, .wrapUpState, .training, .messageTime, .ticketTime, .appointmentDelay:
      .seconds
    case .stars: .stars
    default: .count
    }
  }
}

/// A figure in words and as a computation, as the API tells it.
public struct MetricDefinition: Hashable, Codable, Sendable {
  /// Its name in every format.
  public var metric: Metric
  /// What it counts in.
  public var unit: Metric.Unit
  /// What it is called.
  public var name: Localised
  /// How it is computed.
  public var explanation: Localised

  /// The definition of a figure.
  public init(_ metric: Metric) {
    self.metric = metric
    unit = metric.unit
    name = metric.name
    explanation = metric.explanation
  }
}
