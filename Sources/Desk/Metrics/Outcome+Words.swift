extension ConversationFacts.Outcome {
  /// What came of it.
  public var name: Localised {
    switch self {
    case .assistant: Localised("智能应答中", "assistant")
    case .contained: Localised("智能解答", "contained")
    case .waiting: Localised("排队中", "waits")
    case .shortAbandoned: Localised("很快离开", "left soon")
    case .abandoned: Localised("放弃", "abandoned")
    case .message: Localised("留言", "message")
    case .appointment: Localised("预约", "booked")
    case .answered: Localised("及时接入", "in time")
    case .late: Localised("超时接入", "late")
    }
  }
}
