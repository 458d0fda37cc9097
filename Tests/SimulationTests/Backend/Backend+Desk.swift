import Desk
import Service
import Wire

// What a console may ask about messages left and tickets, as the routes do it.

extension Backend {
  /// Serves a request about what was promised; `false` if it is about something else.
  func serveDesk(_ request: WireRequest, of agent: Agent, _ reply: @escaping (WireResponse) -> Void) -> Bool {
    let parts = request.path.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    let (list, id, act) = (parts[1], parts.count > 2 ? parts[2] : "", parts.count > 3 ? parts[3] : "")
    let body = request.body ?? []
    let notice = world.newID("n")
    switch (request.method, list, id, act) {
    case (.get, "tickets", "", _), (.get, "offline-messages", "", _): reply(page(list, request, agent))
    case (.get, "tickets", _, ""), (.get, "offline-messages", _, ""): reply(detail(list, id))
    case (.post, "tickets", "steps", ""):
      guard let bulk = try? WireCodec.decode(BulkStepRequest.self, from: body) else { return false }
      steps(bulk, at: 0, [], request, agent, reply)
    case (.post, "tickets", "", _):
      guard let draft = try? WireCodec.decode(TicketDraft.self, from: body) else { return false }
      ask(.openTicket(draft, id: TicketID(world.newID("k")), noticeID: notice), list, request, agent, reply)
    case (.post, "tickets", _, "steps"):
      guard let step = try? WireCodec.decode(PromiseStepRequest.self, from: body) else { return false }
      ask(.stepTicket(TicketID(misled(id, "ticket")), step, noticeID: notice), list, request, agent, reply)
    case (.post, "offline-messages", _, "steps"):
      guard let step = try? WireCodec.decode(PromiseStepRequest.self, from: body) else { return false }
      let talk = (ConversationID(world.newID("c")), MessageID(world.newID("m")))
      let command = PromiseCommand.stepMessage(
        OfflineMessageID(misled(id, "message")), step, noticeID: notice, newConversation: talk.0, messageID: talk.1)
      ask(command, list, request, agent, reply)
    case (.patch, "tickets", _, ""):
      guard let edit = try? WireCodec.decode(TicketEdit.self, from: body),
        let revision = request.header("If-Match").flatMap({ Int($0.filter { $0 != "\"" }) })
      else { return false }
      ask(.editTicket(TicketID(id), edit, expecting: revision), list, request, agent, reply)
    case (.get, "colleagues", _, _):
      let seats = world.rows.seats.values.sorted { $0.agent.id < $1.agent.id }
      let list = seats.map { Colleague(agent: $0.agent.reference, groups: $0.agent.groups) }
      reply(Self.good(ColleagueList(colleagues: list)))
    case (.get, "saved-filters", _, _): reply(Self.good(world.rows.filters[agent.id] ?? SavedFilters()))
    case (.post, "saved-filters", _, _):
      guard let change = try? WireCodec.decode(SavedFilterChange.self, from: body) else { return false }
      keep(.changeFilter(change), request, agent) { [self] in
        reply($0 ?? Self.good(world.rows.filters[agent.id] ?? SavedFilters()))
      }
    case (.put, "alarm-settings", _, _):
      guard let settings = try? WireCodec.decode(AlarmSettings.self, from: body) else { return false }
      keep(.keepAlarms(settings), request, agent) { reply($0 ?? Self.good(settings)) }
    default: return false
    }
    return true
  }

