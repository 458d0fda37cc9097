import Desk
import Foundation
import HTTPTypes
import Service
import Testing
import Wire

@testable import Server

/// What is watched: alerts come once, end once and not at the edge; and other ways for those who wait.
@Suite(.onEveryEngine) struct ThresholdTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)

  private func put(_ draft: ThresholdDraft, _ tag: String, _ token: String, _ caller: TestCaller) async throws
    -> TestCaller.Answer
  {
    try await caller.send(
      .put, "/v1/thresholds", token, body: try WireCodec.encode(draft), headers: [.ifMatch: tag])
  }

  private func alarms(_ office: TestOffice) async throws -> [AlarmRaised] {
    try await office.store.read(TestOffice.id) { reader in
      let head = try reader.head()
      return try reader.events(after: EventPosition(epoch: head.epoch, sequence: 0), limit: .max).compactMap {
        if case .alarmRaised(let raised) = $0.body, raised.kind == .threshold { raised } else { nil }
      }
    }
  }

  @Test func alertsStandUntilTheFigureLiesWellWithin() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let wang = try await office.token(of: "wang")
      let board = try await caller.get("/v1/thresholds", wang)
      #expect(try board.read(ThresholdBoard.self).thresholds.isEmpty && board.headers[.eTag] == "\"1\"")
      let draft = ThresholdDraft(thresholds: [
        Threshold(
          name: "longest_wait_seconds", group: "invoice", warning: AlertRange("20"), critical: AlertRange("45"),
          hysteresis: 0.5),
        Threshold(name: "abandonment", critical: AlertRange("0.2")),
      ])
      #expect(try await put(draft, "\"9\"", wang, caller).problem == .changedMeanwhile)
      let changed = try await put(draft, "\"1\"", wang, caller)
      #expect(changed.status == 200 && changed.headers[.eTag] == "\"2\"")
      let (visit, _) = try await caller.waiting(as: "p1")
      // Both within the grace of a taxpayer whose page is away.
      office.advance(seconds: 25)
      for _ in 1...3 { try await office.backend.watchFigures() }
      var raised = try await alarms(office)
      #expect(raised.map(\.subject) == ["longest_wait_seconds/invoice"] && raised[0].words.chinese.contains("警告"))
      office.advance(seconds: 25)
      for _ in 1...3 { try await office.backend.watchFigures() }
      raised = try await alarms(office)
      #expect(raised.count == 2 && raised[1].words.english.hasPrefix("critical, Invoices: Longest wait (s) 50"))
      #expect(try await caller.get("/v1/thresholds", wang).read(ThresholdBoard.self).alerts.map(\.level) == [.critical])
      // Gone: the wait is 0 again; and one of one abandoned.
      _ = try await caller.post("/v1/visit/leave", visit, Nothing())
      try await office.backend.countFigures()
      for _ in 1...3 { try await office.backend.watchFigures() }
      raised = try await alarms(office)
      #expect(raised.count == 4 && raised.suffix(2).map(\.isOver) == [nil, true])
      #expect(raised[2].subject == "abandonment/" && raised[3].words.chinese.contains("已恢复"))
      // What is no longer watched is over.
      #expect(try await put(ThresholdDraft(thresholds: []), "\"2\"", wang, caller).status == 200)
      #expect(try await alarms(office).last?.subject == "abandonment/")
      #expect(try await caller.get("/v1/thresholds", wang).read(ThresholdBoard.self).alerts.isEmpty)
    }
  }

  @Test func anAlertIsLookedAfterByTheFirstWhoSaysSoUntilItGetsGraver() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let wang = try await office.token(of: "wang")
      let zhang = try await office.token(of: "zhang")
      let draft = ThresholdDraft(thresholds: [
        Threshold(name: "longest_wait_seconds", group: "invoice", warning: AlertRange("20"), critical: AlertRange("45"))
      ])
      #expect(try await put(draft, "\"1\"", wang, caller).status == 200)
      let alert = AlertReference(name: "longest_wait_seconds", group: "invoice")
      #expect(try await caller.post("/v1/alerts/handle", wang, alert).problem == .notFound, "none stands yet")
      _ = try await caller.waiting(as: "p1")
      office.advance(seconds: 25)
      try await office.backend.watchFigures()
      #expect(try await caller.post("/v1/alerts/handle", zhang, alert).problem == .forbidden)
      for _ in 1...2 {
        #expect(try await caller.post("/v1/alerts/handle", wang, alert, key: "once").status == 204)
      }
      #expect(try await caller.post("/v1/alerts/handle", wang, alert).status == 204, "done already")
      var board = try await caller.get("/v1/thresholds", wang).read(ThresholdBoard.self)
      #expect(board.alerts.first?.handledBy?.id == "wang" && board.alerts.first?.handledAt == office.now)
      #expect(try await alarms(office).filter { $0.handledBy?.id == "wang" }.count == 1)
      try await office.backend.watchFigures()
      board = try await caller.get("/v1/thresholds", wang).read(ThresholdBoard.self)
      #expect(board.alerts.first?.handledBy?.id == "wang", "it stands, looked after")
      office.advance(seconds: 25)
      try await office.backend.watchFigures()
      board = try await caller.get("/v1/thresholds", wang).read(ThresholdBoard.self)
      #expect(board.alerts.first?.level == .critical && board.alerts.first?.handledBy == nil, "graver, it comes anew")
    }
  }

  @Test func thresholdsThatMakeNoSenseAreRefused() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let (wang, zhang) = (try await office.token(of: "wang"), try await office.token(of: "zhang"))
      let one = Threshold(name: "waiting", warning: AlertRange("5"))
      for draft in [
        [Threshold(name: "money", warning: AlertRange("5"))], [Threshold(name: "waiting")],
        [Threshold(name: "waiting", group: "none", warning: AlertRange("5"))], [one, one],
        [Threshold(name: "waiting", warning: AlertRange("5"), hysteresis: 2)],
      ] { #expect(try await put(ThresholdDraft(thresholds: draft), "\"1\"", wang, caller).problem == .badRequest) }
      #expect(try await put(ThresholdDraft(thresholds: [one]), "\"1\"", zhang, caller).problem == .forbidden)
    }
  }

  @Test func whoWillNotBeReachedIsOfferedOtherWaysOnce() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let (_, id) = try await caller.waiting(as: "p1")
      let (wang, zhang) = (try await office.token(of: "wang"), try await office.token(of: "zhang"))
      let offer = ClosingOffer(conversations: [id, "nobody"])
      #expect(try await caller.post("/v1/floor/closing-offer", zhang, offer).problem == .forbidden)
      for _ in 1...2 {
        let answer = try await caller.post("/v1/floor/closing-offer", wang, offer, key: "close-1")
        #expect(try answer.read(ClosingOfferOutcome.self).offered == [id])
      }
      let notices = try await office.store.read(TestOffice.id) { try $0.messages(of: id, before: nil, limit: 50) }
        .filter { if case .notice(let notice) = $0.body { notice.code == .otherWays } else { false } }
      #expect(notices.count == 1)
      #expect(try await office.store.read(TestOffice.id) { try $0.conversation(id) }?.stage == .waiting)
    }
  }

  @Test func reviewsAreDrawnScoredAndTold() async throws {
    let office = try await TestOffice(startingAt: Self.now)
    try await office.test(.router) { caller in
      let (_, id) = try await caller.waiting(as: "p1")
      let (zhang, wang) = (try await caller.seated("zhang"), try await office.token(of: "wang"))
      _ = try await caller.post("/v1/conversations/\(id)/accept", zhang, Nothing())
      let scores = Dictionary(uniqueKeysWithValues: ReviewCriterion.house.map { ($0.code, 4) })
      let draft = ReviewDraft(conversation: id, scores: scores, comment: "=稳妥")
      #expect(try await caller.post("/v1/reviews", wang, draft).problem == .wrongStage, "it goes on")
      office.advance(seconds: 60)
      _ = try await caller.post("/v1/conversations/\(id)/end", zhang, Nothing())
      try await office.backend.countFigures()
      office.advance(seconds: 1)
      let sample = try await caller.get("/v1/reviews/sample?seed=3", wang).read(ReviewSample.self)
      #expect(sample.facts.map(\.id) == [id] && sample.population == 1)
      #expect(
        sample.names?.agents == ["zhang": "张敏"] && sample.names?.groups.count == 1,
        "\(String(describing: sample.names))")
      #expect(try await caller.post("/v1/reviews", wang, draft).read(Review.self).total == 80)
      #expect(try await caller.post("/v1/reviews", wang, draft).problem == .changedMeanwhile, "it was scored already")
      var again = draft
      again.scores["manner"] = 5
      again.revision = 1
      #expect(try await caller.post("/v1/reviews", wang, again).read(Review.self).total == 84)
      again.scores["manner"] = 6
      #expect(try await caller.post("/v1/reviews", wang, again).problem == .badRequest)
      #expect(try await caller.post("/v1/reviews", zhang, draft).problem == .forbidden)
      office.advance(seconds: 1)
      let own = try await caller.get("/v1/reviews", zhang).read(ReviewList.self)
      #expect(own.reviews.map(\.total) == [84] && own.criteria == ReviewCriterion.house)
      let li = try await office.token(of: "li")
      #expect(try await caller.get("/v1/reviews", li).read(ReviewList.self).reviews.isEmpty)
      #expect(try await caller.get("/v1/reviews?agent=zhang", li).problem == .forbidden)
      #expect(try await caller.get("/v1/reviews/sample", li).problem == .forbidden)
    }
  }
}
