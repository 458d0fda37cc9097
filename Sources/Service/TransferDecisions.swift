import Desk

// Passing a talk on, holding it, and what staff tell each other about it.

extension Decision {
  mutating func transfer(_ request: TalkTransfer, noticeID: MessageID) throws(Problem) -> Answer {
    let agent = try agent()
    var conversation = try own(agent)
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    try passOn(&conversation, request, by: agent, noticeID: noticeID)
    return detail(conversation)
  }

  /// Puts a talk, or somebody who waits, to a group's queue or before an agent.
  mutating func passOn(
    _ conversation: inout Conversation, _ request: TalkTransfer, by agent: Agent, noticeID: MessageID
  ) throws(Problem) {
    let note = try CleanText.check(request.note ?? "", bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    var entry: QueueEntry
    let isTalk = conversation.stage == .talking
    let seconds = facts.office.settings.reservationSeconds ?? 30
    switch (request.group, request.agent) {
    case (let id?, nil):
      guard let group = facts.catalogue.groups.first(where: { $0.id == id }) else {
        throw Problem(.badRequest, detail: Localised("没有该技能组，请重新选择", "There is no such group; choose another"))
      }
      // Whose queue it is already goes back to it; nobody else comes into one that takes nobody new.
      if id != conversation.queue?.group, facts.office.closure(of: id) != nil {
        throw Problem(
          .queueClosed,
          detail: Localised(
            "\(group.name.chinese) 排队已关闭，请转给其他技能组或坐席",
            "The queue \(group.name.english) is closed; choose another group or an agent"))
      }
      closeInvitation(.transferred, in: &conversation, noticeID: noticeID)
      entry = self.entry(for: conversation, in: group)
      notify(
        .transferredToGroup, group.name.chinese, english: group.name.english, id: noticeID, in: &conversation)
    case (nil, let target?):
      entry = try reservation(for: target, from: agent, conversation, seconds)
      closeInvitation(.transferred, in: &conversation, noticeID: noticeID)
      notify(.transferredToAgent, entry.reservedFor?.name ?? "", id: noticeID, in: &conversation)
    default:
      throw Problem(
        .badRequest, detail: Localised("请选择一个技能组或一位坐席", "Name either a group or an agent to pass it on to"))
    }
    entry.transferredFrom = agent.reference
    entry.appointment = conversation.queue?.appointment
    endConsult(of: &conversation)
    if conversation.stage == .waiting {
      endOffer(.withdrawn, of: &conversation)
      cancelTimer(.reservationDue, conversation.id.rawValue)
    }
    cancelTimer(.holdDue, conversation.id.rawValue)
    if note.contains(where: { !$0.isWhitespace }) { write(note, by: agent, in: &conversation) }
    let joined = conversation.joined
    add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
    endJoin(joined, of: &conversation)
    if isTalk { setWaitTimer(conversation.id) }
    let subject = conversation.id.rawValue
    if entry.reservedFor != nil { setTimer(.reservationDue, subject, seconds: seconds) }
    if !conversation.isTaxpayerPresent {
      setTimer(.visitorGone, subject, seconds: facts.office.settings.visitorGraceSeconds)
    }
  }

  /// The agent named did not take it in time: their group may.
  mutating func reservationDue() {
    guard var conversation = facts.conversation, conversation.stage == .waiting, var entry = conversation.queue,
      entry.reservedFor != nil
    else { return }
    entry.reservedFor = nil
    entry.reservedUntil = nil
    add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
  }

  mutating func hold(_ isHeld: Bool, noticeID: MessageID) throws(Problem) -> Answer {
    var conversation = try own(try agent())
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    if isHeld != (conversation.heldSince != nil) {
      notify(isHeld ? .held : .resumed, id: noticeID, in: &conversation)
      add(.held(Held(conversation: conversation.id, since: isHeld ? now : nil)), to: &conversation)
      let subject = conversation.id.rawValue
      if isHeld { setTimer(.holdDue, subject, seconds: holdReminderSeconds) } else { cancelTimer(.holdDue, subject) }
    }
    return detail(conversation)
  }

  /// It has been on hold for long: both sides are told, and again after as long.
  mutating func holdDue(noticeID: MessageID) {
    guard var conversation = facts.conversation, conversation.stage == .talking, let since = conversation.heldSince
    else { return }
    notify(.heldLong, String(max(1, now.seconds(since: since) / 60)), id: noticeID, in: &conversation)
    setTimer(.holdDue, conversation.id.rawValue, seconds: holdReminderSeconds)
  }

  private var holdReminderSeconds: Int { facts.office.settings.holdReminderSeconds ?? 120 }

  /// Takes a talk up again without a word of it: the agent does something that says so.
  mutating func endHold(of conversation: inout Conversation) {
    guard conversation.heldSince != nil else { return }
    add(.held(Held(conversation: conversation.id, since: nil)), to: &conversation)
    cancelTimer(.holdDue, conversation.id.rawValue)
  }

  mutating func note(_ text: String) throws(Problem) -> Answer {
    let agent = try agent()
    var conversation = try own(agent)
    guard conversation.stage == .talking || conversation.stage == .wrapUp else { throw Problem(.wrongStage) }
    let text = try CleanText.check(text, bytes: facts.office.settings.messageBytes)
    guard (conversation.notes?.count { $0.isSideTalk != true } ?? 0) < Self.mostNotes else {
      throw Problem(
        .tooLarge, detail: Localised("备注已满 \(Self.mostNotes) 条", "There are \(Self.mostNotes) notes already"))
    }
    write(text, by: agent, in: &conversation)
    return detail(conversation)
  }

  /// Notes stand in the conversation's row: they are bounded.
  private static let mostNotes = 100

  private mutating func write(_ text: String, by agent: Agent, in conversation: inout Conversation) {
    let note = StaffNote(at: now, author: agent.reference, text: text)
    add(.noted(Noted(conversation: conversation.id, note: note)), to: &conversation)
  }

  /// A place in front: whoever was being served does not wait a second time. Who waited already goes on waiting since then.
  private func entry(for conversation: Conversation, in group: SkillGroup) -> QueueEntry {
    let waiting = conversation.stage == .waiting ? conversation.queue : nil
    return QueueEntry(
      group: group.id, enteredAt: waiting?.enteredAt ?? now,
      priority: max(group.priority, conversation.queue?.priority ?? 0),
      isInFront: waiting?.isInFront ?? true, reason: conversation.queue?.reason ?? "",
      ageingPerPrioritySeconds: facts.office.settings.ageingPerPrioritySeconds)
  }

  private func reservation(
    for target: AgentID, from agent: Agent, _ conversation: Conversation, _ seconds: Int
  ) throws(Problem) -> QueueEntry {
    guard target != conversation.agent?.id else {
      throw Problem(.badRequest, detail: Localised("不能转给自己", "You cannot pass it on to yourself"))
    }
    guard let seat = facts.seat, seat.agent.id == target, seat.agent.role != .administrator else {
      throw Problem(.badRequest, detail: Localised("没有这位坐席，请重新选择", "There is no such agent; choose another"))
    }
    guard seat.choice != .signedOut, seat.isConnected else {
      throw Problem(
        .signedOut,
        detail: Localised("\(seat.agent.name) 未签入，请转给其他人", "\(seat.agent.name) is not signed in; choose another"))
    }
    let own = conversation.queue?.group
    let id = own.flatMap { seat.agent.groups.contains($0) ? $0 : nil } ?? seat.agent.groups.first ?? own
    guard let group = facts.catalogue.groups.first(where: { $0.id == id }) ?? facts.catalogue.groups.first else {
      throw Problem(.badRequest)
    }
    var entry = entry(for: conversation, in: group)
    entry.reservedFor = seat.agent.reference
    entry.reservedUntil = now.advanced(seconds: seconds)
    return entry
  }
}
