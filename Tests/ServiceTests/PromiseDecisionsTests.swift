import Desk
import Service
import Testing

struct PromiseDecisionsTests {
  private static func scene() throws -> Scene {
    var scene = Scene()
    let all = try #require(WorkingRange("00:00-24:00"))
    scene.office.calendar.weekly = (1...7).reduce(into: [:]) { $0[$1] = [all] }
    for agent in [Scene.agent, Scene.colleague] { try scene.sit(agent) }
    return scene
  }

  private static func leave(_ scene: inout Scene, _ id: OfflineMessageID = "m1", by person: Taxpayer = Scene.person)
    throws
  {
    let draft = OfflineMessageDraft(id: id, matter: "发票红冲", text: "怎么冲红", contact: "13812345678", group: "invoice")
    try scene.perform(.promise(.leave(draft)), by: .taxpayer(person))
  }

  private static func step(
    _ scene: inout Scene, _ request: PromiseStepRequest, on id: OfflineMessageID = "m1", by actor: Actor
  ) throws {
    try scene.perform(
      .promise(
        .stepMessage(
          id, request, noticeID: "n-\(scene.events.count)", newConversation: "c9",
          messageID: MessageID("cn-\(scene.events.count)"))), by: actor)
  }

  private static func act(
    _ scene: inout Scene, _ request: PromiseStepRequest, on id: TicketID = "k1", by actor: Actor = .staff(Scene.agent)
  ) throws {
    try scene.perform(.promise(.stepTicket(id, request, noticeID: "n-\(scene.events.count)")), by: actor)
  }

  private static func open(_ scene: inout Scene, _ draft: TicketDraft, id: TicketID = "k1") throws {
    try scene.perform(
      .promise(.openTicket(draft, id: id, noticeID: "n-\(scene.events.count)")), by: .staff(Scene.agent))
  }

