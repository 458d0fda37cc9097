import Desk

// Appointments 预约: booked against the capacity of their slot, moved on by either side and by time, begun in their mode.

extension Decision {
  mutating func book(_ draft: AppointmentDraft, id: AppointmentID, noticeID: String) throws(Problem) -> Answer {
    let taxpayer = try taxpayer()
    guard !taxpayer.isAnonymous else { throw Problem(.identityRequired) }
    guard let rule = facts.catalogue.appointmentRules?.first(where: { $0.code == draft.rule }) else {
      throw Problem(.badRequest, detail: Localised("没有该预约事项，请刷新页面后重试", "There is no such matter; load the page again"))
    }
    guard rule.modes.contains(draft.mode) else {
      throw Problem(
        .badRequest,
        detail: Localised(
          "该事项不支持\(draft.mode.name.chinese)方式", "That matter is not met by: \(draft.mode.name.english)"))
    }
    let words = try CleanText.check(draft.words ?? "", bytes: 2_000, mayBeEmpty: true)
    let contact = try Self.contact(draft)
    try require(draft.start, of: rule, by: .taxpayer)
    let open = facts.openAppointments
    guard open.count < Self.mostOpen else {
      throw Problem(
        .appointmentRefused,
        detail: Localised(
          "您已有 \(open.count) 个未完成的预约，请先完成或取消", "You have \(open.count) appointments already; keep or cancel one first"))
    }
    try requireFree(draft.start, rule, besides: open)
    let appointment = Appointment(
      id: id, rule: rule, mode: draft.mode, taxpayer: taxpayer, words: words,
      contact: contact.map(Masked.contact), start: draft.start, at: now)
    if let contact { documents.append(.contact(contact, of: id)) }
    take(appointment, .booked, noticeID: noticeID)
    return .appointment(appointment)
  }

  mutating func act(_ act: AppointmentAct, noticeID: String) throws(Problem) -> Answer {
    let appointment = try ownAppointment()
    switch act {
    case .confirm(nil): return try move(appointment, .confirm(by: try agent().reference), noticeID)
    case .confirm(let target?): return try give(appointment, to: target, noticeID)
    case .cancel(let reason):
      let reason = try CleanText.check(reason, bytes: 400, mayBeEmpty: true)
      return try move(appointment, .cancel(by: side, reason: reason), noticeID)
    case .move(let start):
      let rule = facts.catalogue.appointmentRules?.first { $0.code == appointment.rule }
      guard let rule else {
        throw Problem(.appointmentRefused, detail: Localised("该事项已不再接受预约", "That matter is not booked any more"))
      }
      if start != appointment.start {
        try require(start, of: rule, by: side)
        try requireFree(start, rule, besides: facts.openAppointments.filter { $0.id != appointment.id })
      }
      // Elsewhere it takes the time that is given there now, which is what was counted to be free.
      var appointment = appointment
      if start != appointment.start { appointment.minutes = rule.minutes }
      return try move(appointment, .move(by: side, to: start), noticeID)
    case .start(let newConversation, let invitation, let messageIDs):
      return try start(appointment, opening: newConversation, invitation, messageIDs, noticeID)
    case .complete:
      try requireOwner(of: appointment)
      return try move(appointment, .complete, noticeID)
    case .miss:
      try requireOwner(of: appointment)
      return try move(appointment, .miss, noticeID)
    case .reveal:
      _ = try agent()
      audits.append(AuditEntry(act: "appointment.reveal", subject: appointment.id.rawValue))
      return .contact(RevealedContact(contact: facts.appointmentContact ?? ""))
    }
  }

  /// The appointment's next moment came.
  mutating func appointmentDue(noticeID: String) {
    guard let appointment = facts.appointment, case .becomes(let next, let step) = appointment.after(.due, at: now)
    else { return }
    take(next, step, noticeID: noticeID)
    guard step == .late else { return }
    let when = facts.office.calendar.words(next.start, at: now)
    events.append(
      .alarmRaised(
        AlarmRaised(
          kind: .appointment, subject: next.id.rawValue, group: next.group, since: next.rangAt ?? next.start,
          words: Localised("预约已超时，无人开始（\(when.chinese)）", "Nobody has begun the appointment \(when.english)"))))
  }

  /// Ends the appointment with the talk in which both met: a taxpayer who never came has missed it.
  mutating func endAppointment(of conversation: Conversation, _ reason: EndReason, noticeID: MessageID) {
    guard let appointment = facts.appointment,
      appointment.id == conversation.queue?.appointment || appointment.conversation == conversation.id
    else { return }
    let hasCome = conversation.isTaxpayerPresent || conversation.taxpayerReceipt.read > 0
    let step = appointment.after(reason == .idle && !hasCome ? .miss : .complete, at: now)
    guard case .becomes(let next, let what) = step else { return }
    take(next, what, noticeID: noticeID.rawValue + "-appointment")
  }

