import Desk
import Testing

@testable import Console

@Suite("What was promised, at the seat")
struct PromiseReducerTests {
  private static let calendar = WorkingCalendar(weekly: [:])

  static func message(_ id: OfflineMessageID, due minutes: Int, to assignee: AgentReference? = nil) -> OfflineMessage {
    var message = OfflineMessage(
      id: id, matter: "发票 \(id)", group: "invoice", taxpayer: Taxpayer(id: "t1", name: "张*"), contact: "138****5678",
      openedAt: Scene.start, clock: PromiseClock(minutes: 60, from: Scene.start, on: calendar))
    message.revision = 1
    message.clock.dueAt = Scene.start.advanced(seconds: minutes * 60)
    message.assignee = assignee
    if assignee != nil { message.state = .claimed }
    return message
  }

  private func opened() -> TestStore {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("d")), .keyPressed(.character("2")))
    let request = OutgoingRequest(id: RequestID("x"), kind: .messages(query: "", after: nil))
    store.arrange(
      .requestSucceeded(
        request,
        .offlineMessages(OfflineMessagePage(messages: [Self.message("l1", due: -5), Self.message("l2", due: 30)]))))
    return store
  }

  @Test("One key opens the screen and asks for what is most overdue")
  func open() {
    var store = Scene.live()
    let effects = store.arrange(.keyPressed(.character("d")))
    #expect(
      effects.requests == [
        .messages(query: "who:me", after: nil), .messages(query: "who:none", after: nil),
        .tickets(query: "who:me", after: nil), .tickets(query: "who:none", after: nil),
      ])
    #expect(store.state.place == .desk)
  }

  @Test("Enter takes what nobody has; once it is one's own, it answers")
  func enter() {
    var store = opened()
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.stepMessage("l1", PromiseStepRequest(.claimed))])
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "on its way already")
    var taken = Self.message("l1", due: -5, to: Scene.me.reference)
    taken.revision = 2
    let request = OutgoingRequest(id: RequestID("x"), kind: .stepMessage("l1", PromiseStepRequest(.claimed)))
    store.arrange(
      .requestSucceeded(request, .offlineMessage(OfflineMessageDetail(message: taken, entries: []))),
      .keyPressed(Key(.enter)))
    #expect(store.state.place == .deskWords)
    store.arrange(.pasted("在平台操作"))
    let sent = store.arrange(.keyPressed(Key(.enter)))
    #expect(sent.requests == [.stepMessage("l1", PromiseStepRequest(.replied, text: "在平台操作"))])
  }

  @Test("A number that comes late is not shown with somebody else's message")
  func lateNumber() {
    var store = opened()
    let asked = OutgoingRequest(id: RequestID("x"), kind: .contact("l1"))
    store.arrange(
      .keyPressed(.character("j")), .requestSucceeded(asked, .contact(RevealedContact(contact: "13800005678"))))
    #expect(store.state.desk?.contact(of: "l2") == nil && store.state.desk?.contact(of: "l1") == "13800005678")
  }

  @Test("A refusal keeps what was written, and says why")
  func refused() {
    var store = opened()
    store.arrange(.keyPressed(.character("a")), .pasted("好"), .keyPressed(Key(.enter)))
    let request = OutgoingRequest(id: RequestID("x"), kind: .stepMessage("l1", PromiseStepRequest(.replied, text: "好")))
    let effects = store.arrange(.requestFailed(request, .refused(Problem(.changedMeanwhile))))
    #expect(store.state.desk?.words.text == "好" && store.state.desk?.isSending == false)
    #expect(effects.requests == [.offlineMessage("l1")], "what is there now is fetched")
    #expect(store.state.notices.last?.text == Problem.Kind.changedMeanwhile.title)
  }

  @Test("What may not be done is told before it is asked for")
  func obstacles() {
    var store = opened()
    #expect(store.state.obstacle(to: .deskRelease) == PromiseObstacle.notClaimed.text)
    #expect(store.state.obstacle(to: .deskInvite) == nil)
    #expect(store.state.obstacle(to: .deskResolve) != nil, "a message is answered, not resolved")
    store.arrange(.keyPressed(.character("1")))
    #expect(store.state.obstacle(to: .deskClaim) != nil)
  }

  @Test("The list of what is most overdue: people, then promises; Enter goes to the talk")
  func home() throws {
    var store = Scene.live()
    store.arrange(.keyPressed(.character("d")), .ticked(milliseconds: 200_000))
    for kind in [OutgoingRequest.Kind.messages(query: "who:me", after: nil), .messages(query: "who:none", after: nil)] {
      store.arrange(
        .requestSucceeded(
          OutgoingRequest(id: RequestID("x"), kind: kind),
          .offlineMessages(OfflineMessagePage(messages: [Self.message("l1", due: -5)]))))
    }
    let rows = store.state.rows(of: try #require(store.state.desk))
    #expect(rows.map(\.work) == [.waiting("Q1"), .waiting("Q2"), .message("l1")], "a message is listed once")
    let effects = store.arrange(.keyPressed(.character("g")), .keyPressed(Key(.enter)))
    #expect(effects.requests == [.accept("Q1")] && store.state.popup == nil)
  }

  @Test("A filter is typed and asked for; Esc takes it away, then closes the screen")
  func filter() {
    var store = opened()
    store.arrange(.keyPressed(.character("/")), .keyPressed(.character("w")), .keyPressed(.character("j")))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [.messages(query: "wj", after: nil)])
    #expect(store.arrange(.keyPressed(Key(.escape))).requests == [.messages(query: "", after: nil)])
    store.arrange(.keyPressed(Key(.escape)))
    #expect(store.state.popup == nil)
  }

  @Test("News of the stream move the list on; what is given to this seat is told")
  func news() {
    var store = opened()
    var ticket = Ticket(
      id: "k1", title: "核实", type: "general", priority: .normal, group: "invoice", taxpayer: nil,
      openedAt: Scene.start, openedBy: nil, clock: PromiseClock(minutes: 60, from: Scene.start, on: Self.calendar))
    ticket.assignee = Scene.me.reference
    var entry = PromiseEntry(.assigned, at: Scene.start, side: .agent, agent: AgentReference(id: "li", name: "李"))
    entry.assignee = Scene.me.reference
    entry.number = 2
    store.arrange(Scene.event(11, .promiseChanged(PromiseChange(ticket, entry))))
    #expect(store.state.notices.last?.text.chinese == "派给您：核实")
    var moved = Self.message("l2", due: 30, to: AgentReference(id: "li", name: "李"))
    moved.revision = 2
    entry = PromiseEntry(.claimed, at: Scene.start, side: .agent, agent: AgentReference(id: "li", name: "李"))
    entry.number = 2
    store.arrange(Scene.event(12, .promiseChanged(PromiseChange(moved, entry))))
    #expect(store.state.desk?.messages.last?.assignee?.id == "li")
  }
}
