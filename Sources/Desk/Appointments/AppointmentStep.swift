/// What happened to an appointment.
public enum AppointmentStep: String, Codable, Sendable, CaseIterable {
  /// The taxpayer booked it.
  case booked
  /// Staff confirmed it.
  case confirmed
  /// It was given to another agent.
  case assigned
  /// It was put to another time.
  case moved
  /// Both were reminded ahead of time.
  case reminded
  /// Its time came.
  case rang
  /// It is late.
  case late
  /// The taxpayer did not come.
  case missed
  /// An agent began it.
  case started
  /// It is over, as promised.
  case completed
  /// A side took it back.
  case cancelled
  /// Nobody of the office began it.
  case lapsed
}

/// An appointment was made or moved on.
public struct AppointmentChange: Hashable, Codable, Sendable {
  /// What happened.
  public var step: AppointmentStep
  /// The appointment as it is from then on.
  public var appointment: Appointment
  /// Who had it before, where it was given to another agent.
  public var formerly: AgentReference?

  /// Everything it says.
  public init(step: AppointmentStep, appointment: Appointment) {
    self.step = step
    self.appointment = appointment
  }
}

/// Why something cannot be done to an appointment. Console, page and backend go by this one rule.
public enum AppointmentObstacle: Hashable, Sendable {
  /// Another agent has begun it.
  case taken(AgentReference)
  /// It was cancelled.
  case cancelled
  /// It is over.
  case over
  /// Its time has come.
  case isDue
  /// Its time is too far ahead.
  case tooEarly
  /// Nobody has begun it.
  case notStarted

  /// Why, and what to do.
  public var text: Localised {
    switch self {
    case .taken(let agent): Localised("该预约已由 \(agent.name) 开始", "\(agent.name) has begun the appointment")
    case .cancelled: Localised("该预约已取消", "The appointment was cancelled")
    case .over: Localised("该预约已结束", "The appointment is over")
    case .isDue: Localised("预约时间已到，不能再改", "Its time has come; it cannot be changed any more")
    case .tooEarly:
      Localised(
        "未到预约时间：提前 \(Appointment.earlyMinutes) 分钟内可以开始",
        "It is too early: it may begin \(Appointment.earlyMinutes) minutes ahead of its time")
    case .notStarted: Localised("该预约尚未开始", "The appointment has not begun")
    }
  }
}
