import Desk
import Service
import Testing

@Suite("Remote assist and calls")
struct InvitationDecisionsTests {
  private func propose(
    _ scene: inout Scene, _ kind: Invitation.Kind = .videoCall, id: InvitationID = "i1", by actor: Actor
  ) throws {
    let conversation: ConversationID? = if case .staff = actor { "c1" } else { nil }
    try scene.perform(
      .propose(conversation, kind, id: id, messageID: MessageID("p-" + id.rawValue)), by: actor)
  }

  private func answer(_ scene: inout Scene, _ accepts: Bool, id: InvitationID = "i1", by actor: Actor) throws {
    let conversation: ConversationID? = if case .staff = actor { "c1" } else { nil }
    try scene.perform(
      .answerInvitation(
        conversation, InvitationAnswer(invitation: id, accepts: accepts),
        noticeID: MessageID("a-\(scene.messages.count)")), by: actor)
  }

  private func end(_ scene: inout Scene, id: InvitationID = "i1", by actor: Actor) throws {
    let conversation: ConversationID? = if case .staff = actor { "c1" } else { nil }
    try scene.perform(
      .endInvitation(conversation, id, noticeID: MessageID("e-\(scene.messages.count)")), by: actor)
  }

  private func report(_ scene: inout Scene, _ link: Invitation.Link, by actor: Actor) throws {
    let conversation: ConversationID? = if case .staff = actor { "c1" } else { nil }
    try scene.perform(
      .reportLink(
        conversation, CallReport(invitation: "i1", link: link), noticeID: MessageID("r-\(scene.messages.count)")),
      by: actor)
  }

  private static let staff = Actor.staff(Scene.agent)
  private static let person = Actor.taxpayer(Scene.person)

  /// A live video call in `c1`.
  private func live() throws -> Scene {
    var scene = try Scene.talking()
    try propose(&scene, by: Self.staff)
    try answer(&scene, true, by: Self.person)
    try report(&scene, .good, by: Self.person)
    return scene
  }

  private func invitation(_ scene: Scene) -> Invitation? { scene.conversations["c1"]?.invitation }

  private func lastNotice(_ scene: Scene) -> MessageNotice? {
    if case .notice(let notice)? = scene.messages.last?.body { notice } else { nil }
  }

  @Test("Invited, agreed to, live, hung up: each step in the talk, with how long it was")
  func circle() throws {
    var scene = try Scene.talking()
    try propose(&scene, .remoteAssist, by: Self.staff)
    #expect(invitation(scene)?.stage == .invited && invitation(scene)?.number == scene.messages.last?.number)
    #expect(scene.timers["invitationDuec1"]?.due == scene.now.advanced(seconds: 60))
    scene.now = scene.now.advanced(seconds: 20)
    try answer(&scene, true, by: Self.person)
    #expect(lastNotice(scene)?.code == .callAccepted && lastNotice(scene)?.text(.english).contains("Remote") == true)
    #expect(scene.timers["invitationDuec1"]?.due == scene.now.advanced(seconds: 90))
    try report(&scene, .good, by: Self.staff)
    #expect(lastNotice(scene)?.code == .callStarted && scene.timers["invitationDuec1"] == nil)
    scene.now = scene.now.advanced(seconds: 192)
    try end(&scene, by: Self.person)
    #expect(lastNotice(scene)?.code == .callEndedByTaxpayer)
    #expect(lastNotice(scene)?.text(.chinese) == "纳税人已结束远程协助 03:12")
    #expect(invitation(scene)?.isOpen == false && invitation(scene)?.endedBy == .taxpayer)
    let said = scene.messages.count
    try end(&scene, by: Self.staff)
    #expect(scene.messages.count == said, "hanging up what was hung up changes nothing")
  }

  @Test("The taxpayer may ask too; the agent answers")
  func asked() throws {
    var scene = try Scene.talking()
    try propose(&scene, .audioCall, by: Self.person)
    #expect(scene.messages.last?.author.side == .taxpayer && invitation(scene)?.answers == .agent)
    #expect(refusal { try answer(&scene, true, by: Self.person) }?.kind == .wrongStage)
    try answer(&scene, false, by: Self.staff)
    #expect(lastNotice(scene)?.code == .callRefusedByAgent && invitation(scene)?.reason == .refused)
    #expect(refusal { try propose(&scene, .audioCall, id: "i2", by: Self.person) }?.kind == .tooManyRequests)
    scene.now = scene.now.advanced(seconds: 10)
    try propose(&scene, .audioCall, id: "i2", by: Self.person)
    #expect(invitation(scene)?.id == "i2")
  }

