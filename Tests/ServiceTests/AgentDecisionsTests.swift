import Desk
import Service
import Testing

struct AgentDecisionsTests {
  private func accept(_ scene: inout Scene, _ agent: Agent, _ id: ConversationID = "c1") -> Problem? {
    refusal { try scene.perform(.accept(id, noticeID: "n-accept"), by: .staff(agent)) }
  }

  @Test("The first to accept has it; the next is told who; accepting again tells the same")
  func compareAndSet() throws {
    var scene = try Scene.talking()
    let problem = accept(&scene, Scene.colleague)
    #expect(problem?.kind == .alreadyTaken)
    #expect(problem?.winner == Scene.agent.reference)
    #expect(problem?.detail.contains("张敏") == true)
    let outcome = try scene.perform(.accept("c1", noticeID: "other"), by: .staff(Scene.agent))
    #expect(outcome.events.isEmpty)
    guard case .conversation(let detail) = outcome.answer else { return #expect(Bool(false)) }
    #expect(detail.conversation == scene.conversations["c1"])
    #expect(detail.messages == scene.messages)
  }

  @Test("Whoever may not accept is told why")
  func acceptRefused() throws {
    var scene = Scene()
    #expect(accept(&scene, Scene.agent, "none")?.kind == .conversationNotFound)
    _ = try scene.escalate()
    #expect(accept(&scene, Scene.agent)?.kind == .signedOut)
    try scene.perform(.seatConnection(Scene.agent.id, isConnected: true), by: .system)
    #expect(accept(&scene, Scene.agent)?.kind == .signedOut, "a console alone signs nobody in")
    try scene.sit(Scene.agent)
    try scene.sit(Scene.stranger)
    #expect(accept(&scene, Scene.stranger)?.kind == .forbidden)  // another group
    #expect(accept(&scene, Scene.administrator)?.kind == .forbidden)
    #expect(
      refusal { try scene.perform(.accept("c1", noticeID: "n"), by: .taxpayer(Scene.person)) }?.kind == .forbidden)
    for number in 2...3 {
      _ = try scene.escalate(
        Taxpayer(id: TaxpayerID("t\(number)"), name: "李*"), opening: ConversationID("c\(number)"))
      #expect(accept(&scene, Scene.agent, ConversationID("c\(number)")) == nil)
    }
    #expect(accept(&scene, Scene.agent)?.kind == .noFreeSlot)
    // Ending one frees its slot at once, although it is still to be written up.
    try scene.perform(.agentEnds("c2", noticeID: "n-end"), by: .staff(Scene.agent))
    #expect(accept(&scene, Scene.agent) == nil)
    #expect(accept(&scene, Scene.agent, "c2")?.kind == .notWaiting)
  }

  @Test("A conversation with the assistant, or one that was left, is not waiting")
  func notWaiting() throws {
    var scene = Scene()
    try scene.sit(Scene.agent)
    _ = try scene.write("好", id: "m1")
    #expect(accept(&scene, Scene.agent)?.kind == .notWaiting)
    _ = try scene.escalate()
    try scene.perform(.leaveQueue(noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(accept(&scene, Scene.agent)?.kind == .notWaiting)
  }

  @Test("An agent writes in their own talk only, and a message sent twice is one message")
  func agentWrites() throws {
    var scene = try Scene.talking()
    let draft = MessageDraft(id: "w1", text: "您好")
    let first = try scene.perform(.agentWrites("c1", draft), by: .staff(Scene.agent))
    let again = try scene.perform(.agentWrites("c1", draft), by: .staff(Scene.agent))
    #expect(first.answer == again.answer)
    #expect(again.events.isEmpty)
    #expect(scene.conversations["c1"]?.firstReplyAt == scene.now)
    let kinds: [Problem.Kind?] = [
      refusal { try scene.perform(.agentWrites("c1", draft), by: .staff(Scene.colleague)) }?.kind,
      refusal { try scene.perform(.agentWrites("none", draft), by: .staff(Scene.agent)) }?.kind,
      refusal { try scene.perform(.agentWrites("c1", MessageDraft(id: "w 2", text: "好")), by: .staff(Scene.agent)) }?
        .kind,
      refusal { try scene.perform(.agentWrites("c1", MessageDraft(id: "w3", text: " ")), by: .staff(Scene.agent)) }?
        .kind,
      refusal {
        try scene.perform(.agentWrites("c1", MessageDraft(id: "n-accept", text: "好")), by: .staff(Scene.agent))
      }?.kind,
    ]
    #expect(kinds == [.notYours, .conversationNotFound, .badRequest, .invalidText, .badRequest])
    try scene.perform(.agentEnds("c1", noticeID: "n-end"), by: .staff(Scene.agent))
    let late = MessageDraft(id: "w9", text: "再见")
    #expect(refusal { try scene.perform(.agentWrites("c1", late), by: .staff(Scene.agent)) }?.kind == .wrongStage)
  }

  @Test("The agent ends; ending again while it is to be written up is the same")
  func agentEnds() throws {
    var scene = try Scene.talking()
    #expect(
      refusal { try scene.perform(.agentEnds("c1", noticeID: "n"), by: .staff(Scene.colleague)) }?.kind == .notYours)
    try scene.perform(.agentEnds("c1", noticeID: "n"), by: .staff(Scene.agent))
    #expect(scene.conversations["c1"]?.stage == .wrapUp)
    #expect(scene.conversations["c1"]?.endReason == .byAgent)
    #expect(try scene.perform(.agentEnds("c1", noticeID: "n2"), by: .staff(Scene.agent)).events.isEmpty)
    try scene.fire(.wrapUpDue, "c1")
    #expect(
      refusal { try scene.perform(.agentEnds("c1", noticeID: "n3"), by: .staff(Scene.agent)) }?.kind == .wrongStage)
  }

