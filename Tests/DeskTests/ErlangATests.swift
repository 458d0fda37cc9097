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
      arrivalsPerHour: 20, today: today, seats: 1, slots: 2, waiting: waiting, closesAt: now.advanced(seconds: 600))
    let staffing = QueueStaffing(
      group: "g", name: Localised("组", "Group"), basis: basis, targetSeconds: 60, at: now)
    // Two slots of 300 s: four are expected to be taken in 600 s, the fourth with a chance of more than a half.
    #expect(staffing.unreached == waiting.dropFirst(4).map { $0 })
    #expect(staffing.patienceSeconds == nil && staffing.now != nil)
  }
}
