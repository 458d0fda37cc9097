import Desk
import Foundation
import Testing

/// Figures of whatever the simulation did, beside a plain recount of its log.
struct FigureTests {
  /// Facts as a database keeps them: as JSON, from one stretch to the next.
  private final class KeptFacts: FactSource {
    var conversations: [ConversationID: Data] = [:]
    var promises: [String: Data] = [:]
    var appointments: [AppointmentID: Data] = [:]
    var seats: [AgentID: Data] = [:]
    var cells = FigureCells()

    private func value<Value: Decodable>(_ type: Value.Type, _ data: Data?) throws -> Value? {
      try data.map { try JSONDecoder().decode(type, from: $0) }
    }

    func conversationFacts(_ id: ConversationID) throws -> ConversationFacts? {
      try value(ConversationFacts.self, conversations[id])
    }
    func lastFacts(of taxpayer: TaxpayerID) throws -> ConversationFacts? {
      try conversations.values.map { try JSONDecoder().decode(ConversationFacts.self, from: $0) }
        .filter { $0.taxpayer == taxpayer }.max { ($0.arrivedAt, $0.id) < ($1.arrivedAt, $1.id) }
    }
    func promiseHistory(_ kind: PromiseKind, _ id: String) throws -> PromiseHistory? {
      try value(PromiseHistory.self, promises[kind.rawValue + "/" + id])
    }
    func appointmentHistory(_ id: AppointmentID) throws -> AppointmentHistory? {
      try value(AppointmentHistory.self, appointments[id])
    }
    func seatClock(_ agent: AgentID) throws -> SeatClock? { try value(SeatClock.self, seats[agent]) }

    func keep(_ ledger: FiguresLedger<KeptFacts>) throws {
      for (id, facts) in ledger.conversations { conversations[id] = try JSONEncoder().encode(facts) }
      for (name, history) in ledger.promises { promises[name] = try JSONEncoder().encode(history) }
      for (id, history) in ledger.appointments { appointments[id] = try JSONEncoder().encode(history) }
      for (agent, clock) in ledger.seats { seats[agent] = try JSONEncoder().encode(clock) }
      cells += ledger.changes
    }
  }

  private func counted(_ events: [Event], in stretches: Int) throws -> FigureCells {
    let kept = KeptFacts()
    var place = 0
    while place < events.count {
      var ledger = FiguresLedger(kept, terms: FigureTerms(Town.office))
      for event in events[place..<min(place + stretches, events.count)] { try ledger.take(event) }
      try kept.keep(ledger)
      place += stretches
    }
    return kept.cells
  }

  @Test("Counted in any stretches, the figures are those of a plain recount", arguments: 1...12)
  func isTheLog(seed: Int) throws {
    let simulation = Simulation(seed: UInt64(seed))
    #expect(simulation.run() == nil)
    let events = simulation.rows.events
    let whole = try counted(events, in: events.count)
    for size in [1, 13, 200] {
      let cells = try counted(events, in: size)
      #expect(cells.tallies.filter { !$0.value.isZero } == whole.tallies.filter { !$0.value.isZero }, "by \(size)")
    }
    let plain = PlainCount(events, Town.office.settings).tally
    for slice in FigureCell.Slice.allCases {
      for basis in FigureBasis.allCases {
        var sum = Tally()
        for (cell, tally) in whole.tallies where cell.slice == slice && cell.basis == basis { sum += tally }
        for count in Tally.Count.allCases { #expect(sum[count] == plain[count], "\(slice) \(basis) \(count)") }
      }
    }
  }

  @Test(
    "Also of steps that the simulated people do not come to, in any order, the figures are those of a plain recount; all of them happen"
  )
  func isAnyLog() throws {
    var sum = Tally()
    for seed in UInt64(1)...16 {
      let simulation = Simulation(seed: seed)
      _ = simulation.run()
      let events = Self.twisted(simulation.rows.events, seed)
      let plain = PlainCount(events, Town.office.settings).tally
      let cells = try counted(events, in: 17)
      var counted = Tally()
      for (cell, tally) in cells.tallies where cell.slice == .group && cell.basis == .event { counted += tally }
      for count in Tally.Count.allCases { #expect(counted[count] == plain[count], "\(seed) \(count)") }
      sum += plain
    }
    for count in Tally.Count.allCases { #expect(sum[count] > 0, "\(count) never happens: nothing is proved of it") }
  }

  /// A log with steps put in that would be allowed to somebody, at the moment of the step before.
  private static func twisted(_ events: [Event], _ seed: UInt64) -> [Event] {
    var random = SplitMix64(seed: seed)
    var bodies: [(at: Timestamp, body: EventBody)] = []
    var kept = Kept()
    var people: [ConversationID: Taxpayer] = [:]
    for event in events {
      bodies.append((event.at, event.body))
      if case .conversationOpened(let conversation) = event.body { people[conversation.id] = conversation.taxpayer }
      if case .appointmentChanged(let change) = event.body { kept.appointment = change }
      if case .promiseChanged(let change) = event.body, change.message != nil { kept.message = change }
      guard random.chance(0.4), let more = twist(event.body, people, kept, &random) else { continue }
      bodies.append((event.at, more))
    }
    return bodies.enumerated().map { place, one in
      Event(position: EventPosition(epoch: 1, sequence: Int64(place + 1)), at: one.at, body: one.body)
    }
  }

  /// What was last changed, for others to do the same.
  private struct Kept {
    var appointment: AppointmentChange?
    var message: PromiseChange?
  }

  private static func twist(
    _ body: EventBody, _ people: [ConversationID: Taxpayer], _ kept: Kept, _ random: inout SplitMix64
  ) -> EventBody? {
    switch body {
    case .ended(let change):
      if change.reason == .leftQueue || change.reason == .abandoned, let person = people[change.conversation] {
        return otherWay(person, kept, &random)
      }
      return .rated(Rated(conversation: change.conversation, rating: Rating(stars: Int(random.number(1...5)))))
    case .promiseChanged(var change):
      change.entry.kind = random.pick([.urged, .reopened, .escalated, .resolved]) ?? .urged
      change.ticket?.state = change.entry.kind == .resolved ? .resolved : .open
      change.message?.state = change.entry.kind == .resolved ? .answered : .open
      return .promiseChanged(change)
    case .appointmentChanged(var change):
      change.step = random.pick([.late, .missed, .started, .lapsed]) ?? .late
      if change.step == .started { change.appointment.startedAt = change.appointment.start.advanced(seconds: 90) }
      return .appointmentChanged(change)
    case .articleVoted(var vote):
      vote.isUseful.toggle()
      return .articleVoted(vote)
    case .seatChanged(var seat):
      seat.choice = .wrapUp
      return .seatChanged(seat)
    default: return nil
    }
  }

  /// Who has just left the queue goes another way instead.
  private static func otherWay(_ taxpayer: Taxpayer, _ kept: Kept, _ random: inout SplitMix64) -> EventBody? {
    let name = "twist\(random.number(1...1_000_000))"
    if random.chance(0.7), var change = kept.appointment {
      change.step = .booked
      change.appointment.id = AppointmentID(name)
      change.appointment.taxpayer = taxpayer
      return .appointmentChanged(change)
    }
    guard var change = kept.message else { return nil }
    change.message?.id = OfflineMessageID(name)
    change.message?.taxpayer = taxpayer
    change.entry.kind = .opened
    change.entry.side = .taxpayer
    return .promiseChanged(change)
  }
}
