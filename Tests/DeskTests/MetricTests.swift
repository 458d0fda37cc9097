import Desk
import Testing

/// Every figure, computed by hand from a small tally; and what cannot be computed is nothing.
struct MetricTests {
  private static let tally: Tally = {
    var tally = Tally()
    let values: KeyValuePairs<Tally.Count, Int> = [
      .opened: 50, .contained: 20, .useful: 6, .useless: 2, .offered: 30, .answered: 20, .inTarget: 15,
      .waited: 600_000, .abandoned: 6, .shortAbandoned: 1, .abandonWaited: 240_000, .flowedMessage: 2,
      .flowedAppointment: 1, .requeued: 4, .requeuedAnswered: 2, .requeuedAbandoned: 1, .requeuedWaited: 30_000,
      .direct: 3, .handled: 25, .talked: 5_000_000, .held: 500_000, .wrappedUp: 750_000, .replied: 20,
      .replyWaited: 100_000, .transferred: 4, .ratable: 20, .rated: 10, .positive: 8, .stars: 42, .offersMissed: 2,
      .offersDeclined: 1, .ready: 3_600_000, .busy: 600_000, .onBreak: 900_000, .wrapUpState: 60_000,
      .training: 120_000, .handling: 6_000_000, .idle: 2_000_000, .messagesLeft: 9, .messagesDone: 4,
      .messagesLate: 1, .messageWaited: 7_200_000, .ticketsOpened: 8, .ticketsDone: 5, .ticketsLate: 2,
      .ticketWaited: 90_000_000, .reopened: 1, .urged: 3, .appointmentsBooked: 7, .appointmentsKept: 4,
      .appointmentsMissed: 1, .appointmentsCancelled: 2, .appointmentsLate: 1, .appointmentWaited: 480_000,
    ]
    for (count, value) in values { tally[count] = value }
    return tally
  }()

  private static let wanted: [(Metric, Double)] = [
    (.conversations, 50), (.contained, 20), (.containment, 0.4), (.votesUseful, 6), (.votesUseless, 2), (.offered, 30),
    (.answered, 20), (.answeredInTarget, 15), (.abandoned, 6), (.shortAbandoned, 1), (.flowedToMessage, 2),
    (.flowedToAppointment, 1), (.stillWaiting, 1), (.serviceLevel, 0.6), (.averageAnswer, 30), (.abandonment, 0.2),
    (.abandonWait, 40), (.requeued, 4), (.requeuedAnswered, 2), (.requeuedAbandoned, 1), (.requeuedWait, 15),
    (.direct, 3), (.handled, 25), (.averageHandle, 250), (.talk, 200), (.hold, 20), (.wrapUp, 30), (.firstReply, 5),
    (.transferred, 4), (.rated, 10), (.responseRate, 0.5), (.satisfaction, 0.8), (.stars, 4.2), (.offersMissed, 2),
    (.offersDeclined, 1), (.occupancy, 0.75), (.signedIn, 5_280), (.ready, 3_600), (.busy, 600), (.onBreak, 900),
    (.wrapUpState, 60), (.training, 120), (.messagesLeft, 9), (.messagesDone, 4), (.messagesLate, 1),
    (.messageTime, 1_800), (.ticketsOpened, 8), (.ticketsDone, 5), (.ticketsLate, 2), (.ticketTime, 18_000),
    (.reopened, 1), (.urged, 3), (.appointmentsBooked, 7), (.appointmentsKept, 4), (.appointmentsMissed, 1),
    (.appointmentsCancelled, 2), (.appointmentsLate, 1), (.appointmentDelay, 120),
  ]

  @Test("A figure by hand", arguments: wanted)
  func value(metric: Metric, wanted: Double) { #expect(metric.value(Self.tally) == wanted) }

  @Test("Every figure there is was computed by hand, has words in both languages, and a place in a report")
  func all() {
    #expect(Set(Self.wanted.map(\.0)) == Set(Metric.allCases))
    let told = Set(ReportKind.allCases.flatMap(\.metrics))
    for metric in Metric.allCases {
      #expect(told.contains(metric), "\(metric) is in no report")
      for language in Language.allCases {
        #expect(!metric.name.text(language).isEmpty && !metric.explanation.text(language).isEmpty)
      }
    }
  }

  @Test("What divides by nothing is nothing, never 0; what counts is 0")
  func nothing() {
    for metric in Metric.allCases {
      let isCount =
        metric.unit == .count || [.signedIn, .ready, .busy, .onBreak, .wrapUpState, .training].contains(metric)
      #expect(metric.value(Tally()) == (isCount ? 0 : nil), "\(metric)")
    }
  }

  @Test("Sums of tallies are tallies of sums")
  func additive() {
    var twice = Self.tally
    twice += Self.tally
    #expect(Metric.offered.value(twice) == 60 && Metric.serviceLevel.value(twice) == 0.6)
    twice -= Self.tally
    #expect(twice == Self.tally && Tally(twice.values) == twice && Tally([1, 2]) == nil)
  }
}
