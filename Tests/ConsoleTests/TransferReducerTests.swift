import Desk
import Testing

@testable import Console

@Suite("Passing a talk on, holding it, notes")
struct TransferReducerTests {
  private func writing() -> TestStore {
    var store = Scene.writing()
    var floor = Scene.floor(["Q1"], head: 11)
    floor.seats = [
      SeatLine(agent: Scene.me.reference, presence: .ready, since: Scene.start, groups: ["invoice"], load: 2, slots: 3),
      SeatLine(
        agent: AgentReference(id: "lihua", name: "李华"), presence: .ready, since: Scene.start, groups: ["invoice"],
        load: 1, slots: 4),
    ]
    store.arrange(.digestArrived(floor))
    return store
  }

  @Test("Alt-T, a name, Enter, a note, Enter: the talk goes to that colleague")
  func toColleague() {
    var store = writing()
    store.arrange(.keyPressed(.alt("t")), .keyPressed(.character("李")), .keyPressed(Key(.enter)))
    #expect(store.state.place == .transferNote)
    store.arrange(.pasted("已核实"))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [.transfer("C1", TalkTransfer(agent: "lihua", note: "已核实"))])
    #expect(store.arrange(.keyPressed(Key(.enter))).requests.isEmpty, "Enter twice asks once")
  }

  @Test("to a group without a note is four keys; oneself is not among the targets")
  func toGroup() {
    var store = writing()
    store.arrange(.keyPressed(.alt("t")))
    let isOffered = store.state.transferTargets(matching: "").contains {
      if case .seat(let line) = $0 { line.agent.id == Scene.me.id } else { false }
    }
    #expect(!isOffered)
    store.arrange(.keyPressed(Key(.enter)))
    let effects = store.arrange(.keyPressed(Key(.enter)))
    #expect(effects.requests == [.transfer("C1", TalkTransfer(group: "invoice"))])
  }

  @Test("a refusal keeps the form and its note")
  func refused() {
    var store = writing()
    store.arrange(.keyPressed(.alt("t")), .keyPressed(Key(.enter)), .pasted("备注"))
    let request = OutgoingRequest(id: RequestID("x"), kind: .transfer("C1", TalkTransfer(group: "invoice")))
    store.arrange(.keyPressed(Key(.enter)), .requestFailed(request, .refused(Problem(.signedOut))))
    guard case .transfer(let form) = store.state.popup else { return #expect(Bool(false)) }
    #expect(form.note.text == "备注" && !form.isSending)
  }

  @Test("what a colleague passes on rings, comes first, and is taken by A")
  func handed() {
    var store = writing()
    var floor = Scene.floor(["Q1", "Q2"], head: 12)
    floor.waiting[1].reservedFor = Scene.me.reference
    floor.waiting[1].transferredFrom = AgentReference(id: "lihua", name: "李华")
    floor.waiting[1].group = "other"
    let effects = store.arrange(.digestArrived(floor))
    #expect(effects.contains(.bell))
    #expect(store.state.notices.last?.text.chinese.contains("李华 将") == true)
    #expect(store.state.nextInQueue?.conversation == "Q2")
    #expect(store.arrange(.digestArrived(floor)).isEmpty, "told once")
    floor.waiting[1].reservedFor = AgentReference(id: "lihua", name: "李华")
    store.arrange(.digestArrived(floor))
    #expect(store.state.nextInQueue?.conversation == "Q1", "what is another's is passed over")
  }

  @Test("hold asks for the other of what is so; a note that is refused comes back into its field")
  func holdAndNote() {
    var store = writing()
    #expect(store.arrange(.keyPressed(.alt("h"))).requests == [.hold("C1", isHeld: true)])
    store.arrange(Scene.event(20, .held(Held(conversation: "C1", since: Scene.start))))
    #expect(store.arrange(.keyPressed(.alt("h"))).requests == [.hold("C1", isHeld: false)])
    store.arrange(.keyPressed(.alt("n")), .pasted("要回访"))
    #expect(store.arrange(.keyPressed(Key(.enter))).requests == [.note("C1", "要回访")])
    let request = OutgoingRequest(id: RequestID("y"), kind: .note("C1", "要回访"))
    store.arrange(.requestFailed(request, .unreachable("")))
    guard case .note(let form) = store.state.popup else { return #expect(Bool(false)) }
    #expect(form.text.text == "要回访")
  }
}
