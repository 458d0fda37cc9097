import Desk
import Service
import Testing

@Suite("Decisions about appointments")
struct AppointmentDecisionsTests {
  private static let ids: [MessageID] = ["m1", "m2", "m3"]

  /// Open all day, every day; a rule with one place.
  private func office(_ mode: Appointment.Mode = .video, capacity: Int = 1) throws -> Scene {
    var scene = Scene()
    let all = try #require(WorkingRange("00:00-24:00"))
    scene.office.calendar = WorkingCalendar(weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [all]) }))
    scene.catalogue.appointmentRules = [
      AppointmentRule(
        code: "help", name: Localised("发票辅导", "Invoices"), group: "invoice", modes: [mode], minutes: 30,
        capacity: capacity)
    ]
    scene.seats["zhang"]?.choice = .ready
    return scene
  }

  /// The beginning of the slot some half hours after the next full one.
  private func slot(_ scene: Scene, _ number: Int) -> Timestamp {
    let step: Int64 = 1_800_000
    return Timestamp(milliseconds: (scene.now.milliseconds / step + 1 + Int64(number)) * step)
  }

  private func book(
    _ scene: inout Scene, _ id: AppointmentID, _ number: Int = 4, mode: Appointment.Mode = .video,
    by taxpayer: Taxpayer = Scene.person, contact: String? = nil
  ) throws(Problem) {
    let draft = AppointmentDraft(rule: "help", mode: mode, start: slot(scene, number), words: "红字发票", contact: contact)
    try scene.perform(.book(draft, id: id, noticeID: "n"), by: .taxpayer(taxpayer))
  }

  private func start(_ scene: inout Scene, by agent: Agent = Scene.agent) throws(Problem) {
    let act = AppointmentAct.start(newConversation: "c9", invitation: "i1", messageIDs: Self.ids)
    try scene.perform(.appointment("a1", act, noticeID: "n"), by: .staff(agent))
  }

  @Test("a full slot, a time that is no slot, too soon, too far, an overlap and an anonymous visitor are refused")
  func refusals() throws {
    var scene = try office()
    try book(&scene, "a1")
    #expect(refusal { try book(&scene, "a2", by: Scene.visitorPerson) }?.kind == .slotTaken)
    #expect(refusal { try book(&scene, "a2", 4) }?.kind == .slotTaken)
    #expect(refusal { try book(&scene, "a2", 0, by: Scene.visitorPerson) }?.kind == .slotTaken, "within the hour")
    #expect(refusal { try book(&scene, "a2", 48 * 20) }?.kind == .slotTaken)
    let odd = AppointmentDraft(rule: "help", mode: .video, start: slot(scene, 4).advanced(seconds: 60))
    #expect(
      refusal { try scene.perform(.book(odd, id: "a2", noticeID: "n"), by: .taxpayer(Scene.person)) }?.status == 400)
    let mode = AppointmentDraft(rule: "help", mode: .onSite, start: slot(scene, 5))
    #expect(
      refusal { try scene.perform(.book(mode, id: "a2", noticeID: "n"), by: .taxpayer(Scene.person)) }?.status == 400)
    #expect(refusal { try book(&scene, "a2", 5, by: Scene.visitor) }?.kind == .identityRequired)
    var wide = try office(capacity: 9)
    try book(&wide, "a1")
    #expect(refusal { try book(&wide, "a2") }?.kind == .appointmentRefused, "at the same time")
    for number in 5...8 { try book(&wide, AppointmentID("b\(number)"), number) }
    #expect(refusal { try book(&wide, "a2", 20) }?.kind == .appointmentRefused, "five are open")
  }

  @Test("a cancelled place is free again; a move needs a place where it goes")
  func places() throws {
    var scene = try office()
    try book(&scene, "a1")
    try book(&scene, "a2", 5, by: Scene.visitorPerson)
    let to = AppointmentAct.move(to: slot(scene, 5))
    #expect(
      refusal { try scene.perform(.appointment("a1", to, noticeID: "n"), by: .taxpayer(Scene.person)) }?.kind
        == .slotTaken)
    #expect(
      refusal {
        try scene.perform(.appointment("a2", .cancel(reason: ""), noticeID: "n"), by: .taxpayer(Scene.person))
      }?.kind == .notFound)
    try scene.perform(.appointment("a2", .cancel(reason: "停电"), noticeID: "n"), by: .staff(Scene.agent))
    try scene.perform(.appointment("a1", to, noticeID: "n"), by: .taxpayer(Scene.person))
    #expect(scene.appointments["a1"]?.start == slot(scene, 5) && scene.appointments["a1"]?.sequence == 1)
    #expect(scene.timers["appointmentDuea2"] == nil && scene.timers["appointmentDuea1"] != nil)
  }

  @Test("a telephone number is asked for, kept apart and shown masked")
  func contact() throws {
    var scene = try office(.phone)
    #expect(refusal { try book(&scene, "a1", mode: .phone) }?.status == 400)
    try book(&scene, "a1", mode: .phone, contact: "138 0000 0001")
    #expect(scene.appointments["a1"]?.contact == "138****0001")
    #expect(scene.documents == [.contact("13800000001", of: "a1")])
  }

  @Test(
    "at its time it rings; one act opens the talk, takes it and invites in the booked mode; the end of the talk completes it"
  )
  func begins() throws {
    var scene = try office()
    try book(&scene, "a1")
    try scene.perform(.appointment("a1", .confirm(for: nil), noticeID: "n"), by: .staff(Scene.agent))
    for _ in 0..<2 {
      scene.now = try #require(scene.timers["appointmentDuea1"]?.due)
      try scene.fire(.appointmentDue, "a1")
    }
    #expect(scene.appointments["a1"]?.stage == .ringing)
    try start(&scene)
    let talk = try #require(scene.conversations["c9"])
    #expect(talk.stage == .talking && talk.agent?.id == "zhang" && talk.queue?.appointment == "a1")
    #expect(talk.invitation?.kind == .videoCall && talk.invitation?.isOpen == true)
    #expect(scene.appointments["a1"]?.stage == .started && scene.appointments["a1"]?.conversation == "c9")
    #expect(refusal { try start(&scene, by: Scene.colleague) }?.kind == .alreadyTaken)
    let events = scene.events.count
    try start(&scene)
    #expect(scene.events.count == events, "once more changes nothing")
    try scene.perform(.agentEnds("c9", noticeID: "e1"), by: .staff(Scene.agent))
    #expect(scene.appointments["a1"]?.stage == .completed && scene.timers["appointmentDuea1"] == nil)
  }

  @Test("a taxpayer who waits or talks with the assistant is taken from there; one who talks with a colleague is not")
  func fromWhereTheyAre() throws {
    for setUp in [0, 1, 2] {
      var scene = try office()
      try book(&scene, "a1", 3)
      scene.now = slot(scene, 3)
      if setUp > 0 { _ = try scene.escalate() } else { _ = try scene.write("怎么开票", id: "m0") }
      if setUp == 2 {
        scene.seats["li"]?.choice = .ready
        try scene.perform(.accept("c1", noticeID: "n1"), by: .staff(Scene.colleague))
        #expect(refusal { try start(&scene) }?.winner?.id == "li")
      } else {
        try start(&scene)
        #expect(scene.conversations["c1"]?.agent?.id == "zhang" && scene.conversations["c9"] == nil)
      }
    }
  }

  @Test("signed out, without a free slot, or of another group, an agent cannot begin it; nothing is half done")
  func cannotBegin() throws {
    var scene = try office()
    try book(&scene, "a1", 3)
    scene.now = slot(scene, 3)
    #expect(refusal { try start(&scene, by: Scene.stranger) }?.kind == .forbidden)
    scene.seats["zhang"]?.choice = .signedOut
    #expect(refusal { try start(&scene) }?.kind == .signedOut)
    #expect(scene.conversations.isEmpty && scene.appointments["a1"]?.isOpen == true)
  }

  @Test("nobody begins it: it is late, supervisors are called once, and it counts as not kept by the office")
  func late() throws {
    var scene = try office()
    try book(&scene, "a1")
    while let timer = scene.timers["appointmentDuea1"] {
      scene.now = timer.due
      try scene.fire(.appointmentDue, "a1")
    }
    #expect(scene.appointments["a1"]?.stage == .lapsed)
    #expect(scene.notices.last?.words.chinese.contains("坐席未能按时开始") == true)
    let alarms = scene.events.filter { if case .alarmRaised = $0 { true } else { false } }
    #expect(alarms.count == 1)
  }

  @Test("begun in a talk that goes on already it is over with that talk")
  func runningTalk() throws {
    var scene = try office()
    try book(&scene, "a1", 3)
    _ = try scene.escalate()
    try scene.perform(.accept("c1", noticeID: "n1"), by: .staff(Scene.agent))
    scene.now = slot(scene, 3)
    try start(&scene)
    #expect(scene.appointments["a1"]?.conversation == "c1" && scene.conversations["c1"]?.queue?.appointment == nil)
    try scene.perform(.agentEnds("c1", noticeID: "e1"), by: .staff(Scene.agent))
    #expect(scene.appointments["a1"]?.stage == .completed)
  }

  @Test("a colleague's appointment is not ended by another agent; a supervisor may; no two at the same time by moving")
  func owners() throws {
    var scene = try office(.phone)
    try book(&scene, "a1", 3, mode: .phone, contact: "62345678")
    #expect(scene.appointments["a1"]?.contact == "******78")
    try book(&scene, "a2", 5, mode: .phone, contact: "62345678")
    let move = AppointmentAct.move(to: slot(scene, 5))
    #expect(
      refusal { try scene.perform(.appointment("a1", move, noticeID: "n"), by: .staff(Scene.agent)) }?.kind
        == .slotTaken)
    scene.catalogue.appointmentRules?[0].capacity = 3
    #expect(
      refusal { try scene.perform(.appointment("a1", move, noticeID: "n"), by: .staff(Scene.agent)) }?.kind
        == .appointmentRefused)
    scene.now = slot(scene, 3)
    try start(&scene)
    for act in [AppointmentAct.complete, .miss] {
      let lost = refusal { try scene.perform(.appointment("a1", act, noticeID: "n"), by: .staff(Scene.colleague)) }
      #expect(lost?.winner?.id == Scene.agent.id)
    }
    try scene.perform(.appointment("a1", .miss, noticeID: "n"), by: .staff(Scene.supervisor))
    #expect(scene.appointments["a1"]?.stage == .noShow)
  }

  @Test("by telephone it begins without a talk, and its agent says that it is over")
  func phone() throws {
    var scene = try office(.phone)
    try book(&scene, "a1", 3, mode: .phone, contact: "13800000001")
    scene.now = slot(scene, 3)
    try start(&scene)
    #expect(scene.conversations.isEmpty && scene.appointments["a1"]?.stage == .started)
    try scene.perform(.appointment("a1", .complete, noticeID: "n"), by: .staff(Scene.agent))
    #expect(scene.appointments["a1"]?.stage == .completed)
  }

  @Test("somebody who waits too long calls supervisors, once; who was accepted does not")
  func waiting() throws {
    var scene = try office()
    _ = try scene.escalate()
    scene.now = try #require(scene.timers["waitDuec1"]?.due)
    var other = scene
    try scene.fire(.waitDue, "c1")
    guard case .alarmRaised(let alarm)? = scene.events.last else { throw Problem(.internalError) }
    #expect(alarm.kind == .waitingLong && alarm.group == "invoice" && alarm.words.chinese.contains("3 分钟"))
    #expect(scene.timers["waitDuec1"] == nil)
    try other.perform(.accept("c1", noticeID: "n1"), by: .staff(Scene.agent))
    #expect(other.timers["waitDuec1"] == nil)
  }
}
