import Desk
import Testing

@testable import Console

@Suite("The supervisor's wall")
struct WallReducerTests {
  private static let li = AgentReference(id: "lihua", name: "李华")

  private func line(_ id: ConversationID, _ stage: Conversation.Stage = .talking) -> ConversationLine {
    var conversation = Conversation(id: id, taxpayer: Taxpayer(id: "t9", name: "周*"), openedAt: Scene.start)
    conversation.stage = stage
    conversation.agent = stage == .waiting ? nil : Self.li
    return ConversationLine(conversation)
  }

  /// A supervisor's console with two seats on the floor.
  private func leading() -> TestStore {
    var store = Scene.connecting()
    var snapshot = Scene.snapshot()
    snapshot.me.agent.role = .supervisor
    snapshot.floor.seats = [
      SeatLine(agent: Self.li, presence: .ready, since: Scene.start, groups: ["invoice"], load: 2, slots: 4),
      SeatLine(
        agent: AgentReference(id: "zhao", name: "赵磊"), presence: .onBreak, since: Scene.start, groups: ["invoice"],
        load: 0, slots: 3),
    ]
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-1"), kind: .snapshot), .snapshot(snapshot)), .streamOpened,
      .headReached(Scene.position(10), at: Scene.start))
    return store
  }

  private func wall() -> TestStore {
    var store = leading()
    store.arrange(.keyPressed(.character("F")))
    return store
  }

  /// The wall with one conversation of 李华's looked into.
  private func looking(_ stage: Conversation.Stage = .talking) -> TestStore {
    var store = wall()
    store.arrange(.keyPressed(.character("3")))
    let kind = OutgoingRequest.Kind.floorConversations(ConversationFilter())
    store.arrange(
      .requestSucceeded(
        OutgoingRequest(id: RequestID("x"), kind: kind),
        .lines(ConversationLines(lines: [line("W1", stage)], total: 1, at: Scene.start))))
    return store
  }

  @Test("it is for supervisors, who are told what is behind a queue or a seat by Enter")
  func opens() {
    var agent = Scene.live()
    #expect(agent.arrange(.keyPressed(.character("F"))).requests.isEmpty)
    #expect(agent.state.popup == nil && agent.state.notices.last?.text.chinese.contains("值班长") == true)
    var store = leading()
    #expect(
      store.arrange(.keyPressed(.character("F"))).requests == [
        .floorConversations(ConversationFilter()), .floorFigures, .thresholds,
      ])
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests == [.floorConversations(ConversationFilter(group: "invoice"))])
    #expect(store.state.wall?.pane == .talks)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.pane == .queues)
    store.arrange(.keyPressed(.character("2")), .keyPressed(.character("j")))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.count == 1)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.pane == .seats)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.popup == nil)
  }

  @Test("the mark stays on its seat when the order changes; a filter narrows seats down")
  func seats() throws {
    var store = wall()
    store.arrange(.keyPressed(.character("2")), .keyPressed(.character("j")))
    let marked = try #require(store.state.wall?.seat)
    store.arrange(.keyPressed(.character("S")))
    #expect(store.state.wall?.seat == marked && store.state.wall?.order == .name)
    store.arrange(.keyPressed(.character("/")), .keyPressed(.character("赵")))
    #expect(store.state.wall.map { store.state.wallSeats($0).map(\.line.agent.name) } == ["赵磊"])
    store.arrange(.keyPressed(Key(.enter)))
    #expect(store.state.place == .wall)
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.filter.isEmpty == true && store.state.popup != nil)
  }

  @Test("who is talked to stands before who is idle; without a talk one is told so, and where it is with one")
  func trouble() throws {
    var store = leading()
    var snapshot = Scene.snapshot()
    func seat(_ name: String, _ presence: Presence, _ load: Int, away: Timestamp? = nil) -> SeatLine {
      var line = SeatLine(
        agent: AgentReference(id: AgentID(name), name: name), presence: presence, since: Scene.start,
        groups: ["invoice"],
        load: load, slots: 4)
      line.awaySince = away
      return line
    }
    var floor = snapshot.floor
    floor.seats = [
      seat("holds", .ready, 2), seat("open", .ready, 2), seat("idle", .ready, 0), seat("busy", .busy, 0),
      seat("talks", .ready, 1), seat("full", .busy, 4),
      seat("pause", .onBreak, 0), seat("lost", .ready, 0, away: Scene.start),
    ]
    snapshot.floor = floor
    #expect(
      floor.seats.filter(\.isReady).map(\.agent.name) == ["holds", "open", "idle", "talks"],
      "a seat that is away takes nobody")
    snapshot.me.agent.role = .supervisor
    store.arrange(
      .requestSucceeded(OutgoingRequest(id: RequestID("T-2"), kind: .snapshot), .snapshot(snapshot)),
      .keyPressed(.character("F")), .keyPressed(.character("2")))
    var holds = WallSeat(agent: "holds", unansweredSince: Scene.start.advanced(seconds: 50), held: 1)
    holds.heldSince = Scene.start.advanced(seconds: -200)
    store.arrange(
      .wallArrived(
        FloorWall(
          at: Scene.start, head: Scene.position(10), withAssistant: 0, inWrapUp: 0,
          seats: [holds, WallSeat(agent: "open", unansweredSince: Scene.start)], groups: [])))
    let board = try #require(store.state.wall)
    #expect(
      store.state.wallSeats(board).map(\.line.agent.name)
        == ["holds", "open", "lost", "pause", "full", "talks", "busy", "idle"])
    store.arrange(.keyPressed(.character("j")), .keyPressed(.character("j")), .keyPressed(.character("w")))
    #expect(store.state.notices.last?.text.chinese.contains("lost 手上没有会话") == true)
    store.arrange(.keyPressed(.character("j")), .keyPressed(.character("j")), .keyPressed(.character("w")))
    #expect(store.state.notices.last?.text.chinese.contains("回车看 full 的会话") == true)
  }

  @Test("Enter on a conversation watches it on a stream of its own, until one steps out, whatever lies over it")
  func watch() {
    var store = looking()
    #expect(store.arrange(.keyPressed(Key(.enter))).contains(.openWatch("W1")))
    var detail = Scene.detail("W1", "周*", accepted: 5)
    detail.conversation.agent = Self.li
    store.arrange(.watchArrived(.conversation(detail)))
    let message = Scene.message("W1", 3, .taxpayer, "还在吗")
    let event = Event(position: Scene.position(20), at: Scene.start, body: .messagePosted(message))
    store.arrange(.keyPressed(.character("?")), .watchArrived(.event(event)), .watchArrived(.event(event)))
    #expect(store.state.watching == "W1", "help lies over it")
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.wall?.watch?.detail?.messages.map(\.number) == [1, 2, 3])
    #expect(store.state.replica?.conversations["W1"] == nil, "what is watched is not one's own")
    store.arrange(
      .watchArrived(.typing(TypingNotice(conversation: "W1", side: .taxpayer, draft: "我再", isTyping: true))))
    #expect(store.state.wall?.watch?.typed?.text == "我再")
    #expect(store.arrange(.keyPressed(Key(.escape))).contains(.closeWatch))
    #expect(store.state.watching == nil && store.state.wall?.pane == .talks)
  }

  @Test("the watch of a conversation that is over ends, and what was said stays to be read")
  func watchEnds() {
    var store = looking()
    store.arrange(.keyPressed(Key(.enter)))
    var detail = Scene.detail("W1", "周*", accepted: 5)
    detail.conversation.agent = Self.li
    store.arrange(.watchArrived(.conversation(detail)))
    let ended = Ended(conversation: "W1", reason: .byAgent, at: Scene.start, wrapUpUntil: Scene.start)
    let over = WrappedUp(conversation: "W1", wrapUp: WrapUp(code: nil, summary: "", at: Scene.start))
    func event(_ number: Int64, _ body: EventBody) -> Event {
      Event(position: Scene.position(number), at: Scene.start, body: body)
    }
    #expect(!store.arrange(.watchArrived(.event(event(20, .ended(ended))))).contains(.closeWatch))
    #expect(store.arrange(.watchArrived(.event(event(21, .wrappedUp(over))))).contains(.closeWatch))
    #expect(store.state.wall?.watch?.detail?.messages.isEmpty == false && store.state.wall?.watch?.failure == nil)
  }

  @Test("whisper, end, move: words or a choice, then one request; refused, the form keeps its words")
  func acts() throws {
    var store = looking()
    store.arrange(.keyPressed(.character("w")))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "nothing to say is not said")
    store.arrange(.pasted("先核实身份"))
    let kind = OutgoingRequest.Kind.supervise("W1", .whisper("先核实身份"))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [kind])
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "Enter twice asks once")
    let request = try #require(effects.sent.first)
    store.arrange(.requestFailed(request, .refused(Problem(.wrongStage))))
    #expect(store.state.wall?.form?.words.text == "先核实身份" && store.state.wall?.form?.isSending == false)
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("e")), .pasted("重复"))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests
        == [.supervise("W1", .close(CloseRequest(from: "lihua", reason: "重复")))])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("m")), .keyPressed(.character("赵")))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests
        == [.supervise("W1", .move(MoveRequest(from: "lihua", agent: "zhao")))])
  }

  @Test("an answer closes or unlocks the form that asked, and no other; what is written stays")
  func answers() throws {
    var store = looking()
    store.arrange(.keyPressed(.character("T")))
    let taking = try #require(store.arrange(.keyPressed(Key(.enter))).sent.first)
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("w")), .pasted("先核实"))
    store.arrange(.requestSucceeded(taking, .conversation(Scene.detail("W1", "周*", accepted: 5))))
    #expect(store.state.wall?.form?.words.text == "先核实", "the late answer leaves the wall and the words")
    let reading = OutgoingRequest(id: RequestID("r"), kind: .readAnnouncement("a1"))
    store.arrange(.requestSucceeded(reading, .done))
    #expect(store.state.wall?.form?.words.text == "先核实")
    store.arrange(.keyPressed(Key(.enter)))
    store.arrange(.requestFailed(reading, .unreachable("")))
    #expect(store.state.wall?.form?.isSending == true, "still on its way")
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty)
  }

  @Test("what is taken over is gone on with at the seat, with the caret in the writing field")
  func takeOver() throws {
    var store = looking()
    store.arrange(.keyPressed(.character("T")))
    let kind = OutgoingRequest.Kind.supervise("W1", .takeOver(TakeOverRequest(from: "lihua")))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [kind])
    let request = try #require(effects.sent.first)
    store.arrange(.requestSucceeded(request, .conversation(Scene.detail("W1", "周*", accepted: 5))))
    #expect(store.state.popup == nil && store.state.selected == "W1" && store.state.place == .composer)
    var waiting = looking(.waiting)
    waiting.arrange(.keyPressed(.character("T")))
    #expect(waiting.state.wall?.form == nil && waiting.state.notices.last?.text.english.contains("go on") == true)
  }

  @Test("a seat's state asks why; its slots compare with what was read; a queue is closed and opened")
  func orders() {
    var store = wall()
    store.arrange(.keyPressed(.character("2")), .keyPressed(.character("S")))
    store.arrange(.keyPressed(.character("s")), .keyPressed(Key(.down)), .keyPressed(Key(.enter)))
    #expect(store.state.place == .wallWords)
    store.arrange(.pasted("先处理积压"))
    #expect(
      store.arrange(.keyPressed(Key(.enter))).requests
        == [.orderSeat("lihua", SeatOrderRequest(choice: .busy, reason: "先处理积压"))])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("l")), .keyPressed(Key(.down)))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.limitSeat("lihua", slots: 5, expecting: 4)])
    store.arrange(.keyPressed(Key(.escape)), .keyPressed(.character("1")), .keyPressed(.character("o")))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.closeQueue("invoice", QueueCloseRequest())])
    store.arrange(.keyPressed(Key(.escape)))
    let closure = QueueClosure(
      group: "invoice", notice: QueueClosure.usualNotice, reason: "", offersLeave: true, by: Self.li, at: Scene.start)
    store.arrange(
      Scene.event(11, .queueChanged(QueueChange(group: "invoice", by: Self.li, closure: closure))))
    #expect(store.arrange(.keyPressed(.character("o"))).requests == [.openQueue("invoice")])
  }

  @Test("an announcement stands at the seat until Ctrl-R, also while something is written")
  func announcement() {
    var store = Scene.writing()
    let announcement = Announcement(
      id: "a1", text: "17:00 停机", group: nil, by: Self.li, at: Scene.start, until: Scene.start.advanced(seconds: 600))
    #expect(store.arrange(Scene.event(11, .announced(announcement))).contains(.bell))
    #expect(store.state.unreadAnnouncements.map(\.id) == ["a1"])
    let effects = store.arrange(.keyPressed(.control("r")))
    #expect(effects.requests == [.readAnnouncement("a1")])
    store.arrange(.requestSucceeded(OutgoingRequest(id: RequestID("x"), kind: .readAnnouncement("a1")), .done))
    #expect(store.state.unreadAnnouncements.isEmpty)
  }

  @Test("the agent is told who took over and why, what their seat was put to, and what was whispered")
  func told() {
    var store = Scene.live()
    let whisper = StaffNote(at: Scene.start, author: Self.li, text: "先核实", isWhisper: true)
    store.arrange(Scene.event(11, .noted(Noted(conversation: "C1", note: whisper))))
    #expect(store.state.notices.last?.text.chinese.contains("先核实") == true)
    let why = StaffNote(at: Scene.start, author: Self.li, text: "投诉升级", isWhisper: true)
    store.arrange(Scene.event(12, .noted(Noted(conversation: "C1", note: why))))
    let taken = TakenOver(
      conversation: "C1", supervisor: Self.li, from: Scene.me.reference, reason: "", at: Scene.start)
    store.arrange(Scene.event(13, .takenOver(taken)))
    #expect(store.state.replica?.conversations["C1"] == nil)
    #expect(store.state.notices.last?.text.chinese.contains("投诉升级") == true)
    var seat = Seat(agent: Scene.me, choice: .busy, since: Scene.start, isConnected: true)
    seat.order = SeatOrder(by: Self.li, reason: "帮注销组", at: Scene.start)
    store.arrange(Scene.event(14, .seatChanged(seat)))
    #expect(store.state.notices.last?.text.chinese.contains("帮注销组") == true)
  }
}
