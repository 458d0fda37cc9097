import Testing

@testable import Console
@testable import Desk

@Suite("What stands behind the wall's figures, and what is watched")
struct WallFigureTests {
  private static let li = AgentReference(id: "lihua", name: "李华")

  /// A supervisor's wall.
  private func wall() -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.me.agent.role = .supervisor
    snapshot.catalogue.groups.append(SkillGroup(id: "register", name: Localised("登记", "Registration")))
    snapshot.floor.groups.append(
      GroupFigures(
        group: "register", name: Localised("登记", "Registration"), waiting: 0, talking: 0, readySeats: 0, seats: 0,
        freeSlots: 0))
    snapshot.floor.seats = [
      SeatLine(agent: Self.li, presence: .ready, since: Scene.start, groups: ["invoice"], load: 2, slots: 4)
    ]
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)), .streamOpened,
      .headReached(Scene.position(10), at: Scene.start))
    store.arrange(.keyPressed(.character("F")))
    return store
  }

  private func answer(_ store: inout TestStore, _ kind: OutgoingRequest.Kind, _ response: Response) -> [Effect] {
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: kind), response))
  }

  private func fact(_ id: ConversationID, isOver: Bool = true) -> ConversationFacts {
    var fact = ConversationFacts(id: id, taxpayer: "t1", openedAt: Scene.start)
    fact.endedAt = isOver ? Scene.start.advanced(seconds: 60) : nil
    return fact
  }

  /// Figures of today, and three hours of the week.
  private var figures: ServiceFigures {
    let day = FigureClock(utcOffsetMinutes: 480).day(of: Scene.start)
    let line = ServiceFigures.Line(key: "", today: [.serviceLevel: 0.5, .offered: 7], lastHour: [.offered: 3])
    var group = line
    group.key = "invoice"
    return ServiceFigures(
      at: Scene.start, asOf: Scene.position(10), targetSeconds: 60, office: line, groups: [group], seats: [],
      heat: [9, 10, 11].map {
        ServiceFigures.Hour(day: day, hour: $0, offered: $0, abandoned: 0, serviceLevel: 1)
      }, recent: [])
  }

  @Test("from a queue's figure to the conversations behind it, and on to what happened in one; each Esc one step back")
  func queueFigure() throws {
    var store = wall()
    _ = answer(&store, .floorFigures, .floorFigures(figures))
    store.arrange(.keyPressed(.character("1")), .keyPressed(.character("f")))
    #expect(store.state.wall?.pane == .figures && store.state.wall?.subject == .group("invoice"))
    let board = try #require(store.state.wall)
    let rows = store.state.wallFigureRows(board)
    #expect(rows.first { $0.figure == .metric(.serviceLevel) }?.today?.chinese == "50%")
    #expect(rows.first { $0.figure == .waiting }?.today?.chinese == "2")
    let place = try #require(rows.firstIndex { $0.figure == .metric(.abandonment) })
    for _ in 0..<place { store.arrange(.keyPressed(.character("j"))) }
    let query = FactQuery(group: "invoice", outcomes: [.abandoned, .shortAbandoned])
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.facts(query, after: nil)])
    let page = FactPage(facts: [fact("P1"), fact("P2", isOver: false)], next: "7-P2")
    #expect(
      answer(&store, .facts(query, after: nil), .facts(page)).requests == [.facts(query, after: "7-P2")],
      "what stands first is to be the first of them all")
    #expect(store.state.wallTalk(try #require(store.state.wall)) == nil, "nothing of the past can be acted on")
    store.arrange(.keyPressed(.character("j")))
    _ = answer(&store, .facts(query, after: "7-P2"), .facts(FactPage(facts: [fact("P3")])))
    #expect(store.state.wall?.past?.facts?.map(\.id) == ["P1", "P2", "P3"])
    #expect(store.arrange(.keyPressed(Key(.enter))).contains(.openWatch("P2")), "what goes on is watched")
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("k")))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.record("P1", after: nil)])
    var record = SampleRecord.record()
    record.next = Scene.position(5)
    #expect(
      answer(&store, .record("P1", after: nil), .record(record)).requests == [.record("P1", after: Scene.position(5))])
    record.next = nil
    _ = answer(&store, .record("P1", after: Scene.position(5)), .record(record))
    let start = try #require(store.state.wall?.replay?.player?.position)
    #expect(store.state.nextWakeup <= store.state.clock.monotonic + 1_000)
    store.arrange(.ticked(milliseconds: store.state.clock.monotonic + 900))
    #expect(try #require(store.state.wall?.replay?.player?.position) > start, "it plays")
    store.arrange(.keyPressed(.character("?")), .keyPressed(Key(.escape)))
    #expect(store.state.wall?.replay?.player?.help == nil && store.state.wall?.replay != nil)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.replay == nil && store.state.wall?.pane == .talks)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.pane == .figures && store.state.wall?.past == nil)
  }

  @Test(
    "a list of today is read again when what is counted has moved, with the mark on its conversation, not every moment")
  func pastMoves() throws {
    var store = wall()
    _ = answer(&store, .floorFigures, .floorFigures(figures))
    store.arrange(.pointed(PointerEvent(.pressed, on: .wallFigure(.metric(.averageAnswer)))))
    let query = FactQuery(outcomes: [.answered, .late])
    _ = answer(&store, .facts(query, after: nil), .facts(FactPage(facts: [fact("P1"), fact("P2")])))
    store.arrange(.keyPressed(.character("j")))
    var moved = figures
    moved.office.today[.offered] = 8
    #expect(answer(&store, .floorFigures, .floorFigures(moved)).requests.isEmpty, "too soon")
    store.arrange(.ticked(milliseconds: store.state.clock.monotonic + 31_000))
    #expect(answer(&store, .floorFigures, .floorFigures(figures)).requests.isEmpty, "nothing moved")
    #expect(answer(&store, .floorFigures, .floorFigures(moved)).requests == [.facts(query, after: nil)])
    let page = FactPage(facts: [fact("P0"), fact("P1"), fact("P2"), fact("P3")])
    _ = answer(&store, .facts(query, after: nil), .facts(page))
    #expect(store.state.wall?.past?.marked?.id == "P2" && store.state.wall?.past?.facts?.count == 4)
  }

  @Test("a list of several pages is read again from the first on which something may still change, up to its end")
  func pages() {
    var store = wall()
    var figures = figures
    _ = answer(&store, .floorFigures, .floorFigures(figures))
    store.arrange(.pointed(PointerEvent(.pressed, on: .wallFigure(.metric(.averageAnswer)))))
    let query = FactQuery(outcomes: [.answered, .late])
    func ended(_ id: ConversationID) -> ConversationFacts { talk(id, until: Scene.start) }
    func talk(_ id: ConversationID, until end: Timestamp?) -> ConversationFacts {
      var fact = fact(id)
      fact.endedAt = end
      return fact
    }
    let first = answer(&store, .facts(query, after: nil), .facts(FactPage(facts: [ended("A")], next: "a")))
    #expect(first.requests == [.facts(query, after: "a")])
    _ = answer(
      &store, .facts(query, after: "a"), .facts(FactPage(facts: [talk("B", until: nil), ended("C")], next: "c")))
    _ = answer(&store, .facts(query, after: "c"), .facts(FactPage(facts: [ended("D")])))
    #expect(store.state.wall?.past?.facts?.count == 4)
    figures.office.today[.offered] = 8
    store.arrange(.ticked(milliseconds: store.state.clock.monotonic + 31_000))
    #expect(answer(&store, .floorFigures, .floorFigures(figures)).requests == [.facts(query, after: "a")])
    let again = FactPage(facts: [ended("B"), ended("C")], next: "c")
    #expect(answer(&store, .facts(query, after: "a"), .facts(again)).requests == [.facts(query, after: "c")])
    #expect(store.state.wall?.past?.facts?.count == 4, "those behind it stay meanwhile")
    let end = FactPage(facts: [ended("D"), ended("E")])
    #expect(answer(&store, .facts(query, after: "c"), .facts(end)).requests.isEmpty)
    #expect(store.state.wall?.past?.facts?.count == 5)
  }

  /// Somebody who waited so long, with what came of it.
  private func fact(
    _ id: ConversationID, waited seconds: Int, _ outcome: ConversationFacts.Wait.Outcome = .answered,
    late: Bool = false,
    stars: Int? = nil, moves: Int = 0
  ) -> ConversationFacts {
    var fact = fact(id)
    var wait = ConversationFacts.Wait(group: "invoice", from: Scene.start, origin: .asked)
    wait.outcome = outcome
    wait.to = outcome == .waiting ? nil : Scene.start.advanced(seconds: seconds)
    wait.isInTarget = !late
    fact.waits = [wait]
    fact.stars = stars
    fact.talks = (0..<moves).map { _ in
      var talk = ConversationFacts.Talk(group: "invoice", agent: "lihua", from: Scene.start)
      talk.isPassedOn = true
      return talk
    }
    return fact
  }

  @Test("the past has trouble first; S sorts the list that has the keys, and no other; the mark stays on its talk")
  func sorted() throws {
    var store = wall()
    store.arrange(.pointed(PointerEvent(.pressed, on: .wallFigure(.metric(.offered)))))
    let query = FactQuery(outcomes: Metric.offered.outcomes ?? [])
    let facts = [
      fact("fine", waited: 5, stars: 5), fact("late", waited: 90, late: true), fact("low", waited: 3, stars: 1),
      fact("moved", waited: 4, moves: 3), fact("gone", waited: 40, .abandoned), fact("long", waited: 300, .abandoned),
      fact("waits", waited: 0, .waiting),
    ]
    _ = answer(&store, .facts(query, after: nil), .facts(FactPage(facts: facts)))
    func order() -> [ConversationID]? { store.state.wall?.past?.facts?.map(\.id) }
    #expect(order() == ["waits", "long", "gone", "low", "moved", "late", "fine"])
    store.arrange(.keyPressed(.character("j")), .keyPressed(.character("S")))
    #expect(order() == ["waits", "long", "late", "gone", "fine", "moved", "low"])
    #expect(store.state.wall?.past?.marked?.id == "long" && store.state.wall?.order == .urgency, "not the seats")
    store.arrange(.keyPressed(.character("S")))
    #expect(order()?.prefix(2) == ["low", "fine"])
    store.arrange(.keyPressed(.character("S")))
    #expect(order()?.first == "moved")
    store.arrange(.keyPressed(.character("S")))
    #expect(order() == facts.map(\.id), "as they came")
    store.arrange(.keyPressed(.character("5")), .keyPressed(.character("S")))
    #expect(store.state.notices.last?.text.chinese.contains("不排序") == true)
  }

  @Test("live figures lead to live conversations; a press on the band does as a key")
  func liveFigures() {
    var store = wall()
    store.arrange(.keyPressed(.character("9")))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests == [.floorConversations(ConversationFilter(stage: .waiting))])
    let press = PointerEvent(.pressed, on: .wallFigure(.metric(.averageAnswer)))
    let query = FactQuery(outcomes: [.answered, .late])
    #expect(store.arrange(.pointed(press)).requests == [.facts(query, after: nil)])
    store.arrange(.keyPressed(.character("2")), .keyPressed(.character("f")))
    #expect(store.state.wall?.subject == .seat("lihua"))
  }

  @Test("an hour of the week is marked by the arrows, and Enter looks at who came in it")
  func hours() {
    var store = wall()
    _ = answer(&store, .floorFigures, .floorFigures(figures))
    store.arrange(.keyPressed(.character("5")), .keyPressed(Key(.left)))
    let start = FigureClock(utcOffsetMinutes: 480).start(of: FigureClock(utcOffsetMinutes: 480).day(of: Scene.start))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    guard case .facts(let query, nil)? = effects.requests.first else { return #expect(Bool(false)) }
    #expect(query.since == start.advanced(seconds: 36_000) && query.until == start.advanced(seconds: 39_600))
    #expect(query.outcomes.contains(.abandoned))
  }

  private var board: ThresholdBoard {
    let alert = StandingAlert(
      name: "waiting", group: nil, level: .warning, value: 12, since: Scene.start)
    let graver = StandingAlert(
      name: "service_level", group: "invoice", level: .critical, value: 0.4, since: Scene.start.advanced(seconds: 9))
    return ThresholdBoard(
      revision: 4,
      thresholds: [
        Threshold(name: "talking", warning: AlertRange("9")), Threshold(name: "waiting", warning: AlertRange("10")),
        Threshold(name: "service_level", group: "invoice", warning: AlertRange("0.8:"), critical: AlertRange("0.5:")),
      ], alerts: [alert, graver],
      readings: [
        FigureReading(name: "waiting", group: nil, value: 11),
        FigureReading(name: "service_level", group: "invoice", value: 0.4),
      ], at: Scene.start)
  }

  @Test(
    "alerts stand first, the gravest before others, until somebody looks after them; what is behind one is looked at")
  func alerts() throws {
    var store = wall()
    let raised = AlarmRaised(
      kind: .threshold, subject: "waiting/", group: nil, since: Scene.start, words: Localised("警告", "warning"))
    #expect(store.arrange(Scene.event(11, .alarmRaised(raised))).requests == [.thresholds])
    _ = answer(&store, .thresholds, .thresholds(board))
    let shown = try #require(store.state.wall)
    #expect(store.state.wallAlerts(shown).map(\.level) == [.critical, .warning])
    #expect(store.state.wallSlot(shown) == .alerts, "they have the place of announcements")
    let gravest = AlertReference(name: "service_level", group: "invoice")
    #expect(store.arrange(.keyPressed(.character("h"))).requests == [.handleAlert(gravest)])
    #expect(answer(&store, .handleAlert(gravest), .done).requests == [.thresholds])
    var handled = board
    handled.alerts[1].handledBy = Self.li
    _ = answer(&store, .thresholds, .thresholds(handled))
    #expect(store.state.wallAlerts(try #require(store.state.wall)).map(\.name) == ["waiting"])
    store.arrange(.keyPressed(.character("7")))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests == [.floorConversations(ConversationFilter(stage: .waiting))])
    // Behind an alert of the last hour stands what happened in it, as it is counted; also who is signed out has a name.
    _ = answer(&store, .thresholds, .thresholds(board))
    store.arrange(.keyPressed(.character("7")), .keyPressed(.character("k")), .keyPressed(.character("k")))
    guard case .facts(let query, nil)? = store.arrange(.keyPressed(Key(.enter))).requests.first else {
      return #expect(Bool(false))
    }
    #expect(query.moment == .waited && query.group == "invoice")
    var page = FactPage(facts: [fact("P1")])
    page.people = [AgentReference(id: "gone", name: "王芳")]
    _ = answer(&store, .facts(query, after: nil), .facts(page))
    #expect(store.state.wall?.past?.name(of: "gone") == "王芳")
  }

  @Test("what is watched is changed at the revision that was read; words that are no ranges are said to be none")
  func thresholds() {
    var store = wall()
    _ = answer(&store, .thresholds, .thresholds(board))
    store.arrange(.keyPressed(.character("t")), .pasted("服务水平"), .keyPressed(Key(.enter)))
    store.arrange(.pasted("发票"), .keyPressed(Key(.enter)))
    #expect(store.state.wall?.form?.words.text == "80%: 50%:", "as they stand")
    store.arrange(.keyPressed(.control("u")), .pasted("so und so"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty)
    #expect(store.state.notices.last?.text.chinese.contains("警告 严重") == true)
    store.arrange(.keyPressed(.control("u")), .pasted("90%: -"))
    var wanted = board.thresholds
    wanted[2] = Threshold(name: "service_level", group: "invoice", warning: AlertRange("0.9:"))
    let change = OutgoingRequest.Kind.changeThresholds(ThresholdDraft(thresholds: wanted), revision: 4)
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [change])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("7")), .keyPressed(.character("G")))
    store.arrange(.keyPressed(.character("d")))
    let drop = OutgoingRequest.Kind.changeThresholds(
      ThresholdDraft(thresholds: Array(board.thresholds.dropFirst())), revision: 4)
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [drop])
    let refused = effects.sent[0]
    #expect(
      store.arrange(.requestFailed(refused, .refused(Problem(.changedMeanwhile)))).requests == [.thresholds],
      "somebody else was first: theirs is fetched")
  }

  @Test(
    "ranges are read and written as one writes them",
    arguments: [
      ("10 20", "10 20"), ("80%: 60%:", "0.8: 0.6:"), ("- 5", "- 5"), ("~:3", "~:3"), ("@10:20", "@10:20"),
    ])
  func ranges(_ words: String, _ text: String) throws {
    #expect(WatchedRanges(words)?.text == text)
    for wrong in ["", "-", "a", "10 20 30", "20:10"] { #expect(WatchedRanges(wrong) == nil, "\(wrong)") }
  }

  private func staffing(_ unreached: [ConversationID]) -> StaffingForecast {
    func queue(_ id: SkillGroupID) -> QueueStaffing {
      let basis = QueueStaffing.Basis(arrivalsPerHour: 10, today: Tally(), seats: 1, slots: 2)
      var queue = QueueStaffing(
        group: id, name: Localised(id.rawValue, id.rawValue), basis: basis, targetSeconds: 60)
      queue.unreached = unreached
      return queue
    }
    return StaffingForecast(at: Scene.start, targetSeconds: 60, queues: [queue("invoice"), queue("register")])
  }

  @Test("whoever will not be reached by closing is offered other ways, or everybody in the queue")
  func closingOffer() {
    var store = wall()
    #expect(store.arrange(.keyPressed(.character("c"))).requests == [.staffing])
    _ = answer(&store, .staffing, .staffing(staffing(["Q2", "gone"])))
    let late = OutgoingRequest.Kind.closingOffer(ClosingOffer(conversations: ["Q2"]))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [late])
    store.arrange(
      .requestSucceeded(effects.sent[0], .closingOffer(ClosingOfferOutcome(offered: ["Q2"]))))
    #expect(store.state.wall?.form == nil && store.state.notices.last?.text.chinese.contains("1 人") == true)
    store.arrange(.keyPressed(.character("c")), .keyPressed(Key(.down)))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests
        == [.closingOffer(ClosingOffer(conversations: ["Q1", "Q2"]))])
  }

  @Test("what if: the queue a seat would come from is chosen by the arrows, never the queue itself")
  func lender() {
    var store = wall()
    store.arrange(.keyPressed(.character("i")), .keyPressed(Key(.right)))
    #expect(store.state.wall?.lender == "register")
    store.arrange(.keyPressed(Key(.right)))
    #expect(store.state.wall?.lender == nil)
    #expect(store.state.place == .wallStaffing)
    #expect(
      Command.hints(at: .wallStaffing).map(\.id).filter { store.state.obstacle(to: $0) == nil }
        == [.nextLender, .nextStaffing, .closingOffer, .stepOut, .help],
      "the foot names what works over the wall")
    store.arrange(.keyPressed(.character("o")))
    #expect(store.state.wall?.form == nil, "nothing under it is acted on")
    store.arrange(.keyPressed(Key(.left)), .keyPressed(.character("j")))
    #expect(store.state.wall?.staffing == "register" && store.state.wall?.lender == nil)
  }

  @Test("a talk's taxpayer is blocked for a time and a reason; a block is lifted with one")
  func blocks() throws {
    var store = wall()
    var conversation = Conversation(id: "W1", taxpayer: Taxpayer(id: "t9", name: "周*"), openedAt: Scene.start)
    conversation.stage = .talking
    conversation.agent = Self.li
    let filter = ConversationFilter()
    _ = answer(
      &store, .floorConversations(filter),
      .lines(ConversationLines(lines: [ConversationLine(conversation)], total: 1, at: Scene.start)))
    store.arrange(.keyPressed(.character("3")), .keyPressed(.character("b")), .keyPressed(Key(.enter)), .pasted("辱骂"))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [.block("W1", BlockRequest(reason: "辱骂", hours: 1))])
    #expect(
      store.arrange(
        .requestSucceeded(effects.sent[0], .conversation(ConversationDetail(conversation: conversation, messages: [])))
      )
      .requests.contains(.blocks))
    #expect(store.state.wall != nil && store.state.wall?.form == nil)
    #expect(store.arrange(.keyPressed(.character("8"))).requests == [.blocks])
    let block = Block(
      taxpayer: "t9", name: "周*", reason: "辱骂", by: Self.li, at: Scene.start,
      until: Scene.start.advanced(seconds: 3_600), conversation: "W1")
    _ = answer(&store, .blocks, .blocks(BlockList(blocks: [block], at: Scene.start)))
    store.arrange(.keyPressed(.character("u")), .pasted("已道歉"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.unblock("t9", reason: "已道歉")])
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.record("W1", after: nil)], "where it came from")
  }
}
