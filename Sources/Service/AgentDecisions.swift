import Desk

// What agents ask for.

extension Decision {
  mutating func accept(noticeID: MessageID) throws(Problem) -> Answer {
    let agent = try agent()
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    switch conversation.stage {
    case .waiting: break
    case .talking:
      guard let winner = conversation.agent else { throw Problem(.notWaiting) }
      // Asked again by the one who has it: the same answer, so that a lost response does no harm.
      if winner.id == agent.id { return detail(conversation) }
      throw Problem(
        .alreadyTaken,
        detail: Localised("该会话已由 \(winner.name) 接入", "\(winner.name) has taken the conversation"), winner: winner)
    case .wrapUp, .closed:
      guard let winner = conversation.agent, winner.id != agent.id else { throw Problem(.notWaiting) }
      throw Problem(.notWaiting, winner: winner)
    case .assistant: throw Problem(.notWaiting)
    }
    let reserved = conversation.queue?.reservedFor
    if let reserved, reserved.id != agent.id {
      throw Problem(
        .reserved,
        detail: Localised(
          "该会话已转给 \(reserved.name)，对方未接时大家才能接入",
          "The conversation was passed on to \(reserved.name); others may take it only if they do not"),
        winner: reserved)
    }
    if let offer = conversation.queue?.offer, offer.agent.id != agent.id {
      throw Problem(
        .reserved,
        detail: Localised(
          "正在呼叫 \(offer.agent.name)，对方未应答时才能接入",
          "\(offer.agent.name) is being called; others may take it only if they do not"),
        winner: offer.agent)
    }
    guard let group = conversation.queue?.group, agent.groups.contains(group) || reserved != nil else {
      throw Problem(.forbidden, detail: Localised("您不在该技能组，不能接入", "You do not serve that group"))
    }
    // What the agent chose counts: a console that is connected has not signed them in.
    guard let seat = facts.seat, seat.choice != .signedOut else { throw Problem(.signedOut) }
    let settings = facts.office.settings
    guard facts.seatConversations.count(where: { settings.takesSlot($0.stage) }) < agent.slots else {
      throw Problem(.noFreeSlot)
    }
    endOffer(.accepted, of: &conversation)
    cancelTimer(.rematchDue, conversation.id.rawValue)
    cancelTimer(.waitDue, conversation.id.rawValue)
    add(
      .accepted(Accepted(conversation: conversation.id, agent: agent.reference, at: now)), to: &conversation)
    notify(.accepted, agent.name, id: noticeID, in: &conversation)
    if reserved != nil { cancelTimer(.reservationDue, conversation.id.rawValue) }
    if !conversation.isTaxpayerPresent {
      setTimer(.visitorGone, conversation.id.rawValue, seconds: facts.office.settings.idleEndSeconds)
    }
    return detail(conversation)
  }

  mutating func agentWrites(_ draft: MessageDraft) throws(Problem) -> Answer {
    let agent = try agent()
    var conversation = try shared(agent)
    let cards = [draft.entryLink != nil, draft.image != nil, draft.sheet != nil].count { $0 }
    let text = try checked(draft, mayBeEmpty: cards > 0)
    guard cards <= 1 else { throw Problem(.badRequest) }
    if let first = facts.existing.first { return try repeated(first.author.agent == agent.id, in: conversation) }
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    var body = MessageBody.text(TextBody(text))
    if let code = draft.entryLink { body = .entryLink(try card(code, words: text, for: conversation.taxpayer)) }
    if draft.image != nil {
      body = .image(ImageCard(try image(of: draft, in: conversation, from: .agent), words: text))
    }
    if let ordered = draft.sheet {
      let sheet = try sheet(of: ordered, id: draft.id, by: agent, in: conversation)
      body = .sheet(SheetCard(sheet, words: text))
      let step = SheetStep.issued(SheetIssue(by: agent.reference))
      add(.sheetChanged(SheetChange(conversation: conversation.id, step: step, sheet: sheet)), to: &conversation)
    }
    let author = Author(side: .agent, name: agent.name, agent: agent.id)
    // Whoever writes talks again.
    endHold(of: &conversation)
    let message = post(body, id: draft.id, by: author, to: &conversation)
    return .posted(PostedMessages(messages: [message], conversation: conversation))
  }

  /// The card of a catalogued link; refused unless it may be sent to that taxpayer today.
  private func card(_ code: String, words: String, for taxpayer: Taxpayer) throws(Problem) -> EntryLinkCard {
    guard let link = facts.catalogue.entryLinks.first(where: { $0.code == code }) else {
      throw Problem(
        .linkRefused,
        detail: Localised("没有编码为 \(code) 的办理入口，请重新选择", "There is no entry link \(code); choose another"))
    }
    let obstacle = link.obstacle(
      on: facts.office.calendar.day(at: now), for: taxpayer.region, hosts: facts.office.settings.linkHosts ?? [])
    if let obstacle { throw Problem(.linkRefused, detail: obstacle.text) }
    return EntryLinkCard(link, words: words)
  }

