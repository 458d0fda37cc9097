import Desk
import Service
import Testing

@Suite("Offers")
struct OfferDecisionsTests {
  /// Two seats in `registration`, which is offered, and one in `invoice` only.
  private static let first = Agent(id: "a", name: "甲", role: .agent, groups: ["registration", "invoice"], slots: 2)
  private static let second = Agent(id: "b", name: "乙", role: .agent, groups: ["invoice", "registration"], slots: 2)

  private static func scene(_ agents: [Agent] = [first, second]) throws(Problem) -> Scene {
    var scene = Scene()
    scene.catalogue.groups[1].routing = .offer
    for agent in agents {
      scene.seats[agent.id] = Seat(agent: agent, since: scene.now)
      try scene.sit(agent)
      scene.now = scene.now.advanced(seconds: 1)
    }
    return scene
  }

  private static func person(_ number: Int) -> Taxpayer { Taxpayer(id: TaxpayerID("p\(number)"), name: "纳*\(number)") }

  private static func ask(_ scene: inout Scene, _ number: Int = 1) throws(Problem) {
    _ = try scene.escalate(person(number), group: "registration", opening: ConversationID("c\(number)"))
  }

  private static func offer(_ scene: Scene, _ number: Int = 1) -> Offer? {
    scene.conversations[ConversationID("c\(number)")]?.queue?.offer
  }

