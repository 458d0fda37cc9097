import Desk

/// Remote assist and calls in one conversation: inviting, answering, the way into the room, hanging up.
public struct CallForm: Hashable, Sendable {
  /// The conversation.
  public var conversation: ConversationID
  /// Row marked among the choices, from 0.
  public var selected: Int

  /// The form of a conversation.
  public init(_ conversation: ConversationID) {
    self.conversation = conversation
    selected = 0
  }
}

/// What can be done about invitations just now.
public enum CallChoice: Hashable, Sendable {
  /// Invite the taxpayer.
  case invite(Invitation.Kind)
  /// Say yes to what the taxpayer asks for.
  case accept
  /// Say no to it.
  case refuse
  /// Open the room in a browser by a new link.
  case openRoom
  /// Put the link on the clipboard.
  case copyLink
  /// Take the invitation back, or hang up.
  case end(isLive: Bool)

  /// What the row says.
  public var name: Localised {
    switch self {
    case .invite(let kind): Localised("邀请\(kind.name.chinese)", "Invite: \(kind.name.english)")
    case .accept: Localised("同意", "Agree")
    case .refuse: Localised("拒绝", "Decline")
    case .openRoom: Localised("在浏览器打开（新链接）", "Open it (a new link)")
    case .copyLink: Localised("复制链接", "Copy the link")
    case .end(let isLive): isLive ? Localised("挂断", "Hang up") : Localised("取消邀请", "Take it back")
    }
  }
}

extension State {
  /// What can be done about invitations in a conversation, in the order of their digits.
  public func callChoices(in id: ConversationID) -> [CallChoice] {
    guard let conversation = replica?.conversations[id]?.conversation, conversation.stage == .talking else { return [] }
    guard let invitation = conversation.invitation, invitation.isOpen else {
      return Invitation.Kind.allCases.map(CallChoice.invite)
    }
    if invitation.stage == .invited, invitation.proposedBy == .taxpayer { return [.accept, .refuse] }
    let copy: [CallChoice] = roomAddress(of: id) == nil ? [] : [.copyLink]
    return [.openRoom, .end(isLive: invitation.stage != .invited)] + copy
  }

  /// The link into the room of a conversation's open invitation, while it may still be opened.
  public func roomAddress(of id: ConversationID) -> RoomAddress? {
    guard let room = talks[id]?.room, let invitation = replica?.conversations[id]?.conversation.invitation,
      invitation.isOpen, invitation.id == room.invitation, let now = clock.now, room.expiresAt > now
    else { return nil }
    return room
  }
}
