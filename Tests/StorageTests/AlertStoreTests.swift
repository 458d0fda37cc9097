import Desk
import Service
import Storage
import Testing

/// What is watched, which alerts stand and what was reviewed: kept the same by every engine, and by several that decide at once.
struct AlertStoreTests {
  private func watch(_ fixture: Fixture, _ thresholds: [Threshold], _ revision: Int) async throws {
    try await fixture.perform(
      .figures(.changeThresholds(ThresholdDraft(thresholds: thresholds), expecting: revision)),
      by: .staff(Fixture.supervisor))
  }

  private func judge(_ fixture: Fixture, _ value: Double?) async throws {
    try await fixture.perform(
      .figures(.judge([FigureReading(name: "waiting", group: nil, value: value)])), by: .system)
  }

  private func alarms(_ fixture: Fixture) async throws -> [AlarmRaised] {
    try await fixture.log().compactMap { if case .alarmRaised(let raised) = $0.body { raised } else { nil } }
  }

  @Test(
    "An alert stands over a new start, is raised once by however many judge, and cleared once", arguments: Engine.all)
  func alerts(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    let threshold = Threshold(name: "waiting", warning: AlertRange("5"), critical: AlertRange("10"), hysteresis: 0.2)
    try await watch(fixture, [threshold], 1)
    await #expect(throws: Problem(.changedMeanwhile)) { try await watch(fixture, [], 1) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...8 { group.addTask { try await judge(fixture, 12) } }
      try await group.waitForAll()
    }
    var raised = try await alarms(fixture)
    #expect(raised.map(\.level) == [.critical] && raised.first?.value == 12 && raised.first?.isOver == nil)
    // Not computable leaves nothing standing wrongly; well within is over; at the edge it stands.
    try await judge(fixture, 9)
    let other = try await engine.open(fixture.place)
    let office = try await other.read(Fixture.office) { try $0.office() }
    #expect(office.alerts?.map(\.level) == [.critical] && office.thresholds == [threshold])
    try await other.close()
    try await judge(fixture, 6)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 1...8 { group.addTask { try await judge(fixture, 1) } }
      try await group.waitForAll()
    }
    raised = try await alarms(fixture)
    #expect(raised.map(\.level) == [.critical, .warning, nil] && raised.last?.isOver == true)
    #expect(try await fixture.store.read(Fixture.office) { try $0.office() }.alerts == nil)
    await #expect(throws: Problem(.forbidden)) {
      try await fixture.perform(.figures(.judge([])), by: .staff(Fixture.supervisor))
    }
  }

  private func review(
    _ fixture: Fixture, _ id: ConversationID, _ points: Int, _ revision: Int?, by number: Int = 0
  ) async throws {
    var reviewer = Fixture.supervisor
    if number > 0 { reviewer.id = AgentID("leader\(number)") }
    let scores = Dictionary(uniqueKeysWithValues: ReviewCriterion.house.map { ($0.code, points) })
    try await fixture.perform(
      .figures(.review(ReviewDraft(conversation: id, scores: scores, comment: "稳", revision: revision))),
      by: .staff(reviewer))
  }

  @Test("Reviews are kept by reviewer, follow each other, and are told of an agent or of all", arguments: Engine.all)
  func reviews(engine: Engine) async throws {
    let fixture = try await Fixture(on: engine)
    var talks: [ConversationID] = []
    for number in 1...2 {
      let agent = Fixture.agent(number)
      try await fixture.sit(agent)
      let id = try await fixture.waiting(Fixture.taxpayer(number))
      try await fixture.perform(.accept(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      try await fixture.perform(.agentEnds(id, noticeID: MessageID(fixture.name("n"))), by: .staff(agent))
      talks.append(id)
    }
    try await review(fixture, talks[0], 3, nil)
    let first = talks[0]
    // Whose words they would have been put over is said.
    await #expect {
      try await review(fixture, first, 4, nil)
    } throws: {
      ($0 as? Problem)?.kind == .changedMeanwhile && ($0 as? Problem)?.detail.contains("值班长") == true
    }
    fixture.advance(seconds: 10)
    try await review(fixture, talks[0], 4, 1)
    try await review(fixture, talks[0], 2, nil, by: 2)
    try await review(fixture, talks[1], 5, nil)
    let (all, one) = try await fixture.store.read(Fixture.office) {
      (try $0.reviews(of: nil), try $0.reviews(of: "a1"))
    }
    #expect(all.count == 3 && one.count == 2 && one.allSatisfy { $0.agent.id == "a1" })
    let own = try await fixture.store.read(Fixture.office) { [talks] in try $0.review(of: talks[0], by: "leader") }
    #expect(own?.revision == 2 && own?.total == 80)
    // Several at once by what they read: one of them.
    let last = talks[1]
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for points in 0...5 {
        group.addTask { (try? await review(fixture, last, points, 1)) != nil }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 } == 1)
  }
}
