import Desk
import Foundation
import Service
import Testing
import Wire

@testable import Server

/// Figures over HTTP: who may see which, and that they are those of the log.
@Suite(.onEveryEngine) struct ReportTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)

  /// One talk answered after 20 s and written up, and one who left after 45 s.
  private func morning(_ office: TestOffice, _ caller: TestCaller) async throws -> ConversationID {
    let zhang = try await caller.seated("zhang")
    _ = try await office.backend.perform(
      .seatConnection("zhang", isConnected: true), by: .system, office: TestOffice.id, key: nil, fingerprint: "")
    let (_, talk) = try await caller.waiting(as: "p1")
    office.advance(seconds: 20)
    #expect(try await caller.post("/v1/conversations/\(talk)/accept", zhang, Nothing()).status == 200)
    office.advance(seconds: 100)
    #expect(try await caller.post("/v1/conversations/\(talk)/end", zhang, Nothing()).status == 200)
    office.advance(seconds: 30)
    _ = try await caller.post(
      "/v1/conversations/\(talk)/wrap-up", zhang, WrapUpRequest(code: "done", summary: "已办"))
    let (visit, _) = try await caller.waiting(as: "p2")
    office.advance(seconds: 45)
    _ = try await caller.post("/v1/visit/leave", visit, Nothing())
    try await office.backend.countFigures()
    return talk
  }

  @Test func figuresAreThoseOfTheLog() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let talk = try await morning(office, caller)
      let wang = try await office.token(of: "wang")
      let report = try await caller.get("/v1/reports/service", wang).read(FiguresReport.self)
      #expect(report.total[.offered] == 2 && report.total[.answered] == 1 && report.total[.averageAnswer] == 20)
      #expect(report.total[.serviceLevel] == 0.5 && report.total[.averageHandle] == 130)
      #expect(report.total[.satisfaction] == .some(.none), "nobody rated: nothing, not 0")
      #expect(report.rows.count == 1 && report.rows.first?.key == "2026-11-18")
      let matters = try await caller.get("/v1/reports/agents?by=matter", wang).read(FiguresReport.self)
      #expect(matters.rows.first { $0.key == "done" }?.name.chinese == "已解决")
      let agents = try await caller.get("/v1/reports/agents?by=agent&since=2026-11-17&until=2026-11-18", wang).read(
        FiguresReport.self)
      let zhang = try #require(agents.rows.first { $0.key == "zhang" })
      #expect(zhang.name.chinese == "张敏" && zhang.figures[.handled] == 1)
      // Ready from the beginning until now, although no event told of its end.
      #expect(zhang.figures[.ready] == 195)
      let facts = try await caller.get("/v1/reports/conversations?outcome=answered,late", wang).read(FactPage.self)
      #expect(facts.facts.map(\.id) == [talk])
    }
  }

  @Test func theFloorHasFiguresAndStaffing() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      _ = try await morning(office, caller)
      let wang = try await office.token(of: "wang")
      let floor = try await caller.get("/v1/floor/figures", wang).read(ServiceFigures.self)
      #expect(floor.office.today[.offered] == 2 && floor.office.lastHour[.abandoned] == 1)
      #expect(floor.groups.first?.lastHour[.answered] == 1 && floor.seats.first?.key == "zhang")
      #expect(floor.heat.map(\.offered).reduce(0, +) == 2 && floor.recent.contains { $0.offered > 0 && $0.group == "" })
      // Open until the evening, with a break.
      var content = try TestOffice.content()
      let minute = content.office.calendar.local(Self.now).minute
      let ranges = [(0, minute + 60), (minute + 90, minute + 120)].compactMap {
        WorkingRange(fromMinute: $0, toMinute: $1)
      }
      content.office.calendar.weekly = (1...7).reduce(into: [:]) { $0[$1] = ranges }
      try await office.store.load(content, at: Self.now)
      let again = try await office.token(of: "wang")
      let staffing = try await caller.get("/v1/floor/staffing", again).read(StaffingForecast.self)
      let queue = try #require(staffing.queues.first)
      #expect(queue.handleSeconds == 130 && queue.patienceSeconds == 65)
      let (one, other) = (try #require(queue.now), try #require(queue.oneMore))
      #expect(other.serviceLevel >= one.serviceLevel)
      let rest = try #require(queue.untilClosing)
      #expect((5_000...5_400).contains(rest.workSeconds), "\(rest.workSeconds): the break is no time of work")
      #expect(try #require(rest.now).serviceLevel <= (try #require(rest.oneMore)).serviceLevel)
    }
  }

  @Test func agentsSeeTheirOwnAlone() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      _ = try await morning(office, caller)
      let (zhang, li) = (try await office.token(of: "zhang"), try await office.token(of: "li"))
      let own = try await caller.get("/v1/reports/agents", zhang).read(FiguresReport.self)
      #expect(own.total[.handled] == 1 && own.query.agent == "zhang")
      #expect(try await caller.get("/v1/reports/agents", li).read(FiguresReport.self).total[.handled] == 0)
      #expect(try await caller.get("/v1/reports/agents?agent=zhang", li).problem == .forbidden)
      #expect(try await caller.get("/v1/reports/conversations", zhang).problem == .forbidden)
      #expect(try await caller.get("/v1/floor/figures", zhang).problem == .forbidden)
      #expect(try await caller.get("/v1/reports/seat-states?agent=zhang", li).problem == .forbidden)
    }
  }

  @Test("Of several offices, one that cannot be counted stops no other, and how far each is behind is told")
  func oneBadOffice() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      _ = try await caller.waiting(as: "p1")
      var other = try TestOffice.content()
      other.office.id = "aaa"
      other.hostSecrets = nil
      try await office.store.load(other, at: Self.now)
      office.hooked.hooks.withLock { hooks in
        hooks.beforeCount = { if $0 == "aaa" { throw Problem(.internalError) } }
      }
      office.advance(seconds: 40)
      for _ in 1...3 { try await office.backend.countFigures() }
      let wang = try await office.token(of: "wang")
      let report = try await caller.get("/v1/reports/service", wang).read(FiguresReport.self)
      #expect(report.total[.offered] == 1)
      let page = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(page.contains("zuoxi_figures_behind_seconds{office=\"aaa\"} 40\n"))
      #expect(page.contains("zuoxi_figures_behind_seconds{office=\"test\"} 0\n"))
      // It is tried again, ever less often.
      office.hooked.hooks.withLock { $0.beforeCount = nil }
      office.advance(seconds: 600)
      try await office.backend.countFigures()
      let later = String(decoding: try await caller.get("/metrics").body, as: UTF8.self)
      #expect(later.contains("zuoxi_figures_behind_seconds{office=\"aaa\"} 0\n"))
    }
  }

  @Test("A talk is found by everybody who had it; seats' states come page by page; hours are bounded")
  func drillDown() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let (zhang, li) = (try await caller.seated("zhang"), try await caller.seated("li"))
      for agent in ["zhang", "li"] as [AgentID] {
        _ = try await office.backend.perform(
          .seatConnection(agent, isConnected: true), by: .system, office: TestOffice.id, key: nil, fingerprint: "")
      }
      let (_, talk) = try await caller.waiting(as: "p1")
      _ = try await caller.post("/v1/conversations/\(talk)/accept", zhang, Nothing())
      office.advance(seconds: 10)
      _ = try await caller.post("/v1/conversations/\(talk)/transfer", zhang, TalkTransfer(agent: "li"))
      _ = try await caller.post("/v1/conversations/\(talk)/accept", li, Nothing())
      for choice in [Presence.busy, .training, .busy, .training] {
        office.advance(seconds: 5)
        _ = try await caller.post("/v1/seat/presence", zhang, PresenceRequest(choice: choice))
      }
      try await office.backend.countFigures()
      let (wang, admin) = (try await office.token(of: "wang"), try await office.token(of: "admin"))
      for query in ["agent=zhang", "agent=li", "group=invoice", "agent=zhang&group=invoice", ""] {
        let page = try await caller.get("/v1/reports/conversations?" + query, wang).read(FactPage.self)
        #expect(page.facts.map(\.id) == [talk], "\(query)")
      }
      #expect(try await caller.get("/v1/reports/conversations", admin).problem == .forbidden, "facts are conversations")
      #expect(try await caller.get("/v1/reports/service", admin).status == 200)
      var (states, next): ([SeatClock.Stretch], String?) = ([], nil)
      repeat {
        let query = "limit=2" + (next.map { "&after=" + $0 } ?? "")
        let page = try await caller.get("/v1/reports/seat-states?" + query, wang).read(SeatStateList.self)
        #expect(page.states.count <= 2)
        states += page.states
        next = page.next
      } while next != nil
      let whole = try await caller.get("/v1/reports/seat-states", wang).read(SeatStateList.self)
      #expect(states == whole.states && states.count >= 4 && whole.next == nil)
      for (query, wanted) in [
        ("queue?group=invoce", Problem.Kind.notFound), ("queue?agent=zhan", .notFound),
        ("conversations?group=invoce", .notFound), ("conversations?agent=nobody", .notFound),
        ("seat-states?agent=nobody", .notFound), ("seat-states?after=x", .badRequest),
        ("queue?by=hour&since=2026-01-01&until=2026-06-01", .badRequest),
      ] { #expect(try await caller.get("/v1/reports/" + query, wang).problem == wanted, "\(query)") }
      #expect(try await caller.get("/v1/reports/queue?by=hour&since=2026-10-01", wang).status == 200)
    }
  }

  @Test func whatMakesNoSenseIsRefused() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let wang = try await office.token(of: "wang")
      for query in [
        "by=week", "basis=x", "since=yesterday", "since=2026-11-18&until=2026-11-16", "agent=zhang&by=hour",
        "agent=zhang&by=matter", "since=0001-01-01",
      ] {
        #expect(try await caller.get("/v1/reports/queue?" + query, wang).problem == .badRequest, "\(query)")
      }
      let since = try await caller.get("/v1/reports/queue?since=yesterday", wang).read(Problem.self)
      #expect(since.detailEnglish.contains("since cannot be \"yesterday\": write a day such as 2026-10-01"))
      for (asked, meant) in [("zhan", "zhang (张敏)"), ("张敏", "zhang (张敏)"), ("nobody", "the account they sign in with")]
      {
        let path =
          "/v1/reports/agents?agent=" + (asked.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        let told = try await caller.get(path, wang).read(Problem.self)
        #expect(told.kind == .notFound && told.detailEnglish.contains(meant), "\(told.detailEnglish)")
      }
      #expect(try await caller.get("/v1/reports/money", wang).problem == .notFound)
      #expect(try await caller.get("/v1/reports/conversations?outcome=good", wang).problem == .badRequest)
      let definitions = try await caller.get("/v1/reports/metrics", wang).read([MetricDefinition].self)
      #expect(definitions.map(\.metric) == Metric.allCases)
    }
  }
}
