import Desk

extension Conversation.Stage {
  /// What conversations at this stage are called.
  public var name: Localised {
    switch self {
    case .assistant: Localised("智能应答中", "with the assistant")
    case .waiting: Localised("排队中", "waiting")
    case .talking: Localised("进行中", "talking")
    case .wrapUp: Localised("话后整理", "written up")
    case .closed: Localised("已结束", "over")
    }
  }
}
