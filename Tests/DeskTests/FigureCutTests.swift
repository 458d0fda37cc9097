import Desk
import Testing

@Suite("Figures of a part of the office")
struct FigureCutTests {
  private var tally: Tally {
    var tally = Tally()
    tally[.opened] = 10
    tally[.contained] = 4
    tally[.offered] = 6
    tally[.answered] = 3
    tally[.abandoned] = 2
    tally[.flowedMessage] = 1
    tally[.handled] = 3
    tally[.talked] = 900_000
    tally[.ready] = 3_600_000
    tally[.messagesLeft] = 2
    return tally
  }

  private func value(_ metric: Metric, _ basis: FigureBasis = .arrival, _ cuts: Set<FigureCut> = []) -> Double? {
    tally.figures([metric], basis: basis, cuts: cuts)[metric] ?? nil
  }

  @Test("What a cut cannot tell is null, and what it can is told")
  func cuts() {
    #expect(value(.offered) == 6 && value(.offered, .arrival, [.agent]) == nil)
    #expect(value(.stillWaiting, .arrival, [.agent]) == nil, "never less than nobody")
    #expect(value(.averageHandle, .arrival, [.agent]) == 300)
    #expect(
      value(.ready) == 3600 && value(.ready, .arrival, [.group]) == nil && value(.ready, .arrival, [.agent]) == 3600)
    #expect(value(.conversations, .arrival, [.group]) == nil && value(.offered, .arrival, [.group]) == 6)
    #expect(value(.messagesLeft, .arrival, [.matter]) == nil && value(.messagesLeft, .arrival, [.group]) == 2)
    for metric in Metric.allCases where value(metric, .arrival, [.group, .agent]) != nil {
      #expect(FigureCut.group.tells(metric) && FigureCut.agent.tells(metric))
    }
  }

  @Test("By event no part is more than its whole")
  func byEvent() {
    var late = Tally()
    late[.offered] = 2
    late[.abandoned] = 5
    late[.answered] = 5
    late[.rated] = 3
    late[.ratable] = 1
    late[.contained] = 4
    late[.opened] = 1
    #expect(Metric.abandonment.value(late, .event) == 0.5)
    for metric in Metric.allCases where metric.unit == .ratio {
      #expect((metric.value(late, .event) ?? 0) <= 1, "\(metric)")
    }
    #expect(Metric.stillWaiting.value(late, .event) == nil)
  }
}
