import Desk
import Service

/// A taxpayer's page: one thing at a time, repeated under its key until it is answered.
final class Visitor {
  /// What the taxpayer does.
  private enum Act {
    case write(MessageDraft)
    case escalate(SkillGroupID)
    case leave
    case end
    case rate(ConversationID)
    case vote(MessageID)
    case propose(Invitation.Kind)
    case answer(InvitationID, Bool)
    case report(InvitationID, Invitation.Link)
    case hangUp(InvitationID)
    case sheet(SheetID, SheetAct)
    case book(Appointment.Mode, Timestamp)
    case changeAppointment(AppointmentID, AppointmentAct)
    case leaveMessage(OfflineMessageDraft)
    case promise(PromiseCommand, by: Agent?)
  }

  unowned let world: Simulation
  let taxpayer: Taxpayer
  private let index: Int
  private var count = 0
  private var isBusy = false
  private var conversation: Conversation?
  private var answers: [MessageID] = []
  private var appointment: Appointment?
  /// The backend the page's stream is open at, and which of its lives.
  private var page: (backend: Backend, life: Int)?

  init(_ world: Simulation, index: Int) {
    self.world = world
    self.index = index
    taxpayer = Town.taxpayers[index]
  }

  /// Why it is not quiet.
  var unrest: String? { isBusy ? "\(taxpayer.id) waits for an answer" : nil }

  func begin() {
    world.later(200...4_000, "\(taxpayer.id) acts") { [unowned self] in
      if page == nil || (!world.isCalm && world.random.chance(0.15)) { turnPage() }
      if !isBusy, !world.isCalm { act() }
      begin()
    }
  }

  /// Opens or closes the page; its stream is counted by one of the backends.
  private func turnPage() {
    if let (backend, life) = page {
      page = nil
      if backend.isUp, backend.life == life { backend.count(.visitor(taxpayer.id), isOpen: false) }
    } else if let backend = world.random.pick(world.backends), backend.isUp {
      page = (backend, backend.life)
      backend.count(.visitor(taxpayer.id), isOpen: true)
    }
  }

  private func act() {
    count += 1
    isBusy = true
    let draft = MessageDraft(id: MessageID("T\(index)-\(count)"), text: "纳税人\(index)之\(count)")
    if let sheet = conversation?.sheets?.last, world.random.chance(0.5) {
      return attempt(.sheet(sheet.id, act(on: sheet)))
    }
    if world.random.chance(0.1) { return attempt(aboutAppointment()) }
    if world.random.chance(0.25) { return attempt(aboutPromise()) }
    switch world.random.number(0...17) {
    case 0...6: attempt(.write(draft))
    case 7...9: attempt(.escalate(world.random.chance(0.5) ? "registration" : "invoice"))
    case 10: attempt(world.random.chance(0.3) ? .leave : .write(draft))
    case 11: attempt(world.random.chance(0.4) ? .end : .write(draft))
    case 12: attempt(conversation.map { .rate($0.id) } ?? .write(draft))
    case 13: attempt(answers.last.map { .vote($0) } ?? .escalate("invoice"))
    default: attempt(aboutInvitation() ?? .write(draft))
    }
  }

  /// Books one of the next slots, or does something to what was booked, as the page last saw it.
  private func aboutAppointment() -> Act {
    let minute = world.moment.milliseconds / 60_000 + world.random.number(1...2)
    let start = Timestamp(milliseconds: minute * 60_000)
    if let appointment, world.random.chance(0.4) {
      return .changeAppointment(
        appointment.id, world.random.chance(0.5) ? .cancel(reason: "改日") : .move(to: start))
    }
    return .book(world.random.pick(Appointment.Mode.allCases) ?? .text, start)
  }

  /// Something about the invitation that the page shows, or a new one.
  private func aboutInvitation() -> Act? {
    guard let talk = world.rows.latest(of: taxpayer.id), talk.stage == .talking else { return nil }
    guard let invitation = talk.invitation, invitation.isOpen else {
      return world.random.pick(Invitation.Kind.allCases).map { .propose($0) }
    }
    if world.random.chance(0.2) { return .hangUp(invitation.id) }
    if invitation.stage == .invited { return .answer(invitation.id, world.random.chance(0.8)) }
    return world.random.pick(Invitation.Link.allCases).map { .report(invitation.id, $0) }
  }

  /// A message left, or a step of one or of a ticket: the taxpayer's own, or some agent's.
  private func aboutPromise() -> Act {
    let draft = OfflineMessageDraft(
      id: OfflineMessageID("L\(index)-\(count)"), matter: "留言\(count)", text: "怎么办",
      group: world.random.chance(0.7) ? "invoice" : "registration")
    guard world.random.chance(0.7) else { return .leaveMessage(draft) }
    let names = (world.rows.offlineMessages.keys.sorted() + world.rows.tickets.keys.sorted())
    // A few of them see most of what happens, so that people meet there.
    guard let name = world.random.pick(Array(names.suffix(4))) else { return .leaveMessage(draft) }
    let isOwn = world.random.chance(0.3)
    let kinds: [PromiseEntry.Kind] =
      isOwn
      ? [.added, .urged, .entered, .closed, .reopened]
      : [.claimed, .claimed, .claimed, .released, .replied, .waiting, .invited, .noted, .resolved, .escalated]
    let request = PromiseStepRequest(world.random.pick(kinds) ?? .noted, text: "第\(count)步")
    let agent = isOwn ? nil : world.random.pick(Town.agents)
    let id = String(name.split(separator: "/")[1])
    if name.hasPrefix("ticket/") {
      return .promise(.stepTicket(TicketID(id), request, noticeID: world.newID("n")), by: agent)
    }
    if !isOwn, world.random.chance(0.3) {
      let draft = TicketDraft(title: "工单\(count)", text: "", message: OfflineMessageID(id))
      return .promise(.openTicket(draft, id: TicketID("K\(index)-\(count)"), noticeID: world.newID("n")), by: agent)
    }
    let talk = (ConversationID(world.newID("c")), MessageID(world.newID("m")))
    return .promise(
      .stepMessage(
        OfflineMessageID(id), request, noticeID: world.newID("n"), newConversation: talk.0, messageID: talk.1),
      by: agent)
  }

