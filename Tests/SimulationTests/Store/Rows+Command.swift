import Desk
import Service

// One command, as a real transaction does it: remembered answer, facts, decision, rows, events, deadlines, answer.

extension Rows {
  /// Does a command, or throws the refusal; then the caller goes back to its savepoint.
  mutating func perform(_ request: CommandRequest, at now: Timestamp, _ plant: Plant?) throws(Problem) -> Performed {
    if let answer = try remembered(request, plant) {
      return Performed(answer: answer, events: 0..<0, isReplay: true)
    }
    var facts = facts(request.command.needs(by: request.actor))
    spoil(&facts, request.command, at: now, plant)
    let outcome = try Decision.decide(request.command, by: request.actor, on: facts, at: now)
    let first = pending.count
    for conversation in outcome.conversations { conversations[conversation.id] = conversation }
    if plant == .leavesRowsBehind, outcome.events.count > 1, now.milliseconds % 5 == 0 {
      leaveBehind(outcome, facts)
    }
    for body in outcome.events {
      pending.append((now, body))
      write(body, by: request.actor)
    }
    for document in outcome.documents {
      switch document {
      case .filters(let saved, let agent): filters[agent] = saved
      case .alarms(let settings, let agent): alarms[agent] = settings
      case .review(let review): reviewsKept.append(review)
      case .feed, .noFeed, .contact, .webhooks, .webhookAgain: break
      }
    }
    if case .timerFired(let timer, _) = request.command, !outcome.timers.isEmpty {
      timerNotes.append(.fired(timer.kind, timer.subject, at: now))
    }
    for change in outcome.timers { apply(change) }
    if let office = outcome.office { self.office = office }
    if let key = request.key {
      answers[request.actor.scope + "|" + key] = Kept(
        fingerprint: request.fingerprint, content: Self.content(outcome.answer, of: request.actor))
    }
    return Performed(
      answer: outcome.answer, events: first..<(first + outcome.events.count), isReplay: false)
  }

  // MARK: - Answers

  private func remembered(_ request: CommandRequest, _ plant: Plant?) throws(Problem) -> Answer? {
    guard plant != .doesRepeatedRequestsAgain, let key = request.key,
      let kept = answers[request.actor.scope + "|" + key]
    else { return nil }
    guard kept.fingerprint == request.fingerprint else { throw Problem(.idempotencyKeyReused) }
    switch kept.content {
    case .done: return .done
    case .posted(let id, let first, let last):
      guard let conversation = conversations[id] else { throw Problem(.conversationNotFound) }
      let told = (messages[id] ?? []).filter { $0.number >= first && $0.number <= last }
      return .posted(PostedMessages(messages: told, conversation: conversation))
    case .conversation(let id):
      guard let detail = detail(id) else { throw Problem(.conversationNotFound) }
      if case .staff(let agent) = request.actor, let owner = detail.conversation.agent, owner.id != agent.id {
        throw Problem(.notYours)
      }
      return .conversation(detail)
    case .ticket(let id):
      guard let ticket = tickets["ticket/" + id.rawValue] else { throw Problem(.notFound) }
      return .ticket(ticket)
    case .announcement(let id):
      guard let announcement = announcements[id] else { throw Problem(.notFound) }
      return .announcement(announcement)
    case .offlineMessage(let id):
      guard let message = offlineMessages["message/" + id.rawValue] else { throw Problem(.notFound) }
      return .offlineMessage(message)
    case .reply(let agent, let code):
      guard let reply = replies[agent]?.personal.first(where: { $0.reply.code == code }) else {
        throw Problem(.notFound)
      }
      return .reply(reply)
    case .appointment(let id):
      guard let appointment = appointments[id] else { throw Problem(.notFound) }
      return .appointment(appointment)
    case .seat(let id):
      guard let seat = seats[id] else { throw Problem(.forbidden) }
      return .seat(seat)
    }
  }

