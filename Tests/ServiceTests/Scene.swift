import Desk
import Service

/// An office in memory for tests of decisions: applies each outcome to what it holds, as a store would.
struct Scene {
  static let start = Timestamp(milliseconds: 1_795_000_000_000)
  static let person = Taxpayer(id: "t1", name: "张*")
  static let visitorPerson = Taxpayer(id: "t2", name: "李*")
  static let visitor = Taxpayer(id: "v1", name: "访客", isAnonymous: true)
  static let agent = Agent(id: "zhang", name: "张敏", role: .agent, groups: ["invoice"], slots: 2)
  static let colleague = Agent(id: "li", name: "李华", role: .agent, groups: ["invoice"], slots: 2)
  static let stranger = Agent(id: "zhao", name: "赵磊", role: .agent, groups: ["registration"], slots: 2)
  static let supervisor = Agent(id: "wang", name: "王强", role: .supervisor, groups: ["invoice"], slots: 2)
  static let administrator = Agent(id: "admin", name: "管理员", role: .administrator, groups: [], slots: 1)

  var now = Scene.start
  var office = Office(
    id: "hd", name: Localised("示范", "Sample"), region: "110108", calendar: WorkingCalendar(weekly: [:]))
  var catalogue = Catalogue(
    groups: [
      SkillGroup(id: "invoice", name: Localised("发票", "Invoices"), priority: 1),
      SkillGroup(id: "registration", name: Localised("登记", "Registration")),
    ],
    wrapUpCodes: [
      WrapUpCode(code: "done", name: Localised("已解决", "Solved")),
      WrapUpCode(code: "register", name: Localised("登记", "Registration"), group: "registration"),
    ],
    breakReasons: [BreakReason(code: "tea", name: Localised("喝水", "Tea"), expectedMinutes: 5)])
  var conversations: [ConversationID: Conversation] = [:]
  var messages: [Message] = []
  var seats: [AgentID: Seat] = [:]
  var timers: [String: ServiceTimer] = [:]
  var votes: [MessageID: Bool] = [:]
  var blocks: [TaxpayerID: Block] = [:]
  var audits: [AuditEntry] = []
  var events: [EventBody] = []
  var images: [ImageID: ImageRecord] = [:]
  var replies: [AgentID: ReplyBook] = [:]
  var appointments: [AppointmentID: Appointment] = [:]
  var documents: [KeptDocument] = []
  var webhooks: [Webhook] = []
  var filters = SavedFilters()
  var tickets: [TicketID: Ticket] = [:]
  var offlineMessages: [OfflineMessageID: OfflineMessage] = [:]
  var entries: [String: [PromiseEntry]] = [:]
  var notices: [PersonalNotice] = []
  var contacts: [OfflineMessageID: String] = [:]
  var announcements: [Announcement] = []

  init() {
    for agent in [Self.agent, Self.colleague, Self.stranger] { seats[agent.id] = Seat(agent: agent, since: now) }
  }

  /// Decides a command and, unless it is refused, takes what comes of it.
  @discardableResult
  mutating func perform(_ command: Command, by actor: Actor) throws(Problem) -> Outcome {
    let outcome = try Decision.decide(command, by: actor, on: facts(command.needs(by: actor)), at: now)
    for conversation in outcome.conversations { conversations[conversation.id] = conversation }
    for event in outcome.events {
      switch event {
      case .messagePosted(let message): messages.append(message)
      case .seatChanged(let seat): seats[seat.agent.id] = seat
      case .articleVoted(let vote): votes[vote.message] = vote.isUseful
      case .blocked(let block): blocks[block.taxpayer] = block
      case .unblocked(let change): blocks[change.taxpayer] = nil
      case .replyKept(let change): replies[change.agent, default: ReplyBook()].apply(event)
      case .replyDropped(let change): replies[change.agent, default: ReplyBook()].apply(event)
      case .appointmentChanged(let change): appointments[change.appointment.id] = change.appointment
      case .promiseChanged(let change):
        if let ticket = change.ticket { tickets[ticket.id] = ticket }
        if let message = change.message { offlineMessages[message.id] = message }
        entries[change.subject, default: []].append(change.entry)
      case .noticed(let notice): notices.append(notice)
      case .announced(let announcement):
        announcements.removeAll { $0.id == announcement.id }
        announcements.append(announcement)
      case .announcementRead(let read):
        for place in announcements.indices where announcements[place].id == read.announcement {
          announcements[place].readBy.append(read.mark)
        }
      case .replyUsed(let change): replies[change.agent, default: ReplyBook()].apply(event)
      default: break
      }
    }
    for change in outcome.timers {
      switch change {
      case .set(let timer): timers[timer.kind.rawValue + timer.subject] = timer
      case .cancel(let kind, let subject): timers[kind.rawValue + subject] = nil
      }
    }
    if let office = outcome.office { self.office = office }
    documents += outcome.documents
    for case .webhooks(let kept) in outcome.documents { webhooks = kept }
    for case .filters(let kept, _) in outcome.documents { filters = kept }
    if let contact = outcome.contact { contacts[contact.message] = contact.text }
    events += outcome.events
    audits += outcome.audits
    return outcome
  }