  private func page(_ list: String, _ request: WireRequest, _ agent: Agent) -> WireResponse {
    let query = request.path.split(separator: "?").dropFirst().first?.split(separator: "&") ?? []
    let line = query.first { $0.hasPrefix("q=") }?.dropFirst(2).replacing("%3A", with: ":") ?? ""
    let context = PromiseFilter.Context(
      catalogue: Town.catalogue, me: agent.id, now: moment, calendar: world.rows.office.calendar)
    guard let filter = try? PromiseFilter(String(line), context) else { return Self.bad(Problem(.badRequest)) }
    func due(_ clock: PromiseClock) -> Timestamp { clock.dueAt ?? Overdue.never }
    if list == "tickets" {
      let found = world.rows.tickets.values.filter(filter.shows)
        .sorted { (due($0.clock), $0.id) < (due($1.clock), $1.id) }
      return Self.good(TicketPage(tickets: Array(found.prefix(50))))
    }
    let found = world.rows.offlineMessages.values.filter(filter.shows)
      .sorted { (due($0.clock), $0.id) < (due($1.clock), $1.id) }
    return Self.good(OfflineMessagePage(messages: Array(found.prefix(50))))
  }

  private func detail(_ list: String, _ id: String) -> WireResponse {
    if list == "tickets", let ticket = world.rows.tickets["ticket/" + id] {
      return Self.good(TicketDetail(ticket: ticket, entries: world.rows.entries["ticket/" + id] ?? []))
    }
    if let message = world.rows.offlineMessages["message/" + id] {
      return Self.good(OfflineMessageDetail(message: message, entries: world.rows.entries["message/" + id] ?? []))
    }
    return Self.bad(Problem(.notFound))
  }

  private func ask(
    _ command: PromiseCommand, _ list: String, _ request: WireRequest, _ agent: Agent,
    _ reply: @escaping (WireResponse) -> Void
  ) {
    perform(asked(.promise(command), request, agent)) { [self] result in
      switch result {
      case .success(.ticket(let ticket)): reply(detail(list, ticket.id.rawValue))
      case .success(.offlineMessage(let message)): reply(detail(list, message.id.rawValue))
      case .success: reply(Self.bad(Problem(.internalError)))
      case .failure(let problem): reply(Self.bad(problem))
      }
    }
  }

  /// A step of one ticket after the other, each under a key of its own.
  private func steps(
    _ bulk: BulkStepRequest, at place: Int, _ items: [BulkStepOutcome.Item], _ request: WireRequest, _ agent: Agent,
    _ reply: @escaping (WireResponse) -> Void
  ) {
    guard bulk.tickets.indices.contains(place) else { return reply(Self.good(BulkStepOutcome(items: items))) }
    let id = bulk.tickets[place]
    let command = Command.promise(.stepTicket(id, bulk.step, noticeID: world.newID("n")))
    var one = asked(command, request, agent)
    one.key = one.key.map { $0 + "/" + id.rawValue }
    perform(one) { [self] result in
      var item = BulkStepOutcome.Item(id: id)
      switch result {
      case .success(.ticket(let ticket)): item.ticket = ticket
      case .success: item.problem = Problem(.internalError)
      case .failure(let problem): item.problem = problem
      }
      steps(bulk, at: place + 1, items + [item], request, agent, reply)
    }
  }

  private func keep(
    _ command: Command, _ request: WireRequest, _ agent: Agent, _ done: @escaping (WireResponse?) -> Void
  ) {
    perform(asked(command, request, agent)) { result in
      if case .failure(let problem) = result { done(Self.bad(problem)) } else { done(nil) }
    }
  }

  private func asked(_ command: Command, _ request: WireRequest, _ agent: Agent) -> CommandRequest {
    CommandRequest(
      office: Town.office.id, actor: .staff(agent), key: request.header("Idempotency-Key"),
      fingerprint: request.path + String(decoding: request.body ?? [], as: UTF8.self), command: command)
  }

  /// Another one than was meant, where that fault is planted.
  private func misled(_ id: String, _ kind: String) -> String {
    guard world.plant == .answersAnother else { return id }
    let names = (kind == "ticket" ? world.rows.tickets.keys.sorted() : world.rows.offlineMessages.keys.sorted())
    return names.last.map { String($0.split(separator: "/")[1]) } ?? id
  }
}