  mutating func agentEnds(noticeID: MessageID) throws(Problem) -> Answer {
    var conversation = try own(try agent())
    switch conversation.stage {
    case .talking: end(&conversation, .byAgent, notice: .endedByAgent, noticeID: noticeID)
    case .wrapUp: break  // The taxpayer was faster; what was asked for is so.
    case .assistant, .waiting, .closed: throw Problem(.wrongStage)
    }
    return detail(conversation)
  }

  mutating func wrapUp(_ request: WrapUpRequest) throws(Problem) -> Answer {
    var conversation = try own(try agent())
    let code = facts.catalogue.wrapUpCodes.first { $0.code == request.code }
    guard let code, code.group == nil || code.group == conversation.queue?.group else {
      throw Problem(
        .badRequest, detail: Localised("没有该小结代码，请重新选择", "There is no such wrap-up code; choose another"))
    }
    let summary = try CleanText.check(
      request.summary, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    if conversation.stage == .closed, conversation.wrapUp?.code == code.code, conversation.wrapUp?.summary == summary {
      return detail(conversation)
    }
    // A wrap-up that comes after its time ran out is still worth having.
    let isLate = conversation.stage == .closed && conversation.wrapUp?.code == nil
    guard conversation.stage == .wrapUp || isLate else { throw Problem(.wrongStage) }
    close(&conversation, WrapUp(code: code.code, summary: summary, at: now))
    return detail(conversation)
  }

  mutating func choosePresence(_ presence: Presence, reason: String?) throws(Problem) -> Answer {
    let agent = try agent()
    guard var seat = facts.seat else { throw Problem(.forbidden) }
    if presence == .onBreak {
      guard let reason, facts.catalogue.breakReasons.contains(where: { $0.code == reason }) else {
        throw Problem(.badRequest, detail: Localised("小休须选择原因", "Choose the reason of the break"))
      }
    }
    if presence == .signedOut, facts.seatConversations.contains(where: { $0.stage == .talking }) {
      throw Problem(
        .wrongStage, detail: Localised("还有进行中的会话，请先结束再签出", "End your conversations before you sign out"))
    }
    if presence == .signedOut { endParts(of: agent.id, by: agent.reference) }
    let reason = presence == .onBreak ? reason : nil
    if seat.choice != presence || seat.reason != reason || seat.agent != agent || seat.lost != nil {
      seat.agent = agent
      seat.choice = presence
      seat.reason = reason
      seat.since = now
      seat.order = nil
      seat.lost = nil
      events.append(.seatChanged(seat))
    }
    // A seat that says it works but whose console never comes is lost in the same way as one whose console went.
    if !seat.isConnected {
      if presence == .signedOut {
        cancelTimer(.seatGone, agent.id.rawValue)
      } else {
        setTimer(.seatGone, agent.id.rawValue, seconds: facts.office.settings.seatGraceSeconds)
      }
    }
    return .seat(seat)
  }

  mutating func advanceReceipt(_ receipt: Receipt) throws(Problem) -> Answer {
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    let side: Side
    let before: Receipt
    switch actor {
    case .taxpayer:
      side = .taxpayer
      before = conversation.taxpayerReceipt
    case .staff(let agent):
      // How far the agent is told to the taxpayer; how far a supervisor is concerns nobody.
      if conversation.agent?.id != agent.id, conversation.joined?.supervisor.id == agent.id { return .done }
      guard conversation.agent?.id == agent.id else { throw Problem(.notYours) }
      guard conversation.stage == .talking || conversation.stage == .wrapUp else { return .done }
      side = .agent
      before = conversation.agentReceipt
    case .system: throw Problem(.forbidden)
    }
    let last = conversation.lastNumber
    let reached = Receipt(delivered: min(max(0, receipt.delivered), last), read: min(max(0, receipt.read), last))
    let after = before.merged(with: reached)
    if after != before {
      add(
        .receiptAdvanced(ReceiptAdvance(conversation: conversation.id, side: side, receipt: after)), to: &conversation)
    }
    return .done
  }

  /// Closes a conversation that is written up.
  mutating func close(_ conversation: inout Conversation, _ wrapUp: WrapUp) {
    add(.wrappedUp(WrappedUp(conversation: conversation.id, wrapUp: wrapUp)), to: &conversation)
    cancelTimer(.wrapUpDue, conversation.id.rawValue)
  }
}
