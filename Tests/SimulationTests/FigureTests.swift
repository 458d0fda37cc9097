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

  /// The same from the conversations as the log moves them, without facts, stretches or cells.
  private func recount(_ events: [Event]) -> Tally {
    var tally = Tally()
    var conversations: [ConversationID: Conversation] = [:]
    var asked: [ConversationID: Timestamp] = [:]
    var everWaited: Set<ConversationID> = []
    // When the agent who has it now got it, and who has not written yet.
    var got: [ConversationID: Timestamp] = [:]
    var silent: Set<ConversationID> = []
    var seats: [AgentID: (ready: Bool, at: Timestamp)] = [:]
    func span(_ from: Timestamp?, _ to: Timestamp) -> Int { Int(to.milliseconds - (from ?? to).milliseconds) }
    for event in events {
      if case .seatChanged(let seat) = event.body {
        if let before = seats[seat.agent.id], before.ready { tally[.ready] += span(before.at, event.at) }
        seats[seat.agent.id] = (seat.effective == .ready, event.at)
      }
      if case .conversationOpened(let conversation) = event.body {
        tally[.opened] += 1
        conversations[conversation.id] = conversation
      }
      guard let id = event.body.conversation, let before = conversations[id] else { continue }
      conversations[id]?.apply(event.body, at: event.at)
      let isTalking = before.stage == .talking
      switch event.body {
      case .queued(let change) where before.stage != .waiting:
        everWaited.insert(id)
        if isTalking {
          tally[.requeued] += 1
          tally[.handled] += 1
          tally[.talked] += span(got[id], event.at)
        } else if !change.entry.isInFront, change.entry.appointment == nil {
          tally[.offered] += 1
          asked[id] = change.entry.enteredAt
        }
      case .takenOver(let change):
        tally[.handled] += 1
        tally[.talked] += span(got[id], change.at)
        got[id] = change.at
        silent.insert(id)
      case .accepted(let change):
        got[id] = change.at
        silent.insert(id)
        if let since = asked.removeValue(forKey: id) {
          tally[.answered] += 1
          tally[.waited] += span(since, change.at)
        }
      case .ended(let change):
        if asked.removeValue(forKey: id) != nil { tally[.abandoned] += 1 }
        if isTalking {
          tally[.handled] += 1
          tally[.talked] += span(got[id], change.at)
        }
        if !everWaited.contains(id) { tally[.contained] += 1 }
      case .wrappedUp(let change) where before.wrapUp == nil:
        tally[.wrappedUp] += span(before.endedAt, change.wrapUp.at)
      case .messagePosted(let message) where message.author.side == .agent && silent.contains(id) && isTalking:
        silent.remove(id)
        tally[.replied] += 1
        tally[.replyWaited] += span(got[id], message.at)
      case .rated: tally[.rated] += before.rating == nil ? 1 : 0
      default: break
      }
    }
    return tally
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
    let plain = recount(events)
    for slice in FigureCell.Slice.allCases {
      for basis in FigureBasis.allCases {
        var sum = Tally()
        for (cell, tally) in whole.tallies where cell.slice == slice && cell.basis == basis { sum += tally }
        for count in [
          Tally.Count.opened, .contained, .offered, .answered, .waited, .requeued, .handled, .wrappedUp, .replied,
          .replyWaited, .rated,
        ] { #expect(sum[count] == plain[count], "\(slice) \(basis) \(count)") }
        #expect(sum[.talked] + sum[.held] == plain[.talked], "\(slice) \(basis)")
        #expect(
          sum[.abandoned] + sum[.flowedMessage] + sum[.flowedAppointment] == plain[.abandoned], "\(slice) \(basis)")
        #expect(sum[.ready] >= plain[.ready], "\(slice) \(basis)")
      }
    }
    #expect(plain[.offered] > 0 && plain[.answered] > 0, "nothing happened")
  }
}
