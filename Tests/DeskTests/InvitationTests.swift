import Desk
import Testing

@Suite("Invitations as a state machine")
struct InvitationTests {
  private static let now = Timestamp(milliseconds: 1_795_000_000_000)
  private static let limits = InvitationLimits(answer: 60, connect: 90, recover: 45)

  /// An invitation of the agent's that was brought to a stage.
  private static func at(_ stage: Invitation.Stage, _ reason: Invitation.Reason = .refused) -> Invitation {
    var invitation = Invitation(
      id: "i1", kind: .videoCall, proposedBy: .agent, number: 4, at: now, due: now.advanced(seconds: 60))
    let acts: [Invitation.Act] =
      switch stage {
      case .invited: []
      case .connecting: [.answer(by: .taxpayer, accepts: true)]
      case .live: [.answer(by: .taxpayer, accepts: true), .report(by: .agent, .good)]
      case .ended: reason == .refused ? [.answer(by: .taxpayer, accepts: false)] : [.end(by: .agent)]
      }
    for act in acts { if case .becomes(let next) = invitation.after(act, at: now, limits) { invitation = next } }
    return invitation
  }

  /// What an act comes to, in a word: the stage with the reason, `stays` or `refused`.
  private static func word(_ step: Invitation.Step) -> String {
    switch step {
    case .stays: "stays"
    case .refused: "refused"
    case .becomes(let next): next.reason.map { "\(next.stage.rawValue) \($0.rawValue)" } ?? next.stage.rawValue
    }
  }

  private static let late = now.advanced(seconds: 3_600)

  static let table: [(Invitation.Stage, Invitation.Act, String)] = [
    (.invited, .answer(by: .taxpayer, accepts: true), "connecting"),
    (.invited, .answer(by: .taxpayer, accepts: false), "ended refused"),
    (.invited, .answer(by: .agent, accepts: true), "refused"),
    (.invited, .report(by: .agent, .good), "refused"),
    (.invited, .end(by: .agent), "ended withdrawn"),
    (.invited, .end(by: .taxpayer), "ended refused"),
    (.invited, .due(wasSeen: true), "ended expired"),
    (.invited, .due(wasSeen: false), "ended missed"),
    (.invited, .close(.talkEnded), "ended talkEnded"),
    (.connecting, .answer(by: .taxpayer, accepts: true), "stays"),
    (.connecting, .answer(by: .taxpayer, accepts: false), "refused"),
    (.connecting, .report(by: .taxpayer, .good), "live"),
    (.connecting, .report(by: .agent, .poor), "live"),
    (.connecting, .report(by: .agent, .lost), "stays"),
    (.connecting, .end(by: .agent), "ended hungUp"),
    (.connecting, .end(by: .taxpayer), "ended hungUp"),
    (.connecting, .due(wasSeen: true), "ended failed"),
    (.connecting, .close(.transferred), "ended transferred"),
    (.live, .answer(by: .taxpayer, accepts: true), "stays"),
    (.live, .answer(by: .taxpayer, accepts: false), "refused"),
    (.live, .report(by: .agent, .good), "stays"),
    (.live, .report(by: .agent, .lost), "live"),
    (.live, .end(by: .taxpayer), "ended hungUp"),
    (.live, .due(wasSeen: true), "stays"),
    (.live, .close(.seatLost), "ended seatLost"),
    (.ended, .answer(by: .taxpayer, accepts: false), "stays"),
    (.ended, .answer(by: .taxpayer, accepts: true), "refused"),
    (.ended, .report(by: .agent, .good), "stays"),
    (.invited, .report(by: .agent, .denied), "refused"),
    (.live, .report(by: .taxpayer, .denied), "stays"),
    (.ended, .end(by: .agent), "stays"),
    (.ended, .due(wasSeen: true), "stays"),
    (.ended, .close(.talkEnded), "stays"),
  ]

  @Test("Each act at each stage", arguments: table)
  func step(stage: Invitation.Stage, act: Invitation.Act, wanted: String) {
    let before = Self.at(stage)
    let step = before.after(act, at: Self.late, Self.limits)
    #expect(Self.word(step) == wanted)
    guard case .becomes(let next) = step else { return }
    #expect(next.revision == before.revision + 1)
    #expect(next.isOpen == (next.endedAt == nil) && next.isOpen == (next.reason == nil))
    #expect(next.due == nil || next.stage != .ended)
  }

