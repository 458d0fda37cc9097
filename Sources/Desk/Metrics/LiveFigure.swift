/// A figure of the queue as it is at this moment, under its name in the JSON of `zuoxi report queue`, in checks and in thresholds.
public enum LiveFigure: String, Codable, Sendable, CaseIterable {
  /// People in the queue.
  case waiting
  /// How long the one has waited who waits longest.
  case longestWait = "longest_wait_seconds"
  /// Talks under way.
  case talking
  /// Seats that are signed in.
  case seats
  /// Seats that are ready.
  case readySeats = "ready_seats"
  /// Conversations that ready seats could still take.
  case freeSlots = "free_slots"
  /// How long whoever comes now will probably wait.
  case expectedWait = "expected_wait_seconds"

  /// What it counts in.
  public var unit: Metric.Unit { self == .longestWait || self == .expectedWait ? .seconds : .count }

  /// What it is called.
  public var name: Localised {
    switch self {
    case .waiting: Localised("排队人数", "People waiting")
    case .longestWait: Localised("最长等待", "Longest wait")
    case .talking: Localised("会话中", "Talking")
    case .seats: Localised("签入坐席", "Seats")
    case .readySeats: Localised("示闲坐席", "Ready seats")
    case .freeSlots: Localised("空闲接待位", "Free slots")
    case .expectedWait: Localised("预计等待", "Expected wait")
    }
  }

  /// How it is computed.
  public var explanation: Localised {
    switch self {
    case .waiting:
      Localised("此刻在排队、尚未接入的人，含再次排队和约定而等候的", "People in the queue now, also those who wait again or by arrangement")
    case .longestWait:
      Localised(
        "此刻 − 排队最久者进入排队的时间；无人排队为 0", "Now − when the one who waits longest entered the queue; 0 while nobody waits")
    case .talking: Localised("坐席正在接待的会话，含挂起", "Conversations with an agent, on hold or not; wrap-up is none")
    case .seats: Localised("除签出以外的坐席", "Seats in any state but signed out")
    case .readySeats: Localised("示闲且在线的坐席", "Seats that are ready and connected")
    case .freeSlots:
      Localised(
        "示闲坐席还可接待的会话数；同时服务多组的坐席各组都计",
        "Conversations that ready seats could still take; a seat of several groups counts in each")
    case .expectedWait:
      Localised(
        "现在来的人预计等待：（排在前面的人 − 空闲接待位）× 平均处理时间 ÷ 接待位，至少 10 秒；没有接待位则算不出",
        "What whoever comes now will probably wait: (those before − free slots) × handling time ÷ slots, 10 s at least; not computable without slots"
      )
    }
  }
}
