import Desk
import Foundation
import Service
import Testing

/// Erlang A beside our own routing: people come, wait, are called to free slots and leave by chance, all of it decided by the service itself.
struct StaffingTests {
  private enum Happening { case arrival, leaving(ConversationID, Taxpayer), end(ConversationID, Agent) }

  private struct Floor {
    var rows = Rows()
    var random: SplitMix64
    var names = 0
    var agenda: [(at: Int64, what: Happening)] = []
    var events: [Event] = []
    /// When each came, and how long they waited once they were taken.
    var came: [ConversationID: Int64] = [:]
    var waited: [ConversationID: Int64] = [:]
    let arrival: Double, handle: Double, patience: Double

    mutating func name(_ prefix: String) -> String {
      names += 1
      return prefix + String(names)
    }

    mutating func chance(_ mean: Double) -> Int64 {
      Int64(-log(1 - Double.random(in: 0..<1, using: &random)) * mean * 1000)
    }

    mutating func plan(_ at: Int64, _ what: Happening) {
      let place = agenda.firstIndex { $0.at > at } ?? agenda.endIndex
      agenda.insert((at, what), at: place)
    }

    /// Does a command, and lets whoever is called take the talk at once.
    mutating func perform(_ command: Command, by actor: Service.Actor, at now: Timestamp) throws {
      let request = CommandRequest(office: "hd", actor: actor, key: nil, fingerprint: "", command: command)
      _ = try rows.perform(request, at: now, nil)
      let told = rows.numberEvents(after: rows.head)
      events += told
      for event in told {
        if case .offered(let offered) = event.body,
          let agent = Town.agents.first(where: { $0.id == offered.offer.agent.id })
        {
          waited[offered.conversation] = now.milliseconds - (came[offered.conversation] ?? now.milliseconds)
          try perform(.accept(offered.conversation, noticeID: MessageID(name("n"))), by: .staff(agent), at: now)
          plan(now.milliseconds + chance(handle), .end(offered.conversation, agent))
        }
      }
    }

    mutating func come(at now: Timestamp, isOne: Bool = false) throws {
      let id = ConversationID(name("c"))
      let taxpayer = Taxpayer(id: TaxpayerID(name("t")), name: "纳*")
      came[id] = now.milliseconds
      try perform(
        .escalate(
          group: "registration", priority: 0, reason: "r", newConversation: id, noticeID: MessageID(name("n"))),
        by: .taxpayer(taxpayer), at: now)
      if rows.conversations[id]?.stage == .waiting {
        plan(now.milliseconds + chance(patience), .leaving(id, taxpayer))
      }
      if !isOne { plan(now.milliseconds + chance(arrival), .arrival) }
    }

    /// What is over is forgotten, so that a long day stays fast.
    mutating func forget(_ id: ConversationID) {
      rows.conversations[id] = nil
      rows.messages[id] = nil
      rows.events = []
      rows.timerNotes = []
    }

    /// So many who are there, and then a stretch of the day in which people come; those who came are served to the end. How many waited at its end.
    mutating func run(present: Int, seconds: Int) throws -> Int {
      let start = Town.start
      let end = start.advanced(seconds: seconds)
      try open(at: start)
      for _ in 0..<present { try come(at: start, isOne: true) }
      came = came.mapValues { _ in -1 }
      plan(start.milliseconds + chance(arrival), .arrival)
      var waiting: Int?
      while !agenda.isEmpty {
        let (at, what) = agenda.removeFirst()
        if at >= end.milliseconds, waiting == nil {
          waiting = rows.conversations.values.count { $0.stage == .waiting }
        }
        if case .arrival = what, at >= end.milliseconds { continue }
        try happen(what, at: Timestamp(milliseconds: at))
      }
      return waiting ?? 0
    }

    mutating func open(at start: Timestamp) throws {
      for agent in Town.agents {
        try perform(.seatConnection(agent.id, isConnected: true), by: .system, at: start)
        try perform(.choosePresence(.ready, reason: nil), by: .staff(agent), at: start)
      }
    }

    mutating func happen(_ what: Happening, at now: Timestamp) throws {
      switch what {
      case .arrival: try come(at: now)
      case .leaving(let id, let taxpayer):
        guard rows.conversations[id]?.stage == .waiting else { return }
        try perform(.leaveQueue(noticeID: MessageID(name("n"))), by: .taxpayer(taxpayer), at: now)
        forget(id)
      case .end(let id, let agent):
        try perform(.agentEnds(id, noticeID: MessageID(name("n"))), by: .staff(agent), at: now)
        try perform(.wrapUp(id, WrapUpRequest(code: "done", summary: "好")), by: .staff(agent), at: now)
        forget(id)
      }
    }

