/// One queue's staffing: what comes, what it comes to now, and with one seat more or fewer. A seat moved from one group to another is one seat fewer
/// there and one more here.
public struct QueueStaffing: Hashable, Codable, Sendable {
  /// Whose queue.
  public var group: SkillGroupID
  /// What it is called.
  public var name: Localised
  /// People who came in the last hour.
  public var arrivalsPerHour: Double
  /// Seconds one of them takes a slot, today; `nil` before anything was handled.
  public var handleSeconds: Double?
  /// Seconds waited today in all ÷ those who left; `nil` if nobody did, and then nobody is taken to leave.
  public var patienceSeconds: Double?
  /// Ready and busy seats that serve the group, with a console.
  public var seats: Int
  /// Conversations they may have at once, shared with the other groups they serve in the order of their arrivals.
  public var slots: Int
  /// Slots a seat has on the average.
  public var concurrency: Double
  /// With the seats as they are; `nil` when not computable, as when the queue would grow for ever.
  public var now: StaffingOutlook?
  /// With one seat more.
  public var oneMore: StaffingOutlook?
  /// With one seat fewer.
  public var oneFewer: StaffingOutlook?
  /// The fewest seats that reach 80 % within the target; `nil` when not computable.
  public var seatsForTarget: Int?
  /// When the group closes today; `nil` when it is closed already, or does not close today.
  public var closesAt: Timestamp?
  /// What is left of the day comes to; `nil` where the queue does not close any more today.
  public var untilClosing: ClosingForecast?
  /// Who waits and will probably not be reached by then, in the order of the queue.
  public var unreached: [ConversationID]

  /// Everything it follows from.
  public struct Basis: Hashable, Sendable {
    /// People who came in the last hour.
    public var arrivalsPerHour: Double
    /// Today so far.
    public var today: Tally
    /// Seats that serve the group.
    public var seats: Int
    /// Slots of theirs.
    public var slots: Int
    /// Who waits, in the order of the queue.
    public var waiting: [ConversationID]
    /// Talks of the group that go on.
    public var talking: Int
    /// When the group closes.
    public var closesAt: Timestamp?
    /// Seconds it works until then.
    public var workSeconds: Int

    /// A basis from its parts.
    public init(
      arrivalsPerHour: Double, today: Tally, seats: Int, slots: Int, waiting: [ConversationID] = [], talking: Int = 0,
      closesAt: Timestamp? = nil, workSeconds: Int = 0
    ) {
      self.arrivalsPerHour = arrivalsPerHour
      self.today = today
      self.seats = seats
      self.slots = slots
      self.waiting = waiting
      self.talking = talking
      self.closesAt = closesAt
      self.workSeconds = workSeconds
    }
  }

  /// Works everything out.
  public init(group: SkillGroupID, name: Localised, basis: Basis, targetSeconds: Int) {
    self.group = group
    self.name = name
    arrivalsPerHour = basis.arrivalsPerHour
    handleSeconds = Metric.averageHandle.value(basis.today)
    let waited = basis.today[.waited] + basis.today[.abandonWaited]
    let gone = basis.today[.abandoned]
    patienceSeconds = gone > 0 && waited > 0 ? Double(waited) / 1000 / Double(gone) : nil
    seats = basis.seats
    slots = basis.slots
    concurrency = basis.seats > 0 ? Double(basis.slots) / Double(basis.seats) : 1
    closesAt = basis.closesAt
    unreached = []
    let step = max(1, Int(concurrency.rounded()))
    unreached = late(basis, slots)
    let (more, fewer) = (slots + step, max(0, slots - step))
    func look(_ slots: Int) -> StaffingOutlook? {
      var found = outlook(slots, targetSeconds)
      if closesAt != nil { found?.unreached = late(basis, slots).count }
      return found
    }
    now = look(slots)
    oneMore = look(more)
    oneFewer = seats > 0 ? look(fewer) : nil
    if closesAt != nil {
      func rest(_ slots: Int) -> ClosingOutlook? {
        arrivalsPerHour > 0
          ? queue(slots)?.outlook(
            targetSeconds: targetSeconds, forSeconds: Double(basis.workSeconds),
            present: basis.waiting.count + min(basis.talking, slots)) : nil
      }
      var forecast = ClosingForecast(workSeconds: basis.workSeconds)
      forecast.now = rest(slots)
      forecast.oneMore = rest(more)
      forecast.oneFewer = seats > 0 ? rest(fewer) : nil
      untilClosing = forecast
    }
    seatsForTarget = fewestSeats(step, targetSeconds)
  }

  private func queue(_ slots: Int) -> ErlangA? {
    handleSeconds.flatMap {
      ErlangA(
        arrivalsPerHour: max(arrivalsPerHour, 1e-3), handleSeconds: $0, patienceSeconds: patienceSeconds, servers: slots
      )
    }
  }

  private func outlook(_ slots: Int, _ targetSeconds: Int) -> StaffingOutlook? {
    arrivalsPerHour > 0 ? queue(slots)?.outlook(targetSeconds: targetSeconds) : nil
  }

  /// More seats never do worse, so that the fewest are found by halving.
  private func fewestSeats(_ step: Int, _ targetSeconds: Int) -> Int? {
    func suffice(_ seats: Int) -> Bool { (outlook(seats * step, targetSeconds)?.serviceLevel ?? 0) >= 0.8 }
    var (few, enough) = (0, 200)
    guard suffice(enough) else { return nil }
    while enough - few > 1 {
      let middle = (few + enough) / 2
      if suffice(middle) { enough = middle } else { few = middle }
    }
    return enough
  }

  /// Those whose chance to be reached before closing is below one half, if they stay.
  private func late(_ basis: Basis, _ slots: Int) -> [ConversationID] {
    guard basis.closesAt != nil, !basis.waiting.isEmpty else { return [] }
    guard slots > 0 else { return basis.waiting }
    guard let queue = queue(slots) else { return [] }
    let waits = queue.medianWaits(ahead: basis.waiting.count)
    return zip(basis.waiting, waits).filter { $1 > Double(basis.workSeconds) }.map(\.0)
  }
}

/// Staffing of every queue.
public struct StaffingForecast: Hashable, Codable, Sendable {
  /// When it was drawn up.
  public var at: Timestamp
  /// Served within so many seconds is in target.
  public var targetSeconds: Int
  /// One per skill group, in the office's order.
  public var queues: [QueueStaffing]

  /// A forecast from its parts.
  public init(at: Timestamp, targetSeconds: Int, queues: [QueueStaffing]) {
    self.at = at
    self.targetSeconds = targetSeconds
    self.queues = queues
  }
}