  private func facts(_ needs: Needs) -> Facts {
    var facts = Facts(office: office, catalogue: catalogue)
    switch needs.subject {
    case .conversation(let id): facts.conversation = conversations[id]
    case .latest(let taxpayer):
      let all = conversations.values.filter { $0.taxpayer.id == taxpayer }
      facts.conversation = all.first(where: \.isOpen) ?? all.max { $0.openedAt < $1.openedAt }
    case .containing(let message, let taxpayer):
      let id = messages.first { $0.id == message }?.conversation
      facts.conversation = id.flatMap { conversations[$0] }.flatMap { $0.taxpayer.id == taxpayer ? $0 : nil }
    case .sheet(let sheet):
      facts.conversation = conversations.values.first { $0.sheets?.contains { $0.id == sheet } == true }
    case nil: break
    }
    if let id = needs.appointment ?? facts.conversation?.queue?.appointment { facts.appointment = appointments[id] }
    if needs.appointmentTalk, let taxpayer = facts.appointment?.taxpayer.id {
      let all = conversations.values.filter { $0.taxpayer.id == taxpayer }
      facts.conversation = all.first(where: \.isOpen) ?? all.max { $0.openedAt < $1.openedAt }
    }
    if needs.mayEnd, facts.appointment == nil, let talk = facts.conversation, talk.stage == .talking {
      facts.appointment = appointments.values.first { $0.isOpen && $0.conversation == talk.id }
    }
    if let taxpayer = needs.appointmentsOf ?? (needs.otherAppointments ? facts.appointment?.taxpayer.id : nil) {
      facts.openAppointments = appointments.values.filter { $0.taxpayer.id == taxpayer && $0.isOpen }
    }
    if let slot = needs.slot, let rule = slot.rule ?? facts.appointment?.rule {
      let minutes = catalogue.appointmentRules?.first { $0.code == rule }?.minutes ?? 0
      let end = slot.start.advanced(seconds: max(1, minutes * 60))
      facts.taken = appointments.values.count {
        $0.rule == rule && $0.start < end && slot.start < $0.end && $0.holdsPlace && $0.id != needs.appointment
      }
    }
    facts.image = needs.image.flatMap { images[$0] }
    if needs.webhooks { facts.webhooks = webhooks }
    if needs.filtersOf != nil { facts.filters = filters }
    if let agent = needs.replies {
      facts.replies = replies[agent]?.personal ?? []
      facts.usage = needs.usage.flatMap { asked in
        replies[agent]?.usage.first { $0.scope == asked.scope && $0.code == asked.code }
      }
    }
    if let conversation = facts.conversation {
      let all = messages.filter { $0.conversation == conversation.id }
      facts.existing = Array(all.drop { $0.id != needs.message }.prefix(1))
      if needs.latest { facts.latest = all }
    }
    facts.seat = needs.seat.flatMap { seats[$0] }
    if needs.seatConversations {
      facts.seatConversations = conversations.values.filter {
        ($0.stage == .talking || $0.stage == .wrapUp) && $0.agent?.id == needs.seat
      }.sorted { $0.id < $1.id }
      facts.consulting = conversations.values.filter { conversation in
        let parts = [conversation.consult?.colleague.id, conversation.joined?.supervisor.id].compactMap(\.self)
        return conversation.stage == .talking && parts.contains { $0 == needs.seat }
      }
    }
    if let use = needs.floor, use == .always || catalogue.offers(office.settings) {
      let all = conversations.values.sorted { $0.id < $1.id }
      var floor = Floor(seats: Array(seats.values), busy: all.compactMap(\.busy))
      floor.hasQueue = use != .ifSeatsAreFree || floor.hasFreeSeat(office.settings)
      if floor.hasQueue { floor.waiting = all.filter { $0.stage == .waiting } }
      facts.floor = floor
    }
    let blocked = needs.block ?? (needs.conversationBlock ? facts.conversation?.taxpayer.id : nil)
    facts.block = blocked.flatMap { blocks[$0] }
    if needs.announcements { facts.announcements = announcements }
    if let promises = needs.promises {
      facts.promises.message = promises.message.flatMap { offlineMessages[$0] }
      facts.promises.ticket = promises.ticket.flatMap { tickets[$0] }
      facts.promises.other = promises.other.flatMap { tickets[$0] }
      facts.promises.images = promises.images.compactMap { images[$0] }
      facts.promises.colleagues = promises.colleagues.compactMap { seats[$0] }
      facts.promises.inviter = facts.promises.message?.assignee.flatMap { seats[$0.id] }
      facts.promises.inviterTalks = conversations.values.filter {
        ($0.stage == .talking || $0.stage == .wrapUp) && $0.agent?.id == facts.promises.inviter?.agent.id
      }
      if let cursor = promises.open {
        func comes(_ clock: PromiseClock, _ id: String) -> Bool {
          clock.dueAt.map { ($0, id) > (cursor.due, cursor.id) } ?? false
        }
        if cursor.kind == .message {
          let all = offlineMessages.values.filter { $0.state.isOpen && comes($0.clock, $0.id.rawValue) }
          facts.promises.openMessages = Array(
            all.sorted { ($0.clock.dueAt ?? now, $0.id) < ($1.clock.dueAt ?? now, $1.id) }
              .prefix(RescheduleCursor.batch))
        } else {
          let all = tickets.values.filter { $0.state.isOpen && comes($0.clock, $0.id.rawValue) }
          facts.promises.openTickets = Array(
            all.sorted { ($0.clock.dueAt ?? now, $0.id) < ($1.clock.dueAt ?? now, $1.id) }
              .prefix(RescheduleCursor.batch))
        }
      }
      facts.promises.contact = promises.message.flatMap { contacts[$0] }
      if promises.contact { facts.promises.ticket = facts.promises.message?.ticket.flatMap { tickets[$0] } }
      if let revision = promises.since, let subject = promises.ticket?.rawValue ?? promises.message?.rawValue {
        facts.promises.since = entries[subject, default: []].filter { $0.number > revision }
      }
      if promises.pictures, let message = promises.message {
        facts.promises.pictures = entries[message.rawValue, default: []].taxpayersPictures
      }
      facts.promises.waiting = offlineMessages.values.count {
        $0.taxpayer.id == promises.waitingOf && $0.state.isOpen
      }
    }
    facts.timer = needs.timer.flatMap { timers[$0.kind.rawValue + $0.subject] }
    facts.vote = needs.message.flatMap { votes[$0] }
    return facts
  }

