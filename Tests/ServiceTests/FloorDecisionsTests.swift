import Desk
import Service
import Testing

@Suite("What supervisors do to seats, queues and everybody")
struct FloorDecisionsTests {
  private static let leader = Actor.staff(Scene.supervisor)

  @Test("A seat is put to a state with a reason its agent reads; the agent's own choice ends that")
  func order() throws {
    var scene = try Scene.talking()
    let busy = SeatOrderRequest(choice: .busy, reason: "先处理积压")
    try scene.perform(.order("li", busy, noticeIDs: []), by: Self.leader)
    let order = try #require(scene.seats["li"]?.order)
    #expect(scene.seats["li"]?.choice == .busy && order.reason == "先处理积压" && order.by == Scene.supervisor.reference)
    #expect(scene.audits.last?.act == "seat.order" && scene.audits.last?.detail == "ready → busy: 先处理积压")
    try scene.perform(.choosePresence(.ready, reason: nil), by: .staff(Scene.colleague))
    #expect(scene.seats["li"]?.order == nil)
    let onBreak = SeatOrderRequest(choice: .onBreak, breakReason: "none", reason: "x")
    #expect(refusal { try scene.perform(.order("li", onBreak, noticeIDs: []), by: Self.leader) }?.kind == .badRequest)
    #expect(refusal { try scene.perform(.order("nobody", busy, noticeIDs: []), by: Self.leader) }?.kind == .notFound)
    try scene.perform(.choosePresence(.signedOut, reason: nil), by: .staff(Scene.colleague))
    #expect(
      refusal { try scene.perform(.order("li", busy, noticeIDs: []), by: Self.leader) }?.kind == .signedOut,
      "nobody is signed in by somebody else")
  }

  @Test("Signed out by a supervisor, the seat's talks wait again in front, and its taxpayers are told")
  func signOut() throws {
    var scene = try Scene.talking()
    let out = SeatOrderRequest(choice: .signedOut, reason: "下班")
    try scene.perform(.order("zhang", out, noticeIDs: ["o1"]), by: Self.leader)
    let talk = try #require(scene.conversations["c1"])
    #expect(talk.stage == .waiting && talk.queue?.isInFront == true && talk.agent == nil)
    #expect(scene.seats["zhang"]?.choice == .signedOut)
    guard case .notice(let notice)? = scene.messages.last?.body else { return #expect(Bool(false)) }
    #expect(notice.code == .requeued)
  }

  @Test("A closed queue takes nobody new and says why; the assistant goes on; open again, it takes everybody")
  func queue() throws {
    var scene = try Scene.talking()
    let notice = Localised("系统升级，15:00 恢复", "Back at 15:00")
    try scene.perform(
      .changeQueue("invoice", QueueCloseRequest(notice: notice, reason: "升级")), by: Self.leader)
    #expect(scene.office.closure(of: "invoice")?.notice == notice && scene.office.closure(of: "registration") == nil)
    let problem = refusal { _ = try scene.escalate(Scene.visitorPerson, opening: "c2") }
    #expect(
      problem?.kind == .queueClosed && problem?.detail == notice.chinese && problem?.detailEnglish == notice.english)
    let said = try scene.write("转人工", id: "q1", by: Scene.visitorPerson, opening: "c3", escalation: "invoice")
    guard case .posted(let posted) = said.answer, case .answer(let answer)? = posted.messages.last?.body else {
      return #expect(Bool(false))
    }
    #expect(answer.text == notice.chinese && scene.conversations["c3"]?.stage == .assistant)
    _ = try scene.escalate(Scene.visitorPerson, group: "registration", opening: "c4")
    #expect(scene.conversations.values.contains { $0.queue?.group == "registration" && $0.stage == .waiting })
    try scene.perform(.changeQueue("invoice", nil), by: Self.leader)
    #expect(scene.office.closedQueues == nil)
    #expect(scene.audits.suffix(2).map(\.act) == ["queue.close", "queue.open"])
    #expect(scene.audits.suffix(2).first?.detail.isEmpty == false, "what people are told is on record")
    #expect(try scene.perform(.changeQueue("invoice", nil), by: Self.leader).events.isEmpty, "it is open already")
    #expect(refusal { try scene.perform(.changeQueue("none", nil), by: Self.leader) }?.kind == .notFound)
  }

  @Test("An announcement is read once by each whom it is for, withdrawn, and over in its time")
  func announcement() throws {
    var scene = try Scene.talking()
    let request = AnnouncementRequest(text: "今日 17:00 停机", group: "invoice", minutes: 60)
    try scene.perform(.announce(request, id: "a1"), by: Self.leader)
    #expect(scene.announcements.first?.isUnread(by: Scene.agent, at: scene.now) == true)
    #expect(scene.announcements.first?.isUnread(by: Scene.stranger, at: scene.now) == false, "it is for another group")
    #expect(scene.announcements.first?.isUnread(by: Scene.supervisor, at: scene.now) == false, "who wrote it knows it")
    try scene.perform(.readAnnouncement("a1"), by: .staff(Scene.agent))
    #expect(try scene.perform(.readAnnouncement("a1"), by: .staff(Scene.agent)).events.isEmpty)
    #expect(refusal { try scene.perform(.readAnnouncement("a1"), by: .staff(Scene.stranger)) }?.kind == .notFound)
    #expect(scene.announcements.first?.readBy.map(\.agent.id) == ["zhang"])
    #expect(scene.announcements.first?.isUnread(by: Scene.colleague, at: scene.now.advanced(seconds: 3_600)) == false)
    try scene.perform(.withdrawAnnouncement("a1"), by: Self.leader)
    #expect(scene.announcements.first?.isUnread(by: Scene.colleague, at: scene.now) == false)
    for minutes in [0, 10_081] {
      let wrong = AnnouncementRequest(text: "x", minutes: minutes)
      #expect(refusal { try scene.perform(.announce(wrong, id: "a2"), by: Self.leader) }?.kind == .badRequest)
    }
  }
}
