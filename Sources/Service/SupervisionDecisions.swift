import Desk

// What supervisors do on the floor within conversations. Who has a conversation is compared with what the supervisor saw: of two who act at once, the
// later one is told.

extension Decision {
  /// The supervisor who asks.
  func supervisor() throws(Problem) -> Agent {
    guard case .staff(let supervisor) = actor, supervisor.role == .supervisor else { throw Problem(.forbidden) }
    return supervisor
  }

  mutating func supervise(_ act: SupervisionAct, noticeID: MessageID) throws(Problem) -> Answer {
    let supervisor = try supervisor()
    guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    switch act {
    case .whisper(let text): return try whisper(text, by: supervisor, in: conversation)
    case .join: return try join(conversation, supervisor, noticeID)
    case .leave: return leave(conversation, supervisor, noticeID)
    case .takeOver(let request): return try takeOver(conversation, request, supervisor, noticeID)
    case .move(let request): return try move(conversation, request, supervisor, noticeID)
    case .close(let request): return try close(conversation, request, supervisor, noticeID)
    }
  }

  /// Whispers stand in the conversation's row: they are bounded.
  private static let mostWhispers = 100

  private mutating func whisper(
    _ text: String, by supervisor: Agent, in conversation: Conversation
  ) throws(Problem) -> Answer {
    var conversation = conversation
    guard conversation.stage == .talking || conversation.stage == .wrapUp else { throw Problem(.wrongStage) }
    let text = try CleanText.check(text, bytes: 2_000)
    guard (conversation.notes?.count { $0.isWhisper == true } ?? 0) < Self.mostWhispers else {
      throw Problem(
        .tooLarge, detail: Localised("密语已满 \(Self.mostWhispers) 条", "There are \(Self.mostWhispers) whispers already"))
    }
    say(text, aside: supervisor, in: &conversation)
    note("conversation.whisper", conversation)
    return detail(conversation)
  }

  private mutating func join(
    _ conversation: Conversation, _ supervisor: Agent, _ noticeID: MessageID
  ) throws(Problem) -> Answer {
    var conversation = conversation
    guard conversation.stage == .talking else { throw Problem(.wrongStage) }
    guard conversation.agent?.id != supervisor.id else {
      throw Problem(.badRequest, detail: Localised("这是您自己的会话", "The conversation is yours already"))
    }
    if let joined = conversation.joined {
      if joined.supervisor.id == supervisor.id { return detail(conversation) }
      throw Problem(
        .wrongStage,
        detail: Localised("\(joined.supervisor.name) 已加入该会话", "\(joined.supervisor.name) has joined already"),
        winner: joined.supervisor)
    }
    add(
      .joined(Joined(conversation: conversation.id, supervisor: supervisor.reference, since: now)), to: &conversation)
    notify(.supervisorJoined, supervisor.name, id: noticeID, in: &conversation)
    // A supervisor whose console never comes takes part no more, as when it is lost.
    if facts.seat?.isConnected != true {
      setTimer(.seatGone, supervisor.id.rawValue, seconds: facts.office.settings.seatGraceSeconds)
    }
    note("conversation.join", conversation)
    return detail(conversation)
  }

  private mutating func leave(_ conversation: Conversation, _ supervisor: Agent, _ noticeID: MessageID) -> Answer {
    var conversation = conversation
    guard conversation.joined?.supervisor.id == supervisor.id else { return detail(conversation) }
    leave(&conversation, supervisor.id, noticeID: noticeID)
    note("conversation.leave", conversation)
    return detail(conversation)
  }

  /// Ends somebody's taking part in a talk, if they do.
  mutating func leave(_ conversation: inout Conversation, _ agent: AgentID, noticeID: MessageID) {
    guard let supervisor = conversation.joined?.supervisor, supervisor.id == agent else { return }
    add(.joined(Joined(conversation: conversation.id, supervisor: supervisor, since: nil)), to: &conversation)
    notify(.supervisorLeft, supervisor.name, id: noticeID, in: &conversation)
  }

  /// Whoever joined takes part no more: told after the event that ended it, so that they are told of that one, too.
  mutating func endJoin(_ joined: JoinedSupervisor?, of conversation: inout Conversation) {
    guard let supervisor = joined?.supervisor else { return }
    add(.joined(Joined(conversation: conversation.id, supervisor: supervisor, since: nil)), to: &conversation)
  }

