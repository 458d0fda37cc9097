// What goes wrong, and the network.

extension Simulation {
  /// Puts down the next fault.
  func planFault() {
    later(800...5_000, "a fault") { [unowned self] in
      guard !isCalm else { return }
      strike()
      planFault()
    }
  }

  private func strike() {
    let backend = backends[Int(random.number(0...1))]
    let workstation = workstations[Int(random.number(0...Int64(workstations.count - 1)))]
    switch random.number(0...11) {
    case 0, 1:
      guard backend.isUp else { return }
      note("backend \(backend.index) crashes")
      backend.crash()
      check { () throws(Violation) in try auditor.studyAll(rows) }
      later(300...6_000, "backend \(backend.index) starts") { if !backend.isUp { backend.start() } }
    case 2, 3, 4: workstation.crash()
    case 5:
      note("the store's disk is full")
      diskFullUntil = now + random.number(200...3_000)
    case 6:
      failingSync = Int(random.number(1...5))
      note("sync number \(failingSync) from now fails")
    case 7: workstation.fillDisk(until: now + random.number(500...6_000))
    case 8: workstation.jump(by: random.number(700...90_000))
    case 9:
      let error = random.number(-Self.clockError...Self.clockError)
      note("the clock of backend \(backend.index) jumps to \(error) ms from the right time")
      clockJumps += 1
      backend.setClock(wrongBy: error)
      later(1_000...15_000, "the clock of backend \(backend.index) is right") { backend.setClock(wrongBy: 0) }
    default: workstation.cutOff(until: now + random.number(1_000...20_000))
    }
  }

  /// Carries a request to a backend and the answer back; either may get lost, come late or come twice. `heard` is told once, `nil` for no answer.
  func carry<Answer>(
    _ words: String, serve: @escaping (Backend, @escaping (Answer) -> Void) -> Void,
    heard: @escaping (Answer?) -> Void
  ) {
    var isOver = false
    let finish: (Answer?) -> Void = { answer in
      guard !isOver else { return }
      isOver = true
      heard(answer)
    }
    later(4_000...12_000, "\(words): out of time") { finish(nil) }
    if !isCalm, random.chance(0.08) { return }
    let copies = !isCalm && random.chance(0.08) ? 2 : 1
    for _ in 0..<copies {
      at(now + delay(), "\(words) arrives") { [unowned self] in
        guard let backend = random.pick(backends), backend.isUp else { return finish(nil) }
        serve(backend) { [unowned self] answer in
          if !isCalm, random.chance(0.06) { return finish(nil) }
          at(now + delay(), "\(words) is answered") { finish(answer) }
        }
      }
    }
  }
}