  @Test("Whoever asks is put to the seat that knows the matter best, in the same step, with a deadline")
  func offered() throws {
    var scene = try Self.scene()
    try Self.ask(&scene)
    let offer = try #require(Self.offer(scene))
    #expect(offer.agent == Self.first.reference)
    #expect(offer.deadline == scene.now.advanced(seconds: 20))
    #expect(scene.timers["offerDuec1"]?.due == offer.deadline)
    guard case .offered(let told)? = scene.events.last else { return #expect(Bool(false), "\(scene.events)") }
    #expect(told.line.taxpayer == "纳*1" && told.line.reason == "怎么开票 第二行" && told.line.offeredTo == offer.agent)
  }

  @Test("Who takes one of two calls has the whole time for the other, and is not sent on a break meanwhile")
  func takenOneOfTwo() throws {
    var scene = try Self.scene([Self.first])
    try Self.ask(&scene, 1)
    try Self.ask(&scene, 2)
    scene.now = scene.now.advanced(seconds: 15)
    try scene.perform(.accept("c1", noticeID: "n1"), by: .staff(Self.first))
    let other = try #require(Self.offer(scene, 2))
    #expect(other.agent == Self.first.reference && other.deadline == scene.now.advanced(seconds: 20))
    #expect(scene.timers["offerDuec2"]?.due == other.deadline)
  }

  @Test("A group of the other kind is left alone, and so is everybody where nothing is offered")
  func pulled() throws {
    var scene = try Self.scene()
    _ = try scene.escalate(group: "invoice")
    #expect(scene.conversations["c1"]?.queue?.offer == nil && scene.timers["offerDuec1"] == nil)
  }

  @Test(
    "Nothing is put to a seat that is signed out, busy, away, full, or of another group",
    arguments: ["signed out", "busy", "away", "full", "elsewhere", "administrator"])
  func ineligible(_ why: String) throws {
    var scene = try Self.scene(
      [why == "elsewhere" ? Scene.agent : why == "administrator" ? Scene.administrator : Self.first].filter {
        $0.role != .administrator
      })
    switch why {
    case "signed out":
      try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Self.first))
    case "busy": try scene.perform(.choosePresence(.busy, reason: nil), by: .staff(Self.first))
    case "away": try scene.perform(.seatConnection(Self.first.id, isConnected: false), by: .system)
    case "full":
      for number in 8...9 {
        try Self.ask(&scene, number)
        try scene.perform(
          .accept(ConversationID("c\(number)"), noticeID: MessageID("n\(number)")), by: .staff(Self.first))
      }
    case "administrator":
      scene.seats["admin"] = Seat(
        agent: Agent(id: "admin", name: "管", role: .administrator, groups: ["registration"], slots: 2), choice: .ready,
        since: scene.now, isConnected: true)
    default: break
    }
    try Self.ask(&scene)
    #expect(Self.offer(scene) == nil, "\(why)")
  }

  @Test("Order: the agent of last time, then skill, then the least busy, then the longest idle")
  func order() throws {
    var scene = try Self.scene()
    // Skill first: `a` names the group first.
    try Self.ask(&scene, 1)
    #expect(Self.offer(scene, 1)?.agent.id == "a")
    try scene.perform(.accept("c1", noticeID: "n1"), by: .staff(Self.first))
    // Of equal skill the least busy.
    let third = Agent(id: "d", name: "丁", role: .agent, groups: ["registration"], slots: 2)
    scene.seats[third.id] = Seat(agent: third, since: scene.now)
    try scene.sit(third)
    try Self.ask(&scene, 2)
    #expect(Self.offer(scene, 2)?.agent.id == "d", "`a` has a talk already")
    try scene.perform(.accept("c2", noticeID: "n2"), by: .staff(third))
    // Both talk ends: whoever has been idle longer.
    try scene.perform(.agentEnds("c2", noticeID: "e2"), by: .staff(third))
    scene.now = scene.now.advanced(seconds: 30)
    try scene.perform(.agentEnds("c1", noticeID: "e1"), by: .staff(Self.first))
    try Self.ask(&scene, 3)
    #expect(Self.offer(scene, 3)?.agent.id == "d", "idle for half a minute longer")
    // The same person again: the agent who had them, although another is less busy.
    try scene.perform(.wrapUp("c1", WrapUpRequest(code: "done", summary: "")), by: .staff(Self.first))
    _ = try scene.escalate(Self.person(1), group: "registration", opening: "again")
    #expect(scene.conversations["again"]?.lastAgent == Self.first.reference)
    #expect(scene.conversations["again"]?.queue?.offer?.agent.id == "a")
    // Unless the office does not want that.
    scene.office.settings.prefersLastAgent = false
    try scene.perform(.leaveQueue(noticeID: "l"), by: .taxpayer(Self.person(1)))
    _ = try scene.escalate(Self.person(1), group: "registration", opening: "third")
    #expect(scene.conversations["third"]?.queue?.offer?.agent.id == "a", "as idle and less busy than `d`")
  }

  @Test("A seat gets no more offers than it has free slots; whoever waited longest comes first")
  func slots() throws {
    var scene = try Self.scene([Self.first])
    for number in 1...4 {
      try Self.ask(&scene, number)
      scene.now = scene.now.advanced(seconds: 1)
    }
    #expect((1...4).map { Self.offer(scene, $0) != nil } == [true, true, false, false])
    // Accepting fills a slot that was spoken for: nothing changes. Ending frees one: the next is called at once.
    try scene.perform(.accept("c2", noticeID: "n2"), by: .staff(Self.first))
    #expect((1...4).map { Self.offer(scene, $0) != nil } == [true, false, false, false])
    try scene.perform(.agentEnds("c2", noticeID: "e2"), by: .staff(Self.first))
    #expect(Self.offer(scene, 3)?.agent.id == "a" && Self.offer(scene, 4) == nil)
    // Taking somebody else by hand takes the slot of the latest offer.
    _ = try scene.escalate(group: "invoice", opening: "pulled")
    try scene.perform(.accept("pulled", noticeID: "np"), by: .staff(Self.first))
    #expect(Self.offer(scene, 1)?.agent.id == "a" && Self.offer(scene, 3) == nil)
    #expect(scene.timers["offerDuec3"] == nil)
  }

  @Test("Wrap-up takes a slot where the office says so, and then its end frees it")
  func wrapUp() throws {
    var scene = try Self.scene([Agent(id: "a", name: "甲", role: .agent, groups: ["registration"], slots: 1)])
    scene.office.settings.wrapUpTakesSlot = true
    let agent = try #require(scene.seats["a"]?.agent)
    try Self.ask(&scene, 1)
    try scene.perform(.accept("c1", noticeID: "n1"), by: .staff(agent))
    try Self.ask(&scene, 2)
    try scene.perform(.agentEnds("c1", noticeID: "e1"), by: .staff(agent))
    #expect(Self.offer(scene, 2) == nil, "it is being written up")
    #expect(refusal { try scene.perform(.accept("c2", noticeID: "x"), by: .staff(agent)) }?.kind == .noFreeSlot)
    try scene.fire(.wrapUpDue, "c1")
    #expect(Self.offer(scene, 2)?.agent.id == "a")
  }

  @Test("Missed: the next seat is called at once, and this one goes on a break that says why")
  func missed() throws {
    var scene = try Self.scene()
    try Self.ask(&scene)
    try scene.fire(.offerDue, "c1")
    #expect(Self.offer(scene)?.agent.id == "b")
    #expect(scene.seats["a"]?.choice == .onBreak && scene.seats["a"]?.reason == "missed-offer")
    try scene.fire(.offerDue, "c1")
    #expect(Self.offer(scene) == nil && scene.seats["b"]?.choice == .onBreak)
    // Back from the break: called again, for they said they are there.
    try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Self.second))
    #expect(Self.offer(scene)?.agent.id == "b")
  }

  @Test("Declined: the next seat is called, and this one not again before its time; by hand it may still be taken")
  func declined() throws {
    var scene = try Self.scene()
    try Self.ask(&scene)
    try scene.perform(.decline("c1", DeclineRequest(reason: "不熟")), by: .staff(Self.first))
    #expect(Self.offer(scene)?.agent.id == "b")
    try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.second))
    #expect(Self.offer(scene) == nil && scene.seats["a"]?.choice == .ready)
    let due = try #require(scene.timers["rematchDuec1"]?.due)
    #expect(due == scene.now.advanced(seconds: 60))
    try scene.fire(.rematchDue, "c1")
    #expect(Self.offer(scene)?.agent.id == "a")
    try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.first))
    try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.second))
    try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Self.first))
    #expect(scene.conversations["c1"]?.agent == Self.first.reference)
    #expect(scene.timers["rematchDuec1"] == nil)
  }

  @Test("Only whom it is put to may take it; what was said of it ends with the accept, the leaving and the block")
  func taken() throws {
    var scene = try Self.scene()
    try Self.ask(&scene)
    let problem = refusal { try scene.perform(.accept("c1", noticeID: "x"), by: .staff(Self.second)) }
    #expect(problem?.kind == .reserved && problem?.winner == Self.first.reference)
    #expect(
      refusal { try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.second)) }?.kind == .offerOver)
    var accepted = scene
    try accepted.perform(.accept("c1", noticeID: "n"), by: .staff(Self.first))
    #expect(accepted.events.contains { if case .offerEnded(let end) = $0 { end.outcome == .accepted } else { false } })
    #expect(accepted.timers["offerDuec1"] == nil && accepted.conversations["c1"]?.queue?.offer == nil)
    var left = scene
    try left.perform(.leaveQueue(noticeID: "n"), by: .taxpayer(Self.person(1)))
    #expect(left.events.contains { if case .offerEnded(let end) = $0 { end.outcome == .withdrawn } else { false } })
    #expect(left.timers.values.allSatisfy { $0.subject != "c1" })
    #expect(refusal { try left.perform(.accept("c1", noticeID: "x"), by: .staff(Self.first)) }?.kind == .notWaiting)
    try scene.perform(
      .block("c1", BlockRequest(reason: "辱骂", hours: 48), noticeID: "n"), by: .staff(Scene.supervisor))
    #expect(scene.conversations["c1"]?.stage == .closed && scene.timers.values.allSatisfy { $0.subject != "c1" })
    #expect(refusal { try scene.perform(.accept("c1", noticeID: "x"), by: .staff(Self.first)) }?.kind == .notWaiting)
  }

  @Test("A console that goes away gives its offers back at once, and gets them again when it is back")
  func away() throws {
    var scene = try Self.scene([Self.first])
    try Self.ask(&scene)
    try scene.perform(.seatConnection("a", isConnected: false), by: .system)
    #expect(Self.offer(scene) == nil && scene.seats["a"]?.awaySince == scene.now)
    #expect(scene.seats["a"]?.isConnected == true, "the grace runs")
    try scene.perform(.seatConnection("a", isConnected: true), by: .system)
    #expect(Self.offer(scene)?.agent.id == "a" && scene.seats["a"]?.awaySince == nil)
    try scene.perform(.choosePresence(.busy, reason: nil), by: .staff(Self.first))
    #expect(Self.offer(scene) == nil)
  }

  @Test("Expiry against accept and decline: whichever comes first counts, and both sides end in one state")
  func races() throws {
    let before = try { () throws in
      var scene = try Self.scene([Self.first])
      try Self.ask(&scene)
      scene.now = scene.now.advanced(seconds: 20)
      return scene
    }()
    let timer = try #require(before.timers["offerDuec1"])
    // Accept, then the deadline: nothing is left of it.
    var scene = before
    try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Self.first))
    try scene.perform(.timerFired(timer, noticeIDs: []), by: .system)
    #expect(scene.conversations["c1"]?.stage == .talking && scene.seats["a"]?.choice == .ready)
    // The deadline, then accept: on a break, and yet first in line for whom nobody else has been called.
    scene = before
    try scene.perform(.timerFired(timer, noticeIDs: []), by: .system)
    #expect(scene.seats["a"]?.choice == .onBreak && Self.offer(scene) == nil)
    try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Self.first))
    #expect(scene.conversations["c1"]?.agent?.id == "a")
    // Decline and the deadline, either way round.
    scene = before
    try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.first))
    try scene.perform(.timerFired(timer, noticeIDs: []), by: .system)
    #expect(scene.seats["a"]?.choice == .ready && Self.offer(scene) == nil)
    scene = before
    try scene.perform(.timerFired(timer, noticeIDs: []), by: .system)
    #expect(refusal { try scene.perform(.decline("c1", DeclineRequest()), by: .staff(Self.first)) }?.kind == .offerOver)
    #expect(scene.seats["a"]?.choice == .onBreak)
  }

  @Test("A talk passed on to an offering group is put to a seat at once; to a colleague, once their time is over")
  func transferred() throws {
    var scene = try Self.scene()
    try Self.ask(&scene)
    try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Self.first))
    try scene.perform(.transfer("c1", TalkTransfer(agent: "b"), noticeID: "t"), by: .staff(Self.first))
    #expect(Self.offer(scene) == nil, "it is reserved")
    try scene.fire(.reservationDue, "c1")
    #expect(Self.offer(scene) != nil)
  }
}