  private static func content(_ answer: Answer, of actor: Service.Actor) -> Kept.Content {
    switch answer {
    case .reply(let reply):
      if case .staff(let agent) = actor { .reply(agent.id, reply.reply.code) } else { .done }
    case .appointment(let appointment): .appointment(appointment.id)
    case .ticket(let ticket): .ticket(ticket.id)
    case .offlineMessage(let message): .offlineMessage(message.id)
    case .announcement(let announcement): .announcement(announcement.id)
    case .done, .contact: .done
    case .posted(let posted):
      .posted(
        posted.conversation.id, first: posted.messages.first?.number ?? 1, last: posted.messages.last?.number ?? 0)
    case .conversation(let detail): .conversation(detail.conversation.id)
    case .seat(let seat): .seat(seat.agent.id)
    }
  }

  // MARK: - Facts

  private func facts(_ needs: Needs) -> Facts {
    var facts = Facts(office: office, catalogue: Town.catalogue)
    switch needs.subject {
    case .conversation(let id): facts.conversation = conversations[id]
    case .latest(let taxpayer): facts.conversation = latest(of: taxpayer)
    case .containing(let message, let taxpayer):
      let found = places[message].flatMap { conversations[$0] }
      facts.conversation = found?.taxpayer.id == taxpayer ? found : nil
    case .sheet(let sheet):
      facts.conversation = conversations.values.first { $0.sheets?.contains { $0.id == sheet } == true }
    case nil: break
    }
    if let id = needs.appointment ?? facts.conversation?.queue?.appointment { facts.appointment = appointments[id] }
    if needs.appointmentTalk, let taxpayer = facts.appointment?.taxpayer.id {
      facts.conversation = latest(of: taxpayer)
    }
    if needs.mayEnd, facts.appointment == nil, let talk = facts.conversation, talk.stage == .talking {
      facts.appointment = appointments.values.first { $0.isOpen && $0.conversation == talk.id }
    }
    if let taxpayer = needs.appointmentsOf ?? (needs.otherAppointments ? facts.appointment?.taxpayer.id : nil) {
      facts.openAppointments = appointments.values.filter { $0.taxpayer.id == taxpayer && $0.isOpen }
        .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    }
    if let slot = needs.slot, let rule = slot.rule ?? facts.appointment?.rule {
      let minutes = Town.catalogue.appointmentRules?.first { $0.code == rule }?.minutes ?? 0
      let end = slot.start.advanced(seconds: max(1, minutes * 60))
      facts.taken = appointments.values.count {
        $0.rule == rule && $0.start < end && slot.start < $0.end && $0.holdsPlace && $0.id != needs.appointment
      }
    }
    if let conversation = facts.conversation {
      let all = messages[conversation.id] ?? []
      if let message = needs.message, let place = all.firstIndex(where: { $0.id == message }) {
        let replies = all[(place + 1)...].prefix(2).prefix { $0.author.side == .assistant || $0.author.side == .system }
        facts.existing = [all[place]] + replies.filter { $0.at == all[place].at }
      }
      if needs.latest { facts.latest = all.suffix(Needs.latestCount) }
    }
    if let agent = needs.seat {
      facts.seat = seats[agent]
      if needs.seatConversations {
        facts.seatConversations = conversations(of: agent)
        facts.consulting = conversations(consulting: agent)
      }
    }
    if let use = needs.floor { facts.floor = floor(use) }
    let blocked = needs.block ?? (needs.conversationBlock ? facts.conversation?.taxpayer.id : nil)
    facts.block = blocked.flatMap { blocks[$0] }
    facts.image = needs.image.flatMap { images[$0] }
    if let agent = needs.replies {
      facts.replies = replies[agent]?.personal ?? []
      facts.usage = needs.usage.flatMap { asked in
        replies[agent]?.usage.first { $0.scope == asked.scope && $0.code == asked.code }
      }
    }
    if let agent = needs.filtersOf { facts.filters = filters[agent] ?? SavedFilters() }
    if let id = needs.review {
      facts.review = reviewsKept.last { $0.conversation == id && $0.reviewer.id == Town.supervisor.id }
    }
    if needs.announcements { facts.announcements = announcements.values.sorted { $0.id < $1.id } }
    if let promises = needs.promises { facts.promises = promiseFacts(promises) }
    facts.timer = needs.timer.flatMap { timers[Self.key($0.kind, $0.subject)] }
    if let message = needs.message, let taxpayer = needs.vote {
      facts.vote = votes[message.rawValue + "|" + taxpayer.rawValue]
    }
    return facts
  }