  @Test("Nothing is overdue before its time")
  func early() {
    #expect(Self.at(.invited).after(.due(wasSeen: true), at: Self.now.advanced(seconds: 59), Self.limits) == .stays)
    #expect(Self.at(.connecting).after(.due(wasSeen: true), at: Self.now.advanced(seconds: 89), Self.limits) == .stays)
  }

  @Test("A way that breaks has so long to come back, whoever sees it; back for both, nothing is due")
  func lost() throws {
    func take(_ invitation: Invitation, _ side: Side, _ link: Invitation.Link, after seconds: Int) throws -> Invitation
    {
      let step = invitation.after(.report(by: side, link), at: Self.now.advanced(seconds: seconds), Self.limits)
      guard case .becomes(let next) = step else { throw Problem(.internalError) }
      return next
    }
    var invitation = try take(Self.at(.live), .agent, .lost, after: 10)
    #expect(invitation.due == Self.now.advanced(seconds: 55) && invitation.link == .lost)
    invitation = try take(invitation, .taxpayer, .lost, after: 30)
    #expect(invitation.due == Self.now.advanced(seconds: 55), "the second to see it gives no more time")
    invitation = try take(invitation, .agent, .good, after: 35)
    #expect(invitation.due != nil && invitation.link == .lost, "one side alone is not enough")
    let back = try take(invitation, .taxpayer, .poor, after: 40)
    #expect(back.due == nil && back.link == .poor && back.stage == .live)
    let step = invitation.after(.due(wasSeen: true), at: Self.now.advanced(seconds: 55), Self.limits)
    #expect(Self.word(step) == "ended lost")
  }

  @Test("Whoever is asked and may not use the camera is seen by the other side, once, until they agree")
  func denied() {
    guard
      case .becomes(let denied) = Self.at(.invited).after(.report(by: .taxpayer, .denied), at: Self.now, Self.limits)
    else { return #expect(Bool(false)) }
    #expect(denied.stage == .invited && denied.taxpayerLink == .denied && denied.isOpen)
    #expect(denied.after(.report(by: .taxpayer, .denied), at: Self.now, Self.limits) == .stays)
    guard case .becomes(let agreed) = denied.after(.answer(by: .taxpayer, accepts: true), at: Self.now, Self.limits)
    else { return #expect(Bool(false)) }
    #expect(agreed.stage == .connecting && agreed.taxpayerLink == nil)
    guard case .becomes(let again) = agreed.after(.report(by: .taxpayer, .denied), at: Self.now, Self.limits) else {
      return #expect(Bool(false))
    }
    #expect(again.stage == .connecting && again.liveAt == nil, "nothing is live by that")
  }

  @Test("Both hang up, in either order: over once, ended by whoever was first")
  func bothHangUp() {
    for (first, second) in [(Side.agent, Side.taxpayer), (.taxpayer, .agent)] {
      guard case .becomes(let ended) = Self.at(.live).after(.end(by: first), at: Self.late, Self.limits) else {
        return #expect(Bool(false))
      }
      #expect(ended.endedBy == first && ended.seconds(at: Self.late.advanced(seconds: 9)) == 3_600)
      #expect(ended.after(.end(by: second), at: Self.late, Self.limits) == .stays)
    }
  }

  @Test("Reports are not taken without end")
  func bounded() {
    var invitation = Self.at(.live)
    for number in 0..<2_000 {
      let link: Invitation.Link = number % 2 == 0 ? .poor : .good
      if case .becomes(let next) = invitation.after(.report(by: .agent, link), at: Self.now, Self.limits) {
        invitation = next
      }
    }
    #expect(invitation.revision == 400)
    #expect(Self.word(invitation.after(.end(by: .agent), at: Self.now, Self.limits)) == "ended hungUp")
  }

  @Test("A conversation takes each change once, and never an older one after a newer")
  func applied() {
    var conversation = Conversation(id: "c1", taxpayer: Taxpayer(id: "t", name: "张*"), openedAt: Self.now)
    let stages = [Self.at(.invited), Self.at(.connecting), Self.at(.live)]
    for invitation in stages + stages.reversed() {
      conversation.apply(
        .invitationChanged(InvitationChange(conversation: "c1", invitation: invitation)), at: Self.now)
    }
    #expect(conversation.invitation == stages[2])
    let next = Invitation(
      id: "i2", kind: .audioCall, proposedBy: .taxpayer, number: 9, at: Self.now, due: Self.now)
    conversation.apply(.invitationChanged(InvitationChange(conversation: "c1", invitation: next)), at: Self.now)
    #expect(conversation.invitation == next)
  }
}
