/// A notice within a conversation: a code that both languages spell out.
public struct MessageNotice: Hashable, Codable, Sendable {
  /// The notices there are.
  public enum Code: String, Codable, Sendable, CaseIterable {
    /// The taxpayer asked for a human; argument: the group.
    case escalated
    /// An agent took over; argument: the agent's name.
    case accepted
    /// An agent passed it on; argument: the group.
    case transferredToGroup
    /// An agent passed it on; argument: the other agent's name.
    case transferredToAgent
    /// The agent put it on hold.
    case held
    /// The agent talks again.
    case resumed
    /// The talk has been on hold for long; argument: minutes.
    case heldLong
    /// The taxpayer was blocked; argument: until when.
    case blocked
    /// The taxpayer left the queue.
    case leftQueue
    /// The taxpayer's page was gone too long while waiting.
    case abandoned
    /// The seat vanished; the taxpayer waits again, in front.
    case requeued
    /// The agent ended the conversation.
    case endedByAgent
    /// The taxpayer ended the conversation.
    case endedByTaxpayer
    /// Nobody wrote for too long.
    case endedIdle
    /// The taxpayer rated the service; argument: stars 1–5.
    case rated
    /// An invitation was agreed to; argument, here and below: what for, and how long it was live.
    case callAccepted
    /// Both see or hear each other.
    case callStarted
    /// The agent said no.
    case callRefusedByAgent
    /// The taxpayer said no.
    case callRefusedByTaxpayer
    /// The agent took the invitation back.
    case callWithdrawnByAgent
    /// The taxpayer took the wish back.
    case callWithdrawnByTaxpayer
    /// Nobody answered in time.
    case callExpired
    /// It reached no screen of the other side.
    case callMissed
    /// No way between both sides was found.
    case callFailed
    /// The way broke, and no other was found.
    case callLost
    /// The agent hung up.
    case callEndedByAgent
    /// The taxpayer hung up.
    case callEndedByTaxpayer
    /// The talk ended or was passed on.
    case callEndedWithTalk
    /// The taxpayer confirmed a sheet; argument: the matter.
    case sheetConfirmed
    /// A matter was handled; argument: the matter.
    case sheetHandled
    /// A matter was not handled; argument: the matter.
    case sheetNotHandled
    /// An appointment begins; argument: the matter.
    case appointmentBegan
    /// A supervisor joined; argument, here and below: their name.
    case supervisorJoined
    /// The supervisor left.
    case supervisorLeft
    /// A supervisor took it over.
    case supervisorTookOver
    /// A supervisor ended it.
    case endedBySupervisor
    /// Nobody may be free before closing: to leave a message or to book is offered instead.
    case otherWays
  }

  /// Which notice.
  public var code: Code
  /// The notice's argument, as the code says.
  public var argument: String
  /// The argument in English, where it differs.
  public var argumentEnglish: String?

  /// A notice from its parts.
  public init(_ code: Code, _ argument: String = "", english: String? = nil) {
    self.code = code
    self.argument = argument
    argumentEnglish = english == argument ? nil : english
  }

  /// The notice in words.
  public func text(_ language: Language) -> String {
    let english = argumentEnglish ?? argument
    let pair =
      switch code {
      case .escalated: Localised("已转人工服务，正在排队（\(argument)）", "Asked for a human; waiting (\(english))")
      case .accepted: Localised("坐席 \(argument) 已接入，为您服务", "Agent \(english) has joined")
      case .transferredToGroup:
        Localised("已为您转接（\(argument)），优先接待", "Passed on to \(english); you are in front")
      case .transferredToAgent:
        Localised("正在为您转接坐席 \(argument)", "Passing you on to \(english)")
      case .held: Localised("坐席正在为您核实，请稍候", "The agent is looking into it; one moment")
      case .resumed: Localised("坐席已返回", "The agent is back")
      case .heldLong:
        Localised(
          "坐席仍在为您核实（已 \(argument) 分钟），请再稍候", "Still looking into it after \(english) min; thank you for waiting")
      case .blocked:
        Localised("人工服务已暂停至 \(argument)，期间可继续使用智能应答", "No agents until \(english); the assistant goes on answering")
      case .leftQueue: Localised("纳税人已离开排队", "The taxpayer left the queue")
      case .abandoned: Localised("页面已关闭，排队结束", "The page was closed; no longer waiting")
      case .requeued: Localised("坐席连接中断，已优先重新排队", "The seat was lost; waiting again, in front")
      case .endedByAgent: Localised("坐席已结束本次服务", "The agent ended the conversation")
      case .endedByTaxpayer: Localised("纳税人已结束本次服务", "The taxpayer ended the conversation")
      case .endedIdle: Localised("长时间无消息，会话已结束", "Ended after a long silence")
      case .rated: Localised("纳税人评价：\(argument) 星", "Rated \(english) of 5 stars")
      case .callAccepted: Localised("已同意\(argument)，正在连接", "\(english) agreed to; connecting")
      case .callStarted: Localised("\(argument)已接通", "\(english) is live")
      case .callRefusedByAgent: Localised("坐席暂不能\(argument)", "The agent declined: \(english)")
      case .callRefusedByTaxpayer: Localised("纳税人未同意\(argument)", "The taxpayer declined: \(english)")
      case .callWithdrawnByAgent: Localised("坐席已取消\(argument)邀请", "The agent took the invitation back: \(english)")
      case .callWithdrawnByTaxpayer:
        Localised("纳税人已取消\(argument)申请", "The taxpayer took the request back: \(english)")
      case .callExpired: Localised("\(argument)无人答复，已取消", "Nobody answered in time: \(english)")
      case .callMissed: Localised("\(argument)未送达对方，已取消", "Never reached the other side: \(english)")
      case .callFailed: Localised("\(argument)未能接通", "Could not be connected: \(english)")
      case .callLost: Localised("\(argument)因网络中断结束", "Ended because the connection was lost: \(english)")
      case .callEndedByAgent: Localised("坐席已结束\(argument)", "The agent ended it: \(english)")
      case .callEndedByTaxpayer: Localised("纳税人已结束\(argument)", "The taxpayer ended it: \(english)")
      case .callEndedWithTalk: Localised("\(argument)已随会话结束", "Ended with the talk: \(english)")
      case .sheetConfirmed: Localised("纳税人已确认提交：\(argument)", "The taxpayer confirmed: \(english)")
      case .sheetHandled: Localised("业务已办理：\(argument)", "Handled: \(english)")
      case .appointmentBegan: Localised("预约开始：\(argument)", "The appointment begins: \(english)")
      case .supervisorJoined: Localised("值班长 \(argument) 加入对话", "Supervisor \(english) has joined the talk")
      case .supervisorLeft: Localised("值班长 \(argument) 已离开对话", "Supervisor \(english) has left the talk")
      case .supervisorTookOver: Localised("值班长 \(argument) 继续为您服务", "Supervisor \(english) goes on with you")
      case .endedBySupervisor: Localised("值班长已结束本次服务", "A supervisor ended the conversation")
      case .otherWays:
        Localised(
          "下班前可能来不及接待，已请纳税人选择留言或预约", "May not be reached before closing; offered to leave a message or to book")
      case .sheetNotHandled: Localised("业务未办理：\(argument)", "Not handled: \(english)")
      }
    return pair.text(language)
  }
}
