import Desk
import Service
import Testing

@Suite("Passing on, holding, notes")
struct TransferDecisionsTests {
  private func transfer(
    _ scene: inout Scene, group: SkillGroupID? = nil, to agent: AgentID? = nil, note: String? = nil,
    by actor: Agent = Scene.agent
  ) throws -> Outcome {
    try scene.perform(
      .transfer("c1", TalkTransfer(group: group, agent: agent, note: note), noticeID: "n-transfer"), by: .staff(actor))
  }

  @Test("To a group: the taxpayer waits there in front, is told, and the agent's slot is free at once")
  func toGroup() throws {
    var scene = try Scene.talking()
    _ = try scene.escalate(Scene.visitorPerson, group: "registration", opening: "c2")
    scene.now = scene.now.advanced(seconds: 60)
    _ = try transfer(&scene, group: "registration", note: "要登记岗核实")
    let moved = try #require(scene.conversations["c1"])
    #expect(moved.stage == .waiting && moved.agent == nil)
    #expect(moved.queue?.group == "registration" && moved.queue?.reservedFor == nil)
    #expect(moved.queue?.transferredFrom == Scene.agent.reference)
    let other = try #require(scene.conversations["c2"]?.queue)
    #expect(try #require(moved.queue).rank < other.rank, "whoever was being served does not wait a second time")
    #expect(moved.notes?.map(\.text) == ["要登记岗核实"])
    guard case .notice(let notice)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(notice.text(.chinese).contains("登记") && notice.text(.english).contains("Registration"))
    #expect(!scene.messages.contains { $0.body.excerpt(.chinese).contains("核实") }, "the note is no message")
    try scene.perform(.accept("c1", noticeID: "n2"), by: .staff(Scene.stranger))
    #expect(scene.conversations["c1"]?.agent == Scene.stranger.reference)
    #expect(scene.conversations["c1"]?.notes?.count == 1, "the one who takes it reads the note")
  }

  @Test("To an agent: they alone may take it, whatever their groups; in time everybody may")
  func toAgent() throws {
    var scene = try Scene.talking()
    _ = try transfer(&scene, to: Scene.stranger.id)
    let entry = try #require(scene.conversations["c1"]?.queue)
    #expect(entry.reservedFor == Scene.stranger.reference && entry.group == "registration")
    #expect(entry.reservedUntil == scene.now.advanced(seconds: 30))
    let problem = refusal { try scene.perform(.accept("c1", noticeID: "x"), by: .staff(Scene.agent)) }
    #expect(problem?.kind == .reserved && problem?.winner == Scene.stranger.reference)
    var taken = scene
    try taken.perform(.accept("c1", noticeID: "x"), by: .staff(Scene.stranger))
    #expect(taken.conversations["c1"]?.agent == Scene.stranger.reference)
    #expect(taken.timers["reservationDuec1"] == nil)

    try scene.fire(.reservationDue, "c1")
    let after = try #require(scene.conversations["c1"]?.queue)
    #expect(after.reservedFor == nil && after.rank == entry.rank)
    #expect(refusal { try scene.perform(.accept("c1", noticeID: "x"), by: .staff(Scene.stranger)) } == nil)
  }

  @Test("Transfer against accept, leave and end: one order or the other, never both")
  func races() throws {
    var scene = try Scene.talking()
    try scene.perform(.taxpayerEnds(noticeID: "n-end"), by: .taxpayer(Scene.person))
    #expect(refusal { _ = try transfer(&scene, group: "registration") }?.kind == .wrongStage)
    scene = try Scene.talking()
    _ = try transfer(&scene, to: Scene.colleague.id)
    #expect(refusal { _ = try transfer(&scene, group: "invoice") }?.kind == .notYours)
    try scene.perform(.leaveQueue(noticeID: "n-leave"), by: .taxpayer(Scene.person))
    #expect(scene.timers.values.allSatisfy { $0.subject != "c1" }, "nothing is left due: \(scene.timers)")
    #expect(
      refusal { try scene.perform(.accept("c1", noticeID: "x"), by: .staff(Scene.colleague)) }?.kind == .notWaiting)
  }

  @Test("Whom it cannot be passed on to is said")
  func refused() throws {
    var scene = try Scene.talking()
    #expect(refusal { _ = try transfer(&scene) }?.kind == .badRequest)
    #expect(refusal { _ = try transfer(&scene, group: "invoice", to: Scene.colleague.id) }?.kind == .badRequest)
    #expect(refusal { _ = try transfer(&scene, group: "none") }?.kind == .badRequest)
    #expect(refusal { _ = try transfer(&scene, to: Scene.agent.id) }?.kind == .badRequest)
    #expect(refusal { _ = try transfer(&scene, to: "nobody") }?.kind == .badRequest)
    #expect(refusal { _ = try transfer(&scene, to: Scene.colleague.id, by: Scene.colleague) }?.kind == .notYours)
    try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.colleague))
    #expect(refusal { _ = try transfer(&scene, to: Scene.colleague.id) }?.detail.contains("李华") == true)
    #expect(scene.conversations["c1"]?.stage == .talking)
  }

  @Test("Hold has a clock, tells the taxpayer once, and ends by itself with the next word, the end or a transfer")
  func hold() throws {
    var scene = try Scene.talking()
    func hold(_ isHeld: Bool) throws {
      try scene.perform(
        .hold("c1", isHeld: isHeld, noticeID: MessageID("n-hold-\(scene.messages.count)")), by: .staff(Scene.agent))
    }
    try hold(true)
    let said = scene.messages.count
    try hold(true)
    #expect(scene.messages.count == said, "asked twice, told once")
    #expect(scene.conversations["c1"]?.heldSince == scene.now)
    scene.now = scene.now.advanced(seconds: 40)
    try hold(false)
    #expect(scene.conversations["c1"]?.heldSince == nil && scene.conversations["c1"]?.heldSeconds == 40)
    try hold(true)
    scene.now = scene.now.advanced(seconds: 5)
    try scene.perform(.agentWrites("c1", MessageDraft(id: "m9", text: "查到了")), by: .staff(Scene.agent))
    #expect(scene.conversations["c1"]?.heldSince == nil && scene.conversations["c1"]?.heldSeconds == 45)
    try hold(true)
    scene.now = scene.now.advanced(seconds: 5)
    _ = try transfer(&scene, group: "invoice")
    #expect(scene.conversations["c1"]?.heldSince == nil && scene.conversations["c1"]?.heldSeconds == 50)
    #expect(refusal { try hold(true) }?.kind == .notYours)
  }

  @Test("Notes are the agent's own talk's, bounded, and cleaned")
  func notes() throws {
    var scene = try Scene.talking()
    try scene.perform(.note("c1", "第一行\u{7}"), by: .staff(Scene.agent))
    #expect(scene.conversations["c1"]?.notes?.map(\.text) == ["第一行"])
    #expect(refusal { try scene.perform(.note("c1", "x"), by: .staff(Scene.colleague)) }?.kind == .notYours)
    #expect(refusal { try scene.perform(.note("c1", "  "), by: .staff(Scene.agent)) }?.kind == .invalidText)
    for number in 2...100 { try scene.perform(.note("c1", "\(number)"), by: .staff(Scene.agent)) }
    #expect(refusal { try scene.perform(.note("c1", "101"), by: .staff(Scene.agent)) }?.kind == .tooLarge)
  }
}
