import Desk
import Testing

@testable import Histories

@Suite("What several did to one conversation at once")
struct LinearizabilityTests {
  private func accept(_ agent: AgentID, _ begun: Int64, _ ended: Int64, _ outcome: Attempt.Outcome = .done) -> Attempt {
    Attempt(.accept("c", by: agent), begun: begun, ended: ended, outcome)
  }

  private func end(_ agent: AgentID, _ begun: Int64, _ ended: Int64, _ outcome: Attempt.Outcome = .done) -> Attempt {
    Attempt(.end("c", by: agent), begun: begun, ended: ended, outcome)
  }

  private func transfer(
    _ agent: AgentID, to target: AgentID?, _ begun: Int64, _ ended: Int64, _ outcome: Attempt.Outcome = .done
  ) -> Attempt {
    Attempt(.transfer("c", by: agent, to: target), begun: begun, ended: ended, outcome)
  }

  @Test("One takes it and the others are told who, in whatever order their answers come")
  func race() {
    #expect(Linearizability.isLinearizable([accept("a", 0, 9), accept("b", 1, 3, .taken(by: "a")), end("a", 10, 11)]))
    #expect(Linearizability.isLinearizable([accept("a", 0, 9), accept("b", 12, 13, .taken(by: "a"))]))
  }

  @Test("Two who both have it")
  func doubleAccept() {
    #expect(!Linearizability.isLinearizable([accept("a", 0, 9), accept("b", 1, 8)]))
    #expect(Linearizability.isLinearizable([accept("a", 0, 9), accept("b", 1, 8)], returns: Returns(requeues: 1)))
    #expect(Linearizability.breaches(of: [accept("a", 0, 9), accept("b", 1, 8)]).map(\.promise) == [.linearizability])
  }

  @Test("Being told of an owner before that one had asked")
  func early() {
    #expect(!Linearizability.isLinearizable([accept("b", 0, 1, .taken(by: "a")), accept("a", 2, 3)]))
  }

  @Test("Being told of the wrong owner, and ending what another has")
  func wrongOwner() {
    #expect(!Linearizability.isLinearizable([accept("a", 0, 1), accept("b", 2, 3, .taken(by: "x"))]))
    #expect(!Linearizability.isLinearizable([accept("a", 0, 1), end("b", 2, 3)]))
    #expect(!Linearizability.isLinearizable([accept("a", 0, 1), end("a", 2, 3), end("a", 4, 5)]))
  }

  @Test("One passes it on, to a group or to a colleague who has it first, and whoever takes it ends it")
  func passedOn() {
    let talk = accept("a", 0, 1)
    #expect(Linearizability.isLinearizable([talk, transfer("a", to: nil, 2, 3), accept("b", 4, 5), end("b", 6, 7)]))
    #expect(Linearizability.isLinearizable([talk, transfer("a", to: nil, 2, 3), accept("a", 4, 5), end("a", 6, 7)]))
    #expect(Linearizability.isLinearizable([talk, transfer("a", to: "b", 2, 9), accept("b", 4, 5), end("b", 10, 11)]))
    let back = [talk, transfer("a", to: "b", 2, 3), accept("b", 4, 5), transfer("b", to: "a", 6, 7), accept("a", 8, 9)]
    #expect(Linearizability.isLinearizable(back))
    let lapsed = [talk, transfer("a", to: "b", 2, 3), accept("x", 4, 5)]
    #expect(Linearizability.isLinearizable(lapsed, returns: Returns(lapses: 1)))
    #expect(Linearizability.isLinearizable([talk, transfer("a", to: nil, 2, 3, .unknown), accept("b", 9, 10)]))
  }

