import Desk
import Testing

@testable import Console

@Suite("Remote assist and calls at the seat")
struct CallReducerTests {
  private static func invitation(
    by side: Side = .agent, _ stage: Invitation.Stage = .invited, number: Int = 3
  ) -> Invitation {
    var invitation = Invitation(
      id: "I1", kind: .videoCall, proposedBy: side, number: number, at: Scene.start,
      due: Scene.start.advanced(seconds: 60))
    let limits = InvitationLimits()
    let acts: [Invitation.Act] =
      switch stage {
      case .invited: []
      case .connecting: [.answer(by: invitation.answers, accepts: true)]
      case .live: [.answer(by: invitation.answers, accepts: true), .report(by: .taxpayer, .good)]
      case .ended: [.end(by: .taxpayer)]
      }
    for act in acts {
      if case .becomes(let next) = invitation.after(act, at: Scene.start, limits) { invitation = next }
    }
    return invitation
  }

  private static func change(_ sequence: Int64, _ invitation: Invitation) -> Action {
    Scene.event(sequence, .invitationChanged(InvitationChange(conversation: "C1", invitation: invitation)))
  }

  /// The seat with the first conversation open.
  private static func seat() -> TestStore {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("1")))
    return store
  }

  @Test("Two keys invite; the answer leads into the room, which is opened and stays to be read")
  func invites() {
    var store = Self.seat()
    store.arrange(.keyPressed(.alt("x")))
    #expect(store.state.place == .call)
    let effects = store.arrange(.keyPressed(.character("3")))
    #expect(effects.requests == [.propose("C1", .videoCall)])
    guard case .send(let request)? = effects.first else { return #expect(Bool(false)) }
    var detail = Scene.detail("C1", "王*", accepted: 10, messages: 3)
    detail.conversation.invitation = Self.invitation()
    let asked = store.arrange(.requestSucceeded(request, .conversation(detail)))
    #expect(asked.requests.first == .roomLink("C1", "I1"))
    guard case .send(let link)? = asked.first else { return #expect(Bool(false)) }
    let room = RoomAddress(
      invitation: "I1", url: "https://z.cn/room/#demo.1", expiresAt: Scene.start.advanced(seconds: 120))
    #expect(store.arrange(.requestSucceeded(link, .room(room))) == [.open(room.url)])
    #expect(store.state.roomAddress(of: "C1") == room)
    #expect(store.state.callChoices(in: "C1") == [.openRoom, .end(isLive: false), .copyLink])
    #expect(store.arrange(.keyPressed(.character("3"))).contains(.copy(room.url)))
    store.arrange(.ticked(milliseconds: 200_000))
    #expect(store.state.roomAddress(of: "C1") == nil, "too old to be opened")
  }

  @Test("What the taxpayer asks for is told with a bell, and answered by two keys")
  func answers() {
    var store = Self.seat()
    let told = store.arrange(Self.change(11, Self.invitation(by: .taxpayer)))
    #expect(told.contains(.bell))
    #expect(store.state.notices.last?.text.chinese.contains("Alt-X") == true)
    store.arrange(.keyPressed(.alt("x")))
    #expect(store.state.callChoices(in: "C1") == [.accept, .refuse])
    let effects = store.arrange(.keyPressed(.character("1")))
    #expect(effects.requests == [.answerInvitation("C1", InvitationAnswer(invitation: "I1", accepts: true))])
  }

  @Test("Consent, the network and the end are told; what this seat did itself is not told again")
  func follows() {
    var store = Self.seat()
    store.arrange(Self.change(11, Self.invitation()))
    #expect(store.state.notices.isEmpty)
    store.arrange(Self.change(12, Self.invitation(.connecting)))
    #expect(store.state.notices.last?.text.english.contains("agreed") == true)
    var live = Self.invitation(.live)
    store.arrange(Self.change(13, live))
    for link in [Invitation.Link.lost, .good] {
      if case .becomes(let next) = live.after(.report(by: .taxpayer, link), at: Scene.start, InvitationLimits()) {
        live = next
      }
      store.arrange(Self.change(link == .lost ? 14 : 15, live))
    }
    #expect(store.state.notices.contains { $0.text.chinese.contains("中断") })
    #expect(store.state.notices.last?.text.chinese.contains("恢复") == true)
    guard case .becomes(let ended) = live.after(.end(by: .taxpayer), at: Scene.start, InvitationLimits()) else {
      return #expect(Bool(false))
    }
    let effects = store.arrange(Self.change(16, ended))
    #expect(effects.contains(.bell) && store.state.callChoices(in: "C1").count == 3)
    let notices = store.state.notices.count
    store.arrange(Self.change(17, ended))
    #expect(store.state.notices.count == notices)
  }

  @Test("A taxpayer whose browser does not allow the camera is told of, and stays told where the invitation stands")
  func denied() {
    var store = Self.seat()
    let invitation = Self.invitation()
    store.arrange(Self.change(11, invitation))
    guard
      case .becomes(let denied) = invitation.after(
        .report(by: .taxpayer, .denied), at: Scene.start, InvitationLimits())
    else { return #expect(Bool(false)) }
    let effects = store.arrange(Self.change(12, denied))
    #expect(effects.contains(.bell) && store.state.notices.last?.text.chinese.contains("未许可") == true)
    let conversation = store.state.current?.conversation
    #expect(conversation.map { InvitationText.standing(denied, seen: $0).chinese } == "纳税人浏览器未获许可")
  }

  @Test("One key hangs up; where nothing is open it says so")
  func hangsUp() {
    var store = Self.seat()
    store.arrange(.keyPressed(.character("X")))
    #expect(store.state.notices.last?.text.chinese.contains("没有进行中") == true)
    store.arrange(Self.change(11, Self.invitation(.live)))
    #expect(store.arrange(.keyPressed(.character("X"))).requests == [.endInvitation("C1", "I1")])
  }
}

extension CallReducerTests {
  private static func invitation(_ stage: Invitation.Stage) -> Invitation { invitation(by: .agent, stage) }
}
