import Foundation
import Testing

@testable import Desk

/// Erlang A beside what others computed, and beside a second exact method.
struct ErlangATests {
  /// The integrals of F. Baccelli and G. Hébuterne (1981), as S. Zeltyn and A. Mandelbaum (2005) give them for M/M/n+G, by Simpson's rule.
  private func integrals(_ queue: ErlangA, target: Double) -> StaffingOutlook {
    let (n, arrival, service) = (Double(queue.servers), queue.arrivalsPerHour / 3600, 1 / queue.handleSeconds)
    let leaving = 1 / (queue.patienceSeconds ?? .infinity)
    func density(_ x: Double, tagged: Double) -> Double {
      exp(arrival / leaving * (1 - exp(-leaving * x)) - n * service * x - tagged * x)
    }
    func integral(to end: Double, tagged: Double = 0) -> Double {
      let steps = 200_000
      let width = end / Double(steps)
      return (0...steps).reduce(0.0) { sum, step in
        let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
        return sum + weight * density(Double(step) * width, tagged: tagged)
      } * width / 3
    }
    let whole = integral(to: max((queue.patienceSeconds ?? 0) * 60, queue.handleSeconds / n * 50))
    // Σ (1/j!) a^j ÷ ((1/(n−1)!) a^(n−1)) for j below n.
    let load = arrival / service
    let epsilon = stride(from: n - 1, through: 0, by: -1).reduce((sum: 0.0, term: 1.0)) { part, j in
      (part.sum + part.term, part.term * j / load)
    }.sum
    let bottom = epsilon + arrival * whole
    let gone = (1 + (arrival - n * service) * whole) / bottom
    // Served within the target: found a free slot, or the wait that was offered is short and patience longer.
    let soon = arrival * integral(to: target, tagged: leaving) / bottom
    return StaffingOutlook(
      waitChance: arrival * whole / bottom, serviceLevel: epsilon / bottom + soon, waitSeconds: gone / leaving,
      abandonment: gone, occupancy: load * (1 - gone) / n)
  }

