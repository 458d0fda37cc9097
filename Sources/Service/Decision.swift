import Desk

/// The backend's one way to decide: rows, a command and the time go in; events, deadlines and an answer, or a refusal, come out.
public struct Decision {
  let actor: Actor
  let facts: Facts
  let now: Timestamp
  var events: [EventBody] = []
  var timers: [TimerChange] = []
  var unanswered: String?
  var audits: [AuditEntry] = []
  /// The agent whose account changes.
  var account: Agent?
  /// The office, if it changes.
  var office: Office?
  /// What is kept beside the log.
  var documents: [KeptDocument] = []
  /// How to reach whoever leaves a message, kept apart from it.
  var contact: (message: OfflineMessageID, text: String)?
  /// The conversations touched, moved on by each event as it is added.
  var conversations: [Conversation] = []

  /// Decides a command. `facts` must hold what `command.needs(by: actor)` names. A refusal leaves nothing behind.
  public static func decide(
    _ command: Command, by actor: Actor, on facts: Facts, at now: Timestamp
  ) throws(Problem) -> Outcome {
    var decision = Decision(actor: actor, facts: facts, now: now)
    let answer = try decision.answer(command)
    decision.match()
    var outcome = Outcome(
      events: decision.events, conversations: decision.conversations, timers: decision.timers,
      unanswered: decision.unanswered, audits: decision.audits, account: decision.account, office: decision.office,
      documents: decision.documents,
      answer: answer)
    outcome.contact = decision.contact.map { Outcome.Contact(message: $0.message, text: $0.text) }
    return outcome
  }

  private mutating func answer(_ command: Command) throws(Problem) -> Answer {
    switch command {
    case .taxpayerWrites(
      let draft, let newConversation, let reply, let replyID, let escalation, let noticeID, let reason,
      let isForHuman):
      return try taxpayerWrites(
        draft, opening: newConversation, reply: reply, replyID: replyID, escalation: escalation, noticeID: noticeID,
        reason: reason, isForHuman: isForHuman)
    case .escalate(let group, let priority, let reason, let newConversation, let noticeID):
      return try escalate(
        to: group, priority: priority, reason: reason, opening: newConversation, noticeID: noticeID)
    case .leaveQueue(let noticeID): return try leaveQueue(noticeID: noticeID)
    case .taxpayerEnds(let noticeID): return try taxpayerEnds(noticeID: noticeID)
    case .rate(let id, let rating, let noticeID): return try rate(id, rating, noticeID: noticeID)
    case .vote(let message, let isUseful): return try vote(message, isUseful: isUseful)
    case .openLink(let message): return try openLink(message)
    case .advanceReceipt(_, let receipt): return try advanceReceipt(receipt)
    case .accept(_, let noticeID): return try accept(noticeID: noticeID)
    case .agentWrites(_, let draft): return try agentWrites(draft)
    case .transfer(_, let request, let noticeID): return try transfer(request, noticeID: noticeID)
    case .hold(_, let isHeld, let noticeID): return try hold(isHeld, noticeID: noticeID)
    case .note(_, let text): return try note(text)
    case .decline(_, let request): return try decline(request)
    case .consult(_, let request): return try consult(request)
    case .sideTalk(_, let text): return try sideTalk(text)
    case .endConsult: return try endConsult()
    case .block(_, let request, let noticeID): return try block(request, noticeID: noticeID)
    case .unblock(let taxpayer, let reason): return try unblock(taxpayer, reason: reason)
    case .supervise(_, let act, let noticeID): return try supervise(act, noticeID: noticeID)
    case .order(let agent, let request, let noticeIDs): return try order(agent, request, noticeIDs: noticeIDs)
    case .changeQueue(let group, let request): return try changeQueue(group, request)
    case .announce(let request, let id): return try announce(request, id: id)
    case .withdrawAnnouncement(let id): return try withdraw(id)
    case .readAnnouncement(let id): return try readAnnouncement(id)
    case .limit(let agent, let limits, let slots): return try limit(agent, to: limits, expecting: slots)
    case .extendWrapUp: return try extendWrapUp()
    case .propose(_, let kind, let id, let messageID): return try propose(kind, id: id, messageID: messageID)
    case .answerInvitation(_, let answer, let noticeID): return try answerInvitation(answer, noticeID: noticeID)
    case .reportLink(_, let report, let noticeID): return try reportLink(report, noticeID: noticeID)
    case .endInvitation(_, let id, let noticeID): return try endInvitation(id, noticeID: noticeID)
    case .sheet(let id, let act, let messageID): return try self.act(act, on: id, messageID: messageID)
    case .book(let draft, let id, let noticeID): return try book(draft, id: id, noticeID: noticeID)
    case .appointment(_, let act, let noticeID): return try self.act(act, noticeID: noticeID)
    case .keepFeed(let feed, let hash): return try keepFeed(feed, tokenHash: hash)
    case .dropFeed(let id): return try dropFeed(id)
    case .keepAlarms(let settings): return try keepAlarms(settings)
    case .changeFilter(let change): return try changeFilter(change)
    case .changeCalendar(let draft, let revision): return try changeCalendar(to: draft, expecting: revision)
    case .keepReply(let reply, let precondition): return try keepReply(reply, expecting: precondition)
    case .dropReply(let code, let revision): return try dropReply(code, expecting: revision)
    case .importReplies(let replies): return try importReplies(replies)
    case .useReply(let request): return try useReply(request)
    case .promise(let command): return try promise(command)
    case .figures(let command): return try figures(command)
    case .webhooks(let command): return try webhooks(command)
    case .agentEnds(_, let noticeID): return try agentEnds(noticeID: noticeID)
    case .wrapUp(_, let request): return try wrapUp(request)
    case .choosePresence(let presence, let reason): return try choosePresence(presence, reason: reason)
    case .seatConnection(_, let isConnected): return try seatConnection(isConnected)
    case .visitorConnection(_, let isConnected): return try visitorConnection(isConnected)
    case .timerFired(let timer, let noticeIDs): return try timerFired(timer, noticeIDs: noticeIDs)
    }
  }

