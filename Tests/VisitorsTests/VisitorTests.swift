import Desk
import Testing

@testable import Visitors

@Suite("A simulated taxpayer behaves like one")
struct VisitorTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  private func persona(patience: Int = 60, stars: Int? = 5) -> Persona {
    Persona(
      questions: ["怎么开红字发票"], replies: ["好的", "谢谢"], nudge: "在吗", escalationWords: nil,
      charactersPerSecond: 5, patienceSeconds: patience, thinkSeconds: 2, stars: stars)
  }

  private func message(_ side: Side, _ number: Int, _ body: MessageBody) -> Message {
    Message(
      id: MessageID("m\(number)"), conversation: "c", number: number, at: start, author: Author(side: side, name: "甲"),
      body: body)
  }

  private func acts(_ visitor: inout Visitor, from: Int, to: Int) -> [Visitor.Act] {
    (from..<to).flatMap { visitor.wake(at: start.advanced(seconds: $0)) }
  }

  @Test("types before writing, then asks for a human, then leaves when patience ends")
  func asksAndLeaves() {
    var visitor = Visitor(persona: persona(), arrivedAt: start)
    let asking = acts(&visitor, from: 0, to: 10)
    #expect(asking.last == .write("怎么开红字发票"))
    #expect(asking.dropLast().allSatisfy { if case .type = $0 { true } else { false } })
    let answer = AssistantAnswer(kind: .answer, text: "…")
    _ = visitor.receive(message(.assistant, 2, .answer(answer)), at: start.advanced(seconds: 10))
    #expect(acts(&visitor, from: 10, to: 30).contains(.escalate))
    _ = visitor.learn(.waiting, hadAgent: false, at: start.advanced(seconds: 30))
    #expect(!acts(&visitor, from: 30, to: 85).contains(.leave))
    let end = acts(&visitor, from: 85, to: 110)
    #expect(end.contains(.leave))
    #expect(end.last == .goAway)
  }

  @Test("who is in a hurry asks at once and presses the button as soon as there is an answer")
  func hurries() {
    var persona = persona()
    persona.isInHurry = true
    persona.questions = Array(persona.questions.prefix(1))
    var visitor = Visitor(persona: persona, arrivedAt: start)
    #expect(visitor.wake(at: start) == [.write(persona.questions[0])])
    _ = visitor.receive(message(.assistant, 2, .answer(AssistantAnswer(kind: .answer, text: "…"))), at: start)
    #expect(visitor.wake(at: start) == [.escalate])
  }

  @Test("answers the agent once for each message, nudges a silent one, and rates at the end")
  func talks() {
    var visitor = Visitor(persona: persona(), arrivedAt: start)
    _ = acts(&visitor, from: 0, to: 10)
    _ = visitor.learn(.waiting, hadAgent: false, at: start.advanced(seconds: 10))
    _ = visitor.learn(.talking, hadAgent: true, at: start.advanced(seconds: 12))
    #expect(!acts(&visitor, from: 12, to: 40).contains { if case .write = $0 { true } else { false } })
    let read = visitor.receive(message(.agent, 5, .text(TextBody("您好"))), at: start.advanced(seconds: 40))
    #expect(read == [.read(5)])
    #expect(acts(&visitor, from: 40, to: 60).filter { if case .write = $0 { true } else { false } } == [.write("好的")])
    #expect(acts(&visitor, from: 60, to: 160).contains(.write("在吗")))
    #expect(visitor.learn(.closed, hadAgent: true, at: start.advanced(seconds: 170)) == [.rate(5)])
    #expect(acts(&visitor, from: 170, to: 180) == [.goAway])
  }

  /// A visitor an agent talks with since second 12.
  private func talking() -> Visitor {
    var visitor = Visitor(persona: persona(), arrivedAt: start)
    _ = acts(&visitor, from: 0, to: 10)
    _ = visitor.learn(.waiting, hadAgent: false, at: start.advanced(seconds: 10))
    _ = visitor.learn(.talking, hadAgent: true, at: start.advanced(seconds: 12))
    return visitor
  }

  @Test("an invitation is declined, and why is said in words", arguments: Invitation.Kind.allCases)
  func declines(kind: Invitation.Kind) {
    var visitor = talking()
    let card = InvitationCard("i1", kind: kind)
    #expect(visitor.receive(message(.agent, 5, .invitation(card)), at: start.advanced(seconds: 20)) == [.read(5)])
    let done = acts(&visitor, from: 20, to: 40)
    #expect(done.first == .refuse("i1"))
    let said = done.compactMap { if case .write(let text) = $0 { text } else { nil } }
    #expect(said.count == 1 && said[0].contains("不好意思"))
    _ = visitor.receive(message(.agent, 7, .text(TextBody("好的，请打字"))), at: start.advanced(seconds: 40))
    #expect(acts(&visitor, from: 40, to: 60).contains(.write("好的")), "the story goes on where it was")
  }

  @Test("what a sheet needs is uploaded once, and again when the agent asks for the rest")
  func materials() {
    var visitor = talking()
    let sheet = ServiceSheet(
      id: "s1", template: "cancel", title: Localised("注销", "Deregistration"), materials: [],
      issuedBy: AgentReference(id: "a", name: "甲"), issuedAt: start)
    _ = visitor.receive(message(.agent, 5, .sheet(SheetCard(sheet))), at: start.advanced(seconds: 20))
    let done = acts(&visitor, from: 20, to: 40)
    #expect(done.filter { $0 == .bringMaterials("s1") }.count == 1)
    #expect(done.contains { if case .write(let text) = $0 { text.contains("请您审核") } else { false } })
    _ = visitor.receive(message(.agent, 8, .sheetDemand(SheetDemand(sheet))), at: start.advanced(seconds: 50))
    #expect(acts(&visitor, from: 50, to: 70).first == .bringMaterials("s1"))
  }

  @Test("nobody rates a talk that never was")
  func noRating() {
    var visitor = Visitor(persona: persona(), arrivedAt: start)
    _ = acts(&visitor, from: 0, to: 10)
    _ = visitor.learn(.waiting, hadAgent: false, at: start.advanced(seconds: 10))
    #expect(visitor.learn(.closed, hadAgent: false, at: start.advanced(seconds: 20)) == [])
  }
}
