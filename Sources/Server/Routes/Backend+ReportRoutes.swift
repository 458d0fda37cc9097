import Desk
import Hummingbird
import NIOCore
import Reports
import Service
import Storage

// Figures of a period, the floor in figures, staffing, and the facts behind them.

extension Backend {
  func reportRoutes() -> [Route] {
    [
      .read("/v1/reports/metrics", for: Caller.staff, "Every figure's name, unit and definition") {
        _ -> [MetricDefinition] in Metric.allCases.map(MetricDefinition.init)
      },
      Route(
        method: .get, path: "/v1/reports/schema", callers: nil,
        summary: "How the JSON of `zuoxi report` looks, as a JSON Schema",
        answer: .other(mediaType: "application/schema+json")
      ) { _ in
        Response(
          status: .ok, headers: [.contentType: "application/schema+json"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: ReportSchema.text)))
      },
      .read(
        "/v1/reports/conversations", for: [.supervisor],
        "The conversations behind the figures, in order of arrival, also those that went on with others; reading them is in the audit trail",
        parameters: Self.period + Self.owner + [
          Route.Parameter(name: "matter", about: "Written up with that code"),
          Route.Parameter(name: "outcome", about: "How they came out: one or several, with commas between"),
          Route.Parameter(
            name: "moment",
            about: "What happened in the period, of those who came in it or a day before: came, waited, ended or rated"),
          Route.Parameter(name: "after", about: "`next` of the page before"),
          Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–200"),
        ], isLong: true
      ) { call -> FactPage in try await call.facts() },
      .read(
        "/v1/reports/seat-states", for: Caller.staff,
        "The states that seats were in, page by page; agents see their own. Those that last are not among them",
        parameters: Self.period + [
          Route.Parameter(name: "agent", about: "One agent"),
          Route.Parameter(name: "after", about: "`next` of the page before"),
          Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–5000; 1000 without it"),
        ], isLong: true
      ) { call -> SeatStateList in try await call.seatStates() },
      .read(
        "/v1/reports/{kind}", for: Caller.staff,
        "Figures of a period: queue, agents, tickets, messages, appointments, service or assistant; agents see their own",
        parameters: Self.period + Self.owner + [
          Route.Parameter(name: "by", about: "What rows tell apart: hour, day, group, agent or matter; day without it"),
          Route.Parameter(name: "basis", about: "arrival, or event; arrival without it"),
        ], isLong: true
      ) { call -> FiguresReport in try await call.figures() },
      .read(
        "/v1/floor/figures", for: [.supervisor, .administrator],
        "Today and the last hour of office, groups and seats, and the hours of seven days", isLong: true
      ) { call -> ServiceFigures in
        let now = call.backend.clock()
        return try await call.backend.store.read(try call.staff().office) { try FigureDesk($0, at: now).floor() }
      },
      .read(
        "/v1/floor/staffing", for: [.supervisor, .administrator],
        "Each queue with its seats, with one more and with one fewer (Erlang A), in the long run and until closing, and who will not be reached"
      ) { call -> StaffingForecast in
        let office = try call.staff().office
        let now = call.backend.clock()
        let digest = try await call.hub(office).digest(at: now)
        return try await call.backend.store.read(office) { try FigureDesk($0, at: now).staffing(digest) }
      },
    ]
  }

  private static let period = [
    Route.Parameter(name: "since", about: "RFC 3339, or a local day; today without it"),
    Route.Parameter(name: "until", about: "RFC 3339, or a local day, which is then the last one; now without it"),
  ]

  private static let owner = [
    Route.Parameter(name: "group", about: "One skill group"), Route.Parameter(name: "agent", about: "One agent"),
  ]

  /// Counts what the logs say beyond what was counted, until all is; returns how many stretches there were. An office that cannot be counted is told of, and
  /// left alone for a while.
  @discardableResult
  public func countFigures() async throws -> Int {
    let node = store.isShared ? membership.node : nil
    var steps = 0
    for (office, head) in try await store.heads() {
      guard counted.withLockedValue({ $0[office] }) != head, !isResting(office) else { continue }
      do {
        while try await store.countFigures(of: office, as: node, at: clock(), limit: Self.stretch) {
          steps += 1
          try Task.checkCancellation()
        }
        uncounted.withLockedValue { $0.succeeded(office) }
        // Where others count, this backend does not know how far they are.
        if node == nil { counted.withLockedValue { $0[office] = head } }
      } catch let error as CancellationError {
        throw error
      } catch {
        rest(office, after: error)
      }
    }
    return steps
  }

  /// Whether an office's figures are left alone for now.
  func isResting(_ office: OfficeID) -> Bool { uncounted.withLockedValue { $0.isResting(office, at: clock()) } }

  /// Leaves an office's figures alone for a while.
  func rest(_ office: OfficeID, after error: any Error) {
    uncounted.withLockedValue { $0.failed(office, at: clock()) }
    tell("an office's figures could not be counted", of: "\(office)", error)
  }

  /// Events counted in one transaction, so that nobody waits behind it.
  private static let stretch: Int64 = 2_000
}

