import Desk

// Messages left 留言.

extension Decision {
  mutating func leave(_ draft: OfflineMessageDraft) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    if taxpayer.isAnonymous { throw Problem(.identityRequired) }
    guard CleanText.isID(draft.id.rawValue) else {
      throw Problem(
        .badRequest, detail: Localised("留言编号无效：应为 1–64 个字母、数字、-、_", "A message id is 1–64 of A–Z a–z 0–9 - _"))
    }
    if let earlier = facts.promises.message {
      guard earlier.taxpayer.id == taxpayer.id else {
        throw Problem(.badRequest, detail: Localised("留言编号已被使用，请换一个", "That id is taken; make another"))
      }
      return .offlineMessage(earlier)
    }
    guard facts.promises.waiting < OfflineMessage.mostOpen else {
      throw Problem(
        .tooManyRequests,
        detail: Localised(
          "您已有 \(OfflineMessage.mostOpen) 条留言等待答复，请先等待答复",
          "\(OfflineMessage.mostOpen) of your messages wait for an answer; wait for those first"))
    }
    guard let last = facts.catalogue.groups.last else { throw Problem(.badRequest) }
    let group = try draft.group.map { id throws(Problem) in try known(id) } ?? last.id
    let contact = try CleanText.check(draft.contact ?? "", bytes: 400, mayBeEmpty: true)
      .split(whereSeparator: \.isNewline).joined(separator: " ")
    let clock = PromiseClock(minutes: promises.minutes(for: group), from: now, on: facts.office.calendar(of: group))
    var message = OfflineMessage(
      id: draft.id, matter: try title(draft.matter), group: group, taxpayer: taxpayer,
      contact: contact.isEmpty ? nil : Masked.contact(contact), openedAt: now, clock: clock)
    var entry = PromiseEntry(.opened, at: now, side: .taxpayer)
    entry.text = try CleanText.check(draft.text, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    entry.images = try images(draft.images ?? [], from: .taxpayer, place: draft.id.rawValue)
    if !contact.isEmpty { self.contact = (draft.id, contact) }
    add(entry, to: &message)
    return .offlineMessage(message)
  }

  mutating func stepMessage(
    _ request: PromiseStepRequest, noticeID: String, newConversation: ConversationID, messageID: MessageID
  ) throws(Problem) -> Answer {
    guard var message = facts.promises.message else { throw Self.noMessage }
    switch actor {
    case .taxpayer(let taxpayer):
      guard message.taxpayer.id == taxpayer.id else { throw Self.noMessage }
      guard [.added, .closed, .entered].contains(request.kind) else { throw Problem(.forbidden) }
      if request.kind == .entered {
        if message.conversation != nil { return .offlineMessage(message) }
        return try enter(&message, noticeID: noticeID, opening: newConversation, messageID: messageID)
      }
      if request.kind == .closed, !message.state.isOpen { return .offlineMessage(message) }
      try allow(message.obstacle(to: request.kind))
      add(try entry(request, of: .taxpayer, by: nil, place: message.id.rawValue), to: &message)
    case .staff:
      let agent = try agent()
      guard try isWanted(request, by: agent, of: message) else { return .offlineMessage(message) }
      // Whoever answers what nobody has taken takes it with the answer.
      if [.replied, .invited].contains(request.kind), message.state == .open { take(&message, agent) }
      try allow(message.obstacle(to: request.kind))
      if let revision = request.revision, request.kind == .replied, message.publicRevision > revision {
        throw changedMeanwhile { $0.isPublic }
      }
      var entry = try entry(request, of: .agent, by: agent, place: message.id.rawValue)
      if request.kind == .claimed { entry.assignee = agent.reference }
      if request.kind == .assigned, let target = request.agent { entry.assignee = try colleague(target) }
      if request.kind == .forwarded { entry.group = try known(request.group) }
      add(entry, to: &message)
      tell(request.kind, of: message, id: noticeID)
    case .system: throw Problem(.forbidden)
    }
    return .offlineMessage(message)
  }

  mutating func revealContact() throws(Problem) -> Answer {
    let agent = try agent()
    guard let message = facts.promises.message, let contact = facts.promises.contact else { throw Self.noMessage }
    // What became of it is worked on by whoever has the ticket.
    let owners = [message.assignee, facts.promises.ticket?.assignee].compactMap(\.self)
    guard owners.contains(where: { $0.id == agent.id }) || agent.role == .supervisor else { throw Problem(.notYours) }
    audits.append(AuditEntry(act: "contact.reveal", subject: message.id.rawValue))
    return .contact(RevealedContact(contact: contact))
  }

  /// It was promised and is late: supervisors see it, and its priority rises.
  mutating func messageDue() {
    guard var message = facts.promises.message, message.obstacle(to: .escalated) == nil, message.clock.isLate(at: now)
    else { return }
    add(PromiseEntry(.escalated, at: now, side: .system), to: &message)
  }

