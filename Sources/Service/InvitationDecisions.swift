import Desk

// Invitations to remote assist 远程协助 and calls 音视频互动: proposed, answered, connected, ended.

extension Decision {
  mutating func propose(_ kind: Invitation.Kind, id: InvitationID, messageID: MessageID) throws(Problem) -> Answer {
    var (conversation, author) = try ownTalk()
    guard conversation.stage == .talking else {
      throw Problem(
        .wrongStage, detail: Localised("接入后、结束前才能邀请", "Invitations are for a talk with an agent that goes on"))
    }
    if let known = conversation.invitation {
      if known.isOpen { return try proposeAgain(kind, author.side, known, &conversation, noticeID: messageID) }
      try requirePause(after: known, author.side)
    }
    if author.side == .agent { endHold(of: &conversation) }
    invite(to: kind, by: author, id: id, messageID: messageID, in: &conversation)
    return detail(conversation)
  }

  /// Posts an invitation into a talk in which none is open.
  mutating func invite(
    to kind: Invitation.Kind, by author: Author, id: InvitationID, messageID: MessageID,
    in conversation: inout Conversation
  ) {
    let message = post(.invitation(InvitationCard(id, kind: kind)), id: messageID, by: author, to: &conversation)
    let settings = facts.office.settings
    let invitation = Invitation(
      id: id, kind: kind, proposedBy: author.side, number: message.number, at: now,
      due: now.advanced(seconds: settings.invitationLimits.answer), usesRoom: settings.hasRooms == true)
    take(invitation, in: &conversation)
  }

  mutating func answerInvitation(_ answer: InvitationAnswer, noticeID: MessageID) throws(Problem) -> Answer {
    var (conversation, author) = try ownTalk()
    try require(answer.invitation, in: conversation)
    // Whoever agrees to a call talks again.
    if author.side == .agent, answer.accepts { endHold(of: &conversation) }
    try move(.answer(by: author.side, accepts: answer.accepts), &conversation, noticeID: noticeID)
    return detail(conversation)
  }

  mutating func reportLink(_ report: CallReport, noticeID: MessageID) throws(Problem) -> Answer {
    var (conversation, author) = try ownTalk()
    try require(report.invitation, in: conversation)
    try move(.report(by: author.side, report.link), &conversation, noticeID: noticeID)
    return .done
  }

  /// Takes it back, refuses it or hangs up; one that has ended stays as it ended.
  mutating func endInvitation(_ id: InvitationID, noticeID: MessageID) throws(Problem) -> Answer {
    var (conversation, author) = try ownTalk()
    try require(id, in: conversation)
    try move(.end(by: author.side), &conversation, noticeID: noticeID)
    return detail(conversation)
  }

  /// Nobody answered, or no way was found in time.
  mutating func invitationDue(noticeID: MessageID) throws(Problem) {
    guard var conversation = facts.conversation, let invitation = conversation.invitation, invitation.isOpen else {
      return
    }
    let receipt = invitation.answers == .taxpayer ? conversation.taxpayerReceipt : conversation.agentReceipt
    try move(.due(wasSeen: receipt.delivered >= invitation.number), &conversation, noticeID: noticeID)
  }

  /// Ends it with what it hangs on; `noticeID` is the id of the notice about that.
  mutating func closeInvitation(_ reason: Invitation.Reason, in conversation: inout Conversation, noticeID: MessageID) {
    guard let invitation = conversation.invitation,
      case .becomes(let next) = invitation.after(.close(reason), at: now, facts.office.settings.invitationLimits)
    else { return }
    take(next, in: &conversation)
    tell(next, id: MessageID(noticeID.rawValue + "-call"), in: &conversation)
  }

  /// The link into the room is used; the console says so.
  mutating func openedRoom(_ id: InvitationID) throws(Problem) -> Answer {
    try requireSystem()
    guard var conversation = facts.conversation, let invitation = conversation.invitation, invitation.id == id else {
      return .done
    }
    let step = invitation.after(.open, at: now, facts.office.settings.invitationLimits)
    if case .becomes(let next) = step { take(next, in: &conversation) }
    return .done
  }

  /// The taxpayer's page is gone; the way may hold, and then the page says so when it is back.
  mutating func loseTaxpayerLink(in conversation: inout Conversation) {
    guard let invitation = conversation.invitation, invitation.stage == .live, invitation.usesRoom != true else {
      return
    }
    let step = invitation.after(.report(by: .taxpayer, .lost), at: now, facts.office.settings.invitationLimits)
    if case .becomes(let next) = step { take(next, in: &conversation) }
  }