  private mutating func takeOver(
    _ conversation: Conversation, _ request: TakeOverRequest, _ supervisor: Agent, _ noticeID: MessageID
  ) throws(Problem) -> Answer {
    var conversation = conversation
    let reason = try line(request.reason ?? "", mayBeEmpty: true)
    if conversation.stage == .talking, conversation.agent?.id == supervisor.id { return detail(conversation) }
    try expect(request.from, in: conversation)
    guard conversation.stage == .talking, let agent = conversation.agent else { throw Problem(.wrongStage) }
    guard var seat = facts.seat else { throw Problem(.forbidden) }
    let settings = facts.office.settings
    guard facts.seatConversations.count(where: { settings.takesSlot($0.stage) }) < supervisor.slots else {
      throw Problem(.noFreeSlot)
    }
    closeInvitation(.transferred, in: &conversation, noticeID: noticeID)
    endHold(of: &conversation)
    // Whoever was consulted may be the one who takes it.
    endConsult(of: &conversation)
    // The taxpayer is told of the event: why stands aside, for the agent.
    if !reason.isEmpty { say(reason, aside: supervisor, in: &conversation) }
    let joined = conversation.joined
    add(
      .takenOver(
        TakenOver(conversation: conversation.id, supervisor: supervisor.reference, from: agent, reason: "", at: now)),
      to: &conversation)
    if joined?.supervisor.id == supervisor.id { endJoin(joined, of: &conversation) }
    notify(.supervisorTookOver, supervisor.name, id: noticeID, in: &conversation)
    if seat.choice == .signedOut {
      // Whoever has a talk is there: busy, so that nothing is offered to a supervisor who only led.
      seat.choice = .busy
      seat.since = now
      events.append(.seatChanged(seat))
    }
    // A supervisor whose console never comes loses it as a seat does.
    if !seat.isConnected { setTimer(.seatGone, supervisor.id.rawValue, seconds: settings.seatGraceSeconds) }
    note("conversation.takeOver", conversation, "\(agent.id) \(reason)")
    return detail(conversation)
  }

  private mutating func move(
    _ conversation: Conversation, _ request: MoveRequest, _ supervisor: Agent, _ noticeID: MessageID
  ) throws(Problem) -> Answer {
    var conversation = conversation
    try expect(request.from, in: conversation)
    guard conversation.stage == .talking || conversation.stage == .waiting else { throw Problem(.wrongStage) }
    guard request.agent == nil || request.agent != conversation.agent?.id else {
      throw Problem(.badRequest, detail: Localised("该坐席正在接待", "That agent has the conversation already"))
    }
    let transfer = TalkTransfer(group: request.group, agent: request.agent, note: request.note)
    try passOn(&conversation, transfer, by: supervisor, noticeID: noticeID)
    note("conversation.move", conversation, request.agent?.rawValue ?? request.group?.rawValue ?? "")
    return detail(conversation)
  }

  private mutating func close(
    _ conversation: Conversation, _ request: CloseRequest, _ supervisor: Agent, _ noticeID: MessageID
  ) throws(Problem) -> Answer {
    var conversation = conversation
    let reason = try line(request.reason)
    if conversation.endReason == .bySupervisor { return detail(conversation) }
    try expect(request.from, in: conversation)
    guard conversation.stage == .talking || conversation.stage == .waiting else { throw Problem(.wrongStage) }
    if conversation.stage == .talking { say(reason, aside: supervisor, in: &conversation) }
    end(&conversation, .bySupervisor, notice: .endedBySupervisor, noticeID: noticeID)
    note("conversation.close", conversation, reason)
    return detail(conversation)
  }

  // MARK: - Parts

  /// Refuses when somebody else has the conversation than the supervisor saw.
  private func expect(_ agent: AgentID?, in conversation: Conversation) throws(Problem) {
    guard conversation.isOpen, conversation.agent?.id != agent else { return }
    guard let winner = conversation.agent else { throw Problem(.wrongStage, detail: Self.waitsAgain) }
    throw Problem(
      .alreadyTaken,
      detail: Localised("该会话现由 \(winner.name) 接待", "\(winner.name) has the conversation now"), winner: winner)
  }

  private static let waitsAgain = Localised("该会话已重新排队，请刷新后再操作", "The conversation waits again; look at it once more")

  private mutating func say(_ text: String, aside supervisor: Agent, in conversation: inout Conversation) {
    let whisper = StaffNote(at: now, author: supervisor.reference, text: text, isWhisper: true)
    add(.noted(Noted(conversation: conversation.id, note: whisper)), to: &conversation)
  }

  /// A reason: short.
  func line(_ text: String, mayBeEmpty: Bool = false) throws(Problem) -> String {
    try CleanText.check(text, bytes: 500, mayBeEmpty: mayBeEmpty)
  }

  private mutating func note(_ act: String, _ conversation: Conversation, _ detail: String = "") {
    audits.append(AuditEntry(act: act, subject: conversation.id.rawValue, detail: detail))
  }
}