  /// Adds a step of a message.
  mutating func add(_ entry: PromiseEntry, to message: inout OfflineMessage) {
    let entry = message.take(entry, on: facts.office.calendar(of: entry.group ?? message.group))
    events.append(.promiseChanged(PromiseChange(message, entry)))
    keepDeadline(of: message)
    callAnew(
      AlarmRaised(dueSoon: message, at: now, in: facts.office), PromiseChange(message, entry),
      dueBefore: facts.promises.message?.clock.dueAt)
  }

  // MARK: - Parts

  static let noMessage = Problem(.notFound, detail: Localised("找不到该留言", "There is no such message"))

  func allow(_ obstacle: PromiseObstacle?) throws(Problem) { if let obstacle { throw refuse(obstacle) } }

  /// Whether an agent may take a step, and whether it still has to be taken.
  private func isWanted(_ request: PromiseStepRequest, by agent: Agent, of message: OfflineMessage) throws(Problem)
    -> Bool
  {
    switch request.kind {
    case .claimed, .assigned, .noted, .released, .replied, .forwarded, .invited, .closed:
      try allow(message.bar(to: request.kind, for: agent), .message, of: message.group)
    default: throw Problem(.forbidden)
    }
    if request.kind == .assigned, request.agent == nil { throw Problem(.badRequest) }
    return request.kind != .claimed || message.assignee?.id != agent.id
  }

  private mutating func take(_ message: inout OfflineMessage, _ agent: Agent) {
    var entry = PromiseEntry(.claimed, at: now, side: .agent, agent: agent.reference)
    entry.assignee = agent.reference
    add(entry, to: &message)
  }

  private mutating func tell(_ kind: PromiseEntry.Kind, of message: OfflineMessage, id: String) {
    let words: Localised
    switch kind {
    case .replied: words = Localised("您的留言“\(message.matter)”已答复", "Your message “\(message.matter)” was answered")
    case .invited:
      words = Localised(
        "坐席 \(message.assignee?.name ?? "") 邀请您就“\(message.matter)”在线沟通，点击进入",
        "\(message.assignee?.name ?? "") invites you to talk about “\(message.matter)”")
    case .closed: words = Localised("您的留言“\(message.matter)”已结束", "Your message “\(message.matter)” was closed")
    default: return
    }
    tell(message.taxpayer, id: id, .message, message.id.rawValue, words)
  }

  /// The taxpayer comes to talk with whoever invited them: straight to that agent if they are ready and have a free slot; else in front of the
  /// queue, kept for them a while if they are signed in.
  private mutating func enter(
    _ message: inout OfflineMessage, noticeID: String, opening: ConversationID, messageID: MessageID
  ) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    try allow(message.obstacle(to: .entered))
    guard let inviter = message.assignee else { throw refuse(.notClaimed) }
    if let refusal = blockedRefusal { throw refusal }
    var conversation = open(for: taxpayer, id: opening)
    if conversation.stage == .talking, conversation.agent?.id != inviter.id {
      throw Problem(
        .wrongStage, detail: Localised("您正在与坐席沟通，请先结束当前会话", "You are talking with an agent; end that talk first"))
    }
    if conversation.stage != .talking { queue(&conversation, for: message, inviter, messageID) }
    var entry = PromiseEntry(.entered, at: now, side: .taxpayer)
    entry.conversation = conversation.id
    add(entry, to: &message)
    return .offlineMessage(message)
  }

  private mutating func queue(
    _ conversation: inout Conversation, for message: OfflineMessage, _ inviter: AgentReference, _ messageID: MessageID
  ) {
    let settings = facts.office.settings
    let subject = conversation.id.rawValue
    endOffer(.withdrawn, of: &conversation)
    for kind in [ServiceTimer.Kind.idle, .reservationDue, .rematchDue] { cancelTimer(kind, subject) }
    let group = group(message.group)
    var entry = QueueEntry(
      group: message.group, enteredAt: now, priority: max(group?.priority ?? 0, message.priority.rank),
      isInFront: true, reason: message.matter, ageingPerPrioritySeconds: settings.ageingPerPrioritySeconds)
    let seat = facts.promises.inviter.flatMap { $0.agent.id == inviter.id && $0.choice != .signedOut ? $0 : nil }
    let taken = facts.promises.inviterTalks.count { settings.takesSlot($0.stage) }
    let isFree = seat.map { Matching.isEligible($0) && taken < $0.agent.slots } ?? false
    let seconds = settings.reservationSeconds ?? 30
    if !isFree, let seat, seat.isConnected {
      entry.reservedFor = inviter
      entry.reservedUntil = now.advanced(seconds: seconds)
    }
    add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
    if isFree {
      cancelTimer(.waitDue, subject)
      add(.accepted(Accepted(conversation: conversation.id, agent: inviter, at: now)), to: &conversation)
      notify(.accepted, inviter.name, id: messageID, in: &conversation)
    } else {
      setWaitTimer(conversation.id)
      if entry.reservedFor != nil { setTimer(.reservationDue, subject, seconds: seconds) }
      notify(
        .escalated, group?.name.chinese ?? "", english: group?.name.english, id: messageID, in: &conversation)
    }
    if !conversation.isTaxpayerPresent {
      setTimer(.visitorGone, subject, seconds: isFree ? settings.idleEndSeconds : settings.visitorGraceSeconds)
    }
  }
}