  @Test("Passed on and kept, by whom it is not, past the colleague it went to, twice, and not at all")
  func badTransfer() {
    let talk = accept("a", 0, 1)
    func isCaught(_ attempts: [Attempt], _ returns: Returns = Returns()) -> Bool {
      Linearizability.breaches(of: attempts, returns: ["c": returns]).map(\.promise) == [.linearizability]
    }
    #expect(isCaught([talk, transfer("a", to: "b", 2, 3), end("a", 4, 5)]), "kept")
    #expect(isCaught([talk, transfer("b", to: "x", 2, 3)]), "not theirs")
    #expect(isCaught([transfer("a", to: nil, 0, 1), accept("a", 2, 3)]), "not yet theirs")
    #expect(isCaught([talk, transfer("a", to: "b", 2, 3), accept("x", 4, 5)]), "past the colleague")
    #expect(
      isCaught([talk, transfer("a", to: "b", 2, 3), accept("x", 4, 5)], Returns(requeues: 1)),
      "what a lost seat gives back was not passed on")
    #expect(isCaught([talk, transfer("a", to: nil, 2, 3), accept("b", 4, 5), accept("x", 6, 7)]), "done twice")
    #expect(
      isCaught([talk, transfer("a", to: nil, 2, 3), accept("b", 4, 5), accept("x", 6, 7)], Returns(lapses: 1)),
      "done twice, and no lapse explains it")
    #expect(isCaught([talk, transfer("a", to: "b", 2, 3), accept("b", 4, 5, .taken(by: "a"))]), "lost")
  }

  @Test("What nobody heard the end of may have happened, late or never")
  func unknown() {
    #expect(Linearizability.isLinearizable([accept("a", 0, 1, .unknown), accept("b", 2, 3)]))
    #expect(Linearizability.isLinearizable([accept("a", 0, 1, .unknown), accept("b", 9, 10, .taken(by: "a"))]))
    #expect(!Linearizability.isLinearizable([accept("a", 5, 6, .unknown), accept("b", 0, 1, .taken(by: "a"))]))
  }

  @Test("The search agrees with trying every order there is")
  func bruteForce() {
    var random = SystemRandomNumberGenerator()
    var verdicts: [Bool: Int] = [:]
    for _ in 0..<3_000 {
      let attempts = (0..<Int.random(in: 1...4, using: &random)).map { _ -> Attempt in
        let agent: AgentID = Bool.random(using: &random) ? "a" : "b"
        let target: AgentID? = Bool.random(using: &random) ? nil : agent == "a" ? "b" : "a"
        let begun = Int64.random(in: 0...8, using: &random)
        let wishes: [Attempt.Wish] = [
          .accept("c", by: agent), .accept("c", by: agent), .end("c", by: agent), .leave("c"),
          .transfer("c", by: agent, to: target),
        ]
        let outcomes: [Attempt.Outcome] = [.done, .done, .taken(by: agent == "a" ? "b" : "a"), .unknown]
        return Attempt(
          wishes[Int.random(in: 0...4, using: &random)], begun: begun,
          ended: begun + Int64.random(in: 0...4, using: &random), outcomes[Int.random(in: 0...3, using: &random)])
      }
      let expected = Self.hasOrder(attempts)
      verdicts[expected, default: 0] += 1
      #expect(Linearizability.isLinearizable(attempts) == expected, "\(attempts)")
    }
    #expect(verdicts.values.allSatisfy { $0 > 100 }, "both verdicts are met: \(verdicts)")
  }

  /// Every subset of what is unknown, in every order, against the clock and the rules.
  private static func hasOrder(_ attempts: [Attempt]) -> Bool {
    let unknown = attempts.indices.filter { attempts[$0].outcome == .unknown }
    for chosen in 0..<(1 << unknown.count) {
      let left = Set(unknown.enumerated().filter { chosen & (1 << $0.offset) == 0 }.map(\.element))
      let some = attempts.indices.filter { !left.contains($0) }
      if permutations(some).contains(where: { isAllowed($0.map { attempts[$0] }) }) { return true }
    }
    return false
  }

  private static func isAllowed(_ order: [Attempt]) -> Bool {
    for (place, later) in order.enumerated() {
      for earlier in order[..<place] where later.outcome != .unknown && later.ended < earlier.begun { return false }
    }
    var standing = Linearizability.Standing.waiting
    for attempt in order {
      let outcome = attempt.outcome == .unknown ? .done : attempt.outcome
      guard let next = Linearizability.next(standing, attempt.wish, outcome) else { return false }
      standing = next
    }
    return true
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard let first = items.first else { return [[]] }
    return permutations(Array(items.dropFirst())).flatMap { rest in
      (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
    }
  }
}
