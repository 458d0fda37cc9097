import Desk
import Testing

@testable import Console

@Suite("Offers, consults, wrap-up time")
struct OfferReducerTests {
  private static let lihua = AgentReference(id: "lihua", name: "李华")

  private static func offered(
    _ id: ConversationID = "Q1", seconds: Int = 20, to agent: AgentReference = Scene.me.reference
  )
    -> Offered
  {
    let line = QueueLine(
      conversation: id, group: "invoice", taxpayer: "陈*", enteredAt: Scene.start, priority: 0, isInFront: false,
      reason: "发票 \(id)")
    let offer = Offer(agent: agent, at: Scene.start, deadline: Scene.start.advanced(seconds: seconds))
    return Offered(conversation: id, offer: offer, line: line)
  }

  private static func ended(_ outcome: OfferOutcome, _ id: ConversationID = "Q1") -> EventBody {
    .offerEnded(OfferEnded(conversation: id, agent: Scene.me.id, outcome: outcome))
  }

  @Test("an offer rings, takes no key of what is being written, and F5 takes it from there")
  func accept() {
    var store = Scene.writing()
    store.arrange(.terminalFocusChanged(false))
    let effects = store.arrange(Scene.event(11, .offered(Self.offered())))
    #expect(effects.contains(.bell))
    #expect(effects.contains { if case .notify(let title, _) = $0 { title.contains("陈*") } else { false } })
    store.arrange(.keyPressed(.character("好")), .keyPressed(Key(.enter)))
    #expect(store.state.outbox.map(\.text) == ["好"], "Enter sent what was written")
    #expect(store.arrange(.keyPressed(.function(5))).requests == [.accept("Q1")])
    store.arrange(Scene.event(12, Self.ended(.accepted)))
    #expect(store.state.offer == nil && store.state.rungAt == nil)
  }

