import Desk
import Service
import Testing

@Suite("What supervisors do within conversations")
struct SupervisionDecisionsTests {
  private static let leader = Actor.staff(Scene.supervisor)

  /// `person` talks with `agent` in `c1`; the supervisor's console is there.
  private func scene() throws -> Scene {
    var scene = try Scene.talking()
    scene.seats[Scene.supervisor.id] = Seat(agent: Scene.supervisor, since: scene.now)
    try scene.sit(Scene.supervisor)
    return scene
  }

  @discardableResult
  private func act(_ scene: inout Scene, _ act: SupervisionAct, by actor: Actor = leader) throws -> Outcome {
    try scene.perform(.supervise("c1", act, noticeID: "n-act"), by: actor)
  }

  private func notices(_ scene: Scene) -> [MessageNotice.Code] {
    scene.messages.compactMap { if case .notice(let notice) = $0.body { notice.code } else { nil } }
  }

  @Test("Agents and administrators may do none of it", arguments: [Scene.agent, Scene.colleague, Scene.administrator])
  func roles(person: Agent) throws {
    var scene = try scene()
    let acts: [SupervisionAct] = [
      .whisper("x"), .join, .leave, .takeOver(TakeOverRequest(from: "zhang")),
      .move(MoveRequest(from: "zhang", group: "registration")), .close(CloseRequest(from: "zhang", reason: "x")),
    ]
    for act in acts {
      #expect(refusal { try self.act(&scene, act, by: .staff(person)) }?.kind == .forbidden, "\(act)")
    }
    let order = SeatOrderRequest(choice: .busy, reason: "x")
    #expect(refusal { try scene.perform(.order("li", order, noticeIDs: []), by: .staff(person)) }?.kind == .forbidden)
    #expect(refusal { try scene.perform(.changeQueue("invoice", nil), by: .staff(person)) }?.kind == .forbidden)
    let words = AnnouncementRequest(text: "x")
    #expect(refusal { try scene.perform(.announce(words, id: "a1"), by: .staff(person)) }?.kind == .forbidden)
  }

  @Test("A whisper reaches the agent and makes no message")
  func whisper() throws {
    var scene = try scene()
    let before = scene.messages.count
    try act(&scene, .whisper("先核实\u{1b}[31m身份"))
    let note = try #require(scene.conversations["c1"]?.notes?.last)
    #expect(note.isWhisper == true && note.text == "先核实[31m身份" && note.author == Scene.supervisor.reference)
    #expect(scene.messages.count == before)
    #expect(scene.audits.last?.act == "conversation.whisper")
    #expect(refusal { try act(&scene, .whisper("  ")) }?.kind == .invalidText)
  }

