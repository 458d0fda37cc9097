import Desk

// Limits of seats, and time for wrap-up.

extension Decision {
  mutating func limit(_ id: AgentID, to limits: SeatLimits, expecting slots: Int) throws(Problem) -> Answer {
    guard case .staff(let supervisor) = actor, supervisor.role == .supervisor else { throw Problem(.forbidden) }
    guard var seat = facts.seat, seat.agent.id == id else {
      throw Problem(.notFound, detail: Localised("没有这位坐席", "There is no such agent"))
    }
    guard (1...20).contains(limits.slots) else {
      throw Problem(.badRequest, detail: Localised("接待数应为 1 至 20", "Slots are 1 to 20"))
    }
    guard seat.agent.slots == slots else {
      throw Problem(
        .changedMeanwhile,
        detail: Localised(
          "接待数刚被改为 \(seat.agent.slots)，请看过再改",
          "Somebody made it \(seat.agent.slots) slots meanwhile; look, then change it"))
    }
    guard limits.slots != slots else { return .seat(seat) }
    seat.agent.slots = limits.slots
    events.append(.seatChanged(seat))
    account = seat.agent
    audits.append(AuditEntry(act: "seat.limit", subject: id.rawValue, detail: "slots \(slots) → \(limits.slots)"))
    return .seat(seat)
  }

  mutating func extendWrapUp() throws(Problem) -> Answer {
    var conversation = try own(try agent())
    guard conversation.stage == .wrapUp else { throw Problem(.wrongStage) }
    guard conversation.isWrapUpExtended != true else {
      throw Problem(.wrongStage, detail: Localised("话后整理只能延长一次", "Wrap-up is given more time once only"))
    }
    let settings = facts.office.settings
    let begins = max(now, conversation.wrapUpUntil ?? now)
    let until = begins.advanced(seconds: settings.wrapUpExtensionSeconds ?? settings.wrapUpSeconds)
    add(.wrapUpExtended(WrapUpExtension(conversation: conversation.id, until: until)), to: &conversation)
    timers.append(.set(ServiceTimer(kind: .wrapUpDue, subject: conversation.id.rawValue, due: until)))
    return detail(conversation)
  }
}