  @Test("A wrap-up needs its stage, its agent and a code that fits the group; a late one still counts")
  func wrapUp() throws {
    var scene = try Scene.talking()
    func wrapUp(_ code: String, by agent: Agent = Scene.agent) -> Problem.Kind? {
      refusal { try scene.perform(.wrapUp("c1", WrapUpRequest(code: code, summary: "已答复")), by: .staff(agent)) }?.kind
    }
    #expect(wrapUp("done") == .wrongStage)
    try scene.perform(.agentEnds("c1", noticeID: "n"), by: .staff(Scene.agent))
    #expect(wrapUp("done", by: Scene.colleague) == .notYours)
    #expect(wrapUp("none") == .badRequest)
    #expect(wrapUp("register") == .badRequest)
    try scene.fire(.wrapUpDue, "c1")
    #expect(scene.conversations["c1"]?.stage == .closed)
    #expect(scene.conversations["c1"]?.wrapUp?.code == nil)
    #expect(wrapUp("done") == nil)
    #expect(scene.conversations["c1"]?.wrapUp?.code == "done")
    let count = scene.events.count
    #expect(wrapUp("done") == nil)
    #expect(scene.events.count == count)
  }

  @Test("A break needs a reason; a state chosen again stays since when it was; who talks may not sign out")
  func presence() throws {
    var scene = Scene()
    try scene.sit(Scene.agent)
    let since = scene.seats["zhang"]?.since
    scene.now = scene.now.advanced(seconds: 60)
    try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Scene.agent))
    #expect(scene.seats["zhang"]?.since == since)
    for reason in [nil, "none"] {
      let problem = refusal { try scene.perform(.choosePresence(.onBreak, reason: reason), by: .staff(Scene.agent)) }
      #expect(problem?.kind == .badRequest)
    }
    try scene.perform(.choosePresence(.onBreak, reason: "tea"), by: .staff(Scene.agent))
    #expect(scene.seats["zhang"]?.reason == "tea")
    #expect(scene.seats["zhang"]?.since == scene.now)
    try scene.perform(.choosePresence(.busy, reason: "tea"), by: .staff(Scene.agent))
    #expect(scene.seats["zhang"]?.reason == nil)
    let administrator = refusal {
      try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Scene.administrator))
    }
    #expect(administrator?.kind == .forbidden)
    var talking = try Scene.talking()
    let signOut = refusal { try talking.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.agent)) }
    #expect(signOut?.kind == .wrongStage)
  }

  @Test("A seat that gets ready without a console is signed out after the grace")
  func readyWithoutConsole() throws {
    var scene = Scene()
    try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Scene.agent))
    #expect(scene.timers["seatGonezhang"] != nil)
    try scene.fire(.seatGone, "zhang")
    #expect(scene.seats["zhang"]?.choice == .signedOut)
  }

  @Test("Receipts only move forward, never past the last message, and only for one's own side")
  func receipts() throws {
    var scene = try Scene.talking()
    _ = try scene.write("在吗", id: "m1")
    func report(_ delivered: Int, _ read: Int, by actor: Actor) throws(Problem) -> Int {
      try scene.perform(.advanceReceipt("c1", Receipt(delivered: delivered, read: read)), by: actor).events.count
    }
    #expect(try report(99, 99, by: .staff(Scene.agent)) == 1)
    #expect(scene.conversations["c1"]?.agentReceipt == Receipt(delivered: 3, read: 3))
    #expect(try report(1, 1, by: .staff(Scene.agent)) == 0)
    #expect(try report(-5, -5, by: .taxpayer(Scene.person)) == 0)
    #expect(refusal { _ = try report(1, 1, by: .staff(Scene.colleague)) }?.kind == .notYours)
    #expect(refusal { _ = try report(1, 1, by: .taxpayer(Scene.visitor)) }?.kind == .conversationNotFound)
  }
}