  private func promiseFacts(_ needs: PromiseNeeds) -> PromiseFacts {
    var facts = PromiseFacts()
    facts.message = needs.message.flatMap { offlineMessages["message/" + $0.rawValue] }
    facts.ticket = needs.ticket.flatMap { tickets["ticket/" + $0.rawValue] }
    facts.other = needs.other.flatMap { tickets["ticket/" + $0.rawValue] }
    facts.images = needs.images.compactMap { images[$0] }
    if let revision = needs.since {
      let name = needs.ticket.map { "ticket/" + $0.rawValue } ?? "message/" + (needs.message?.rawValue ?? "")
      facts.since = entries[name, default: []].suffix([PromiseEntry].mostSince).filter { $0.number > revision }
    }
    if needs.pictures, let message = facts.message {
      facts.pictures = entries["message/" + message.id.rawValue, default: []].taxpayersPictures
    }
    facts.colleagues = needs.colleagues.compactMap { seats[$0] }
    facts.waiting = offlineMessages.values.count { $0.taxpayer.id == needs.waitingOf && $0.state.isOpen }
    if let cursor = needs.open {
      func isNext(_ clock: PromiseClock, _ id: String) -> Bool {
        clock.dueAt.map { ($0, id) > (cursor.due, cursor.id) } ?? false
      }
      func place(_ clock: PromiseClock, _ id: String) -> (Timestamp, String) { (clock.dueAt ?? Overdue.never, id) }
      switch cursor.kind {
      case .ticket:
        let open = tickets.values.filter { $0.state.isOpen && isNext($0.clock, $0.id.rawValue) }
        facts.openTickets = Array(
          open.sorted { place($0.clock, $0.id.rawValue) < place($1.clock, $1.id.rawValue) }
            .prefix(RescheduleCursor.batch))
      case .message:
        let open = offlineMessages.values.filter { $0.state.isOpen && isNext($0.clock, $0.id.rawValue) }
        facts.openMessages = Array(
          open.sorted { place($0.clock, $0.id.rawValue) < place($1.clock, $1.id.rawValue) }
            .prefix(RescheduleCursor.batch))
      }
    }
    if needs.inviter, let agent = facts.message?.assignee?.id {
      facts.inviter = seats[agent]
      facts.inviterTalks = conversations.values.filter {
        ($0.stage == .talking || $0.stage == .wrapUp) && $0.agent?.id == agent
      }
    }
    return facts
  }

  /// Shows the decision something else than what is there.
  private func spoil(_ facts: inout Facts, _ command: Command, at now: Timestamp, _ plant: Plant?) {
    switch (plant, command) {
    case (.doesRepeatedRequestsAgain, .agentWrites), (.doesRepeatedRequestsAgain, .taxpayerWrites):
      facts.existing = []
    case (.acceptsWithoutComparing, .accept) where facts.conversation?.stage == .talking:
      facts.conversation?.stage = .waiting
      facts.conversation?.agent = nil
    case (.forgetsInvitations, .propose), (.forgetsInvitations, .agentEnds), (.forgetsInvitations, .taxpayerEnds),
      (.forgetsInvitations, .transfer):
      facts.conversation?.invitation = nil
    case (.overbooks, .book), (.overbooks, .appointment): facts.taken = 0
    case (.movesWhatIsOver, .appointment) where facts.appointment?.isOpen == false:
      facts.appointment?.stage = .confirmed
    case (.firesTwice, .timerFired(let timer, _)): facts.timer = timer
    case (.warnsAnother, .timerFired(let timer, _)) where timer.kind == .promiseSoon:
      facts.promises.message?.assignee = Town.supervisor.reference
      facts.promises.ticket?.assignee = Town.supervisor.reference
    case (.takesOldClicks, .sheet(let id, .confirm(let seen), _)): spoil(&facts, id, seen)
    case (.takesOldClicks, .sheet(let id, .check(let request), _)): spoil(&facts, id, request.revision)
    case (.firesEarly, .timerFired): facts.timer?.due = now
    case (.judgesWithoutLooking, .figures(.judge)): facts.office.alerts = nil
    case (.scoresWithoutComparing, .figures(.review(let draft))):
      guard var review = facts.review else { return }
      review.revision = draft.revision ?? 0
      facts.review = draft.revision == nil ? nil : review
    case (.claimsWithoutComparing, .promise(.stepMessage(_, let request, _, _, _))) where request.kind == .claimed:
      facts.promises.message?.assignee = nil
    case (.claimsWithoutComparing, .promise(.stepTicket(_, let request, _))) where request.kind == .claimed:
      facts.promises.ticket?.assignee = nil
    case (.callsAbsentSeats, _):
      for place in facts.floor?.seats.indices ?? 0..<0 { facts.floor?.seats[place].awaySince = nil }
    case (.callsTwice, _):
      for place in facts.floor?.waiting.indices ?? 0..<0 { facts.floor?.waiting[place].queue?.offer = nil }
    case (.forgetsToCall, .choosePresence), (.forgetsToCall, .agentEnds), (.forgetsToCall, .seatConnection):
      facts.floor = nil
    default: break
    }
  }