  // MARK: - Parts

  /// The seconds a taxpayer waits before asking again for what was not wanted.
  private static let pauseSeconds = 10

  private func ownTalk() throws(Problem) -> (conversation: Conversation, author: Author) {
    if case .taxpayer(let taxpayer) = actor {
      guard let conversation = facts.conversation, conversation.taxpayer.id == taxpayer.id else {
        throw Problem(.conversationNotFound)
      }
      return (conversation, Author(side: .taxpayer, name: taxpayer.name))
    }
    let agent = try agent()
    return (try own(agent), Author(side: .agent, name: agent.name, agent: agent.id))
  }

  private func require(_ id: InvitationID, in conversation: Conversation) throws(Problem) {
    guard conversation.invitation?.id == id else {
      throw Problem(.notFound, detail: Localised("该邀请已结束", "That invitation is over"))
    }
  }

  /// Proposed while one is open: the same again changes nothing, what the other side proposed is agreed to, anything else has to wait.
  private mutating func proposeAgain(
    _ kind: Invitation.Kind, _ side: Side, _ known: Invitation, _ conversation: inout Conversation, noticeID: MessageID
  ) throws(Problem) -> Answer {
    guard known.kind == kind else {
      let name = known.kind.name
      throw Problem(
        .wrongStage,
        detail: Localised("\(name.chinese)正在进行，请先结束", "\(name.english) goes on; end it first"))
    }
    if known.answers == side, known.stage == .invited {
      try move(.answer(by: side, accepts: true), &conversation, noticeID: noticeID)
    }
    return detail(conversation)
  }

  private func requirePause(after known: Invitation, _ side: Side) throws(Problem) {
    guard side == .taxpayer, known.proposedBy == side, known.reason != .hungUp, let ended = known.endedAt else {
      return
    }
    let left = Self.pauseSeconds - now.seconds(since: ended)
    if left > 0 { throw Problem(.tooManyRequests, retryAfter: left) }
  }

  private mutating func move(
    _ act: Invitation.Act, _ conversation: inout Conversation, noticeID: MessageID
  ) throws(Problem) {
    guard let invitation = conversation.invitation else { return }
    switch invitation.after(act, at: now, facts.office.settings.invitationLimits) {
    case .stays: break
    case .refused:
      throw Problem(.wrongStage, detail: Localised("该邀请已另有结果", "The invitation has gone another way"))
    case .becomes(let next):
      take(next, in: &conversation)
      if next.stage != invitation.stage { tell(next, id: noticeID, in: &conversation) }
    }
  }

  private mutating func take(_ invitation: Invitation, in conversation: inout Conversation) {
    add(.invitationChanged(InvitationChange(conversation: conversation.id, invitation: invitation)), to: &conversation)
    let subject = conversation.id.rawValue
    if let due = invitation.due {
      timers.append(.set(ServiceTimer(kind: .invitationDue, subject: subject, due: due)))
    } else {
      cancelTimer(.invitationDue, subject)
    }
  }

  private mutating func tell(_ invitation: Invitation, id: MessageID, in conversation: inout Conversation) {
    guard let code = invitation.notice else { return }
    let name = invitation.kind.name
    let time = invitation.stage == .ended ? invitation.seconds(at: now).map { " " + Self.clock($0) } ?? "" : ""
    notify(code, name.chinese + time, english: name.english + time, id: id, in: &conversation)
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let short = two(seconds / 60 % 60) + ":" + two(seconds % 60)
    return seconds < 3600 ? short : "\(seconds / 3600):" + short
  }
}

extension Invitation {
  /// What is told in the talk when it comes to stand where it stands.
  fileprivate var notice: MessageNotice.Code? {
    switch stage {
    case .invited: return nil
    case .connecting: return .callAccepted
    case .live: return .callStarted
    case .ended: break
    }
    let isAgent = endedBy == .agent
    switch reason {
    case .refused: return isAgent ? .callRefusedByAgent : .callRefusedByTaxpayer
    case .withdrawn: return isAgent ? .callWithdrawnByAgent : .callWithdrawnByTaxpayer
    case .expired: return .callExpired
    case .missed: return .callMissed
    case .failed: return .callFailed
    case .lost: return .callLost
    case .hungUp: return isAgent ? .callEndedByAgent : .callEndedByTaxpayer
    case .talkEnded, .transferred, .seatLost: return .callEndedWithTalk
    case nil: return nil
    }
  }
}