  @Test("Who joins is told to the taxpayer, writes beside the agent, and leaves")
  func join() throws {
    var scene = try scene()
    let write = Command.agentWrites("c1", MessageDraft(id: "s1", text: "我是值班长"))
    #expect(refusal { try scene.perform(write, by: Self.leader) }?.kind == .notYours)
    try act(&scene, .join)
    #expect(notices(scene).last == .supervisorJoined)
    #expect(scene.conversations["c1"]?.agent == Scene.agent.reference, "the agent still has it")
    #expect(scene.conversations["c1"]?.concerns(Scene.supervisor.id) == true)
    try scene.perform(write, by: Self.leader)
    #expect(scene.messages.last?.author.agent == Scene.supervisor.id)
    let again = try act(&scene, .join)
    #expect(again.events.isEmpty, "joined already")
    try act(&scene, .leave)
    #expect(scene.conversations["c1"]?.joined == nil && notices(scene).last == .supervisorLeft)
    #expect(
      refusal { try scene.perform(.agentWrites("c1", MessageDraft(id: "s2", text: "x")), by: Self.leader) } != nil)
  }

  @Test("A supervisor whose console is lost takes part no more")
  func joinLost() throws {
    var scene = try scene()
    try act(&scene, .join)
    try scene.perform(.seatConnection(Scene.supervisor.id, isConnected: false), by: .system)
    try scene.fire(.seatGone, Scene.supervisor.id.rawValue)
    #expect(scene.conversations["c1"]?.joined == nil)
    #expect(scene.conversations["c1"]?.agent == Scene.agent.reference)
  }

  @Test("Taken over, the talk goes on with the supervisor; who had it is named in the event")
  func takeOver() throws {
    var scene = try scene()
    try act(&scene, .join)
    let request = TakeOverRequest(from: Scene.agent.id, reason: "投诉升级")
    try act(&scene, .takeOver(request))
    let talk = try #require(scene.conversations["c1"])
    #expect(talk.agent == Scene.supervisor.reference && talk.stage == .talking && talk.joined == nil)
    let taken = scene.events.compactMap { if case .takenOver(let taken) = $0 { taken } else { nil } }.last
    #expect(taken?.from == Scene.agent.reference && taken?.reason == "", "the taxpayer is told of the event")
    #expect(talk.notes?.last?.text == "投诉升级" && talk.notes?.last?.isWhisper == true)
    #expect(notices(scene).last == .supervisorTookOver)
    #expect(try act(&scene, .takeOver(request)).events.isEmpty, "repeated")
    #expect(
      refusal { try scene.perform(.agentEnds("c1", noticeID: "x"), by: .staff(Scene.agent)) }?.kind == .notYours)
    try scene.perform(.agentEnds("c1", noticeID: "x"), by: Self.leader)
    #expect(scene.conversations["c1"]?.stage == .wrapUp)
  }

  @Test("Who has it by now decides: the later of two acts is told who")
  func compared() throws {
    var scene = try scene()
    let other = TakeOverRequest(from: Scene.colleague.id)
    let problem = refusal { try act(&scene, .takeOver(other)) }
    #expect(problem?.kind == .alreadyTaken && problem?.winner == Scene.agent.reference)
    let move = SupervisionAct.move(MoveRequest(from: nil, group: "registration"))
    #expect(refusal { try act(&scene, move) }?.kind == .alreadyTaken, "it was accepted meanwhile")
    try scene.perform(.agentEnds("c1", noticeID: "x"), by: .staff(Scene.agent))
    #expect(refusal { try act(&scene, .takeOver(TakeOverRequest(from: Scene.agent.id))) }?.kind == .wrongStage)
    #expect(refusal { try act(&scene, .close(CloseRequest(from: Scene.agent.id, reason: "x"))) }?.kind == .wrongStage)
  }

  @Test("Moved to a group or an agent, from a talk or out of the queue; who waited goes on waiting since then")
  func move() throws {
    var scene = try scene()
    try act(&scene, .move(MoveRequest(from: Scene.agent.id, agent: Scene.stranger.id, note: "请接")))
    var entry = try #require(scene.conversations["c1"]?.queue)
    #expect(entry.reservedFor == Scene.stranger.reference && entry.transferredFrom == Scene.supervisor.reference)
    #expect(scene.conversations["c1"]?.notes?.last?.text == "请接")

    _ = try scene.escalate(Scene.visitorPerson, opening: "c2")
    let since = scene.now
    scene.now = scene.now.advanced(seconds: 90)
    try scene.perform(
      .supervise("c2", .move(MoveRequest(from: nil, group: "registration")), noticeID: "n-move"), by: Self.leader)
    entry = try #require(scene.conversations["c2"]?.queue)
    #expect(entry.group == "registration" && entry.enteredAt == since)
    #expect(scene.conversations["c2"]?.stage == .waiting)
    try scene.perform(.accept("c2", noticeID: "x"), by: .staff(Scene.stranger))
    #expect(scene.conversations["c2"]?.agent == Scene.stranger.reference)
  }

  @Test("Ended with a reason: the agent reads it and writes up; whoever waits is told")
  func close() throws {
    var scene = try scene()
    #expect(refusal { try act(&scene, .close(CloseRequest(from: Scene.agent.id, reason: " "))) }?.kind == .invalidText)
    try act(&scene, .close(CloseRequest(from: Scene.agent.id, reason: "系统维护")))
    let talk = try #require(scene.conversations["c1"])
    #expect(talk.stage == .wrapUp && talk.endReason == .bySupervisor && talk.agent == Scene.agent.reference)
    #expect(talk.notes?.last?.text == "系统维护" && talk.notes?.last?.isWhisper == true)
    #expect(!scene.messages.contains { $0.body.excerpt(.chinese).contains("维护") }, "the reason is for staff")
    _ = try scene.escalate(Scene.visitorPerson, opening: "c2")
    let request = CloseRequest(from: nil, reason: "重复咨询")
    try scene.perform(.supervise("c2", .close(request), noticeID: "n-close"), by: Self.leader)
    #expect(scene.conversations["c2"]?.stage == .closed && notices(scene).last == .endedBySupervisor)
    #expect(scene.timers.values.allSatisfy { $0.subject != "c2" })
  }

  private func ends(_ scene: Scene) -> [String] {
    scene.events.suffix(2).compactMap { body in
      switch body {
      case .joined(let change): change.since == nil ? "left" : "joined"
      case .ended: "ended"
      case .queued: "queued"
      case .takenOver: "taken"
      case .messagePosted(let message): message.body.excerpt(.chinese)
      default: nil
      }
    }
  }

  @Test("However a talk ends for whoever joined it, an event says that they take part no more")
  func joinEnds() throws {
    var scene = try scene()
    try act(&scene, .join)
    try scene.perform(.agentEnds("c1", noticeID: "x"), by: .staff(Scene.agent))
    #expect(ends(scene) == ["ended", "left"])

    scene = try self.scene()
    try act(&scene, .join)
    try scene.perform(.seatConnection(Scene.agent.id, isConnected: false), by: .system)
    try scene.fire(.seatGone, Scene.agent.id.rawValue)
    let queued = try #require(
      scene.events.firstIndex { if case .queued(let it) = $0 { it.entry.isInFront } else { false } })
    #expect(scene.events[(queued + 1)...].contains { if case .joined(let it) = $0 { it.since == nil } else { false } })

    scene = try self.scene()
    try act(&scene, .join)
    try act(&scene, .move(MoveRequest(from: Scene.agent.id, group: "registration")))
    #expect(ends(scene) == ["queued", "left"])

    scene = try self.scene()
    try act(&scene, .join)
    try act(&scene, .takeOver(TakeOverRequest(from: Scene.agent.id)))
    #expect(scene.events.contains { if case .joined(let it) = $0 { it.since == nil } else { false } })
    #expect(scene.conversations["c1"]?.agent == Scene.supervisor.reference)
  }

  @Test("Leaving is on record once; whoever joined without a console takes part no more after the grace")
  func leaves() throws {
    var scene = try scene()
    try act(&scene, .join)
    try act(&scene, .leave)
    try act(&scene, .leave)
    #expect(scene.audits.map(\.act).filter { $0 == "conversation.leave" }.count == 1)
    scene.seats[Scene.supervisor.id]?.isConnected = false
    try act(&scene, .join)
    try scene.fire(.seatGone, Scene.supervisor.id.rawValue)
    #expect(scene.conversations["c1"]?.joined == nil)
  }

  @Test("Signed out, whoever takes over is busy from then on; whoever lost the talk counts as idle")
  func takeOverSignedOut() throws {
    var scene = try scene()
    scene.seats[Scene.supervisor.id]?.choice = .signedOut
    let request = TakeOverRequest(from: Scene.agent.id)
    scene.office.settings.routing = .offer
    scene.now = scene.now.advanced(seconds: 60)
    try act(&scene, .takeOver(request))
    #expect(scene.seats[Scene.supervisor.id]?.choice == .busy)
    #expect(scene.seats[Scene.agent.id]?.idleSince == scene.now)
  }

  @Test("A closed queue takes nobody new by a transfer or a move either, only its own")
  func closedQueue() throws {
    var scene = try scene()
    try scene.perform(.changeQueue("registration", QueueCloseRequest(reason: "停电")), by: Self.leader)
    try scene.perform(.changeQueue("invoice", QueueCloseRequest(reason: "停电")), by: Self.leader)
    let other = MoveRequest(from: Scene.agent.id, group: "registration")
    #expect(refusal { try act(&scene, .move(other)) }?.kind == .queueClosed)
    let passed = Command.transfer("c1", TalkTransfer(group: "registration", agent: nil), noticeID: "x")
    #expect(refusal { try scene.perform(passed, by: .staff(Scene.agent)) }?.kind == .queueClosed)
    try act(&scene, .move(MoveRequest(from: Scene.agent.id, group: "invoice")))
    #expect(scene.conversations["c1"]?.stage == .waiting)
  }
}