  // MARK: - Begin

  private mutating func start(
    _ appointment: Appointment, opening id: ConversationID, _ invitation: InvitationID, _ messageIDs: [MessageID],
    _ noticeID: String
  ) throws(Problem) -> Answer {
    let agent = try agent()
    guard agent.groups.contains(appointment.group) || agent.role == .supervisor else {
      throw Problem(.forbidden, detail: Localised("您不在该技能组，不能开始", "You do not serve that group"))
    }
    guard appointment.mode.hasTalk else {
      return try move(appointment, .start(by: agent.reference, nil), noticeID)
    }
    let talk = facts.conversation.flatMap { $0.isOpen ? $0.id : nil } ?? id
    switch appointment.after(.start(by: agent.reference, talk), at: now) {
    case .refused(let obstacle): throw refusal(obstacle)
    case .stays: return .appointment(appointment)
    case .becomes(let next, let step):
      guard messageIDs.count == 3 else { throw Problem(.internalError) }
      try take(talk: id, for: next, by: agent, invitation, messageIDs)
      take(next, step, noticeID: noticeID)
      return .appointment(next)
    }
  }

  /// Takes the taxpayer's talk, or opens one, and invites in the booked mode.
  private mutating func take(
    talk id: ConversationID, for appointment: Appointment, by agent: Agent, _ invitation: InvitationID,
    _ messageIDs: [MessageID]
  ) throws(Problem) {
    let author = Author(side: .agent, name: agent.name, agent: agent.id)
    guard let seat = facts.seat, seat.choice != .signedOut else { throw Problem(.signedOut) }
    var conversation: Conversation
    if let current = facts.conversation, current.isOpen {
      conversation = current
    } else {
      conversation = Conversation(id: id, taxpayer: appointment.taxpayer, openedAt: now)
      conversation.lastAgent = facts.conversation?.agent ?? facts.conversation?.lastAgent
      conversation.isTaxpayerPresent = false
      add(.conversationOpened(conversation), to: &conversation)
    }
    if conversation.stage == .talking, let other = conversation.agent, other.id != agent.id {
      throw Problem(
        .alreadyTaken,
        detail: Localised("纳税人正在与 \(other.name) 会话", "The taxpayer is talking with \(other.name)"), winner: other)
    }
    if conversation.stage != .talking {
      let settings = facts.office.settings
      guard facts.seatConversations.count(where: { settings.takesSlot($0.stage) }) < agent.slots else {
        throw Problem(.noFreeSlot)
      }
      endOffer(.withdrawn, of: &conversation)
      for kind in [ServiceTimer.Kind.idle, .rematchDue, .reservationDue, .waitDue, .visitorGone] {
        cancelTimer(kind, conversation.id.rawValue)
      }
      var entry = QueueEntry(
        group: appointment.group, enteredAt: now, priority: 0, reason: TextBodyLine.one(of: appointment.matter.chinese),
        ageingPerPrioritySeconds: settings.ageingPerPrioritySeconds)
      entry.appointment = appointment.id
      add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
      add(
        .accepted(Accepted(conversation: conversation.id, agent: agent.reference, at: now)), to: &conversation)
      notify(.accepted, agent.name, id: messageIDs[0], in: &conversation)
      if !conversation.isTaxpayerPresent {
        setTimer(.visitorGone, conversation.id.rawValue, seconds: settings.idleEndSeconds)
      }
    }
    let matter = appointment.matter
    notify(.appointmentBegan, matter.chinese, english: matter.english, id: messageIDs[1], in: &conversation)
    if let kind = appointment.mode.invitation, conversation.invitation?.isOpen != true {
      invite(to: kind, by: author, id: invitation, messageID: messageIDs[2], in: &conversation)
    }
  }

  // MARK: - Parts

  /// Appointments somebody may have at the same time.
  private static let mostOpen = 5

  private var side: Side { if case .taxpayer = actor { .taxpayer } else { .agent } }

  private func calendar(of group: SkillGroupID) -> WorkingCalendar { facts.office.calendar(of: group) }

  /// The appointment meant, if it is the asker's to act on.
  private func ownAppointment() throws(Problem) -> Appointment {
    let missing = Problem(.notFound, detail: Localised("找不到该预约", "There is no such appointment"))
    guard let appointment = facts.appointment else { throw missing }
    if case .taxpayer(let taxpayer) = actor, appointment.taxpayer.id != taxpayer.id { throw missing }
    if case .staff = actor {
      let agent = try agent()
      guard agent.groups.contains(appointment.group) || agent.role == .supervisor else {
        throw Problem(
          .forbidden,
          detail: Localised("该预约属于其他技能组，请交由其坐席处理", "The appointment is another group's; leave it to its agents"))
      }
    }
    return appointment
  }