  // MARK: - Who asks

  func taxpayer() throws(Problem) -> Taxpayer {
    guard case .taxpayer(let taxpayer) = actor else { throw Problem(.forbidden) }
    return taxpayer
  }

  /// The agent, if their role may sit at a seat.
  func agent() throws(Problem) -> Agent {
    guard case .staff(let agent) = actor, agent.role != .administrator else { throw Problem(.forbidden) }
    return agent
  }

  func requireSystem() throws(Problem) {
    guard actor == .system else { throw Problem(.forbidden) }
  }

  // MARK: - What is there

  /// The conversation meant, if it is the agent's.
  func own(_ agent: Agent) throws(Problem) -> Conversation {
    guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    guard conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    return conversation
  }

  /// The conversation meant, if the agent has it or takes part in it.
  func shared(_ agent: Agent) throws(Problem) -> Conversation {
    if let conversation = facts.conversation, conversation.joined?.supervisor.id == agent.id { return conversation }
    return try own(agent)
  }

  /// The conversation with its latest messages as the events added so far leave it.
  func detail(_ conversation: Conversation) -> Answer {
    let current = conversations.first { $0.id == conversation.id } ?? conversation
    var messages = facts.conversation?.id == conversation.id ? facts.latest : []
    for case .messagePosted(let message) in events where message.conversation == conversation.id {
      messages.append(message)
    }
    return .conversation(ConversationDetail(conversation: current, messages: messages.suffix(Needs.latestCount)))
  }

  // MARK: - What is added

  /// Adds an event and moves the conversation on by it.
  mutating func add(_ body: EventBody, to conversation: inout Conversation) {
    conversation.apply(body, at: now)
    events.append(body)
    if let place = conversations.firstIndex(where: { $0.id == conversation.id }) {
      conversations[place] = conversation
    } else {
      conversations.append(conversation)
    }
  }

  /// Adds the conversation's next message.
  @discardableResult
  mutating func post(
    _ body: MessageBody, id: MessageID, by author: Author, to conversation: inout Conversation
  ) -> Message {
    let message = Message(
      id: id, conversation: conversation.id, number: conversation.lastNumber + 1, at: now, author: author, body: body)
    add(.messagePosted(message), to: &conversation)
    return message
  }

  /// Adds a notice.
  @discardableResult
  mutating func notify(
    _ code: MessageNotice.Code, _ argument: String = "", english: String? = nil, id: MessageID,
    in conversation: inout Conversation
  ) -> Message {
    post(.notice(MessageNotice(code, argument, english: english)), id: id, by: .system, to: &conversation)
  }

  mutating func setTimer(_ kind: ServiceTimer.Kind, _ subject: String, seconds: Int) {
    timers.append(.set(ServiceTimer(kind: kind, subject: subject, due: now.advanced(seconds: seconds))))
  }

  mutating func cancelTimer(_ kind: ServiceTimer.Kind, _ subject: String) {
    timers.append(.cancel(kind, subject: subject))
  }

  /// Ends the conversation for the taxpayer: a talk goes on to wrap-up, everything else is closed.
  mutating func end(
    _ conversation: inout Conversation, _ reason: EndReason, notice: MessageNotice.Code, argument: String = "",
    noticeID: MessageID
  ) {
    let wasTalking = conversation.stage == .talking
    closeInvitation(.talkEnded, in: &conversation, noticeID: noticeID)
    endOffer(.withdrawn, of: &conversation)
    endConsult(of: &conversation)
    notify(notice, argument, id: noticeID, in: &conversation)
    let seconds = facts.office.settings.wrapUpSeconds
    let joined = conversation.joined
    add(
      .ended(
        Ended(
          conversation: conversation.id, reason: reason, at: now,
          wrapUpUntil: wasTalking ? now.advanced(seconds: seconds) : nil)), to: &conversation)
    endJoin(joined, of: &conversation)
    let subject = conversation.id.rawValue
    cancelTimer(.holdDue, subject)
    cancelTimer(.rematchDue, subject)
    cancelTimer(.idle, subject)
    cancelTimer(.visitorGone, subject)
    cancelTimer(.reservationDue, subject)
    cancelTimer(.waitDue, subject)
    endAppointment(of: conversation, reason, noticeID: noticeID)
    if wasTalking { setTimer(.wrapUpDue, subject, seconds: seconds) }
  }
}
