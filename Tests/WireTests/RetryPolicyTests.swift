import Testing
import Wire

@Suite("Waits between attempts")
struct RetryPolicyTests {
  @Test("They double, are bounded, and leave the upper half to chance")
  func bounds() {
    let policy = RetryPolicy(first: 500, longest: 15_000)
    for attempt in [0, 1, 2, 5, 6, 63, 64, 1_000, Int.max] {
      let least = policy.delay(after: attempt, chance: 0)
      let most = policy.delay(after: attempt, chance: 0.999_999)
      #expect(least >= 250)
      #expect(most <= 15_000)
      #expect(least < most)
    }
    #expect(policy.delay(after: 1, chance: 0) == 250)
    #expect(policy.delay(after: 2, chance: 0) == 500)
    #expect(policy.delay(after: 60, chance: 0) == 7_500)
  }

  @Test("What the other side asked for is not undercut")
  func retryAfter() {
    #expect(RetryPolicy().delay(after: 1, chance: 0, retryAfter: 20) == 20_000)
    #expect(RetryPolicy().delay(after: 20, chance: 1, retryAfter: 1) == 15_000)
  }
}
