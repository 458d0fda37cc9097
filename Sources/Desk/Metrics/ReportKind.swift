/// What a report is about, with the figures it has.
public enum ReportKind: String, Codable, Sendable, CaseIterable {
  /// Waits.
  case queue
  /// Seats.
  case agents
  /// Tickets.
  case tickets
  /// Messages left.
  case messages
  /// Appointments.
  case appointments
  /// All of the service.
  case service
  /// The assistant.
  case assistant

  /// What it is called.
  public var name: Localised {
    switch self {
    case .queue: Localised("排队", "Queue")
    case .agents: Localised("坐席", "Agents")
    case .tickets: Localised("工单", "Tickets")
    case .messages: Localised("留言", "Messages left")
    case .appointments: Localised("预约", "Appointments")
    case .service: Localised("服务总览", "Service")
    case .assistant: Localised("智能应答", "Assistant")
    }
  }

  /// Its figures, in the order they are shown.
  public var metrics: [Metric] {
    switch self {
    case .queue:
      [
        .offered, .answered, .answeredInTarget, .abandoned, .shortAbandoned, .flowedToMessage, .flowedToAppointment,
        .stillWaiting, .serviceLevel, .averageAnswer, .abandonment, .abandonWait, .requeued, .requeuedAnswered,
        .requeuedAbandoned, .requeuedWait,
      ]
    case .agents:
      [
        .answered, .direct, .handled, .averageHandle, .talk, .hold, .wrapUp, .firstReply, .transferred, .offersMissed,
        .offersDeclined, .rated, .responseRate, .satisfaction, .stars, .occupancy, .signedIn, .ready, .busy, .onBreak,
        .wrapUpState, .training, .messagesDone, .ticketsDone, .appointmentsKept,
      ]
    case .tickets: [.ticketsOpened, .ticketsDone, .ticketsLate, .ticketTime, .reopened, .urged]
    case .messages: [.messagesLeft, .messagesDone, .messagesLate, .messageTime]
    case .appointments:
      [
        .appointmentsBooked, .appointmentsKept, .appointmentsMissed, .appointmentsCancelled, .appointmentsLate,
        .appointmentDelay,
      ]
    case .service:
      [
        .conversations, .containment, .offered, .answered, .abandoned, .serviceLevel, .averageAnswer, .abandonment,
        .handled, .averageHandle, .firstReply, .occupancy, .responseRate, .satisfaction, .messagesLeft, .messagesDone,
        .messagesLate, .ticketsOpened, .ticketsDone, .ticketsLate, .appointmentsBooked, .appointmentsKept,
        .appointmentsMissed,
      ]
    case .assistant: [.conversations, .contained, .containment, .offered, .votesUseful, .votesUseless]
    }
  }
}

/// What the rows of a report tell apart.
public enum ReportGrouping: String, Codable, Sendable, CaseIterable {
  /// Hours.
  case hour
  /// Days.
  case day
  /// Skill groups.
  case group
  /// Agents.
  case agent
  /// Matters: codes of the wrap-up, types of tickets, rules of appointments.
  case matter

  /// What a row is called.
  public var name: Localised {
    switch self {
    case .hour: Localised("小时", "Hour")
    case .day: Localised("日期", "Day")
    case .group: Localised("技能组", "Group")
    case .agent: Localised("坐席", "Agent")
    case .matter: Localised("事项", "Matter")
    }
  }
}