  /// Refuses what is no slot, or is one without a place left. Staff may book sooner than a taxpayer may.
  private func require(_ start: Timestamp, of rule: AppointmentRule, by side: Side) throws(Problem) {
    let calendar = calendar(of: rule.group)
    guard rule.hasSlot(at: start, calendar) else {
      throw Problem(.badRequest, detail: Localised("该时间不是可预约的时段，请刷新后重选", "No slot begins then; load the slots again"))
    }
    guard side == .agent ? start > now : rule.isOffered(start, calendar, at: now) else {
      throw Problem(
        .slotTaken, detail: Localised("该时段已不可预约，请另选", "That slot cannot be booked any more; choose another"))
    }
    guard facts.taken < rule.capacity else { throw Problem(.slotTaken) }
  }

  /// Refuses a time at which the taxpayer has another appointment.
  private func requireFree(
    _ start: Timestamp, _ rule: AppointmentRule, besides others: [Appointment]
  ) throws(Problem) {
    let end = start.advanced(seconds: rule.minutes * 60)
    guard let other = others.first(where: { $0.start < end && start < $0.end }) else { return }
    let when = calendar(of: rule.group).words(other.start, at: now)
    throw Problem(
      .appointmentRefused,
      detail: side == .taxpayer
        ? Localised("与您 \(when.chinese) 的预约时间冲突", "You have another appointment \(when.english)")
        : Localised("与该纳税人 \(when.chinese) 的预约时间冲突", "The taxpayer has another appointment \(when.english)"))
  }

  /// How an appointment ended is said by whoever has it, or a supervisor.
  private func requireOwner(of appointment: Appointment) throws(Problem) {
    let agent = try agent()
    guard let owner = appointment.agent, owner.id != agent.id, agent.role != .supervisor else { return }
    throw Problem(
      .alreadyTaken, detail: Localised("该预约由 \(owner.name) 负责", "\(owner.name) has the appointment"), winner: owner)
  }

  /// Whoever has it, or a supervisor, gives it to an agent of its group; nobody's is given by anyone of the group.
  private mutating func give(_ appointment: Appointment, to target: AgentID, _ noticeID: String) throws(Problem)
    -> Answer
  {
    if appointment.agent?.id != target { try requireOwner(of: appointment) }
    guard let seat = facts.seat, seat.agent.id == target, seat.agent.role != .administrator else {
      throw Problem(
        .badRequest, detail: Localised("没有坐席 \(target)，请重新选择", "There is no agent \(target); choose another"))
    }
    guard seat.agent.groups.contains(appointment.group) || seat.agent.role == .supervisor else {
      throw Problem(
        .badRequest,
        detail: Localised(
          "\(seat.agent.name) 不在该预约的技能组，请另选", "\(seat.agent.name) does not serve its group; choose another"))
    }
    return try move(appointment, .give(to: seat.agent.reference), noticeID)
  }

  private static func contact(_ draft: AppointmentDraft) throws(Problem) -> String? {
    let contact = try CleanText.check(draft.contact ?? "", bytes: 60, mayBeEmpty: true).filter { !$0.isWhitespace }
    if draft.mode == .phone, contact.count < 5 {
      throw Problem(.badRequest, detail: Localised("请填写联系电话", "Give a number to be called at"))
    }
    return contact.isEmpty ? nil : contact
  }

  private mutating func move(
    _ appointment: Appointment, _ act: Appointment.Act, _ noticeID: String
  ) throws(Problem) -> Answer {
    switch appointment.after(act, at: now) {
    case .refused(let obstacle): throw refusal(obstacle)
    case .stays: return .appointment(appointment)
    case .becomes(let next, let step):
      take(next, step, noticeID: noticeID)
      return .appointment(next)
    }
  }

  private func refusal(_ obstacle: AppointmentObstacle) -> Problem {
    if case .taken(let winner) = obstacle { return Problem(.alreadyTaken, detail: obstacle.text, winner: winner) }
    return Problem(.appointmentRefused, detail: obstacle.text)
  }

  private mutating func take(_ appointment: Appointment, _ step: AppointmentStep, noticeID: String) {
    let subject = appointment.id.rawValue
    var change = AppointmentChange(step: step, appointment: appointment)
    if step == .assigned { change.formerly = facts.appointment?.agent }
    events.append(.appointmentChanged(change))
    if let words = change.notice(calendar(of: appointment.group), at: now) {
      tell(appointment.taxpayer, id: noticeID, .appointment, subject, words)
    }
    if let due = appointment.due {
      timers.append(.set(ServiceTimer(kind: .appointmentDue, subject: subject, due: due)))
    } else {
      cancelTimer(.appointmentDue, subject)
    }
  }
}
