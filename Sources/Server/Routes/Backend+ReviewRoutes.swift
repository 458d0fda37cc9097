import Desk
import Hummingbird
import Service
import Storage

// Quality review 质检.

extension Backend {
  func reviewRoutes() -> [Route] {
    [
      .read(
        "/v1/reviews/sample", for: [.supervisor],
        "Draws conversations for review, the same ones for the same seed; it is in the audit trail",
        parameters: Self.reviewPeriod + [
          Route.Parameter(name: "group", about: "One skill group"), Route.Parameter(name: "agent", about: "One agent"),
          Route.Parameter(name: "rule", about: "random, rating, length or transfer; random without it"),
          Route.Parameter(name: "count", isNumber: true, about: "At most so many, 1–200; 10 without it"),
          Route.Parameter(name: "seed", isNumber: true, about: "The seed of chance; 1 without it"),
        ], isLong: true
      ) { call -> ReviewSample in try await call.sample() },
      .read(
        "/v1/reviews", for: Caller.seats,
        "Reviews of a period, the latest first; agents see those of their own talks. Reading others' is in the audit trail",
        parameters: Self.reviewPeriod + [Route.Parameter(name: "agent", about: "Whose work was reviewed")],
        isLong: true
      ) { call -> ReviewList in try await call.reviews() },
      .post("/v1/reviews", for: [.supervisor], "Scores a conversation, or changes one's own score of it") {
        (call, draft: ReviewDraft) -> Review in
        let (agent, office) = try call.staff()
        _ = try await call.perform(.figures(.review(draft)))
        let review = try await call.backend.store.read(office) { try $0.review(of: draft.conversation, by: agent.id) }
        guard let review else { throw Problem(.notFound) }
        return review
      },
    ]
  }

  private static let reviewPeriod = [
    Route.Parameter(name: "since", about: "RFC 3339, or a local day; 30 days ago without it"),
    Route.Parameter(name: "until", about: "RFC 3339, or a local day, which is then the last one; now without it"),
  ]

  /// Conversations looked at for one sample.
  static let mostSampled = 20_000
}

extension Call {
  fileprivate func sample() async throws -> ReviewSample {
    let (caller, office) = try staff()
    let count = try number("count", in: 1...200) ?? 10
    let seed = try number("seed", in: 0...Int(Int32.max)) ?? 1
    let rule = try word("rule", SampleRule.self) ?? .random
    let (since, until, group, agent) = (query("since"), query("until"), query("group"), query("agent"))
    let now = backend.clock()
    let sample = try await backend.store.read(office) { reader in
      let period = try Self.period(since, until, FigureTerms(try reader.office()).clock, at: now, days: 30)
      try Self.require(group: group.map { SkillGroupID($0) }, agent: agent.map { AgentID($0) }, reader)
      var filter = FactFilter(since: period.since, until: period.until)
      filter.group = group.map { SkillGroupID($0) }
      filter.agent = agent.map { AgentID($0) }
      var facts: [ConversationFacts] = []
      var next: String?
      repeat {
        let page = try reader.conversationFacts(filter, after: next, limit: 2_000)
        facts += page.facts
        next = page.next
      } while next != nil && facts.count < Backend.mostSampled
      var sample = ReviewSample(of: facts, by: rule, count: count, seed: seed)
      sample.utcOffsetMinutes = try reader.office().calendar.utcOffsetMinutes
      sample.names = try SampleNames(of: sample.facts, reader)
      return sample
    }
    try await backend.store.audit(
      AuditRecord(
        office: office, at: now, actor: caller.id.rawValue, act: "review.sample", subject: agent ?? group ?? "",
        detail: request.uri.query.map { String($0.prefix(400)) } ?? ""))
    return sample
  }

  fileprivate func reviews() async throws -> ReviewList {
    let (caller, office) = try staff()
    let agent = try own(query("agent").map { AgentID($0) }, of: caller)
    let (since, until) = (query("since"), query("until"))
    let now = backend.clock()
    let list = try await backend.store.read(office) { reader in
      let terms = FigureTerms(try reader.office())
      let period = try Self.period(since, until, terms.clock, at: now, days: 30)
      return ReviewList(
        reviews: try reader.reviews(of: agent).filter { $0.at >= period.since && $0.at < period.until },
        criteria: try reader.catalogue().criteria, reader: caller.id, utcOffsetMinutes: terms.clock.utcOffsetMinutes)
    }
    if caller.role != .agent {
      try await backend.store.audit(
        AuditRecord(
          office: office, at: now, actor: caller.id.rawValue, act: "review.read", subject: agent?.rawValue ?? "",
          detail: "\(list.reviews.count)"))
    }
    return list
  }
}

extension SampleNames {
  /// What these conversations have of groups, agents and matters.
  fileprivate init(of facts: [ConversationFacts], _ reader: any OfficeReader) throws {
    let catalogue = try reader.catalogue()
    let groups = Dictionary(catalogue.groups.map { ($0.id.rawValue, $0.name) }) { one, _ in one }
    let matters = Dictionary(catalogue.wrapUpCodes.map { ($0.code, $0.name) }) { one, _ in one }
    var agents: [String: String] = [:]
    for id in Set(facts.flatMap { $0.talks.map(\.agent) }) {
      agents[id.rawValue] = try reader.account(id)?.agent.name
    }
    self.init(
      groups: groups.filter { code, _ in facts.contains { $0.group?.rawValue == code } }, agents: agents,
      matters: matters.filter { code, _ in facts.contains { $0.matter == code } })
  }
}