  /// Shows the decision the sheet as if it were still at the revision that was clicked.
  private func spoil(_ facts: inout Facts, _ id: SheetID, _ seen: Int) {
    guard let place = facts.conversation?.sheets?.firstIndex(where: { $0.id == id }) else { return }
    facts.conversation?.sheets?[place].revision = seen
    for material in facts.conversation?.sheets?[place].materials.indices ?? 0..<0 {
      facts.conversation?.sheets?[place].materials[material].revision = min(seen, 1)
    }
  }

  /// Keeps the row of the first conversation as it was before the last event of the outcome.
  private mutating func leaveBehind(_ outcome: Outcome, _ facts: Facts) {
    guard var conversation = facts.conversation, outcome.conversations.first?.id == conversation.id,
      let at = outcome.conversations.first?.lastMessage?.at
    else { return }
    for body in outcome.events.dropLast() { conversation.apply(body, at: at) }
    conversations[conversation.id] = conversation
  }

  // MARK: - Rows

  private mutating func write(_ body: EventBody, by actor: Service.Actor) {
    switch body {
    case .messagePosted(let message):
      messages[message.conversation, default: []].append(message)
      places[message.id] = message.conversation
    case .seatChanged(let seat): seats[seat.agent.id] = seat
    case .articleVoted(let vote):
      if case .taxpayer(let taxpayer) = actor {
        votes[vote.message.rawValue + "|" + taxpayer.id.rawValue] = vote.isUseful
      }
    case .replyKept(let change): replies[change.agent, default: ReplyBook()].apply(body)
    case .replyDropped(let change): replies[change.agent, default: ReplyBook()].apply(body)
    case .replyUsed(let change): replies[change.agent, default: ReplyBook()].apply(body)
    case .appointmentChanged(let change): appointments[change.appointment.id] = change.appointment
    case .promiseChanged(let change):
      let name = change.kind.rawValue + "/" + change.subject
      tickets[name] = change.ticket
      offlineMessages[name] = change.message
      entries[name, default: []].append(change.entry)
    case .noticed(let notice): notices[notice.taxpayer, default: []].append(notice)
    case .noticesRead(let read):
      for place in notices[read.taxpayer, default: []].indices
      where notices[read.taxpayer]?[place].id ?? "~" <= read.through {
        notices[read.taxpayer]?[place].isRead = true
      }
    case .queueChanged(let change): office.apply(change)
    case .announced(let announcement): announcements[announcement.id] = announcement
    case .announcementRead(let read): announcements[read.announcement]?.readBy.append(read.mark)
    case .blocked(let block): blocks[block.taxpayer] = block
    case .unblocked(let change): blocks[change.taxpayer] = nil
    case .conversationOpened, .receiptAdvanced, .queued, .accepted, .ended, .wrappedUp, .rated, .taxpayerPresence,
      .agentPresence, .linkOpened, .held, .noted, .offered, .offerEnded, .consulted, .wrapUpExtended,
      .invitationChanged, .sheetChanged,
      .officeChanged, .alarmRaised, .joined, .takenOver:
      break
    }
  }

  private mutating func apply(_ change: TimerChange) {
    switch change {
    case .set(let timer):
      timers[Self.key(timer.kind, timer.subject)] = timer
      timerNotes.append(.set(timer))
    case .cancel(let kind, let subject):
      timers[Self.key(kind, subject)] = nil
      timerNotes.append(.cancelled(kind, subject))
    }
  }
}
