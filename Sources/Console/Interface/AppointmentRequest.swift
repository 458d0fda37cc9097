import Desk

/// What the seat asks to be done to an appointment.
public enum AppointmentRequest: Hashable, Sendable {
  /// Confirm it.
  case confirm
  /// Give it to an agent.
  case give(to: AgentID)
  /// Take it back.
  case cancel(reason: String)
  /// Put it to another slot.
  case move(to: Timestamp)
  /// Begin it in its mode.
  case start
  /// It is over.
  case complete
  /// The taxpayer did not come.
  case miss

  /// What is said when it is done.
  var done: Localised {
    switch self {
    case .confirm: Localised("预约已确认", "Confirmed")
    case .give: Localised("预约已改派", "Given")
    case .cancel: Localised("预约已取消，已通知纳税人", "Cancelled; the taxpayer is told")
    case .move: Localised("预约已改期，已通知纳税人", "Moved; the taxpayer is told")
    case .start: Localised("预约已开始", "Begun")
    case .complete: Localised("预约已完成", "Completed")
    case .miss: Localised("已记为爽约", "Written down as a no-show")
    }
  }
}