  // MARK: - Steps

  mutating func write(
    _ text: String, id: MessageID, by taxpayer: Taxpayer = person, opening: ConversationID = "c1",
    reply: AssistantAnswer? = nil, escalation: SkillGroupID? = nil
  ) throws(Problem) -> Outcome {
    try perform(
      .taxpayerWrites(
        MessageDraft(id: id, text: text), newConversation: opening, reply: reply,
        replyID: MessageID(id.rawValue + "-r"), escalation: escalation, noticeID: MessageID(id.rawValue + "-n")),
      by: .taxpayer(taxpayer))
  }

  mutating func escalate(
    _ taxpayer: Taxpayer = person, group: SkillGroupID = "invoice", priority: Int = 0, opening: ConversationID = "c1"
  ) throws(Problem) -> Outcome {
    try perform(
      .escalate(
        group: group, priority: priority, reason: "怎么开票\n第二行", newConversation: opening, noticeID: "n-escalate"),
      by: .taxpayer(taxpayer))
  }

  /// Seats are taken, and `person` talks with `agent` in `c1`.
  static func talking() throws(Problem) -> Scene {
    var scene = Scene()
    for agent in [agent, colleague, stranger] { try scene.sit(agent) }
    _ = try scene.escalate()
    try scene.perform(.accept("c1", noticeID: "n-accept"), by: .staff(agent))
    return scene
  }

  mutating func sit(_ agent: Agent) throws(Problem) {
    try perform(.seatConnection(agent.id, isConnected: true), by: .system)
    try perform(.choosePresence(.ready, reason: nil), by: .staff(agent))
  }

  mutating func fire(_ kind: ServiceTimer.Kind, _ subject: String) throws(Problem) {
    let due = timers[kind.rawValue + subject]?.due ?? now
    if due > now { now = due }
    try perform(
      .timerFired(ServiceTimer(kind: kind, subject: subject, due: due), noticeIDs: ["f1", "f2", "f3"]), by: .system)
  }
}

/// The kind of refusal a body ends in; `nil` if it does not.
func refusal(_ body: () throws -> Void) -> Problem? {
  do {
    try body()
    return nil
  } catch {
    return error as? Problem
  }
}