/// States that seats were in.
struct SeatStateList: Codable, Sendable {
  /// The states, in order of their beginning.
  var states: [SeatClock.Stretch]
  /// Where to go on; `nil` at the end.
  var next: String?
}

extension SeatStateList {
  fileprivate static func cursor(_ stretch: SeatClock.Stretch) -> String {
    "\(stretch.from.milliseconds)-\(stretch.agent)"
  }

  fileprivate static func place(_ cursor: String) -> SeatClock.Stretch? {
    guard let dash = cursor.firstIndex(of: "-"), let from = Int64(cursor[..<dash]) else { return nil }
    return SeatClock.Stretch(
      agent: AgentID(String(cursor[cursor.index(after: dash)...])), presence: .signedOut,
      from: Timestamp(milliseconds: from))
  }
}

extension Call {
  fileprivate func figures() async throws -> FiguresReport {
    let (caller, office) = try staff()
    guard let kind = ReportKind(rawValue: try part("kind")) else { throw Problem(.notFound) }
    let by = try word("by", ReportGrouping.self) ?? .day
    let basis = try word("basis", FigureBasis.self) ?? .arrival
    let agent = try own(query("agent").map { AgentID($0) }, of: caller)
    if by == .hour, agent != nil {
      throw Problem(
        .badRequest,
        detail: Localised("坐席的数据按天统计：请用 by=day", "An agent's figures are by day: ask with by=day"))
    }
    if by == .matter, agent != nil {
      throw Problem(
        .badRequest, detail: Localised("坐席的数据不按事项区分", "An agent's figures are not told apart by matter"))
    }
    let group = query("group").map { SkillGroupID($0) }
    let now = backend.clock()
    let (since, until) = (query("since"), query("until"))
    return try await backend.store.read(office) { reader in
      let desk = try FigureDesk(reader, at: now)
      let period = try Self.period(since, until, desk.clock, at: now)
      guard by != .hour || period.until.milliseconds - period.since.milliseconds <= Self.hourlyMilliseconds else {
        throw Problem(
          .badRequest,
          detail: Localised("按小时统计最多 100 天：请缩短时段，或用 by=day", "By hour, 100 days at most: ask for less, or by=day"))
      }
      try Self.require(group: group, agent: agent, reader)
      return try desk.report(
        ReportQuery(
          kind: kind, since: period.since, until: period.until, by: by, group: group, agent: agent, basis: basis))
    }
  }

  /// Stretches of conversations looked at for one page at most.
  private static let mostRounds = 10

  fileprivate func facts() async throws -> FactPage {
    let (caller, office) = try staff()
    let limit = try number("limit", in: 1...200) ?? 50
    let after = query("after")
    let outcomes = try query("outcome")?.split(separator: ",").map { name throws(Problem) in
      guard let outcome = ConversationFacts.Outcome(rawValue: String(name)) else { throw Self.unknown("outcome") }
      return outcome
    }
    let moment = try query("moment").map { name throws(Problem) in
      guard let moment = ConversationFacts.Moment(rawValue: name) else { throw Self.unknown("moment") }
      return moment
    }
    let now = backend.clock()
    let (since, until) = (query("since"), query("until"))
    let (group, agent, matter) = (query("group"), query("agent"), query("matter"))
    let page = try await backend.store.read(office) { reader in
      let period = try Self.period(since, until, FigureTerms(try reader.office()).clock, at: now)
      try Self.require(group: group.map { SkillGroupID($0) }, agent: agent.map { AgentID($0) }, reader)
      var filter = FactFilter(since: period.since, until: period.until)
      filter.group = group.map { SkillGroupID($0) }
      filter.agent = agent.map { AgentID($0) }
      filter.matter = matter
      filter.outcomes = Set(outcomes ?? [])
      filter.moment = moment
      var page = try reader.conversationFacts(filter, after: after, limit: limit)
      // Of the day before the period few may be among them: a page is told once it has something.
      var rounds = 0
      while moment != nil, page.facts.isEmpty, let next = page.next, rounds < Self.mostRounds {
        page = try reader.conversationFacts(filter, after: next, limit: limit)
        rounds += 1
      }
      let people = Set(page.facts.flatMap { $0.talks.map(\.agent) }).sorted()
      page.people = try people.compactMap { try reader.account($0)?.agent.reference }
      return page
    }
    try await backend.store.audit(
      AuditRecord(
        office: office, at: now, actor: caller.id.rawValue, act: "report.conversations", subject: agent ?? group ?? "",
        detail: request.uri.query.map { String($0.prefix(400)) } ?? ""))
    return page
  }

