import Desk
import Service
import Testing

@Suite("Consulting, blocking, limits, wrap-up")
struct ConsultDecisionsTests {
  private func consult(_ scene: inout Scene, _ question: String? = "这张票能红冲吗") throws(Problem) {
    try scene.perform(
      .consult("c1", ConsultRequest(agent: Scene.colleague.id, question: question)), by: .staff(Scene.agent))
  }

  @Test("A colleague is asked: both talk to each other, the taxpayer's talk has no word of it")
  func sideTalk() throws {
    var scene = try Scene.talking()
    let said = scene.messages.count
    try consult(&scene)
    try scene.perform(.sideTalk("c1", "可以，先冲回"), by: .staff(Scene.colleague))
    let conversation = try #require(scene.conversations["c1"])
    #expect(conversation.consult?.colleague == Scene.colleague.reference)
    #expect(conversation.concerns(Scene.colleague.id) && !conversation.concerns(Scene.stranger.id))
    #expect(conversation.notes?.map(\.text) == ["这张票能红冲吗", "可以，先冲回"])
    #expect(conversation.notes?.allSatisfy { $0.isSideTalk == true } == true)
    #expect(scene.messages.count == said, "no message")
    let written = refusal {
      try scene.perform(.agentWrites("c1", MessageDraft(id: "m", text: "您好")), by: .staff(Scene.colleague))
    }
    #expect(written?.kind == .notYours, "the colleague never writes to the taxpayer")
    #expect(refusal { try scene.perform(.sideTalk("c1", "我来"), by: .staff(Scene.stranger)) }?.kind == .notYours)
  }

  @Test("Either ends it, twice does no harm, and then nobody says anything any more", arguments: [true, false])
  func ends(byColleague: Bool) throws {
    var scene = try Scene.talking()
    try consult(&scene)
    let one = byColleague ? Scene.colleague : Scene.agent
    let other = byColleague ? Scene.agent : Scene.colleague
    try scene.perform(.endConsult("c1"), by: .staff(one))
    try scene.perform(.endConsult("c1"), by: .staff(other))
    #expect(scene.conversations["c1"]?.consult == nil && scene.conversations["c1"]?.stage == .talking)
    #expect(refusal { try scene.perform(.sideTalk("c1", "还有"), by: .staff(Scene.agent)) }?.kind == .wrongStage)
    #expect(refusal { try scene.perform(.sideTalk("c1", "还有"), by: .staff(Scene.colleague)) }?.kind == .notYours)
  }

