import Desk

// Blocking for abuse 拉黑: the person gets the assistant only, for a while.

extension Decision {
  mutating func block(_ request: BlockRequest, noticeID: MessageID) throws(Problem) -> Answer {
    let agent = try agent()
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    guard agent.role == .supervisor || conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    let most = Block.mostHours(agent.role)
    guard (1...most).contains(request.hours) else {
      throw Problem(
        .badRequest,
        detail: Localised("拉黑时长应为 1 至 \(most) 小时", "Block for 1 to \(most) hours"))
    }
    let reason = try CleanText.check(request.reason, bytes: 500)
    let taxpayer = conversation.taxpayer
    guard !taxpayer.isAnonymous else {
      throw Problem(.badRequest, detail: Localised("匿名访客本就不能转人工", "An anonymous visitor cannot ask for a human anyway"))
    }
    let until = now.advanced(seconds: request.hours * 3_600)
    if let earlier = facts.block, earlier.until >= until {
      // The longer one holds, whoever set it.
      return try ended(&conversation, until: earlier.until, noticeID: noticeID)
    }
    let block = Block(
      taxpayer: taxpayer.id, name: taxpayer.name, reason: reason, by: agent.reference, at: now, until: until,
      conversation: conversation.id)
    events.append(.blocked(block))
    audits.append(
      AuditEntry(act: "taxpayer.block", subject: taxpayer.id.rawValue, detail: "\(until) \(reason)"))
    return try ended(&conversation, until: until, noticeID: noticeID)
  }

  mutating func unblock(_ taxpayer: TaxpayerID, reason: String?) throws(Problem) -> Answer {
    let agent = try agent()
    let reason = try reason.map { reason throws(Problem) in try line(reason, mayBeEmpty: true) }
    guard let block = facts.block, block.until > now else { return .done }
    guard agent.role == .supervisor || block.by.id == agent.id else {
      throw Problem(
        .forbidden,
        detail: Localised("只有值班长或 \(block.by.name) 可以解除", "Only a supervisor or \(block.by.name) may lift it"))
    }
    events.append(.unblocked(Unblocked(taxpayer: taxpayer, by: agent.reference, reason: reason)))
    audits.append(AuditEntry(act: "taxpayer.unblock", subject: taxpayer.rawValue, detail: reason ?? ""))
    return .done
  }

  /// The refusal of somebody who is blocked; `nil` for everybody else.
  var blockedRefusal: Problem? {
    guard let block = facts.block, block.until > now else { return nil }
    let clock = facts.office.calendar.clock(block.until)
    return Problem(
      .blocked,
      detail: Localised(
        "人工服务已暂停至 \(clock)，期间可继续使用智能应答", "There are no agents for you until \(clock); the assistant goes on answering"))
  }

  private mutating func ended(
    _ conversation: inout Conversation, until: Timestamp, noticeID: MessageID
  ) throws(Problem) -> Answer {
    guard conversation.stage == .waiting || conversation.stage == .talking else { return detail(conversation) }
    let clock = facts.office.calendar.clock(until)
    end(&conversation, .blocked, notice: .blocked, argument: clock, noticeID: noticeID)
    return detail(conversation)
  }
}

extension WorkingCalendar {
  /// A moment's local day and minute, such as `2026-11-26 09:05`.
  func clock(_ moment: Timestamp) -> String {
    let (day, minute) = local(moment)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(day) \(two(minute / 60)):\(two(minute % 60))"
  }
}
