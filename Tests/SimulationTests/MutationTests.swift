import Testing

/// Every invariant notices the fault that breaks it: a simulation that finds nothing proves something only then.
@Suite(.serialized)
struct MutationTests {
  @Test("For every promise there is a fault that breaks it")
  func everyInvariantIsTried() {
    let broken = Plant.allCases.reduce(into: Set<Invariant>()) { $0.formUnion($1.breaks) }
    #expect(Invariant.allCases.filter { !broken.contains($0) } == [])
  }

  @Test("A planted fault is reported as the promise it breaks", arguments: Plant.allCases)
  func faultIsNoticed(_ plant: Plant) {
    var others: [String] = []
    for seed in 1...UInt64(30) {
      let simulation = Simulation(seed: seed, plant: plant)
      guard let violation = simulation.run() else { continue }
      if plant.breaks.contains(violation.invariant) { return }
      others.append("seed \(seed): \(violation)")
    }
    Issue.record("nobody noticed \(plant.rawValue); instead: \(others.joined(separator: "\n"))")
  }
}