  @Test(
    "of several offers one is taken: that the others are put anew is not called a cancellation"
  )
  func oneOfSeveral() {
    var store = Scene.live()
    store.arrange(
      Scene.event(11, .offered(Self.offered())), Scene.event(12, .offered(Self.offered("Q2"))),
      Scene.event(13, Self.ended(.accepted)))
    var taken = Scene.detail("Q1", "陈*", accepted: 0)
    taken.conversation.acceptedAt = store.state.clock.now
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("a"), kind: .accept("Q1")), .conversation(taken)),
      Scene.event(14, Self.ended(.withdrawn, "Q2")))
    #expect(!store.state.notices.contains { $0.text.chinese.contains("已取消") })
  }

  @Test("F5 and Alt-D work in every popup, too, and an offer is declined once")
  func everywhere() {
    var store = Scene.writing()
    store.arrange(Scene.event(11, .offered(Self.offered())), .keyPressed(.alt("r")))
    #expect(store.state.place == .quickReplies)
    #expect(store.arrange(.keyPressed(.alt("d"))).requests.isEmpty, "it may be said why")
    #expect(store.arrange(.keyPressed(.alt("d"))).requests == [.decline("Q1", DeclineRequest())])
    #expect(store.arrange(.keyPressed(.alt("d"))).requests.isEmpty)
    #expect(store.arrange(.keyPressed(.function(5))).requests == [.accept("Q1")])
    #expect(store.state.place == .quickReplies, "what was open stays open")
  }

  @Test("declining takes one more key: a digit says why, Enter does not, Esc goes back; what is written is left alone")
  func reasons() {
    var store = Scene.writing()
    store.arrange(Scene.event(11, .offered(Self.offered())), .keyPressed(.alt("d")))
    #expect(store.state.isChoosingDeclineReason)
    #expect(store.arrange(.keyPressed(Key(.escape))).requests.isEmpty)
    #expect(!store.state.isChoosingDeclineReason && store.state.offer != nil && store.state.focus == .composer)
    let second = store.arrange(.keyPressed(.alt("d")), .keyPressed(.character("2")))
    #expect(second.requests == [.decline("Q1", DeclineRequest(reason: "业务不熟"))])
    #expect(store.state.talk.editor.isEmpty)
    #expect(
      store.arrange(.keyPressed(.character("2"))).requests.allSatisfy { if case .typing = $0 { true } else { false } })
    #expect(store.state.talk.editor.text == "2", "once it is declined, digits are text again")
    store.arrange(Scene.event(12, Self.ended(.declined)), Scene.event(13, .offered(Self.offered("Q2"))))
    #expect(
      store.arrange(.keyPressed(.alt("d")), .keyPressed(Key(.enter))).requests == [.decline("Q2", DeclineRequest())])
  }

  @Test("whoever was about to decline when the time ran out has declined, and not missed it")
  func declinesInTime() {
    var store = Scene.live()
    store.arrange(Scene.event(11, .offered(Self.offered(seconds: 5))), .keyPressed(.character("D")))
    #expect(store.arrange(.ticked(milliseconds: 2_000)).requests.isEmpty)
    #expect(store.arrange(.ticked(milliseconds: 5_200)).requests == [.decline("Q1", DeclineRequest())])
  }

  @Test("whoever is taken while a choice lies open does not come under it: what is chosen goes where it was meant for")
  func underAChoice() {
    var store = Scene.writing()
    store.arrange(Scene.event(11, .offered(Self.offered())), .keyPressed(.alt("r")), .keyPressed(.function(5)))
    let taken = Scene.detail("Q1", "陈*", accepted: 30)
    let request = OutgoingRequest(id: RequestID("a"), kind: .accept("Q1"))
    store.arrange(.requestSucceeded(request, .conversation(taken)))
    #expect(store.state.selected == "C1" && store.state.place == .quickReplies)
    store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.talks["C1"]?.editor.isEmpty == false && store.state.talks["Q1"]?.editor.isEmpty != false)
  }

  @Test("a choice that lies open goes with the talk it was opened for")
  func withoutItsTalk() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.alt("r")))
    let entry = QueueEntry(
      group: "invoice", enteredAt: Scene.start, priority: 0, isInFront: true, reason: "", ageingPerPrioritySeconds: 60)
    store.arrange(Scene.event(11, .queued(Queued(conversation: "C1", entry: entry))))
    #expect(store.state.popup == nil && store.state.selected != "C1")
  }

  @Test("it rings again until it is answered; without one the same keys say so")
  func rings() {
    var store = Scene.live()
    #expect(store.state.obstacle(to: .declineOffer) != nil)
    store.arrange(Scene.event(11, .offered(Self.offered())))
    #expect(store.arrange(.ticked(milliseconds: 3_000)).isEmpty)
    #expect(store.arrange(.ticked(milliseconds: 6_100)) == [.bell])
    store.arrange(Scene.event(12, Self.ended(.withdrawn)))
    #expect(store.arrange(.ticked(milliseconds: 20_000)).isEmpty)
    #expect(store.state.notices.isEmpty || store.state.notices.contains { $0.text.chinese.contains("已取消") })
  }

  @Test("a missed offer and the break that follows are told; what is put to a colleague is nobody else's next")
  func missed() {
    var store = Scene.live()
    store.arrange(Scene.event(11, .offered(Self.offered())), Scene.event(12, Self.ended(.missed)))
    var seat = Seat(agent: Scene.me, choice: .onBreak, reason: "missed-offer", since: Scene.start, isConnected: true)
    let effects = store.arrange(Scene.event(13, .seatChanged(seat)))
    #expect(effects.contains(.bell))
    #expect(store.state.notices.last?.text.chinese.contains("未应答") == true)
    #expect(store.state.breakName(seat.reason)?.chinese == "未应答接待提示")
    seat.choice = .ready
    seat.reason = nil
    store.arrange(Scene.event(14, .seatChanged(seat)))
    var floor = Scene.floor(["Q1", "Q2"], head: 15)
    floor.waiting[0].offeredTo = Self.lihua
    store.arrange(.digestArrived(floor))
    #expect(store.state.nextInQueue?.conversation == "Q2")
  }

  @Test("the offer to be answered first is in front; seconds are the backend's")
  func several() {
    var store = Scene.live()
    store.arrange(
      Scene.event(11, .offered(Self.offered("Q1", seconds: 20))),
      Scene.event(12, .offered(Self.offered("Q2", seconds: 9))))
    #expect(store.state.offer?.conversation == "Q2" && store.state.offers.count == 2)
    #expect(store.state.offer.map { store.state.secondsLeft(of: $0.offer) } == 9)
    #expect(store.arrange(.keyPressed(.character("A"))).requests == [.accept("Q2")])
  }

  // MARK: - Consults

  private static func consulted(_ colleague: AgentReference, _ isOn: Bool = true, by: AgentReference? = nil)
    -> EventBody
  {
    .consulted(
      Consulted(
        conversation: "C1", colleague: colleague,
        consult: isOn ? Consult(colleague: colleague, since: Scene.start) : nil, endedBy: by))
  }

  private static func said(_ text: String, by author: AgentReference) -> EventBody {
    .noted(Noted(conversation: "C1", note: StaffNote(at: Scene.start, author: author, text: text, isSideTalk: true)))
  }

  @Test("Alt-Q, a colleague, a question: the side-talk opens; Enter says, Alt-E ends, Alt-T hands the talk over")
  func consult() {
    var store = Scene.writing()
    var floor = Scene.floor([], head: 10)
    floor.seats = [
      SeatLine(agent: Self.lihua, presence: .ready, since: Scene.start, groups: ["invoice"], load: 1, slots: 4)
    ]
    store.arrange(.digestArrived(floor), .keyPressed(.alt("q")))
    guard case .transfer(let form) = store.state.popup else { return #expect(Bool(false)) }
    #expect(store.state.targets(of: form).count == 1, "colleagues, no groups")
    store.arrange(.keyPressed(Key(.enter)), .pasted("能红冲吗"))
    let request = OutgoingRequest.Kind.consult("C1", ConsultRequest(agent: "lihua", question: "能红冲吗"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [request])
    var detail = Scene.detail("C1", "王*", accepted: 10)
    detail.conversation.consult = Consult(colleague: Self.lihua, since: Scene.start)
    store.arrange(
      Scene.event(11, Self.consulted(Self.lihua)),
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: request), .conversation(detail)))
    #expect(store.state.place == .sideTalk)
    store.arrange(.pasted("在吗"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.sideTalk("C1", "在吗")])
    #expect(store.arrange(.keyPressed(.alt("e"))).requests == [.endConsult("C1")])
    store.arrange(.keyPressed(.alt("t")))
    guard case .transfer(let handed) = store.state.popup else { return #expect(Bool(false)) }
    #expect(handed.purpose == .transfer && handed.field == .note)
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.transfer("C1", TalkTransfer(agent: "lihua"))])
  }

  @Test("whoever is asked hears it, reads along, and cannot write to the taxpayer")
  func asked() {
    var store = Scene.live()
    var detail = Scene.detail("C9", "周*", accepted: 5)
    detail.conversation.agent = Self.lihua
    let consult = Consult(colleague: Scene.me.reference, since: Scene.start)
    detail.conversation.consult = consult
    let begun = EventBody.consulted(
      Consulted(conversation: "C9", colleague: Scene.me.reference, consult: consult))
    let effects = store.arrange(Scene.event(11, begun))
    #expect(effects.contains(.bell) && effects.requests == [.conversation("C9")])
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .conversation("C9")), .conversation(detail)))
    #expect(store.state.selected == "C9" && store.state.slotsTaken == 2, "it takes no slot")
    for command in [CommandID.send, .transfer, .hold, .endConversation, .entryLinks, .note] {
      #expect(store.state.obstacle(to: command) != nil, "\(command)")
    }
    let read = store.arrange(Scene.event(12, .messagePosted(Scene.message("C9", 3, .taxpayer, "您好？"))))
    #expect(read.requests.allSatisfy { if case .receipt = $0 { false } else { true } }, "reading along is no receipt")
    store.arrange(.keyPressed(.character("i")))
    #expect(store.state.place == .sideTalk)
    let over = EventBody.consulted(
      Consulted(conversation: "C9", colleague: Scene.me.reference, consult: nil, endedBy: Self.lihua))
    store.arrange(Scene.event(13, over))
    #expect(store.state.replica?.conversations["C9"] == nil && store.state.popup == nil)
    #expect(store.state.notices.contains { $0.text.chinese.contains("会商已结束") })
  }

  @Test("asked while writing, Alt-Q answers the colleague first; the order of one's own talks stays")
  func askedWhileWriting() {
    var store = Scene.writing()
    store.arrange(.keyPressed(.character("稍")))
    var detail = Scene.detail("C0", "周*", accepted: 1)
    detail.conversation.agent = Self.lihua
    detail.conversation.consult = Consult(colleague: Scene.me.reference, since: Scene.start.advanced(seconds: 900))
    let begun = EventBody.consulted(
      Consulted(conversation: "C0", colleague: Scene.me.reference, consult: detail.conversation.consult))
    store.arrange(
      Scene.event(11, begun),
      .requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .conversation("C0")), .conversation(detail)))
    #expect(store.state.selected == "C1" && store.state.talk.editor.text == "稍")
    #expect(store.state.myConversations.map(\.conversation.id) == ["C1", "C2", "C0"], "digits keep their meaning")
    store.arrange(.keyPressed(.alt("q")))
    #expect(store.state.selected == "C0" && store.state.place == .sideTalk)
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("1")), .keyPressed(.alt("q")))
    #expect(store.state.place == .transferTarget, "looked at once, it no longer comes first")
  }

  @Test("words from the other side ring unless they are on the screen; what was not taken comes back")
  func sideTalk() {
    var store = Scene.writing()
    store.arrange(Scene.event(11, Self.consulted(Self.lihua)))
    #expect(store.arrange(Scene.event(12, Self.said("可以", by: Self.lihua))).contains(.bell))
    store.arrange(.keyPressed(.alt("q")))
    #expect(store.arrange(Scene.event(13, Self.said("先冲回", by: Self.lihua))).isEmpty)
    store.arrange(.pasted("好的"), .keyPressed(Key(.enter)))
    let request = OutgoingRequest(id: RequestID("y"), kind: .sideTalk("C1", "好的"))
    store.arrange(.requestFailed(request, .unreachable("")))
    guard case .sideTalk(let form) = store.state.popup else { return #expect(Bool(false)) }
    #expect(form.text.text == "好的")
  }

  // MARK: - Wrap-up, hold, block

  @Test("wrap-up counts down to the backend's moment and is given more time once")
  func wrapUp() {
    var store = Scene.writing()
    let until = Scene.start.advanced(seconds: 90)
    store.arrange(
      Scene.event(11, .ended(Ended(conversation: "C1", reason: .byAgent, at: Scene.start, wrapUpUntil: until))))
    #expect(store.state.place == .wrapUpCode)
    let seconds = { (store: TestStore) in
      store.state.replica?.conversations["C1"].flatMap { store.state.wrapUpSecondsLeft($0.conversation) }
    }
    #expect(seconds(store) == 90)
    #expect(store.arrange(.keyPressed(.alt("j"))).requests == [.extendWrapUp("C1")])
    store.arrange(
      Scene.event(12, .wrapUpExtended(WrapUpExtension(conversation: "C1", until: until.advanced(seconds: 120)))))
    #expect(seconds(store) == 210)
    #expect(store.arrange(.keyPressed(.alt("j"))).requests.isEmpty)
  }

  @Test("a long hold is told; blocking asks for a reason and a time an agent may set")
  func holdAndBlock() {
    var store = Scene.writing()
    let notice = Message(
      id: "n", conversation: "C1", number: 3, at: Scene.start, author: .system,
      body: .notice(MessageNotice(.heldLong, "2")))
    #expect(store.arrange(Scene.event(11, .messagePosted(notice))).contains(.bell))
    #expect(store.state.notices.last?.text.chinese.contains("挂起 2 分钟") == true)
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("b")))
    #expect(store.state.place == .block && store.state.blockHours.max() == 24)
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "no reason yet")
    store.arrange(.keyPressed(Key(.down)), .pasted("持续辱骂"))
    let request = OutgoingRequest.Kind.block("C1", BlockRequest(reason: "持续辱骂", hours: 4))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [request])
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "once")
  }
}
