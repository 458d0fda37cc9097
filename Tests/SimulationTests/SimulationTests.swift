import Foundation
import Testing

/// The whole product against everything that can go wrong, by seeds. `ZUOXI_SEED` replays one, `ZUOXI_SEEDS` says how many are run,
/// `ZUOXI_STEPS` how many steps a failing one tells.
struct SimulationTests {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  private static var seeds: ClosedRange<UInt64> {
    if let seed = number("ZUOXI_SEED") { return seed...seed }
    return 1...max(1, number("ZUOXI_SEEDS") ?? 25)
  }

  @Test("Whatever goes wrong, every promise is kept")
  func promisesAreKept() {
    var accepts = 0
    var timers = 0
    var offers = 0
    var invitations = 0
    var sheetSteps = 0
    var appointmentSteps = 0
    var promiseSteps = 0
    var escalations = 0
    var supervised = 0
    var wordsSaid = 0
    var warnings = 0
    var takeOvers = 0
    var (told, alerts, reviews) = (0, 0, 0)
    var clockJumps = 0
    for seed in Self.seeds {
      let simulation = Simulation(seed: seed)
      simulation.stepsTold = Self.number("ZUOXI_STEPS").map(Int.init) ?? simulation.stepsTold
      if simulation.run() != nil {
        Issue.record(Comment(rawValue: simulation.report))
        return
      }
      accepts += simulation.auditor.accepts
      timers += simulation.auditor.timersFired
      sheetSteps += simulation.auditor.sheetSteps
      appointmentSteps += simulation.auditor.appointmentSteps
      promiseSteps += simulation.auditor.promiseSteps
      escalations += simulation.auditor.escalations
      invitations += simulation.auditor.invitations
      offers += simulation.auditor.offers
      supervised += simulation.supervised
      wordsSaid += simulation.auditor.wordsSaid
      warnings += simulation.auditor.warnings
      takeOvers += simulation.auditor.takeOvers
      told += simulation.rows.deliveries.count
      alerts += simulation.auditor.alerts
      reviews += simulation.auditor.reviews
      clockJumps += simulation.clockJumps
    }
    // A run in which nothing happens would prove nothing.
    #expect(accepts > Self.seeds.count && timers > Self.seeds.count, "\(accepts) accepted, \(timers) timers")
    #expect(offers > Self.seeds.count, "\(offers) offers")
    #expect(invitations > Self.seeds.count, "\(invitations) changes of invitations")
    #expect(appointmentSteps > Self.seeds.count, "\(appointmentSteps) steps of appointments")
    #expect(promiseSteps > Self.seeds.count, "\(promiseSteps) steps of messages left and tickets")
    #expect(supervised > 5 * Self.seeds.count, "\(supervised) acts of the supervisor")
    #expect(told > 5 * Self.seeds.count && alerts > Self.seeds.count, "\(told) told, \(alerts) alerts")
    #expect(reviews > Self.seeds.count, "\(reviews) reviews")
    #expect(clockJumps > Self.seeds.count / 3, "\(clockJumps) jumps of backends' clocks")
    #expect(takeOvers > 0, "nothing was taken over")
    #expect(escalations > 0, "nothing was late")
    #expect(wordsSaid > Self.seeds.count / 3, "\(wordsSaid) times something was said at a seat")
    #expect(warnings > 0, "nothing was due soon")
    #expect(sheetSteps > Self.seeds.count, "\(sheetSteps) steps of sheets")
  }

  @Test("A seed tells the same story every time")
  func seedsAreReplayed() {
    let first = Simulation(seed: 7)
    let second = Simulation(seed: 7)
    _ = first.run()
    _ = second.run()
    #expect(first.report == second.report)
    #expect(first.steps == second.steps)
    #expect(first.rows.events == second.rows.events)
  }
}
