import Desk

// Tickets 工单.

extension Decision {
  mutating func openTicket(_ draft: TicketDraft, id: TicketID, noticeID: String) throws(Problem) -> Answer {
    let agent = try agent()
    let types = facts.catalogue.ticketTypesOffered
    guard let type = draft.type == nil ? types.first : types.first(where: { $0.code == draft.type }) else {
      throw Problem(.badRequest, detail: Localised("没有该工单类型，请重新选择", "There is no such type of ticket; choose another"))
    }
    let priority = draft.priority ?? facts.promises.message?.priority ?? .normal
    var taxpayer: Taxpayer?
    var group = draft.group ?? type.group
    if draft.conversation != nil {
      guard let conversation = facts.conversation else { throw Problem(.conversationNotFound) }
      guard conversation.concerns(agent.id) || conversation.agent?.id == agent.id || agent.role == .supervisor else {
        throw Problem(.notYours)
      }
      taxpayer = conversation.taxpayer
      group = group ?? conversation.queue?.group
    }
    if draft.message != nil {
      guard let message = facts.promises.message else { throw Self.noMessage }
      try allow(message.bar(to: .converted, for: agent), .message, of: message.group)
      guard taxpayer == nil || taxpayer?.id == message.taxpayer.id else {
        throw Problem(
          .badRequest,
          detail: Localised("会话与留言不是同一纳税人", "The talk and the message are of different taxpayers"))
      }
      try allow(message.obstacle(to: .converted))
      taxpayer = message.taxpayer
      group = group ?? message.group
    }
    let known = try known(group ?? agent.groups.first ?? facts.catalogue.groups.first?.id)
    let clock = PromiseClock(minutes: type.minutes(at: priority), from: now, on: facts.office.calendar(of: known))
    var ticket = Ticket(
      id: id, title: try title(draft.title), type: type.code, priority: priority, group: known, taxpayer: taxpayer,
      origin: Ticket.Origin(conversation: draft.conversation, message: draft.message), openedAt: now,
      openedBy: agent.reference, clock: clock)
    var entry = PromiseEntry(.opened, at: now, side: .agent, agent: agent.reference)
    entry.text = try CleanText.check(draft.text, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    // Whoever works on the ticket has what it is about without looking for the message: its words, pictures and number.
    if let message = facts.promises.message, draft.message != nil {
      if draft.text.isEmpty {
        entry.text = "留言：" + message.excerpt
        entry.english = "Message: " + message.excerpt
      }
      if !facts.promises.pictures.isEmpty { entry.images = facts.promises.pictures }
      ticket.contact = message.contact
    }
    if let target = draft.assignee { entry.assignee = try colleague(target) }
    add(entry, to: &ticket)
    if var message = facts.promises.message, draft.message != nil {
      var converted = PromiseEntry(.converted, at: now, side: .agent, agent: agent.reference)
      converted.ticket = id
      add(converted, to: &message)
    }
    tell(
      taxpayer, id: noticeID, .ticket, id.rawValue,
      Localised("已为您建立工单“\(ticket.title)”", "A ticket was opened for you: “\(ticket.title)”"))
    return .ticket(ticket)
  }

  mutating func stepTicket(_ request: PromiseStepRequest, noticeID: String) throws(Problem) -> Answer {
    guard var ticket = facts.promises.ticket else { throw Self.noTicket }
    switch actor {
    case .taxpayer(let taxpayer):
      guard ticket.taxpayer?.id == taxpayer.id else { throw Self.noTicket }
      guard [.added, .urged, .reopened, .closed].contains(request.kind) else { throw Problem(.forbidden) }
      if request.kind == .closed, ticket.state != .resolved, ticket.state.isOpen {
        throw refuse(.wrongState(ticket.state.name))
      }
      if request.kind == .closed, ticket.state == .closed { return .ticket(ticket) }
      try allow(ticket.obstacle(to: request.kind, at: now, reopenDays: promises.reopenDays))
      if request.kind == .urged { try checkUrge(ticket) }
      add(try entry(request, of: .taxpayer, by: nil, place: ticket.id.rawValue), to: &ticket)
    case .staff:
      let agent = try agent()
      guard try isWanted(request, by: agent, of: ticket) else { return .ticket(ticket) }
      try allow(ticket.obstacle(to: request.kind, at: now, reopenDays: promises.reopenDays))
      try checkSeen(request, ticket)
      if request.kind == .closed, ticket.state.isOpen, (request.text ?? "").isEmpty {
        throw Problem(
          .promiseRefused, detail: Localised("未办结的工单关闭须说明原因", "Say why a ticket is closed that was not resolved"))
      }
      var entry = try entry(request, of: .agent, by: agent, place: ticket.id.rawValue)
      switch request.kind {
      case .claimed: entry.assignee = agent.reference
      case .assigned: entry.assignee = try colleague(request.agent ?? "")
      case .forwarded: entry.group = try known(request.group)
      case .merged: try merge(&entry, ticket, by: agent)
      case .noted: watch(entry.mentions ?? [], &ticket)
      default: break
      }
      add(entry, to: &ticket)
      tell(request.kind, of: ticket, id: noticeID)
    case .system: throw Problem(.forbidden)
    }
    return .ticket(ticket)
  }

  mutating func editTicket(_ edit: TicketEdit, expecting revision: Int) throws(Problem) -> Answer {
    let agent = try agent()
    guard var ticket = facts.promises.ticket else { throw Self.noTicket }
    try allow(ticket.bar(to: .edited, for: agent), .ticket, of: ticket.group)
    guard ticket.revision == revision else { throw changed(ticket, isEdited: true) }
    try allow(ticket.obstacle(to: .edited, at: now, reopenDays: promises.reopenDays))
    let before = ticket
    var words: [Localised] = []
    if let text = edit.title {
      ticket.title = try title(text)
      let change = "\(before.title) → \(ticket.title)"
      if ticket.title != before.title { words.append(Localised(change, change)) }
    }
    if let code = edit.type {
      guard let type = facts.catalogue.ticketTypesOffered.first(where: { $0.code == code }) else {
        throw Problem(
          .badRequest, detail: Localised("没有该工单类型，请重新选择", "There is no such type of ticket; choose another"))
      }
      ticket.type = type.code
      if type.code != before.type { words.append(type.name) }
    }
    if let priority = edit.priority {
      ticket.priority = priority
      let (old, new) = (before.priority.name, priority.name)
      if priority != before.priority {
        words.append(Localised("\(old.chinese) → \(new.chinese)", "\(old.english) → \(new.english)"))
      }
    }
    if let watchers = edit.watchers {
      guard watchers.count <= Ticket.mostWatchers else {
        throw Problem(
          .badRequest, detail: Localised("关注人最多 \(Ticket.mostWatchers) 位", "At most \(Ticket.mostWatchers) watchers"))
      }
      // Whoever watches already stays, also if their seat is gone.
      var kept: [AgentReference] = []
      for id in watchers where !kept.contains(where: { $0.id == id }) {
        if let old = before.watchers.first(where: { $0.id == id }) {
          kept.append(old)
        } else {
          kept.append(try colleague(id))
        }
      }
      ticket.watchers = kept
      if kept != before.watchers {
        let names = kept.map(\.name)
        words.append(
          names.isEmpty
            ? Localised("无人关注", "nobody watches")
            : Localised("关注：" + names.joined(separator: "、"), "watched by " + names.joined(separator: ", ")))
      }
    }
    guard ticket != before else { return .ticket(before) }
    if ticket.type != before.type || ticket.priority != before.priority {
      let type = facts.catalogue.ticketTypesOffered.first { $0.code == ticket.type } ?? .general
      ticket.clock.promise(minutes: type.minutes(at: ticket.priority), on: facts.office.calendar(of: ticket.group))
    }
    var entry = PromiseEntry(
      .edited, at: now, side: .agent, agent: agent.reference, text: words.map(\.chinese).joined(separator: "；"))
    entry.english = words.map(\.english).joined(separator: "; ")
    add(entry, to: &ticket)
    return .ticket(ticket)
  }

  /// It was promised and is late: supervisors see it, and its priority rises.
  mutating func ticketDue() {
    guard var ticket = facts.promises.ticket, ticket.clock.isLate(at: now),
      ticket.obstacle(to: .escalated, at: now, reopenDays: promises.reopenDays) == nil
    else { return }
    add(PromiseEntry(.escalated, at: now, side: .system), to: &ticket)
  }

  /// It was resolved long enough ago: nobody opened it again.
  mutating func ticketCloseDue(noticeID: String) {
    guard var ticket = facts.promises.ticket, ticket.state == .resolved else { return }
    add(PromiseEntry(.closed, at: now, side: .system), to: &ticket)
    tell(.closed, of: ticket, id: noticeID)
  }

  // MARK: - Parts

  static let noTicket = Problem(.notFound, detail: Localised("找不到该工单", "There is no such ticket"))

  private func changed(_ ticket: Ticket, isEdited: Bool = false) -> Problem {
    var problem = changedMeanwhile { isEdited ? $0.kind == .edited : $0.isPublic }
    problem.ticket = ticket
    return problem
  }

  /// Adds a step of a ticket.
  mutating func add(_ entry: PromiseEntry, to ticket: inout Ticket) {
    let entry = ticket.take(entry, on: facts.office.calendar(of: entry.group ?? ticket.group))
    events.append(.promiseChanged(PromiseChange(ticket, entry)))
    let subject = ticket.id.rawValue
    keepDeadline(of: ticket)
    callAnew(
      AlarmRaised(dueSoon: ticket, at: now, in: facts.office), PromiseChange(ticket, entry),
      dueBefore: facts.promises.ticket?.clock.dueAt)
    if entry.kind == .resolved {
      setTimer(.ticketCloseDue, subject, seconds: promises.reopenDays * 86_400)
    } else if ticket.state != .resolved {
      cancelTimer(.ticketCloseDue, subject)
    }
  }

  /// Whether an agent may take a step, and whether it still has to be taken.
  private func isWanted(_ request: PromiseStepRequest, by agent: Agent, of ticket: Ticket) throws(Problem) -> Bool {
    try allow(ticket.bar(to: request.kind, for: agent), .ticket, of: ticket.group)
    switch request.kind {
    case .claimed: if ticket.assignee?.id == agent.id { return false }
    case .assigned:
      guard let target = request.agent else {
        throw Problem(.badRequest, detail: Localised("请选择派给谁", "Name the agent it is given to"))
      }
      if ticket.assignee?.id == target, ticket.state.isOpen { return false }
    case .closed: if ticket.state == .closed, ticket.mergedInto == nil { return false }
    case .merged: if let target = request.ticket, ticket.mergedInto == target { return false }
    case .released, .forwarded, .replied, .noted, .waiting, .held, .resumed, .resolved, .reopened: break
    case .opened, .added, .edited, .joined, .urged, .escalated, .converted, .invited, .entered, .rescheduled:
      throw Problem(.forbidden)
    }
    return true
  }

  /// Whoever is mentioned watches from then on: they find it also when they were away.
  private func watch(_ mentioned: [AgentReference], _ ticket: inout Ticket) {
    for colleague in mentioned where !ticket.concerns(colleague.id) && ticket.watchers.count < Ticket.mostWatchers {
      ticket.watchers.append(colleague)
    }
  }

  /// An answer that somebody else gave meanwhile must be read first.
  private func checkSeen(_ request: PromiseStepRequest, _ ticket: Ticket) throws(Problem) {
    guard let revision = request.revision else { return }
    switch request.kind {
    case .replied, .waiting, .resolved: if ticket.publicRevision > revision { throw changed(ticket) }
    default: break
    }
  }

  private func checkUrge(_ ticket: Ticket) throws(Problem) {
    guard let last = ticket.urgedAt else { return }
    let left = promises.urgeMinutes * 60 - now.seconds(since: last)
    guard left > 0 else { return }
    let minutes = (left + 59) / 60
    throw Problem(
      .tooManyRequests,
      detail: Localised("已催办过，请 \(minutes) 分钟后再催", "You have urged already; again in \(minutes) min"), retryAfter: left)
  }

  private mutating func merge(_ entry: inout PromiseEntry, _ ticket: Ticket, by agent: Agent) throws(Problem) {
    guard var other = facts.promises.other, other.id != ticket.id else {
      throw Problem(.badRequest, detail: Localised("请选择要并入的另一工单", "Name another ticket to merge it into"))
    }
    try allow(other.bar(to: .joined, for: agent), .ticket, of: other.group)
    guard other.taxpayer?.id == ticket.taxpayer?.id else {
      throw Problem(.promiseRefused, detail: Localised("两个工单不是同一纳税人", "The tickets are of different taxpayers"))
    }
    try allow(other.obstacle(to: .joined, at: now, reopenDays: promises.reopenDays))
    entry.ticket = other.id
    var joined = PromiseEntry(.joined, at: now, side: .agent, agent: agent.reference, text: ticket.title)
    joined.ticket = ticket.id
    for watcher in ticket.watchers + [ticket.assignee].compactMap(\.self)
    where !other.concerns(watcher.id) && other.watchers.count < Ticket.mostWatchers {
      other.watchers.append(watcher)
    }
    add(joined, to: &other)
  }

  private mutating func tell(_ kind: PromiseEntry.Kind, of ticket: Ticket, id: String) {
    let title = ticket.title
    let words: Localised
    switch kind {
    case .replied: words = Localised("工单“\(title)”有新答复", "Ticket “\(title)”: a new answer")
    case .waiting: words = Localised("工单“\(title)”需要您补充", "Ticket “\(title)” waits for you")
    case .resolved: words = Localised("工单“\(title)”已办结", "Ticket “\(title)” was resolved")
    case .reopened: words = Localised("工单“\(title)”已重新打开", "Ticket “\(title)” was opened again")
    case .closed: words = Localised("工单“\(title)”已关闭", "Ticket “\(title)” was closed")
    case .merged:
      let other = facts.promises.other?.title ?? ""
      words = Localised("工单“\(title)”已并入“\(other)”继续办理", "Ticket “\(title)” goes on in “\(other)”")
    default: return
    }
    tell(ticket.taxpayer, id: id, .ticket, ticket.id.rawValue, words)
  }
}
