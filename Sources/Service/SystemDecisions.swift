import Desk

// What connections and deadlines bring about.

extension Decision {
  mutating func seatConnection(_ isConnected: Bool) throws(Problem) -> Answer {
    try requireSystem()
    guard var seat = facts.seat, isConnected || !facts.isConnectedElsewhere else { return .done }
    let subject = seat.agent.id.rawValue
    guard isConnected else {
      // `Seat.isConnected` stays true while the grace runs, so a console that is soon back flips nothing.
      // Since when it is away is told: nothing is offered to it, and colleagues see how long its conversations are kept.
      if seat.isConnected {
        setTimer(.seatGone, subject, seconds: facts.office.settings.seatGraceSeconds)
        if seat.awaySince == nil {
          seat.awaySince = now
          events.append(.seatChanged(seat))
          let kept = now.advanced(seconds: facts.office.settings.seatGraceSeconds)
          tellAbsence(AgentAbsence(since: now, keptUntil: kept), of: seat)
        }
      }
      return .done
    }
    cancelTimer(.seatGone, subject)
    if !seat.isConnected || seat.awaySince != nil {
      if !seat.isConnected { seat.since = now }
      seat.isConnected = true
      seat.awaySince = nil
      events.append(.seatChanged(seat))
      tellAbsence(nil, of: seat)
    }
    return .done
  }

  /// Whoever talks with the agent learns that they are away, or back.
  private mutating func tellAbsence(_ away: AgentAbsence?, of seat: Seat) {
    for conversation in facts.seatConversations where conversation.stage == .talking {
      guard conversation.agent?.id == seat.agent.id, conversation.agentAway != away else { continue }
      var conversation = conversation
      add(.agentPresence(AgentPresence(conversation: conversation.id, away: away)), to: &conversation)
    }
  }

  mutating func visitorConnection(_ isConnected: Bool) throws(Problem) -> Answer {
    try requireSystem()
    guard var conversation = facts.conversation, conversation.isOpen, isConnected || !facts.isConnectedElsewhere
    else { return .done }
    if conversation.isTaxpayerPresent != isConnected {
      add(
        .taxpayerPresence(TaxpayerPresence(conversation: conversation.id, isPresent: isConnected)), to: &conversation)
    }
    if !isConnected { loseTaxpayerLink(in: &conversation) }
    let subject = conversation.id.rawValue
    let settings = facts.office.settings
    switch (isConnected, conversation.stage) {
    case (true, _): cancelTimer(.visitorGone, subject)
    case (false, .waiting): setTimer(.visitorGone, subject, seconds: settings.visitorGraceSeconds)
    case (false, .talking): setTimer(.visitorGone, subject, seconds: settings.idleEndSeconds)
    case (false, _): break
    }
    return .done
  }

  mutating func timerFired(_ timer: ServiceTimer, noticeIDs: [MessageID]) throws(Problem) -> Answer {
    try requireSystem()
    // Taken away or put off since it was found due: it has nothing to say any more.
    guard let standing = facts.timer, standing.due <= now else { return .done }
    cancelTimer(timer.kind, timer.subject)
    switch timer.kind {
    case .seatGone: seatGone(noticeIDs)
    case .visitorGone: visitorGone(noticeIDs)
    case .wrapUpDue:
      if var conversation = facts.conversation, conversation.stage == .wrapUp {
        close(&conversation, WrapUp(code: nil, summary: "", at: now))
      }
    case .reservationDue: reservationDue()
    case .offerDue: offerDue()
    case .rematchDue: rematchDue()
    case .holdDue:
      if let conversation = facts.conversation { holdDue(noticeID: noticeID(0, of: noticeIDs, for: conversation)) }
    case .invitationDue:
      if let conversation = facts.conversation {
        try invitationDue(noticeID: noticeID(0, of: noticeIDs, for: conversation))
      }
    case .appointmentDue:
      appointmentDue(noticeID: noticeIDs.first?.rawValue ?? fallbackID(timer))
    case .waitDue: waitDue()
    case .promiseSoon: promiseSoon()
    case .messageDue: messageDue()
    case .ticketDue: ticketDue()
    case .ticketCloseDue: ticketCloseDue(noticeID: noticeIDs.first?.rawValue ?? fallbackID(timer))
    case .calendarMoved: reschedule(after: timer.subject)
    case .idle: idle(noticeIDs)
    }
    return .done
  }

