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
    /// The taxpayer confirmed a sheet; argument: the matter.
    case sheetConfirmed
    /// A matter was handled; argument: the matter.
    case sheetHandled
    /// A matter was not handled; argument: the matter.
    case sheetNotHandled
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
      case .leftQueue: Localised("纳税人已离开排队", "The taxpayer left the queue")
      case .abandoned: Localised("页面已关闭，排队结束", "The page was closed; no longer waiting")
      case .requeued: Localised("坐席连接中断，已优先重新排队", "The seat was lost; waiting again, in front")
      case .endedByAgent: Localised("坐席已结束本次服务", "The agent ended the conversation")
      case .endedByTaxpayer: Localised("纳税人已结束本次服务", "The taxpayer ended the conversation")
      case .endedIdle: Localised("长时间无消息，会话已结束", "Ended after a long silence")
      case .rated: Localised("纳税人评价：\(argument) 星", "Rated \(english) of 5 stars")
      case .sheetConfirmed: Localised("纳税人已确认提交：\(argument)", "The taxpayer confirmed: \(english)")
      case .sheetHandled: Localised("业务已办理：\(argument)", "Handled: \(english)")
      case .sheetNotHandled: Localised("业务未办理：\(argument)", "Not handled: \(english)")
      }
    return pair.text(language)
  }
}
