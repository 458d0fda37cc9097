import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  /// Tickets 工单 at the seats: lists by a filter, single reads with `ETag`, steps, edits with `If-Match`, and the same step for many.
  func ticketRoutes() -> [Route] {
    [
      .read("/v1/tickets", for: Caller.seats, "Tickets by a filter, page by page", parameters: Self.listed) {
        call -> TicketPage in
        let (filter, after, limit) = try await call.listed()
        return try await call.reading { try $0.tickets(filter, after: after, limit: limit) }
      },
      .post("/v1/tickets", for: Caller.seats, "Opens a ticket", status: .created) {
        (call, draft: TicketDraft) -> TicketDetail in
        let backend = call.backend
        return try await call.ticket(
          .openTicket(draft, id: TicketID(backend.newID()), noticeID: backend.newID()))
      },
      Route(
        method: .get, path: "/v1/tickets/{id}", callers: Caller.seats,
        summary: "A ticket with its latest entries; its ETag is for If-Match", answer: .json(TicketDetail.self)
      ) { call in try Self.tagged(try await call.ticketDetail(TicketID(try call.part("id")))) },
      Route(
        method: .patch, path: "/v1/tickets/{id}", callers: Caller.seats,
        summary: "Changes title, type, priority or watchers of a ticket",
        headers: [Route.Parameter(name: "If-Match", about: "The ETag of what is changed")],
        request: .json(TicketEdit.self), answer: .json(TicketDetail.self), key: .taken
      ) { call in
        let edit = try JSONBody.decode(TicketEdit.self, from: call.body)
        let id = TicketID(try call.part("id"))
        return try Self.tagged(try await call.ticket(.editTicket(id, edit, expecting: try call.matched())))
      },
      .read("/v1/tickets/{id}/entries", for: Caller.seats, "Entries before a number", parameters: Self.page) {
        call -> PromiseEntryPage in try await call.entries(of: .ticket)
      },
      .read("/v1/tickets/{id}/why", for: Caller.seats, "How a ticket's due time came about, step by step") {
        call -> DueTime in
        let id = TicketID(try call.part("id"))
        return try await call.reading { reader in
          guard let ticket = try reader.ticket(id) else { throw Problem(.notFound) }
          return ticket.clock.why(on: try reader.office().calendar(of: ticket.group))
        }
      },
      .post("/v1/tickets/{id}/steps", for: Caller.seats, "Takes a step of a ticket") {
        (call, request: PromiseStepRequest) -> TicketDetail in
        try await call.ticket(
          .stepTicket(TicketID(try call.part("id")), request, noticeID: call.backend.newID()))
      },
      .post("/v1/tickets/steps", for: Caller.seats, "Takes the same step of several tickets; tells each one's outcome")
      {
        (call, request: BulkStepRequest) -> BulkStepOutcome in try await call.steps(request)
      },
      upload("/v1/tickets/{id}/images", for: Caller.seats, "Uploads an image for a ticket") { call in
        let id = TicketID(try call.part("id"))
        guard try await call.reading({ try $0.ticket(id) }) != nil else { throw Problem(.notFound) }
        return (ImageRecord.place(of: id.rawValue), .agent)
      },
    ]
  }

  static let listed = [
    Route.Parameter(
      name: "q", about: "A filter such as `state:open group:税源 due<2d prio:high 发票`, or `of:` and a taxpayer's id"),
    Route.Parameter(name: "after", about: "`next` of the page before"),
    Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–200"),
  ]

  private static func tagged(_ detail: TicketDetail) throws -> Response {
    var response = try Route.json(detail)
    response.headers[.eTag] = "\"\(detail.ticket.revision)\""
    return response
  }

  /// Entries told with what they are of.
  static let latestEntries = 100
}

extension Call {
  /// Reads from the office of whoever asks.
  func reading<Value: Sendable>(_ body: @escaping @Sendable (any OfficeReader) throws -> Value) async throws -> Value {
    try await backend.store.read(try caller().office, body)
  }

  /// The filter a list is asked by, and where its page begins.
  func listed() async throws -> (filter: PromiseFilter, after: String?, limit: Int) {
    let (agent, _) = try staff()
    let now = backend.clock()
    let (calendar, catalogue) = try await reading { (try $0.office().calendar, try $0.catalogue()) }
    let context = PromiseFilter.Context(catalogue: catalogue, me: agent.id, now: now, calendar: calendar)
    return (try Self.filter(query("q") ?? "", context), query("after"), try number("limit", in: 1...200) ?? 50)
  }

  private static func filter(_ line: String, _ context: PromiseFilter.Context) throws(Problem) -> PromiseFilter {
    do {
      return try PromiseFilter(line, context)
    } catch {
      throw Problem(.badRequest, detail: error.text)
    }
  }

  /// The revision that `If-Match` names.
  func matched() throws(Problem) -> Int {
    guard let tag = request.headers[.ifMatch] else { throw Problem(.conditionMissing) }
    guard tag.hasPrefix("\""), tag.hasSuffix("\""), let revision = Int(tag.dropFirst().dropLast()) else {
      throw Problem(.changedMeanwhile)
    }
    return revision
  }

  /// Performs a command that is answered with the ticket.
  func ticket(_ command: PromiseCommand) async throws -> TicketDetail {
    guard case .ticket(let ticket) = try await perform(.promise(command)) else { throw Problem(.internalError) }
    return try await ticketDetail(ticket.id)
  }

  /// A ticket with its latest entries.
  func ticketDetail(_ id: TicketID) async throws -> TicketDetail {
    try await reading { reader in
      guard let ticket = try reader.ticket(id) else {
        throw Problem(.notFound, detail: Localised("找不到该工单", "There is no such ticket"))
      }
      let entries = try reader.entries(of: .ticket, id.rawValue, before: nil, limit: Backend.latestEntries)
      return TicketDetail(ticket: ticket, entries: entries)
    }
  }

  /// Entries of what the path names, before a number.
  func entries(of kind: PromiseKind) async throws -> PromiseEntryPage {
    let id = try part("id")
    let limit = try number("limit", in: 1...200) ?? 50
    let before = try number("before", in: 0...Int.max)
    return try await reading { reader in
      let entries = try reader.entries(of: kind, id, before: before, limit: limit)
      return PromiseEntryPage(entries: entries, hasEarlier: (entries.first?.number ?? 1) > 1)
    }
  }

  /// Takes a step of each ticket by itself: each is answered, and done once, under a key of its own.
  fileprivate func steps(_ bulk: BulkStepRequest) async throws -> BulkStepOutcome {
    guard (1...Ticket.mostInBulk).contains(bulk.tickets.count) else {
      throw Problem(
        .badRequest,
        detail: Localised(
          "一次应为 1 至 \(Ticket.mostInBulk) 个工单", "Name 1 to \(Ticket.mostInBulk) tickets at once"))
    }
    let principal = try caller()
    var items: [BulkStepOutcome.Item] = []
    for id in bulk.tickets {
      do {
        let command = Command.promise(.stepTicket(id, bulk.step, noticeID: backend.newID()))
        let answer = try await backend.perform(
          command, by: principal.actor, office: principal.office, key: (key ?? backend.newID()) + "/" + id.rawValue,
          fingerprint: fingerprint
        ).answer
        guard case .ticket(let ticket) = answer else { throw Problem(.internalError) }
        items.append(BulkStepOutcome.Item(id: id, ticket: ticket))
      } catch let problem as Problem {
        items.append(BulkStepOutcome.Item(id: id, problem: problem))
      }
    }
    return BulkStepOutcome(items: items)
  }
}