  @Test("Not seen in time is missed, seen and not answered has expired")
  func due() throws {
    var scene = try Scene.talking()
    try propose(&scene, by: Self.staff)
    try scene.fire(.invitationDue, "c1")
    #expect(invitation(scene)?.reason == .missed && lastNotice(scene)?.code == .callMissed)
    try propose(&scene, id: "i2", by: Self.staff)
    let number = try #require(scene.messages.last?.number)
    try scene.perform(.advanceReceipt("c1", Receipt(delivered: number, read: 0)), by: Self.person)
    try scene.fire(.invitationDue, "c1")
    #expect(invitation(scene)?.reason == .expired && lastNotice(scene)?.code == .callExpired)
    #expect(scene.timers["invitationDuec1"] == nil)
  }

  @Test("No way found, or the way lost for too long, ends it; found again in time it goes on")
  func network() throws {
    var scene = try Scene.talking()
    try propose(&scene, by: Self.staff)
    try answer(&scene, true, by: Self.person)
    try scene.fire(.invitationDue, "c1")
    #expect(invitation(scene)?.reason == .failed)

    scene = try live()
    try scene.perform(.visitorConnection(Scene.person.id, isConnected: true), by: .system)
    try scene.perform(.visitorConnection(Scene.person.id, isConnected: false), by: .system)
    #expect(invitation(scene)?.link == .lost, "the page is gone")
    try report(&scene, .good, by: Self.person)
    #expect(invitation(scene)?.link == .good && scene.timers["invitationDuec1"] == nil)
    try report(&scene, .lost, by: Self.staff)
    try scene.fire(.invitationDue, "c1")
    #expect(invitation(scene)?.reason == .lost && lastNotice(scene)?.code == .callLost)
  }

  @Test("It ends with the talk, with a transfer and with the seat, and leaves nothing due")
  func endsWithTalk() throws {
    typealias Act = (inout Scene) throws -> Void
    let ways: [(Invitation.Reason, Act)] = [
      (.talkEnded, { try $0.perform(.agentEnds("c1", noticeID: "n-end"), by: Self.staff) }),
      (.talkEnded, { try $0.perform(.taxpayerEnds(noticeID: "n-end"), by: Self.person) }),
      (
        .transferred,
        { try $0.perform(.transfer("c1", TalkTransfer(group: "registration"), noticeID: "n-end"), by: Self.staff) }
      ),
      (
        .transferred,
        { try $0.perform(.transfer("c1", TalkTransfer(agent: Scene.colleague.id), noticeID: "n-end"), by: Self.staff) }
      ),
      (
        .seatLost,
        {
          try $0.perform(.seatConnection(Scene.agent.id, isConnected: false), by: .system)
          try $0.fire(.seatGone, Scene.agent.id.rawValue)
        }
      ),
    ]
    for (reason, act) in ways {
      var scene = try live()
      try act(&scene)
      #expect(invitation(scene)?.reason == reason && scene.timers["invitationDuec1"] == nil)
      #expect(scene.messages.contains { $0.id.rawValue.hasSuffix("-call") })
      #expect(scene.conversations["c1"]?.stage != .talking)
      #expect(refusal { try propose(&scene, id: "i9", by: Self.person) }?.kind == .wrongStage)
    }
  }

  @Test("Invite against close, and both sides at once: one order or the other, never two")
  func races() throws {
    var scene = try Scene.talking()
    try scene.perform(.taxpayerEnds(noticeID: "n-end"), by: Self.person)
    #expect(refusal { try propose(&scene, by: Self.staff) }?.kind == .wrongStage)

    scene = try Scene.talking()
    try propose(&scene, .videoCall, id: "i1", by: Self.staff)
    try propose(&scene, .videoCall, id: "i2", by: Self.person)
    #expect(invitation(scene)?.id == "i1" && invitation(scene)?.stage == .connecting, "both want the same")
    #expect(refusal { try propose(&scene, .audioCall, id: "i3", by: Self.person) }?.kind == .wrongStage)
    let said = scene.messages.count
    try propose(&scene, .videoCall, id: "i4", by: Self.staff)
    #expect(scene.messages.count == said && invitation(scene)?.id == "i1")

    scene = try Scene.talking()
    try propose(&scene, by: Self.staff)
    try answer(&scene, false, by: Self.person)
    #expect(refusal { try answer(&scene, true, by: Self.person) }?.kind == .wrongStage)
    try answer(&scene, false, by: Self.person)
    #expect(invitation(scene)?.reason == .refused)
    #expect(refusal { try end(&scene, id: "other", by: Self.staff) }?.kind == .notFound)
    #expect(refusal { try propose(&scene, id: "i5", by: .staff(Scene.colleague)) }?.kind == .notYours)
  }

  @Test("An invitation takes the talk off hold; with rooms of the office's own it says so")
  func holdAndRooms() throws {
    var scene = try Scene.talking()
    scene.office.settings.hasRooms = true
    try scene.perform(.hold("c1", isHeld: true, noticeID: "n-hold"), by: Self.staff)
    try propose(&scene, by: Self.staff)
    #expect(scene.conversations["c1"]?.heldSince == nil && invitation(scene)?.usesRoom == true)
  }
}
