import Desk
import Service
import Testing

struct SystemDecisionsTests {
  @Test("A console that is soon back leaves its talks alone; meanwhile it is told that it is away")
  func seatBlinks() throws {
    var scene = try Scene.talking()
    let seat = scene.seats["zhang"]
    let talk = scene.conversations["c1"]
    try scene.perform(.seatConnection("zhang", isConnected: false), by: .system)
    #expect(scene.seats["zhang"]?.awaySince == scene.now && scene.seats["zhang"]?.effective == .ready)
    #expect(scene.timers["seatGonezhang"]?.due == scene.now.advanced(seconds: 180))
    let absence = AgentAbsence(since: scene.now, keptUntil: scene.now.advanced(seconds: 180))
    #expect(scene.conversations["c1"]?.agentAway == absence, "the taxpayer is told")
    try scene.perform(.seatConnection("zhang", isConnected: true), by: .system)
    #expect(scene.timers["seatGonezhang"] == nil)
    #expect(scene.seats["zhang"] == seat && scene.conversations["c1"] == talk)
  }

  @Test("A seat that stays away is signed out; its talks wait again in front, its wrap-ups close, and all are told")
  func seatGone() throws {
    var scene = try Scene.talking()
    _ = try scene.escalate(Taxpayer(id: "t2", name: "李*"), opening: "c2")
    try scene.perform(.accept("c2", noticeID: "n2"), by: .staff(Scene.agent))
    try scene.perform(.agentEnds("c2", noticeID: "n3"), by: .staff(Scene.agent))
    _ = try scene.escalate(Taxpayer(id: "t3", name: "王*"), opening: "c3")
    try scene.perform(.seatConnection("zhang", isConnected: false), by: .system)
    try scene.fire(.seatGone, "zhang")

    let first = try #require(scene.conversations["c1"])
    #expect(first.stage == .waiting)
    #expect(first.agent == nil && first.agentAway == nil)
    #expect(first.queue?.lostBy == Scene.agent.reference && QueueLine(first)?.lostBy == Scene.agent.reference)
    #expect(scene.seats["zhang"]?.lost == SeatLoss(at: scene.now, talks: 1))
    let rank = try #require(first.queue?.rank)
    let later = try #require(scene.conversations["c3"]?.queue?.rank)
    #expect(rank < later)
    #expect(scene.messages.last { $0.conversation == "c1" }?.body == .notice(MessageNotice(.requeued)))
    #expect(scene.conversations["c2"]?.stage == .closed)
    #expect(scene.seats["zhang"]?.effective == .signedOut)
    #expect(scene.seats["zhang"]?.isConnected == false)
    // Fired again, as after a crash, it has nothing more to do.
    let count = scene.events.count
    try scene.fire(.seatGone, "zhang")
    #expect(scene.events.count == count)
    try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Scene.agent))
    #expect(scene.seats["zhang"]?.lost == nil)
    try scene.sit(Scene.colleague)
    try scene.perform(.accept("c1", noticeID: "n9"), by: .staff(Scene.colleague))
    #expect(scene.conversations["c1"]?.agent == Scene.colleague.reference)
  }

  @Test("A deadline that was put off or taken away since it was found due does nothing")
  func staleTimer() throws {
    var scene = try Scene.talking()
    try scene.perform(.seatConnection("zhang", isConnected: false), by: .system)
    let due = try #require(scene.timers["seatGonezhang"])
    try scene.perform(.seatConnection("zhang", isConnected: true), by: .system)
    scene.now = due.due
    #expect(try scene.perform(.timerFired(due, noticeIDs: []), by: .system).events.isEmpty)
    try scene.perform(.seatConnection("zhang", isConnected: false), by: .system)
    #expect(try scene.perform(.timerFired(due, noticeIDs: []), by: .system).events.isEmpty)
    #expect(scene.conversations["c1"]?.stage == .talking)
  }

  @Test("A taxpayer whose page is gone too long has left the queue; one who comes back keeps the place")
  func visitorGone() throws {
    var scene = Scene()
    _ = try scene.escalate()
    try scene.perform(.visitorConnection("t1", isConnected: false), by: .system)
    #expect(scene.conversations["c1"]?.isTaxpayerPresent == false)
    #expect(scene.timers["visitorGonec1"]?.due == scene.now.advanced(seconds: 60))
    try scene.perform(.visitorConnection("t1", isConnected: true), by: .system)
    #expect(scene.timers["visitorGonec1"] == nil)
    try scene.perform(.visitorConnection("t1", isConnected: false), by: .system)
    try scene.fire(.visitorGone, "c1")
    #expect(scene.conversations["c1"]?.stage == .closed)
    #expect(scene.conversations["c1"]?.endReason == .abandoned)
    #expect(scene.messages.last?.body == .notice(MessageNotice(.abandoned)))
  }

  @Test("Whoever opens a conversation without a page is absent until one comes, and does not wait for ever")
  func openedWithoutAPage() throws {
    var scene = Scene()
    _ = try scene.escalate()
    #expect(scene.conversations["c1"]?.isTaxpayerPresent == false)
    #expect(scene.timers["visitorGonec1"]?.due == scene.now.advanced(seconds: 60))
    try scene.perform(.visitorConnection("t1", isConnected: true), by: .system)
    #expect(scene.timers["visitorGonec1"] == nil)
    #expect(scene.conversations["c1"]?.isTaxpayerPresent == true)

    var ghost = Scene()
    _ = try ghost.write("好", id: "m1")
    ghost.now = ghost.now.advanced(seconds: 300)
    _ = try ghost.escalate()
    try ghost.fire(.visitorGone, "c1")
    #expect(ghost.conversations["c1"]?.endReason == .abandoned)
  }

  @Test("In a talk an absent page is waited for longer, then the talk goes to wrap-up")
  func visitorGoneWhileTalking() throws {
    var scene = try Scene.talking()
    try scene.perform(.visitorConnection("t1", isConnected: false), by: .system)
    #expect(scene.timers["visitorGonec1"]?.due == scene.now.advanced(seconds: 1800))
    try scene.fire(.visitorGone, "c1")
    #expect(scene.conversations["c1"]?.stage == .wrapUp)
    #expect(scene.conversations["c1"]?.endReason == .idle)
  }

  @Test("Accepted while the page is away, the short wait becomes the long one")
  func acceptedWhileAway() throws {
    var scene = Scene()
    try scene.sit(Scene.agent)
    _ = try scene.escalate()
    try scene.perform(.visitorConnection("t1", isConnected: false), by: .system)
    try scene.perform(.accept("c1", noticeID: "n2"), by: .staff(Scene.agent))
    #expect(scene.timers["visitorGonec1"]?.due == scene.now.advanced(seconds: 1800))
  }

  @Test("The assistant's conversation ends after a silence, counted from the last words")
  func idle() throws {
    var scene = Scene()
    _ = try scene.write("好", id: "m1")
    scene.now = scene.now.advanced(seconds: 1000)
    _ = try scene.write("还在", id: "m2")
    try scene.fire(.idle, "c1")
    #expect(scene.conversations["c1"]?.stage == .assistant)
    try scene.fire(.idle, "c1")
    #expect(scene.conversations["c1"]?.stage == .closed)
    #expect(scene.conversations["c1"]?.endReason == .idle)
    #expect(scene.now == Scene.start.advanced(seconds: 2800))
    #expect(scene.timers.isEmpty)
  }

  @Test("Only the backend itself speaks for connections and deadlines")
  func systemOnly() throws {
    var scene = try Scene.talking()
    let timer = ServiceTimer(kind: .seatGone, subject: "zhang", due: scene.now)
    let commands: [Command] = [
      .seatConnection("zhang", isConnected: false), .visitorConnection("t1", isConnected: false),
      .timerFired(timer, noticeIDs: []),
    ]
    for command in commands {
      for actor in [Actor.staff(Scene.agent), .taxpayer(Scene.person)] {
        #expect(refusal { try scene.perform(command, by: actor) }?.kind == .forbidden)
      }
    }
    #expect(refusal { try scene.perform(.leaveQueue(noticeID: "n"), by: .staff(Scene.agent)) }?.kind == .forbidden)
  }

  @Test("Connections of nobody known change nothing")
  func unknown() throws {
    var scene = Scene()
    #expect(try scene.perform(.seatConnection("nobody", isConnected: true), by: .system).events.isEmpty)
    #expect(
      try scene.perform(.visitorConnection("nobody", isConnected: true), by: .system).events.isEmpty)
  }
}