  /// Something to do to a sheet as the page last saw it, which may be a while ago.
  private func act(on sheet: ServiceSheet) -> SheetAct {
    guard let material = world.random.pick(sheet.materials) else { return .confirm(revision: sheet.revision) }
    switch world.random.number(0...9) {
    case 0...4:
      let image = ImageReference(
        id: ImageID("I\(index)-\(count)"), mediaType: "image/png", width: 1, height: 1, size: 1, name: "")
      if let conversation {
        world.rows.images[image.id] = ImageRecord(image: image, conversation: conversation.id, side: .taxpayer)
      }
      return .add(SheetPictureRequest(material: material.code, image: image.id))
    case 5: return .remove(SheetRemovalRequest(material: material.code, image: material.pictures.first?.id ?? "none"))
    default: return .confirm(revision: sheet.revision)
    }
  }

  /// Asks, and asks again until there is an answer.
  private func attempt(_ act: Act) {
    let key = "k\(count)"
    world.carry("\(taxpayer.id) \(act)") { [self] backend, reply in
      ask(act, key: key, of: backend, tries: 3, reply)
    } heard: { [unowned self] (result: Result<Answer, Problem>?) in
      switch result {
      case .success(let answer):
        isBusy = false
        hear(answer)
      case .failure(let problem) where problem.status < 500: isBusy = false
      case .failure, nil: world.later(200...2_000, "\(taxpayer.id) asks again") { [unowned self] in attempt(act) }
      }
    }
  }

  private func hear(_ answer: Answer) {
    switch answer {
    case .posted(let posted):
      conversation = posted.conversation
      answers += posted.messages.filter { if case .answer = $0.body { true } else { false } }.map(\.id)
    case .conversation(let detail): conversation = detail.conversation
    case .appointment(let booked): appointment = booked
    case .done, .seat, .reply, .ticket, .offlineMessage, .announcement, .contact: break
    }
  }

  /// The backend's part: makes the command and does it, for written words as the route does.
  private func ask(
    _ act: Act, key: String, of backend: Backend, tries: Int, _ reply: @escaping (Result<Answer, Problem>) -> Void
  ) {
    let stage = world.rows.latest(of: taxpayer.id)?.stage
    let isForHuman = stage == .waiting || stage == .talking
    let notice = MessageID(world.newID("n"))
    let new = ConversationID(world.newID("c"))
    let command: Command =
      switch act {
      case .write(let draft):
        .taxpayerWrites(
          draft, newConversation: new, reply: isForHuman ? nil : Town.reply, replyID: MessageID(world.newID("r")),
          escalation: nil, noticeID: notice, isForHuman: isForHuman)
      case .escalate(let group):
        .escalate(group: group, priority: 1, reason: "怎么开票", newConversation: new, noticeID: notice)
      case .leave: .leaveQueue(noticeID: notice)
      case .end: .taxpayerEnds(noticeID: notice)
      case .rate(let id): .rate(id, Rating(stars: 5), noticeID: notice)
      case .vote(let id): .vote(id, isUseful: true)
      case .propose(let kind):
        .propose(nil, kind, id: InvitationID(world.newID("i")), messageID: MessageID(world.newID("m")))
      case .answer(let id, let accepts):
        .answerInvitation(nil, InvitationAnswer(invitation: id, accepts: accepts), noticeID: notice)
      case .report(let id, let link): .reportLink(nil, CallReport(invitation: id, link: link), noticeID: notice)
      case .hangUp(let id): .endInvitation(nil, id, noticeID: notice)
      case .sheet(let id, let act): .sheet(id, act, messageID: notice)
      case .book(let mode, let start):
        .book(
          AppointmentDraft(rule: "help", mode: mode, start: start, contact: "13800000001"),
          id: AppointmentID(world.newID("a")), noticeID: notice.rawValue)
      case .changeAppointment(let id, let act): .appointment(id, act, noticeID: notice.rawValue)
      case .leaveMessage(let draft): .promise(.leave(draft))
      case .promise(let command, _): .promise(command)
      }
    var actor = Service.Actor.taxpayer(taxpayer)
    if case .promise(_, let agent?) = act { actor = .staff(agent) }
    let request = world.request(command, by: actor, key: "\(taxpayer.id)-" + key, fingerprint: "\(act)")
    backend.perform(request) { [self] result in
      if case .failure(let problem) = result, problem.kind == .wrongStage, isForHuman, case .write = act {
        guard tries > 1 else { return reply(.failure(Problem(.unavailable, retryAfter: 1))) }
        return ask(act, key: key, of: backend, tries: tries - 1, reply)
      }
      reply(result)
    }
  }
}