  private func fallbackID(_ timer: ServiceTimer) -> String { timer.subject + "-" + String(now.milliseconds) }

  private mutating func seatGone(_ noticeIDs: [MessageID]) {
    guard var seat = facts.seat else { return }
    let talks = facts.seatConversations.count { $0.stage == .talking }
    for (index, conversation) in facts.seatConversations.enumerated() {
      var conversation = conversation
      switch conversation.stage {
      case .talking: requeue(&conversation, noticeID: noticeID(index, of: noticeIDs, for: conversation), isLost: true)
      case .wrapUp: close(&conversation, WrapUp(code: nil, summary: "", at: now))
      case .assistant, .waiting, .closed: break
      }
    }
    endParts(of: seat.agent.id)
    guard seat.isConnected || seat.choice != .signedOut else { return }
    seat.isConnected = false
    seat.awaySince = nil
    seat.choice = .signedOut
    seat.reason = nil
    seat.since = now
    seat.order = nil
    seat.lost = talks == 0 ? nil : SeatLoss(at: now, talks: talks)
    events.append(.seatChanged(seat))
  }

  /// Ends what an agent takes part in without having it: consults, and talks they joined.
  mutating func endParts(of agent: AgentID, by person: AgentReference? = nil) {
    for conversation in facts.consulting {
      // As it stands by now: the same seat may have had it.
      var conversation = conversations.first { $0.id == conversation.id } ?? conversation
      if conversation.consult?.colleague.id == agent { endConsult(of: &conversation, by: person) }
      leave(&conversation, agent, noticeID: noticeID(0, of: [], for: conversation))
    }
  }

  /// Puts a talk back in front of the queue: its seat is lost, or a supervisor signed it out.
  mutating func requeue(_ conversation: inout Conversation, noticeID: MessageID, isLost: Bool) {
    let settings = facts.office.settings
    let before = conversation.queue
    var entry = QueueEntry(
      group: before?.group ?? facts.catalogue.groups.first?.id ?? "", enteredAt: now,
      priority: before?.priority ?? 0, isInFront: true, reason: before?.reason ?? "",
      ageingPerPrioritySeconds: settings.ageingPerPrioritySeconds)
    entry.appointment = before?.appointment
    if isLost { entry.lostBy = conversation.agent }
    endConsult(of: &conversation)
    cancelTimer(.holdDue, conversation.id.rawValue)
    closeInvitation(.seatLost, in: &conversation, noticeID: noticeID)
    notify(.requeued, id: noticeID, in: &conversation)
    let joined = conversation.joined
    add(.queued(Queued(conversation: conversation.id, entry: entry)), to: &conversation)
    endJoin(joined, of: &conversation)
    setWaitTimer(conversation.id)
    if !conversation.isTaxpayerPresent {
      setTimer(.visitorGone, conversation.id.rawValue, seconds: settings.visitorGraceSeconds)
    }
  }

  private mutating func visitorGone(_ noticeIDs: [MessageID]) {
    guard var conversation = facts.conversation, !conversation.isTaxpayerPresent else { return }
    let id = noticeID(0, of: noticeIDs, for: conversation)
    switch conversation.stage {
    case .waiting: end(&conversation, .abandoned, notice: .abandoned, noticeID: id)
    case .talking: end(&conversation, .idle, notice: .endedIdle, noticeID: id)
    case .assistant, .wrapUp, .closed: break
    }
  }

  private mutating func idle(_ noticeIDs: [MessageID]) {
    guard var conversation = facts.conversation, conversation.stage == .assistant else { return }
    // The deadline is set once, when the conversation opens; what was written since puts it off here, not with every message.
    let silentSince = conversation.lastMessage?.at ?? conversation.openedAt
    let due = silentSince.advanced(seconds: facts.office.settings.idleEndSeconds)
    guard due <= now else {
      timers.append(.set(ServiceTimer(kind: .idle, subject: conversation.id.rawValue, due: due)))
      return
    }
    end(&conversation, .idle, notice: .endedIdle, noticeID: noticeID(0, of: noticeIDs, for: conversation))
  }

  /// The id brought along, or one that follows from the conversation when too few were.
  func noticeID(_ index: Int, of ids: [MessageID], for conversation: Conversation) -> MessageID {
    index < ids.count ? ids[index] : MessageID(conversation.id.rawValue + "-" + String(conversation.lastNumber + 1))
  }
}
