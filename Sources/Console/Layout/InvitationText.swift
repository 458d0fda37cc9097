import Desk

/// Where an invitation stands, in the agent's words.
public enum InvitationText {
  /// Where it stands; `conversation` tells whether it has reached the taxpayer's screen.
  public static func standing(_ invitation: Invitation, seen conversation: Conversation) -> Localised {
    switch invitation.stage {
    case .invited where invitation.proposedBy == .taxpayer:
      Localised("纳税人申请，待您答复", "the taxpayer asks; waits for you")
    case .invited where invitation.taxpayerLink == .denied, .connecting where invitation.taxpayerLink == .denied:
      Localised("纳税人浏览器未获许可", "their browser may not use camera or screen")
    case .invited:
      conversation.taxpayerReceipt.delivered >= invitation.number
        ? Localised("已送达，待纳税人同意", "on their screen; waits for consent")
        : Localised("已邀请，尚未送达", "invited; not on their screen yet")
    case .connecting: Localised("已同意，正在连接", "agreed to; connecting")
    case .live: live(invitation.link)
    case .ended: ended(invitation)
    }
  }

  private static func live(_ link: Invitation.Link) -> Localised {
    switch link {
    case .good, .denied: Localised("已接通", "live")
    case .poor: Localised("已接通，网络较差", "live, poor network")
    case .lost: Localised("网络中断，正在恢复", "network lost, recovering")
    }
  }

  private static func ended(_ invitation: Invitation) -> Localised {
    let byAgent = invitation.endedBy == .agent
    return switch invitation.reason {
    case .refused: byAgent ? Localised("坐席已拒绝", "the agent declined") : Localised("纳税人未同意", "the taxpayer declined")
    case .withdrawn:
      byAgent ? Localised("坐席已取消", "the agent took it back") : Localised("纳税人已取消", "the taxpayer took it back")
    case .expired: Localised("超时无人答复", "nobody answered in time")
    case .missed: Localised("未送达，已取消", "never reached the other side")
    case .failed: Localised("未能接通", "could not be connected")
    case .lost: Localised("因网络中断结束", "ended: connection lost")
    case .hungUp: byAgent ? Localised("坐席已挂断", "the agent hung up") : Localised("纳税人已挂断", "the taxpayer hung up")
    case .talkEnded: Localised("随会话结束", "ended with the talk")
    case .transferred: Localised("因转接结束", "ended: passed on")
    case .seatLost: Localised("因坐席断线结束", "ended: seat lost")
    case nil: Localised("已结束", "over")
    }
  }
}
