/// Where facts are kept between the stretches of the log that are counted.
public protocol FactSource {
  /// A conversation's facts.
  func conversationFacts(_ id: ConversationID) throws -> ConversationFacts?
  /// The facts of a taxpayer's last conversation.
  func lastFacts(of taxpayer: TaxpayerID) throws -> ConversationFacts?
  /// A message's or ticket's history.
  func promiseHistory(_ kind: PromiseKind, _ id: String) throws -> PromiseHistory?
  /// An appointment's history.
  func appointmentHistory(_ id: AppointmentID) throws -> AppointmentHistory?
  /// A seat's clock.
  func seatClock(_ agent: AgentID) throws -> SeatClock?
}

/// Counts a stretch of the log: what it changes of the facts, and what it adds to the tallies. Counted in one stretch or in many, the sums are the same.
public struct FiguresLedger<Source: FactSource> {
  /// The terms by which waits are judged.
  public var terms: FigureTerms
  /// Conversations that were touched.
  public private(set) var conversations: [ConversationID: ConversationFacts] = [:]
  /// Those of them that were kept before, as they were.
  public private(set) var kept: [ConversationID: ConversationFacts] = [:]
  /// Messages and tickets that were touched, by kind and id.
  public private(set) var promises: [String: PromiseHistory] = [:]
  /// Appointments that were touched.
  public private(set) var appointments: [AppointmentID: AppointmentHistory] = [:]
  /// Seats that were touched.
  public private(set) var seats: [AgentID: SeatClock] = [:]
  /// States of seats that ended, in order.
  public private(set) var stretches: [SeatClock.Stretch] = []
  /// What seats' time adds.
  public private(set) var time = FigureCells()
  private var before = FigureCells()
  private var last: [TaxpayerID: ConversationID] = [:]
  private let source: Source

  /// A ledger that knows what `source` kept.
  public init(_ source: Source, terms: FigureTerms) {
    self.source = source
    self.terms = terms
  }

  /// What the stretch adds to the tallies.
  public var changes: FigureCells {
    var sum = time
    for facts in conversations.values { sum += facts.cells(on: terms.clock) }
    for history in promises.values { sum += history.cells(on: terms.clock) }
    for history in appointments.values { sum += history.cells(on: terms.clock) }
    sum -= before
    return sum
  }

  /// Counts one event; events come in the order of the log.
  public mutating func take(_ event: Event) throws {
    switch event.body {
    case .conversationOpened(let conversation):
      conversations[conversation.id] = ConversationFacts(
        id: conversation.id, taxpayer: conversation.taxpayer.id, openedAt: conversation.openedAt)
      last[conversation.taxpayer.id] = conversation.id
    case .seatChanged(let seat): try take(seat, at: event.at)
    case .promiseChanged(let change): try take(change, at: event.at)
    case .appointmentChanged(let change): try take(change, at: event.at)
    case .queued, .accepted, .takenOver, .messagePosted, .held, .ended, .wrappedUp, .rated, .offerEnded, .articleVoted:
      try follow(event)
    default: break
    }
  }

  private mutating func follow(_ event: Event) throws {
    guard let id = event.body.conversation, try know(id) else { return }
    let was = conversations[id]?.owner ?? ""
    conversations[id]?.apply(event.body, at: event.at, terms)
    let owner = conversations[id]?.owner ?? ""
    guard owner != was else { return }
    if !was.rawValue.isEmpty { try load(was, by: -1, at: event.at) }
    if !owner.rawValue.isEmpty { try load(owner, by: 1, at: event.at) }
  }

  /// Whether the log told of that conversation before.
  private mutating func know(_ id: ConversationID) throws -> Bool {
    if conversations[id] != nil { return true }
    guard let facts = try source.conversationFacts(id) else { return false }
    conversations[id] = facts
    kept[id] = facts
    before += facts.cells(on: terms.clock)
    return true
  }

  private mutating func load(_ agent: AgentID, by change: Int, at moment: Timestamp) throws {
    try count(agent, to: moment)
    let load = seats[agent]?.load ?? 0
    seats[agent]?.load = max(0, load + change)
  }

  private mutating func take(_ seat: Seat, at moment: Timestamp) throws {
    try count(seat.agent.id, to: moment)
    if let ended = seats[seat.agent.id]?.take(seat, at: moment) { stretches.append(ended) }
  }

  private mutating func count(_ agent: AgentID, to moment: Timestamp) throws {
    var clock = try seats[agent] ?? source.seatClock(agent) ?? SeatClock(agent: agent, at: moment)
    clock.count(to: moment, on: terms.clock, into: &time)
    seats[agent] = clock
  }

  private mutating func take(_ change: PromiseChange, at moment: Timestamp) throws {
    let name = change.kind.rawValue + "/" + change.subject
    if promises[name] == nil {
      if let kept = try source.promiseHistory(change.kind, change.subject) {
        promises[name] = kept
        before += kept.cells(on: terms.clock)
      } else {
        promises[name] = PromiseHistory(change, at: moment)
      }
    }
    promises[name]?.apply(change, at: moment)
    guard change.entry.kind == .opened, change.entry.side == .taxpayer, let message = change.message else { return }
    try flow(message.taxpayer.id, .message, at: moment)
  }

  private mutating func take(_ change: AppointmentChange, at moment: Timestamp) throws {
    let id = change.appointment.id
    if appointments[id] == nil {
      if let kept = try source.appointmentHistory(id) {
        appointments[id] = kept
        before += kept.cells(on: terms.clock)
      } else {
        appointments[id] = AppointmentHistory(change.appointment)
      }
    }
    appointments[id]?.apply(change, at: moment)
    if change.step == .booked { try flow(change.appointment.taxpayer.id, .appointment, at: moment) }
  }

  /// Somebody who waited, or just left the queue, went another way.
  private mutating func flow(_ taxpayer: TaxpayerID, _ outcome: ConversationFacts.Wait.Outcome, at moment: Timestamp)
    throws
  {
    guard let id = try last[taxpayer] ?? source.lastFacts(of: taxpayer)?.id, try know(id) else { return }
    _ = conversations[id]?.flow(outcome, at: moment)
  }
}
