import Desk
import Service
import Wire

// What a console may ask, over the wire's own requests and answers.

extension Backend {
  /// Serves a console's request.
  func serve(_ request: WireRequest, of agent: Agent, _ reply: @escaping (WireResponse) -> Void) {
    let path = String(request.path.prefix { $0 != "?" })
    let parts = path.split(separator: "/").map(String.init)
    let id = ConversationID(parts.count > 2 ? parts[2] : "")
    if serveDesk(request, of: agent, reply) { return }
    switch (request.method, parts[1], parts.count > 3 ? parts[3] : "") {
    case (.get, "snapshot", _): reply(Self.good(snapshot(of: agent)))
    case (.get, "articles", _): reply(Self.good(ArticleList(articles: [])))
    case (.get, "conversations", ""):
      reply(read(id, of: agent) { Self.good($0) })
    case (.get, "conversations", "messages"):
      let before = request.path.split(separator: "&").flatMap { $0.split(separator: "?") }
        .first { $0.hasPrefix("before=") }.flatMap { Int($0.dropFirst(7)) }
      reply(
        read(id, of: agent, before: before ?? .max) {
          Self.good(MessagePage(messages: $0.messages, hasEarlier: ($0.messages.first?.number ?? 1) > 1))
        })
    case (.post, "conversations", "typing"), (.post, "reply-uses", _): reply(WireResponse(status: 204))
    case (.post, _, "invitation") where parts.last == "link":
      let asked = try? WireCodec.decode(InvitationReference.self, from: request.body ?? [])
      let end = moment.advanced(seconds: 120)
      reply(
        asked.map {
          Self.good(RoomAddress(invitation: $0.invitation, url: "http://zuoxi.test/room/#x", expiresAt: end))
        }
          ?? Self.bad(Problem(.invalidJSON)))
    case (.get, "appointments", _):
      let all = world.rows.appointments.values.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
      reply(Self.good(AppointmentList(appointments: all, hasMore: false)))
    case (.post, "appointments", let act): appointment(act, AppointmentID(id.rawValue), request, agent, reply)
    case (.post, _, let act): command(act, id, request, agent, reply)
    default: reply(Self.bad(Problem(.notFound)))
    }
  }

  private func command(
    _ act: String, _ id: ConversationID, _ request: WireRequest, _ agent: Agent,
    _ reply: @escaping (WireResponse) -> Void
  ) {
    let body = request.body ?? []
    let notice = MessageID(world.newID("n"))
    let command: Command?
    switch act {
    case "accept": command = .accept(id, noticeID: notice)
    case "end": command = .agentEnds(id, noticeID: notice)
    case "messages":
      command = (try? WireCodec.decode(MessageDraft.self, from: body)).map { .agentWrites(id, $0) }
    case "wrap-up" where request.path.hasSuffix("/extend"): command = .extendWrapUp(id)
    case "wrap-up": command = (try? WireCodec.decode(WrapUpRequest.self, from: body)).map { .wrapUp(id, $0) }
    case "transfer":
      command = (try? WireCodec.decode(TalkTransfer.self, from: body)).map { .transfer(id, $0, noticeID: notice) }
    case "hold":
      command = (try? WireCodec.decode(HoldRequest.self, from: body)).map {
        .hold(id, isHeld: $0.isHeld, noticeID: notice)
      }
    case "decline":
      command = (try? WireCodec.decode(DeclineRequest.self, from: body)).map { .decline(id, $0) }
    case "consult":
      if request.path.hasSuffix("/end") {
        command = .endConsult(id)
      } else {
        command = (try? WireCodec.decode(ConsultRequest.self, from: body)).map { .consult(id, $0) }
      }
    case "side-talk": command = (try? WireCodec.decode(NoteRequest.self, from: body)).map { .sideTalk(id, $0.text) }
    case "notes": command = (try? WireCodec.decode(NoteRequest.self, from: body)).map { .note(id, $0.text) }
    case "invitation": command = invitation(id, request, notice)
    case "checks":
      command = (try? WireCodec.decode(SheetCheckRequest.self, from: body)).map {
        .sheet(SheetID(id.rawValue), .check($0), messageID: notice)
      }
    case "demand":
      command = (try? WireCodec.decode(SheetRevisionRequest.self, from: body)).map {
        .sheet(SheetID(id.rawValue), .demand(revision: $0.revision), messageID: notice)
      }
    case "result":
      command = (try? WireCodec.decode(SheetResultRequest.self, from: body)).map {
        .sheet(SheetID(id.rawValue), .resolve($0), messageID: notice)
      }
    case "receipt":
      command = (try? WireCodec.decode(ReceiptReport.self, from: body)).map {
        .advanceReceipt(id, Receipt(delivered: $0.delivered, read: $0.read))
      }
    default:
      command = (try? WireCodec.decode(PresenceRequest.self, from: body)).map {
        .choosePresence($0.choice, reason: $0.reason)
      }
    }
    guard let command else { return reply(Self.bad(Problem(.invalidJSON))) }
    self.ask(command, request, agent, reply)
  }