    mutating func run(arrivals: Int) throws {
      try open(at: Town.start)
      plan(Town.start.milliseconds, .arrival)
      while came.count < arrivals, !agenda.isEmpty {
        let (at, what) = agenda.removeFirst()
        try happen(what, at: Timestamp(milliseconds: at))
      }
    }
  }

  private struct Nothing: FactSource {
    func conversationFacts(_ id: ConversationID) -> ConversationFacts? { nil }
    func lastFacts(of taxpayer: TaxpayerID) -> ConversationFacts? { nil }
    func promiseHistory(_ kind: PromiseKind, _ id: String) -> PromiseHistory? { nil }
    func appointmentHistory(_ id: AppointmentID) -> AppointmentHistory? { nil }
    func seatClock(_ agent: AgentID) -> SeatClock? { nil }
  }

  @Test(
    "What the formula foretells is what the routing does",
    arguments: [(arrival: 40.0, handle: 300.0, patience: 120.0), (60, 300, 90), (50, 240, 600)])
  func agrees(arrival: Double, handle: Double, patience: Double) throws {
    var floor = Floor(random: SplitMix64(seed: 11), arrival: arrival, handle: handle, patience: patience)
    try floor.run(arrivals: 5_000)
    var ledger = FiguresLedger(Nothing(), terms: FigureTerms(targetSeconds: 60, shortAbandonSeconds: 0))
    for event in floor.events { try ledger.take(event) }
    var tally = Tally()
    for (cell, part) in ledger.changes.tallies where cell.slice == .agent && cell.basis == .arrival { tally += part }
    let slots = Town.agents.reduce(0) { $0 + $1.slots }
    let queue = try #require(
      ErlangA(arrivalsPerHour: 3600 / arrival, handleSeconds: handle, patienceSeconds: patience, servers: slots))
    let told = try #require(queue.outlook(targetSeconds: 60))
    let offered = Double(tally[.offered])
    #expect(abs(Double(tally[.inTarget]) / offered - told.serviceLevel) < 0.03, "\(told)")
    #expect(abs((Metric.abandonment.value(tally) ?? 0) - told.abandonment) < 0.025, "\(told)")
    let waited = Double(tally[.waited] + tally[.abandonWaited]) / 1000 / offered
    #expect(abs(waited - told.waitSeconds) < max(3, told.waitSeconds * 0.2), "\(waited) \(told)")
    #expect(abs((Metric.occupancy.value(tally) ?? 0) - told.occupancy) < 0.03, "\(told)")
  }

  @Test("What is foretold until closing is what the routing does on as many evenings")
  func untilClosing() throws {
    let (arrival, handle, patience, seconds, present) = (45.0, 300.0, 400.0, 2_400, 20)
    var random = SplitMix64(seed: 5)
    var (came, inTarget, taken, waiting) = (0.0, 0.0, 0.0, 0.0)
    let evenings = 60
    for _ in 0..<evenings {
      var floor = Floor(
        random: SplitMix64(seed: random.next()), arrival: arrival, handle: handle, patience: patience)
      waiting += Double(try floor.run(present: present, seconds: seconds)) / Double(evenings)
      for id in floor.came.filter({ $0.value >= 0 }).keys {
        came += 1
        if let waited = floor.waited[id] {
          taken += 1
          inTarget += waited <= 60_000 ? 1 : 0
        }
      }
    }
    let slots = Town.agents.reduce(0) { $0 + $1.slots }
    let queue = try #require(
      ErlangA(arrivalsPerHour: 3600 / arrival, handleSeconds: handle, patienceSeconds: patience, servers: slots))
    let told = try #require(queue.outlook(targetSeconds: 60, forSeconds: Double(seconds), present: present))
    let long = try #require(queue.outlook(targetSeconds: 60))
    #expect(abs(inTarget / came - told.serviceLevel) < 0.04, "\(inTarget / came) \(told)")
    #expect(abs(1 - taken / came - told.abandonment) < 0.03, "\(1 - taken / came) \(told)")
    #expect(abs(waiting - told.waiting) < 0.6, "\(waiting) \(told)")
    #expect(abs(long.serviceLevel - told.serviceLevel) > 0.05, "the long run would not have told it: \(long)")
  }
}
