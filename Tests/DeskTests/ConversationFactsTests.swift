import Desk
import Testing

/// Waits that were arranged, and what they count for.
struct ConversationFactsTests {
  private static let terms = FigureTerms(targetSeconds: 30, shortAbandonSeconds: 10)
  private static let start = Timestamp(milliseconds: 1_795_000_000_000)

  private enum End { case taken, left, none }

  /// Who was invited, and is taken or gone after so many seconds.
  private func tally(seconds: Int, _ end: End, asks: Bool = false) -> Tally {
    var facts = ConversationFacts(id: "c1", taxpayer: "t1", openedAt: Self.start)
    let entry = QueueEntry(
      group: "invoice", enteredAt: Self.start, priority: 0, isInFront: !asks, reason: "", ageingPerPrioritySeconds: 60)
    facts.apply(.queued(Queued(conversation: "c1", entry: entry)), at: Self.start, Self.terms)
    let then = Self.start.advanced(seconds: seconds)
    switch end {
    case .taken:
      facts.apply(
        .accepted(Accepted(conversation: "c1", agent: AgentReference(id: "a1", name: "张"), at: then)), at: then,
        Self.terms)
    case .left: facts.apply(.ended(Ended(conversation: "c1", reason: .leftQueue, at: then)), at: then, Self.terms)
    case .none: break
    }
    return facts.cells(on: Self.terms.clock).tallies.filter { $0.key.slice == .group && $0.key.basis == .arrival }
      .values
      .reduce(into: Tally()) { $0 += $1 }
  }

  @Test("Who was invited and taken at once had no wait; who was not waited as whoever waits again, and may leave")
  func invited() {
    let atOnce = tally(seconds: 0, .taken)
    #expect(atOnce[.direct] == 1 && atOnce[.requeued] == 0 && atOnce[.offered] == 0)
    let later = tally(seconds: 1_500, .taken)
    #expect(later[.direct] == 0 && later[.requeued] == 1 && later[.requeuedAnswered] == 1)
    #expect(later[.requeuedWaited] == 1_500_000 && later[.offered] == 0)
    let gone = tally(seconds: 1_500, .left)
    #expect(gone[.requeued] == 1 && gone[.requeuedAbandoned] == 1 && gone[.abandoned] == 0)
    #expect(tally(seconds: 0, .none)[.requeued] == 1, "who still waits is seen")
    #expect(tally(seconds: 20, .taken, asks: true)[.offered] == 1)
  }

  @Test("Whoever was taken in time stays so, also when the target changes before the talk ends")
  func judgedOnce() {
    var facts = ConversationFacts(id: "c1", taxpayer: "t1", openedAt: Self.start)
    let entry = QueueEntry(
      group: "invoice", enteredAt: Self.start, priority: 0, reason: "", ageingPerPrioritySeconds: 60)
    facts.apply(.queued(Queued(conversation: "c1", entry: entry)), at: Self.start, Self.terms)
    let taken = Self.start.advanced(seconds: 20)
    facts.apply(
      .accepted(Accepted(conversation: "c1", agent: AgentReference(id: "a1", name: "张"), at: taken)), at: taken,
      Self.terms)
    let end = taken.advanced(seconds: 100)
    facts.apply(
      .ended(Ended(conversation: "c1", reason: .byAgent, at: end)), at: end,
      FigureTerms(targetSeconds: 15, shortAbandonSeconds: 10))
    #expect(facts.waits.first?.isInTarget == true && facts.outcome == .answered)
  }
}