  fileprivate func seatStates() async throws -> SeatStateList {
    let (caller, office) = try staff()
    let agent = try own(query("agent").map { AgentID($0) }, of: caller)
    let now = backend.clock()
    let (since, until) = (query("since"), query("until"))
    let limit = try number("limit", in: 1...5_000) ?? 1_000
    let after = try query("after").map { text throws(Problem) in
      guard let last = SeatStateList.place(text) else { throw Self.unknown("after") }
      return last
    }
    return try await backend.store.read(office) { reader in
      let period = try Self.period(since, until, FigureTerms(try reader.office()).clock, at: now)
      try Self.require(group: nil, agent: agent, reader)
      let states = try reader.seatStretches(
        of: agent, from: period.since, to: period.until, after: after, limit: limit)
      return SeatStateList(states: states, next: states.count == limit ? states.last.map(SeatStateList.cursor) : nil)
    }
  }

  /// Rows by hour are told of so long a period at most.
  private static let hourlyMilliseconds: Int64 = 100 * 86_400_000

  /// Agents ask about themselves alone.
  func own(_ agent: AgentID?, of caller: Agent) throws(Problem) -> AgentID? {
    guard caller.role == .agent else { return agent }
    guard agent == nil || agent == caller.id else { throw Problem(.forbidden) }
    return caller.id
  }

  func word<Word: RawRepresentable<String>>(_ name: String, _ type: Word.Type) throws(Problem) -> Word? {
    guard let text = query(name) else { return nil }
    guard let word = Word(rawValue: text) else { throw Self.unknown(name) }
    return word
  }

  static func unknown(_ name: String) -> Problem {
    Problem(.badRequest, detail: Localised("参数 \(name) 的值无效", "The parameter \(name) has a value that is not known"))
  }

  /// A period as it was asked for: times, or local days of which the last is included.
  static func period(
    _ since: String?, _ until: String?, _ clock: FigureClock, at now: Timestamp, days: Int = 0
  ) throws(Problem) -> (since: Timestamp, until: Timestamp) {
    func moment(_ text: String?, isEnd: Bool) throws(Problem) -> Timestamp? {
      guard let text else { return nil }
      if let day = CivilDate(text) {
        return clock.start(of: isEnd ? CivilDate(dayNumber: day.dayNumber + 1) : day)
      }
      // A `+` that was not escaped comes as a space.
      guard let moment = Timestamp(String(text.prefix(11)) + text.dropFirst(11).replacing(" ", with: "+")) else {
        let name = isEnd ? "until" : "since"
        let told = String(text.prefix(40))
        throw Problem(
          .badRequest,
          detail: Localised(
            "\(name) 不能是“\(told)”：请写日期，如 2026-10-01，或 RFC 3339 时间，如 2026-10-01T09:00:00+08:00",
            "\(name) cannot be \"\(told)\": write a day such as 2026-10-01, or an RFC 3339 time such as 2026-10-01T09:00:00+08:00"
          ))
      }
      return moment
    }
    let start = try moment(since, isEnd: false) ?? clock.start(of: .agent, at: now.advanced(seconds: -86_400 * days))
    let end = try moment(until, isEnd: true) ?? now
    guard start <= end, end.milliseconds - start.milliseconds <= 3_700 * 86_400_000 else {
      throw Problem(
        .badRequest,
        detail: Localised("时段无效：since 应早于 until，且不超过十年", "since must lie before until, by ten years at most"))
    }
    return (start, end)
  }
}
