// How figures follow from tallies.

extension Metric {
  /// Its value by arrival or by event. By event its parts belong to different people, so that some are nobody's: who still waits, who was contained, who
  /// rated. Abandonment is then of those whose wait ended.
  public func value(_ tally: Tally, _ basis: FigureBasis) -> Double? {
    guard basis == .event else { return value(tally) }
    switch self {
    case .stillWaiting, .containment, .responseRate: return nil
    case .abandonment:
      let ended = tally[.answered] + tally[.abandoned] + tally[.flowedMessage] + tally[.flowedAppointment]
      return Self.part(tally[.abandoned], of: ended)
    default: return value(tally)
    }
  }

  /// Its value; `nil` where it is not computable, which is never 0.
  public func value(_ tally: Tally) -> Double? {
    switch self {
    case .containment: Self.part(tally[.contained], of: tally[.opened])
    case .serviceLevel:
      Self.part(tally[.inTarget], of: tally[.answered] + tally[.abandoned] - tally[.shortAbandoned])
    case .abandonment: Self.part(tally[.abandoned], of: tally[.offered])
    case .responseRate: Self.part(tally[.rated], of: tally[.ratable])
    case .satisfaction: Self.part(tally[.positive], of: tally[.rated])
    case .occupancy: Self.part(tally[.handling], of: tally[.handling] + tally[.idle])
    case .averageAnswer: Self.seconds(tally[.waited], each: tally[.answered])
    case .abandonWait: Self.seconds(tally[.abandonWaited], each: tally[.abandoned])
    case .requeuedWait: Self.seconds(tally[.requeuedWaited], each: tally[.requeuedAnswered])
    case .averageHandle:
      Self.seconds(tally[.talked] + tally[.held] + tally[.wrappedUp], each: tally[.handled])
    case .talk: Self.seconds(tally[.talked], each: tally[.handled])
    case .hold: Self.seconds(tally[.held], each: tally[.handled])
    case .wrapUp: Self.seconds(tally[.wrappedUp], each: tally[.handled])
    case .firstReply: Self.seconds(tally[.replyWaited], each: tally[.replied])
    case .stars: Self.part(tally[.stars], of: tally[.rated])
    case .messageTime: Self.seconds(tally[.messageWaited], each: tally[.messagesDone])
    case .ticketTime: Self.seconds(tally[.ticketWaited], each: tally[.ticketsDone])
    case .appointmentDelay: Self.seconds(tally[.appointmentWaited], each: tally[.appointmentsKept])
    case .signedIn:
      Double(tally[.ready] + tally[.busy] + tally[.onBreak] + tally[.wrapUpState] + tally[.training]) / 1000
    case .ready: Double(tally[.ready]) / 1000
    case .busy: Double(tally[.busy]) / 1000
    case .onBreak: Double(tally[.onBreak]) / 1000
    case .wrapUpState: Double(tally[.wrapUpState]) / 1000
    case .training: Double(tally[.training]) / 1000
    default: Double(count(tally))
    }
  }

  private func count(_ tally: Tally) -> Int {
    switch self {
    case .conversations: tally[.opened]
    case .contained: tally[.contained]
    case .votesUseful: tally[.useful]
    case .votesUseless: tally[.useless]
    case .offered: tally[.offered]
    case .answered: tally[.answered]
    case .answeredInTarget: tally[.inTarget]
    case .abandoned: tally[.abandoned]
    case .shortAbandoned: tally[.shortAbandoned]
    case .flowedToMessage: tally[.flowedMessage]
    case .flowedToAppointment: tally[.flowedAppointment]
    case .stillWaiting:
      tally[.offered] - tally[.answered] - tally[.abandoned] - tally[.flowedMessage] - tally[.flowedAppointment]
    case .requeued: tally[.requeued]
    case .requeuedAnswered: tally[.requeuedAnswered]
    case .requeuedAbandoned: tally[.requeuedAbandoned]
    case .direct: tally[.direct]
    case .handled: tally[.handled]
    case .transferred: tally[.transferred]
    case .rated: tally[.rated]
    case .offersMissed: tally[.offersMissed]
    case .offersDeclined: tally[.offersDeclined]
    case .messagesLeft: tally[.messagesLeft]
    case .messagesDone: tally[.messagesDone]
    case .messagesLate: tally[.messagesLate]
    case .ticketsOpened: tally[.ticketsOpened]
    case .ticketsDone: tally[.ticketsDone]
    case .ticketsLate: tally[.ticketsLate]
    case .reopened: tally[.reopened]
    case .urged: tally[.urged]
    case .appointmentsBooked: tally[.appointmentsBooked]
    case .appointmentsKept: tally[.appointmentsKept]
    case .appointmentsMissed: tally[.appointmentsMissed]
    case .appointmentsCancelled: tally[.appointmentsCancelled]
    case .appointmentsLate: tally[.appointmentsLate]
    default: preconditionFailure("\(rawValue) is no count")
    }
  }

  private static func part(_ some: Int, of all: Int) -> Double? { all > 0 ? Double(some) / Double(all) : nil }

  private static func seconds(_ milliseconds: Int, each count: Int) -> Double? {
    count > 0 ? Double(milliseconds) / Double(count) / 1000 : nil
  }
}