  @Test("A message has a due time, is taken by one, answered, and the taxpayer is told; the loser learns who has it")
  func message() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    let due = scene.now.advanced(seconds: 240 * 60).milliseconds
    let timer = try #require(scene.timers["messageDuem1"])
    #expect(abs(timer.due.milliseconds - due) <= 60_000)
    #expect(scene.offlineMessages["m1"]?.contact == "138****5678", "masked; the whole stands apart")
    #expect(scene.contacts["m1"] == "13812345678")
    try Self.step(&scene, PromiseStepRequest(.claimed), by: .staff(Scene.agent))
    try Self.step(&scene, PromiseStepRequest(.claimed), by: .staff(Scene.agent))
    #expect(scene.entries["m1"]?.count == 2, "asked again: nothing more")
    let lost = refusal { try Self.step(&scene, PromiseStepRequest(.claimed), by: .staff(Scene.colleague)) }
    #expect(lost?.kind == .alreadyTaken && lost?.winner?.id == Scene.agent.id)
    #expect(
      refusal { try Self.step(&scene, PromiseStepRequest(.replied), by: .staff(Scene.agent)) }?.kind == .invalidText)
    try Self.step(&scene, PromiseStepRequest(.replied, text: "请在开票平台操作"), by: .staff(Scene.agent))
    #expect(scene.offlineMessages["m1"]?.state == .answered)
    #expect(scene.notices.map(\.reference) == ["m1"])
    #expect(scene.timers["messageDuem1"] == nil)
    let again = refusal { try Self.step(&scene, PromiseStepRequest(.replied, text: "又"), by: .staff(Scene.agent)) }
    #expect(again?.kind == .promiseRefused && again?.detail.contains("已答复") == true)
  }

  @Test("Sent twice it is one message; another person's id is refused; twenty may wait")
  func bounds() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    try Self.leave(&scene)
    #expect(scene.entries["m1"]?.count == 1)
    #expect(refusal { try Self.leave(&scene, by: Scene.visitorPerson) }?.kind == .badRequest)
    #expect(refusal { try Self.leave(&scene, "m2", by: Scene.visitor) }?.kind == .identityRequired)
    for number in 2...20 { try Self.leave(&scene, OfflineMessageID("m\(number)")) }
    #expect(refusal { try Self.leave(&scene, "m21") }?.kind == .tooManyRequests)
  }

  @Test("Nobody answers in time: supervisors see it, its priority rises, once")
  func escalation() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    try scene.fire(.messageDue, "m1")
    #expect(scene.offlineMessages["m1"]?.escalatedAt == scene.now && scene.offlineMessages["m1"]?.priority == .high)
    #expect(scene.timers["messageDuem1"] == nil)
    try scene.fire(.messageDue, "m1")
    #expect(scene.entries["m1"]?.count == 2)
  }

  @Test("Invited to talk, one tap leads to that agent; signed out, to the front of the queue")
  func invited() throws {
    for isThere in [true, false] {
      var scene = try Self.scene()
      try Self.leave(&scene)
      try Self.step(&scene, PromiseStepRequest(.invited), by: .staff(Scene.agent))
      #expect(scene.offlineMessages["m1"]?.assignee?.id == Scene.agent.id)
      if !isThere { try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.agent)) }
      try Self.step(&scene, PromiseStepRequest(.entered), by: .taxpayer(Scene.person))
      let talk = try #require(scene.conversations["c9"])
      #expect(talk.stage == (isThere ? .talking : .waiting) && talk.queue?.isInFront == true)
      #expect(talk.agent?.id == (isThere ? Scene.agent.id : nil))
      #expect(scene.offlineMessages["m1"]?.conversation == "c9" && scene.offlineMessages["m1"]?.state == .closed)
      try Self.step(&scene, PromiseStepRequest(.entered), by: .taxpayer(Scene.person))
      #expect(scene.conversations.count == 1, "tapped twice: one talk")
    }
  }

  @Test("A ticket made of a message ends the message; of a conversation it remembers the talk")
  func origins() throws {
    var scene = try Scene.talking()
    try Self.leave(&scene)
    try Self.open(&scene, TicketDraft(title: "核实", text: "", message: "m1"))
    #expect(scene.offlineMessages["m1"]?.state == .converted && scene.offlineMessages["m1"]?.ticket == "k1")
    #expect(scene.tickets["k1"]?.taxpayer?.id == "t1" && scene.tickets["k1"]?.group == "invoice")
    #expect(scene.entries["k1"]?.first?.text == "留言：怎么冲红", "what it is about comes along")
    #expect(scene.tickets["k1"]?.contact == "138****5678", "and how to reach them, masked")
    // Whoever has the ticket may read the number, as whoever had the message may.
    let reveal = Command.promise(.revealContact("m1"))
    #expect(refusal { try scene.perform(reveal, by: .staff(Scene.colleague)) }?.kind == .notYours)
    try Self.act(&scene, PromiseStepRequest(.assigned, agent: Scene.colleague.id))
    try scene.perform(reveal, by: .staff(Scene.colleague))
    try Self.open(&scene, TicketDraft(title: "转办", text: "", priority: .urgent, conversation: "c1"), id: "k2")
    #expect(scene.tickets["k2"]?.origin.conversation == "c1" && scene.tickets["k2"]?.clock.minutes == 120)
    #expect(
      refusal { try Self.open(&scene, TicketDraft(title: "再", text: "", message: "m1"), id: "k3") }?.kind
        == .promiseRefused)
  }

  @Test(
    "Waiting for the taxpayer takes the deadline away; their words bring it back; an answer given meanwhile is read first"
  )
  func waiting() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    try Self.open(&scene, TicketDraft(title: "核实", text: "", message: "m1"))
    try Self.act(&scene, PromiseStepRequest(.waiting, text: "请补充合同"))
    #expect(scene.timers["ticketDuek1"] == nil && scene.tickets["k1"]?.state == .pending)
    #expect(
      refusal { try Self.act(&scene, PromiseStepRequest(.urged), by: .taxpayer(Scene.person)) }?.kind == .promiseRefused
    )
    try Self.act(&scene, PromiseStepRequest(.added, text: "已补充"), by: .taxpayer(Scene.person))
    #expect(scene.timers["ticketDuek1"] != nil)
    let stale = refusal { try Self.act(&scene, PromiseStepRequest(.replied, text: "好", revision: 1)) }
    #expect(stale?.kind == .changedMeanwhile && stale?.ticket?.revision == 3)
    #expect(stale?.detail == "纳税人刚刚补充“已补充”，请看过再提交", "who did what is said")
    let edit = refusal {
      try scene.perform(.promise(.editTicket("k1", TicketEdit(title: "新"), expecting: 1)), by: .staff(Scene.agent))
    }
    #expect(edit?.kind == .changedMeanwhile)
    try scene.perform(.promise(.editTicket("k1", TicketEdit(priority: .urgent), expecting: 3)), by: .staff(Scene.agent))
    #expect(scene.tickets["k1"]?.clock.minutes == 120)
    let second = refusal {
      try scene.perform(
        .promise(.editTicket("k1", TicketEdit(title: "新"), expecting: 3)), by: .staff(Scene.colleague))
    }
    #expect(second?.winner?.id == Scene.agent.id && second?.detail.contains("刚刚修改“普通 → 紧急”") == true)
    #expect(second?.detailEnglish.contains(" changed “") == true)
    try scene.fire(.ticketDue, "k1")
    let late = refusal {
      try scene.perform(
        .promise(.editTicket("k1", TicketEdit(title: "新"), expecting: 4)), by: .staff(Scene.colleague))
    }
    #expect(late?.detail == "刚刚有变化（已超时，已提醒值班长），请看过再提交", "nobody did it")
  }

  @Test("Urging is counted and not too often; what is resolved closes by itself unless it is opened again")
  func urging() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    try Self.open(&scene, TicketDraft(title: "核实", text: "", message: "m1"))
    try Self.act(&scene, PromiseStepRequest(.urged), by: .taxpayer(Scene.person))
    let soon = refusal { try Self.act(&scene, PromiseStepRequest(.urged), by: .taxpayer(Scene.person)) }
    #expect(soon?.kind == .tooManyRequests && soon?.retryAfter == 7_200)
    scene.now = scene.now.advanced(seconds: 7_200)
    try Self.act(&scene, PromiseStepRequest(.urged), by: .taxpayer(Scene.person))
    #expect(scene.tickets["k1"]?.urges == 2)
    #expect(
      refusal { try Self.act(&scene, PromiseStepRequest(.urged), by: .taxpayer(Scene.visitorPerson)) }?.kind
        == .notFound)
    try Self.act(&scene, PromiseStepRequest(.resolved, text: "已修正"))
    #expect(scene.tickets["k1"]?.result == "已修正" && scene.timers["ticketDuek1"] == nil)
    try Self.act(&scene, PromiseStepRequest(.reopened), by: .taxpayer(Scene.person))
    #expect(scene.timers["ticketCloseDuek1"] == nil)
    try Self.act(&scene, PromiseStepRequest(.resolved, text: "再次修正"))
    try scene.fire(.ticketCloseDue, "k1")
    #expect(scene.tickets["k1"]?.state == .closed)
  }

  @Test("Duplicates go on in one ticket; strangers of the group may read and not act; the late one is told once")
  func merging() throws {
    var scene = try Self.scene()
    for (number, id) in [(1, "k1"), (2, "k2")] as [(Int, TicketID)] {
      try Self.leave(&scene, OfflineMessageID("m\(number)"))
      try Self.open(
        &scene, TicketDraft(title: "核实\(number)", text: "", message: OfflineMessageID("m\(number)")), id: id)
    }
    try Self.act(&scene, PromiseStepRequest(.claimed))
    #expect(refusal { try Self.act(&scene, PromiseStepRequest(.merged, ticket: "k1")) }?.kind == .badRequest)
    try Self.act(&scene, PromiseStepRequest(.merged, ticket: "k2"))
    #expect(scene.tickets["k1"]?.mergedInto == "k2" && scene.tickets["k1"]?.state == .closed)
    #expect(scene.tickets["k2"]?.watchers.map(\.id) == [Scene.agent.id])
    #expect(refusal { try Self.act(&scene, PromiseStepRequest(.replied, text: "好")) }?.kind == .promiseRefused)
    #expect(
      refusal { try Self.act(&scene, PromiseStepRequest(.claimed), on: "k2", by: .staff(Scene.stranger)) }?.kind
        == .notYours)
    try Self.act(&scene, PromiseStepRequest(.assigned, agent: Scene.colleague.id), on: "k2")
    #expect(scene.tickets["k2"]?.assignee?.id == Scene.colleague.id)
    try scene.fire(.ticketDue, "k2")
    #expect(scene.tickets["k2"]?.escalatedAt != nil && scene.tickets["k2"]?.priority == .high)
  }

  @Test("How to reach a taxpayer is told to whoever has the message, and that is in the audit trail")
  func reveal() throws {
    var scene = try Self.scene()
    try Self.leave(&scene)
    #expect(refusal { try scene.perform(.promise(.revealContact("m1")), by: .staff(Scene.agent)) }?.kind == .notYours)
    try Self.step(&scene, PromiseStepRequest(.claimed), by: .staff(Scene.agent))
    let outcome = try scene.perform(.promise(.revealContact("m1")), by: .staff(Scene.agent))
    #expect(outcome.answer == .contact(RevealedContact(contact: "13812345678")))
    #expect(scene.audits.map(\.act) == ["contact.reveal"])
  }
}