  @Test(
    "The chain and the integrals say the same",
    arguments: [
      (60.0, 300.0, 120.0, 5), (600, 180, 60, 25), (40, 600, 1_000, 6), (2_400, 240, 90, 170), (10, 900, 30, 1),
    ])
  func agrees(arrivals: Double, handle: Double, patience: Double, servers: Int) throws {
    let queue = try #require(
      ErlangA(arrivalsPerHour: arrivals, handleSeconds: handle, patienceSeconds: patience, servers: servers))
    let found = try #require(queue.outlook(targetSeconds: 60))
    let wanted = integrals(queue, target: 60)
    #expect(abs(found.waitChance - wanted.waitChance) < 1e-5)
    #expect(abs(found.abandonment - wanted.abandonment) < 1e-5)
    #expect(abs(found.waitSeconds - wanted.waitSeconds) < 1e-3)
    #expect(abs(found.serviceLevel - wanted.serviceLevel) < 1e-5)
    #expect(abs(found.occupancy - wanted.occupancy) < 1e-5)
  }

  @Test(
    "Without patience it is Erlang C, and the tables' values come out",
    arguments: [
      // Traffic in erlangs, slots, chance to wait: values of the usual Erlang C tables.
      (1.0, 2, 0.3333), (2, 3, 0.4444), (5, 6, 0.5875), (8, 10, 0.4092), (10, 12, 0.4494), (20, 24, 0.2981),
    ])
  func isErlangC(load: Double, servers: Int, wait: Double) throws {
    let queue = try #require(
      ErlangA(arrivalsPerHour: load * 12, handleSeconds: 300, patienceSeconds: nil, servers: servers))
    let found = try #require(queue.outlook(targetSeconds: 20))
    #expect(abs(found.waitChance - wait) < 5e-5, "\(found.waitChance)")
    // Waits are exponential there: mean and service level in closed form.
    let pace = (Double(servers) - load) / 300
    #expect(abs(found.waitSeconds - found.waitChance / pace) < 1e-6)
    #expect(abs(found.serviceLevel - (1 - found.waitChance * exp(-pace * 20))) < 1e-9)
    #expect(found.abandonment == 0)
  }

  @Test("Endless patience comes to Erlang C; a queue that only grows has no outlook, and with patience has one")
  func limits() throws {
    let patient = try #require(ErlangA(arrivalsPerHour: 60, handleSeconds: 300, patienceSeconds: 1e6, servers: 6))
    let endless = try #require(ErlangA(arrivalsPerHour: 60, handleSeconds: 300, patienceSeconds: nil, servers: 6))
    let (one, other) = try (
      #require(patient.outlook(targetSeconds: 30)), #require(endless.outlook(targetSeconds: 30))
    )
    #expect(abs(one.serviceLevel - other.serviceLevel) < 2e-3 && abs(one.waitChance - other.waitChance) < 2e-3)
    #expect(
      ErlangA(arrivalsPerHour: 60, handleSeconds: 300, patienceSeconds: nil, servers: 5)?.outlook(targetSeconds: 30)
        == nil)
    let short = try #require(
      ErlangA(arrivalsPerHour: 120, handleSeconds: 300, patienceSeconds: 60, servers: 5)?.outlook(targetSeconds: 30))
    // Twice the work the slots can do: half of it leaves.
    #expect((0.5...0.56).contains(short.abandonment) && short.occupancy > 0.88)
    let nobody = try #require(
      ErlangA(arrivalsPerHour: 30, handleSeconds: 300, patienceSeconds: 100, servers: 0)?.outlook(targetSeconds: 30))
    #expect(nobody.serviceLevel == 0 && nobody.waitChance == 1 && abs(nobody.abandonment - 1) < 1e-9)
    #expect(ErlangA(arrivalsPerHour: .nan, handleSeconds: 300, patienceSeconds: nil, servers: 5) == nil)
  }

  @Test("One seat more never makes it worse", arguments: 1...30)
  func isMonotonous(servers: Int) throws {
    func level(_ servers: Int) throws -> StaffingOutlook {
      try #require(
        ErlangA(arrivalsPerHour: 240, handleSeconds: 300, patienceSeconds: 80, servers: servers)?.outlook(
          targetSeconds: 45))
    }
    let (fewer, more) = (try level(servers), try level(servers + 1))
    #expect(more.serviceLevel >= fewer.serviceLevel && more.abandonment <= fewer.abandonment)
  }

  @Test("The middle of a wait is where the chain has its half", arguments: [1, 3, 12])
  func middle(servers: Int) throws {
    let queue = try #require(
      ErlangA(arrivalsPerHour: 1, handleSeconds: 240, patienceSeconds: nil, servers: servers))
    for (place, wait) in queue.medianWaits(ahead: 40).enumerated() {
      let chance = try #require(queue.reached(within: wait, ahead: 40).dropFirst(place).first)
      #expect(abs(chance - 0.5) < 0.02, "\(place) ahead of them")
    }
    #expect(queue.medianWaits(ahead: 5_000).count == 5_000)
  }

  @Test("Who waits and will not be reached by closing is told, in the queue's order")
  func closing() {
    var today = Tally()
    today[.handled] = 10
    today[.talked] = 10 * 300_000
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    let waiting = (1...10).map { ConversationID("c\($0)") }
    let basis = QueueStaffing.Basis(
      arrivalsPerHour: 20, today: today, seats: 1, slots: 2, waiting: waiting, talking: 2,
      closesAt: now.advanced(seconds: 7_800), workSeconds: 600)
    let staffing = QueueStaffing(group: "g", name: Localised("组", "Group"), basis: basis, targetSeconds: 60)
    // Two slots of 300 s: four are expected to be taken in 600 s, the fourth with a chance of more than a half.
    #expect(staffing.unreached == waiting.dropFirst(4).map { $0 })
    #expect(staffing.patienceSeconds == nil && staffing.now != nil)
    // Ten wait, 3⅓ come, four are taken: nobody who comes is served in time, one seat more does better.
    let (rest, more) = (staffing.untilClosing?.now, staffing.untilClosing?.oneMore)
    #expect(abs((rest?.waiting ?? 0) - 9.33) < 0.1 && (rest?.serviceLevel ?? 1) < 0.01, "\(String(describing: rest))")
    #expect((more?.waiting ?? 99) < 6 && (more?.waitSeconds ?? 999) < (rest?.waitSeconds ?? 0))
  }

  @Test("What cannot be told says why: nobody came, none is done, nobody serves, it only grows, the day is over")
  func gaps() {
    func staffing(
      arrivals: Double = 60, handled: Int = 10, seats: Int = 2, gone: Int = 0, workSeconds: Int = 600
    ) -> QueueStaffing {
      var today = Tally()
      today[.handled] = handled
      today[.talked] = handled * 300_000
      today[.abandoned] = gone
      today[.abandonWaited] = gone * 60_000
      let basis = QueueStaffing.Basis(
        arrivalsPerHour: arrivals, today: today, seats: seats, slots: seats * 2,
        closesAt: Timestamp(milliseconds: 1_800_000_000_000), workSeconds: workSeconds)
      return QueueStaffing(group: "g", name: Localised("组", "Group"), basis: basis, targetSeconds: 60)
    }
    #expect(QueueStaffing.Change.allCases.allSatisfy { staffing(arrivals: 0).gap($0) == .noArrivals })
    #expect(staffing(arrivals: 0).gapOfTarget == .noArrivals)
    #expect(staffing(handled: 0).gap(.none) == .nothingHandled && staffing(handled: 0).gapOfTarget == .nothingHandled)
    #expect(staffing(seats: 0).gap(.none) == .noSeats && staffing(seats: 0).gap(.oneFewer) == .noSeats)
    #expect(staffing(seats: 0).gapUntilClosing(.oneFewer) == .noSeats)
    // 60 an hour of 300 s are 5 slots' work: four grow for ever, six do not, and nobody who leaves lets any grow.
    #expect(staffing().gap(.none) == .grows && staffing().gap(.oneMore) == nil)
    #expect(staffing(gone: 3).gap(.none) == nil && staffing().gapUntilClosing(.none) == nil)
    #expect(staffing(workSeconds: 0).gapUntilClosing(.none) == .noTime)
  }

  /// Where people leave as quickly as they are served, none waits for another: how many are there at any time is known in closed form, those of the
  /// beginning who are still there (binomial) and those who came since (Poisson).
  private func known(_ load: Double, _ handle: Double, _ present: Int, at seconds: Double) -> [Double] {
    let stays = exp(-seconds / handle)
    func binomial(_ count: Int) -> Double {
      guard count <= present, stays < 1 || count == present else { return 0 }
      let ways = lgamma(Double(present + 1)) - lgamma(Double(count + 1)) - lgamma(Double(present - count + 1))
      let gone = present == count ? 0 : Double(present - count) * log(1 - stays)
      return exp(ways + Double(count) * log(stays) + gone)
    }
    let mean = load * (1 - stays)
    func poisson(_ count: Int) -> Double {
      mean > 0 ? exp(Double(count) * log(mean) - mean - lgamma(Double(count + 1))) : count == 0 ? 1 : 0
    }
    return (0...160).map { count in (0...count).reduce(0.0) { $0 + binomial($1) * poisson(count - $1) } }
  }

  @Test(
    "What is left of the day is what the closed form says",
    arguments: [(slots: 4, present: 20, seconds: 900.0), (10, 0, 3_600), (6, 3, 28_800), (12, 60, 300)])
  func untilClosing(slots: Int, present: Int, seconds: Double) throws {
    let (handle, load) = (300.0, 8.0)
    let queue = try #require(
      ErlangA(arrivalsPerHour: load * 12, handleSeconds: handle, patienceSeconds: handle, servers: slots))
    let told = try #require(queue.outlook(targetSeconds: 0, forSeconds: seconds, present: present))
    let last = known(load, handle, present, at: seconds)
    let waiting = last.enumerated().reduce(0.0) { $0 + $1.element * Double(max(0, $1.offset - slots)) }
    #expect(abs(told.waiting - waiting) < 0.01 + waiting * 0.005, "\(told) \(waiting)")
    // By Simpson's rule over time: found a free slot, and the slots that are taken.
    let steps = 400
    var (free, busy) = (0.0, 0.0)
    for step in 0...steps {
      let weight = (step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2) / Double(steps) / 3
      for (count, chance) in known(load, handle, present, at: seconds * Double(step) / Double(steps)).enumerated() {
        free += weight * chance * (count < slots ? 1 : 0)
        busy += weight * chance * Double(min(count, slots)) / Double(slots)
      }
    }
    #expect(abs(told.serviceLevel - free) < 0.003, "\(told) \(free)")
    #expect(abs(told.occupancy - busy) < 0.003, "\(told) \(busy)")
  }

  @Test("A day without end is the long run, a queue that only grows has an end of day all the same")
  func longDay() throws {
    let queue = try #require(ErlangA(arrivalsPerHour: 120, handleSeconds: 240, patienceSeconds: 150, servers: 8))
    let (long, day) = try (
      #require(queue.outlook(targetSeconds: 60)),
      #require(queue.outlook(targetSeconds: 60, forSeconds: 9e5, present: 8))
    )
    #expect(abs(long.serviceLevel - day.serviceLevel) < 1e-3 && abs(long.waitSeconds - day.waitSeconds) < 0.05)
    #expect(abs(long.abandonment - day.abandonment) < 1e-3 && abs(long.occupancy - day.occupancy) < 1e-3)
    let full = try #require(ErlangA(arrivalsPerHour: 60, handleSeconds: 300, patienceSeconds: nil, servers: 4))
    #expect(full.outlook(targetSeconds: 60) == nil)
    let evening = try #require(full.outlook(targetSeconds: 60, forSeconds: 7_200, present: 20))
    // Sixteen wait and twelve more come in an hour than are served.
    #expect(abs(evening.waiting - 40) < 0.5 && evening.abandonment == 0 && evening.occupancy > 0.99, "\(evening)")
    let nobody = try #require(ErlangA(arrivalsPerHour: 60, handleSeconds: 300, patienceSeconds: 100, servers: 0))
    let left = try #require(nobody.outlook(targetSeconds: 60, forSeconds: 3_600, present: 0))
    #expect(left.serviceLevel == 0 && abs(left.abandonment - 1) < 1e-6 && abs(left.waiting - 100.0 / 60) < 0.01)
    #expect(full.outlook(targetSeconds: 60, forSeconds: 0, present: 1) == nil)
  }
}