  @Test("It ends with the talk, with a transfer, and when the colleague signs out or their seat is lost")
  func endsWithTheTalk() throws {
    var scene = try Scene.talking()
    try consult(&scene)
    let asked = scene
    func isOver(_ scene: Scene) -> Bool {
      guard scene.conversations["c1"]?.consult == nil else { return false }
      return scene.events.contains { event in
        if case .consulted(let change) = event { change.consult == nil && change.colleague.id == "li" } else { false }
      }
    }
    try scene.perform(.agentEnds("c1", noticeID: "e"), by: .staff(Scene.agent))
    #expect(isOver(scene))
    scene = asked
    try scene.perform(.transfer("c1", TalkTransfer(agent: "li"), noticeID: "t"), by: .staff(Scene.agent))
    #expect(isOver(scene))
    try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Scene.colleague))
    #expect(scene.conversations["c1"]?.agent == Scene.colleague.reference, "the talk is theirs from there")
    scene = asked
    try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.colleague))
    #expect(isOver(scene))
    scene = asked
    try scene.perform(.seatConnection("li", isConnected: false), by: .system)
    try scene.fire(.seatGone, "li")
    #expect(isOver(scene) && scene.conversations["c1"]?.stage == .talking)
    scene = asked
    try scene.perform(.seatConnection("zhang", isConnected: false), by: .system)
    try scene.fire(.seatGone, "zhang")
    #expect(isOver(scene) && scene.conversations["c1"]?.stage == .waiting)
  }

  @Test("Whom one cannot ask is said")
  func refused() throws {
    var scene = try Scene.talking()
    func ask(_ agent: AgentID, by actor: Agent = Scene.agent) -> Problem.Kind? {
      refusal { try scene.perform(.consult("c1", ConsultRequest(agent: agent)), by: .staff(actor)) }?.kind
    }
    #expect(ask(Scene.agent.id) == .badRequest && ask("nobody") == .badRequest)
    #expect(ask(Scene.agent.id, by: Scene.colleague) == .notYours)
    try consult(&scene, nil)
    #expect(ask(Scene.colleague.id) == nil, "so it is already")
    #expect(ask(Scene.stranger.id) == .wrongStage)
    #expect(
      refusal { try scene.perform(.sideTalk("c1", String(repeating: "长", count: 700)), by: .staff(Scene.agent)) }?.kind
        == .tooLarge)
  }

  @Test("Blocking ends the talk, says until when, and leaves the assistant; the office's own limits hold")
  func block() throws {
    var scene = try Scene.talking()
    let long = refusal {
      try scene.perform(.block("c1", BlockRequest(reason: "辱骂", hours: 25), noticeID: "b"), by: .staff(Scene.agent))
    }
    #expect(long?.kind == .badRequest && long?.detail.contains("24") == true)
    #expect(
      refusal {
        try scene.perform(.block("c1", BlockRequest(reason: " ", hours: 1), noticeID: "b"), by: .staff(Scene.agent))
      }?.kind == .invalidText)
    #expect(
      refusal {
        try scene.perform(.block("c1", BlockRequest(reason: "x", hours: 1), noticeID: "b"), by: .staff(Scene.colleague))
      }?.kind == .notYours)
    try scene.perform(.block("c1", BlockRequest(reason: "辱骂", hours: 2), noticeID: "b"), by: .staff(Scene.agent))
    let until = scene.now.advanced(seconds: 7_200)
    #expect(scene.blocks[Scene.person.id]?.until == until)
    #expect(scene.conversations["c1"]?.stage == .wrapUp && scene.conversations["c1"]?.endReason == .blocked)
    guard case .notice(let notice)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(notice.code == .blocked && !notice.text(.chinese).contains("辱骂"), "the reason is not for them")
    #expect(scene.audits.map(\.act) == ["taxpayer.block"])
    let rated = refusal {
      try scene.perform(.rate("c1", Rating(stars: 1), noticeID: "r"), by: .taxpayer(Scene.person))
    }
    #expect(rated?.kind == .wrongStage, "whoever was sent away does not rate it")

    try scene.perform(.wrapUp("c1", WrapUpRequest(code: "done", summary: "")), by: .staff(Scene.agent))
    let refused = refusal { _ = try scene.escalate(opening: "c2") }
    #expect(refused?.kind == .blocked && refused?.detail.contains("暂停至") == true)
    _ = try scene.write("转人工", id: "m1", opening: "c2", escalation: "invoice")
    #expect(scene.conversations["c2"]?.stage == .assistant, "the assistant answers")
    #expect(scene.messages.last?.body.excerpt(.chinese).contains("暂停至") == true)
    scene.now = until
    _ = try scene.escalate(opening: "c2")
    #expect(scene.conversations["c2"]?.stage == .waiting)
  }

  @Test("A longer block is not shortened; it is lifted by a supervisor or by whoever set it")
  func unblock() throws {
    var scene = try Scene.talking()
    try scene.perform(.block("c1", BlockRequest(reason: "骚扰", hours: 100), noticeID: "b"), by: .staff(Scene.supervisor))
    let until = try #require(scene.blocks[Scene.person.id]?.until)
    try scene.perform(.block("c1", BlockRequest(reason: "骚扰", hours: 1), noticeID: "b2"), by: .staff(Scene.agent))
    #expect(scene.blocks[Scene.person.id]?.until == until)
    #expect(
      refusal { try scene.perform(.unblock(Scene.person.id, reason: nil), by: .staff(Scene.agent)) }?.kind == .forbidden
    )
    try scene.perform(.unblock(Scene.person.id, reason: nil), by: .staff(Scene.supervisor))
    #expect(scene.blocks.isEmpty)
    try scene.perform(.unblock(Scene.person.id, reason: nil), by: .staff(Scene.agent))
    #expect(scene.audits.map(\.act) == ["taxpayer.block", "taxpayer.unblock"])
  }

  @Test("Block against accept: whichever comes first, the person ends without a human")
  func blockRace() throws {
    var scene = Scene()
    try scene.sit(Scene.agent)
    _ = try scene.escalate()
    var other = scene
    let block = Command.block("c1", BlockRequest(reason: "骚扰", hours: 48), noticeID: "b")
    try scene.perform(block, by: .staff(Scene.supervisor))
    #expect(refusal { try scene.perform(.accept("c1", noticeID: "n"), by: .staff(Scene.agent)) }?.kind == .notWaiting)
    try other.perform(.accept("c1", noticeID: "n"), by: .staff(Scene.agent))
    try other.perform(block, by: .staff(Scene.supervisor))
    #expect(scene.conversations["c1"]?.stage == .closed && other.conversations["c1"]?.stage == .wrapUp)
    #expect(other.conversations["c1"]?.isOpen == false)
  }

  @Test("A seat's slots are a supervisor's to change, against what they read, and the account keeps them")
  func limits() throws {
    var scene = try Scene.talking()
    func limit(_ slots: Int, expecting: Int, by actor: Agent = Scene.supervisor) -> Problem.Kind? {
      refusal {
        let outcome = try scene.perform(
          .limit("zhang", SeatLimits(slots: slots), expecting: expecting), by: .staff(actor))
        if slots != expecting { #expect(outcome.account?.slots == slots) }
      }?.kind
    }
    #expect(limit(4, expecting: 2, by: Scene.colleague) == .forbidden)
    #expect(limit(0, expecting: 2) == .badRequest && limit(21, expecting: 2) == .badRequest)
    #expect(limit(4, expecting: 3) == .changedMeanwhile)
    #expect(limit(4, expecting: 2) == nil)
    #expect(scene.seats["zhang"]?.agent.slots == 4 && scene.audits.map(\.subject) == ["zhang"])
  }

  @Test("Wrap-up has an end that is told, can be put off once, and ends by itself")
  func wrapUp() throws {
    var scene = try Scene.talking()
    try scene.perform(.agentEnds("c1", noticeID: "e"), by: .staff(Scene.agent))
    let until = scene.now.advanced(seconds: 120)
    #expect(scene.conversations["c1"]?.wrapUpUntil == until && scene.timers["wrapUpDuec1"]?.due == until)
    scene.now = scene.now.advanced(seconds: 100)
    try scene.perform(.extendWrapUp("c1"), by: .staff(Scene.agent))
    #expect(scene.conversations["c1"]?.wrapUpUntil == until.advanced(seconds: 120))
    #expect(refusal { try scene.perform(.extendWrapUp("c1"), by: .staff(Scene.agent)) }?.kind == .wrongStage)
    scene.now = until
    try scene.perform(
      .timerFired(ServiceTimer(kind: .wrapUpDue, subject: "c1", due: until), noticeIDs: []), by: .system)
    #expect(scene.conversations["c1"]?.stage == .wrapUp, "it was put off")
    try scene.fire(.wrapUpDue, "c1")
    #expect(scene.conversations["c1"]?.stage == .closed)
  }

  @Test("A long hold reminds both sides, again and again, until somebody talks")
  func holdReminder() throws {
    var scene = try Scene.talking()
    try scene.perform(.hold("c1", isHeld: true, noticeID: "h"), by: .staff(Scene.agent))
    try scene.fire(.holdDue, "c1")
    guard case .notice(let notice)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(notice.code == .heldLong && notice.argument == "2")
    try scene.fire(.holdDue, "c1")
    guard case .notice(let again)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(again.argument == "4")
    try scene.perform(.agentWrites("c1", MessageDraft(id: "m", text: "查到了")), by: .staff(Scene.agent))
    #expect(scene.timers["holdDuec1"] == nil)
  }
}
