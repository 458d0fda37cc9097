import Desk
import Testing

/// Samples that can be drawn again, and scores that add up.
struct ReviewTests {
  private func facts(_ number: Int, agent: String, stars: Int? = nil, minutes: Int = 1, talks: Int = 1)
    -> ConversationFacts
  {
    let start = Timestamp(milliseconds: 1_795_000_000_000)
    var facts = ConversationFacts(id: ConversationID("c\(number)"), taxpayer: "t", openedAt: start)
    let terms = FigureTerms(targetSeconds: 60, shortAbandonSeconds: 10)
    let end = start.advanced(seconds: minutes * 60)
    for _ in 0..<talks {
      let reference = AgentReference(id: AgentID(agent), name: agent)
      facts.apply(.accepted(Accepted(conversation: facts.id, agent: reference, at: start)), at: start, terms)
    }
    facts.apply(.ended(Ended(conversation: facts.id, reason: .byAgent, at: end)), at: end, terms)
    facts.stars = stars
    return facts
  }

  @Test("Chance takes each agent as often as any other, whatever the order; another seed draws others")
  func random() {
    let many = (1...40).map { facts($0, agent: $0 <= 30 ? "a" : $0 <= 36 ? "b" : "c") }
    let one = ReviewSample(of: many, by: .random, count: 6, seed: 7)
    #expect(one == ReviewSample(of: many.reversed(), by: .random, count: 6, seed: 7))
    #expect(one.facts != ReviewSample(of: many, by: .random, count: 6, seed: 8).facts)
    #expect(Dictionary(grouping: one.facts) { $0.agent }.mapValues(\.count) == ["a": 2, "b": 2, "c": 2])
    #expect(one.population == 40)
  }

  @Test("By rating, length and transfer, the most telling come first; what goes on is not drawn")
  func rules() {
    var open = facts(9, agent: "a")
    open.endedAt = nil
    let some = [
      facts(1, agent: "a", stars: 2), facts(2, agent: "a", stars: 1, minutes: 9), facts(3, agent: "b", stars: 5),
      facts(4, agent: "b", minutes: 30), facts(5, agent: "b", talks: 3), open,
    ]
    #expect(ReviewSample(of: some, by: .rating, count: 9, seed: 1).facts.map(\.id) == ["c2", "c1"])
    #expect(ReviewSample(of: some, by: .length, count: 2, seed: 1).facts.map(\.id) == ["c4", "c2"])
    #expect(ReviewSample(of: some, by: .transfer, count: 9, seed: 1).facts.map(\.id) == ["c5"])
    #expect(ReviewSample(of: some, by: .random, count: 99, seed: 1).population == 5)
  }

  @Test("The total weighs")
  func total() {
    let criteria = [
      ReviewCriterion(code: "a", name: Localised("甲", "A"), weight: 3),
      ReviewCriterion(code: "b", name: Localised("乙", "B"), weight: 1),
    ]
    func total(_ scores: [String: Int]) -> Double {
      let someone = AgentReference(id: "x", name: "x")
      return Review(
        conversation: "c", agent: someone, reviewer: someone, at: Timestamp(milliseconds: 0), scores: scores,
        comment: "", revision: 1, criteria: criteria
      ).total
    }
    #expect(total(["a": 5, "b": 5]) == 100 && total(["a": 5, "b": 0]) == 75 && total(["a": 0, "b": 3]) == 15)
  }
}
