/// What the log tells of one appointment as far as figures are concerned. It counts by arrival on the day that it is for.
public struct AppointmentHistory: Hashable, Codable, Sendable {
  /// Names it.
  public var id: AppointmentID
  /// Whose calendar it stands in.
  public var group: SkillGroupID
  /// Who of staff has it.
  public var agent: AgentID?
  /// Code of the rule it was booked by.
  public var matter: String
  /// When it was booked.
  public var bookedAt: Timestamp
  /// When it begins, as it was put at last.
  public var start: Timestamp
  /// When both met.
  public var startedAt: Timestamp?
  /// When it was cancelled.
  public var cancelledAt: Timestamp?
  /// When it was clear that the taxpayer would not come.
  public var missedAt: Timestamp?
  /// Since when it was late.
  public var lateAt: Timestamp?

  /// An appointment that is booked.
  public init(_ appointment: Appointment) {
    id = appointment.id
    group = appointment.group
    matter = appointment.rule
    bookedAt = appointment.bookedAt
    start = appointment.start
  }

  /// Moves on by one change of it.
  public mutating func apply(_ change: AppointmentChange, at moment: Timestamp) {
    let appointment = change.appointment
    agent = appointment.agent?.id
    start = appointment.start
    startedAt = appointment.startedAt
    switch change.step {
    case .cancelled: cancelledAt = moment
    case .missed: missedAt = moment
    case .late: lateAt = moment
    // Nobody of the office began it, and the backend was away when it became late.
    case .lapsed: lateAt = lateAt ?? moment
    case .booked, .confirmed, .assigned, .moved, .reminded, .rang, .started, .completed: break
    }
  }

  /// Everything it counts for as it stands now.
  public func cells(on clock: FigureClock) -> FigureCells {
    var cells = FigureCells()
    func book(_ counts: KeyValuePairs<Tally.Count, Int>, at event: Timestamp, _ agent: AgentID? = nil) {
      cells.book(
        counts, arrival: start, event: event,
        of: FigureCells.Owner(group: group.rawValue, agent: agent?.rawValue ?? "", matter: matter), on: clock)
    }
    book([.appointmentsBooked: 1], at: bookedAt)
    if let lateAt { book([.appointmentsLate: 1], at: lateAt) }
    if let cancelledAt { book([.appointmentsCancelled: 1], at: cancelledAt) }
    if let missedAt { book([.appointmentsMissed: 1], at: missedAt, agent) }
    if let startedAt {
      book(
        [.appointmentsKept: 1, .appointmentWaited: ConversationFacts.Wait.milliseconds(start, startedAt)],
        at: startedAt, agent)
    }
    return cells
  }
}