  private func appointment(
    _ act: String, _ id: AppointmentID, _ request: WireRequest, _ agent: Agent,
    _ reply: @escaping (WireResponse) -> Void
  ) {
    let known: AppointmentAct? =
      switch act {
      case "confirm":
        .confirm(for: (try? WireCodec.decode(AppointmentConfirmation.self, from: request.body ?? []))?.agent)
      case "complete": .complete
      case "miss": .miss
      case "cancel": .cancel(reason: "")
      case "start":
        .start(
          newConversation: ConversationID(world.newID("c")), invitation: InvitationID(world.newID("i")),
          messageIDs: (0..<3).map { _ in MessageID(world.newID("n")) })
      default: nil
      }
    guard let known else { return reply(Self.bad(Problem(.notFound))) }
    ask(.appointment(id, known, noticeID: world.newID("n")), request, agent, reply)
  }

  private func ask(
    _ command: Command, _ request: WireRequest, _ agent: Agent, _ reply: @escaping (WireResponse) -> Void
  ) {
    let body = request.body ?? []
    let fingerprint = request.path + String(decoding: body, as: UTF8.self)
    let asked = CommandRequest(
      office: Town.office.id, actor: .staff(agent), key: request.header("Idempotency-Key"), fingerprint: fingerprint,
      command: command)
    perform(asked) { [self] result in
      switch result {
      case .success(.appointment(let appointment)):
        guard request.path.hasSuffix("/start") else { return reply(Self.good(appointment)) }
        let talk = appointment.conversation.flatMap { world.rows.detail($0) }
        reply(Self.good(AppointmentStart(appointment: appointment, talk: talk)))
      case .success(.done): reply(WireResponse(status: 204))
      case .success(.posted(let posted)): reply(Self.good(posted))
      case .success(.conversation(let detail)): reply(Self.good(detail))
      case .success(.seat(let seat)): reply(Self.good(seat))
      case .success(.reply(let kept)): reply(Self.good(kept))
      case .success(.ticket(let ticket)): reply(Self.good(ticket))
      case .success(.offlineMessage(let message)): reply(Self.good(message))
      case .success(.announcement(let announcement)): reply(Self.good(announcement))
      case .success(.contact(let contact)): reply(Self.good(contact))
      case .failure(let problem): reply(Self.bad(problem))
      }
    }
  }

  private func invitation(_ id: ConversationID, _ request: WireRequest, _ notice: MessageID) -> Command? {
    let body = request.body ?? []
    if request.path.hasSuffix("/answer") {
      return (try? WireCodec.decode(InvitationAnswer.self, from: body)).map {
        .answerInvitation(id, $0, noticeID: notice)
      }
    }
    if request.path.hasSuffix("/end") {
      return (try? WireCodec.decode(InvitationReference.self, from: body)).map {
        .endInvitation(id, $0.invitation, noticeID: notice)
      }
    }
    return (try? WireCodec.decode(InvitationRequest.self, from: body)).map {
      .propose(id, $0.kind, id: InvitationID(world.newID("i")), messageID: notice)
    }
  }

  private func snapshot(of agent: Agent) -> StaffSnapshot {
    let rows = world.rows
    var snapshot = StaffSnapshot(
      position: rows.head, at: moment, office: rows.office, catalogue: Town.catalogue,
      me: rows.seats[agent.id] ?? Seat(agent: agent, since: moment),
      conversations: (rows.conversations(of: agent.id) + rows.conversations(consulting: agent.id))
        .compactMap { rows.detail($0.id) },
      floor: hub.digest(at: moment), taxpayerURL: "")
    snapshot.offers = rows.conversations.values.compactMap { Offered($0) }.filter { $0.offer.agent.id == agent.id }
    snapshot.appointments = rows.appointments.values.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    let announcements = rows.announcements.values.filter { $0.until > moment && $0.concerns(agent) }
    snapshot.announcements = announcements.sorted { $0.id > $1.id }
    let soon =
      rows.tickets.values.compactMap { AlarmRaised(dueSoon: $0, at: moment, in: rows.office) }
      + rows.offlineMessages.values.compactMap { AlarmRaised(dueSoon: $0, at: moment, in: rows.office) }
    snapshot.alarms = rows.alarms[agent.id]
    snapshot.dueSoon = soon.filter { alarm in
      alarm.agent.map { $0 == agent.id } ?? alarm.group.map(agent.groups.contains) ?? false
    }.sorted { ($0.until ?? $0.since, $0.subject) < ($1.until ?? $1.since, $1.subject) }
    return snapshot
  }

  private func read(
    _ id: ConversationID, of agent: Agent, before: Int = .max, _ spell: (ConversationDetail) -> WireResponse
  ) -> WireResponse {
    guard let found = world.rows.detail(id, before: before) else { return Self.bad(Problem(.conversationNotFound)) }
    let isOwn = found.conversation.agent?.id == agent.id || found.conversation.consult?.colleague.id == agent.id
    guard isOwn || found.conversation.stage == .waiting else {
      return Self.bad(Problem(.notYours))
    }
    return spell(found)
  }

  static func good(_ value: some Encodable) -> WireResponse {
    WireResponse(status: 200, headers: [WireHeader("Content-Type", "application/json")], body: spelled(value))
  }

  static func bad(_ problem: Problem) -> WireResponse {
    WireResponse(
      status: problem.status, headers: [WireHeader("Content-Type", "application/problem+json")], body: spelled(problem))
  }

  private static func spelled(_ value: some Encodable) -> [UInt8] {
    do {
      return try WireCodec.encode(value)
    } catch {
      preconditionFailure("an answer has no spelling: \(error.reason)")
    }
  }
}
