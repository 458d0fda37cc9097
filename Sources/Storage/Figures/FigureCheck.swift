import Desk

/// Counts an office's log anew and compares: facts, seats' time and sums must be what the log says, up to where it has been counted. It is counted in
/// stretches, and what they led to compared row by row, so that a large office needs little memory.
struct FigureCheck {
  /// Events in a stretch.
  static let stretch = 20_000

  /// How many places there are and what they are, whatever their order.
  private struct Places: Equatable {
    var count = 0
    var sum = 0

    mutating func add(_ place: String) {
      count += 1
      sum &+= place.hashValue
    }
  }

  private let facts: CountedFacts
  private let head: EventPosition?
  private let stretch: Int
  private var ledger: FiguresLedger<CountedFacts>
  private var time = FigureCells()
  private var taken = 0

  /// A check of what one reader sees.
  init(_ reader: any OfficeReader, stretch: Int = FigureCheck.stretch) throws {
    self.stretch = stretch
    head = try reader.figuresHead()
    facts = try CountedFacts()
    ledger = FiguresLedger(facts, terms: FigureTerms(try reader.office()))
  }

  /// Takes the events of the log in order.
  mutating func take(_ event: Event) throws {
    guard let head, event.position <= head else { return }
    try ledger.take(event)
    taken += 1
    if taken == stretch { try putAside() }
  }

  private mutating func putAside() throws {
    time += ledger.time
    try facts.keep(ledger)
    ledger = FiguresLedger(facts, terms: ledger.terms)
    taken = 0
  }

  /// Compares with what is kept, and tells what differs.
  mutating func compare(_ reader: any OfficeReader, _ tell: (String, Localised) -> Void) throws {
    try putAside()
    var cells = time
    try compareConversations(reader, &cells, tell)
    if try !isSame(reader, &cells) {
      tell("facts", Localised("留言或工单的统计与日志不符", "facts of promises are not what the log says"))
    }
    var appointments = 0
    var differ = 0
    try reader.eachFact("appointment") { document in
      let kept = try Document.value(AppointmentHistory.self, document)
      appointments += 1
      cells += kept.cells(on: ledger.terms.clock)
      if try facts.appointmentHistory(kept.id) != kept { differ += 1 }
    }
    if try differ > 0 || appointments != facts.count(.appointment) {
      tell("facts", Localised("预约的统计与日志不符", "facts of appointments are not what the log says"))
    }
    let clocks = Dictionary(uniqueKeysWithValues: try reader.seatClocks().map { ($0.state.agent, $0) })
    if clocks != facts.clocks { tell("seat_clocks", Localised("坐席时间与日志不符", "seats' time is not what the log says")) }
    for slice in FigureCell.Slice.allCases where slice != .recent {
      let kept = try reader.cells(of: slice).filter { !$0.value.isZero }
      let counted = cells.tallies.filter { $0.key.slice == slice && !$0.value.isZero }
      if kept != counted {
        tell(
          "tallies", Localised("汇总 \(slice.rawValue) 与日志不符", "the sums by \(slice.rawValue) are not what the log says"))
      }
    }
  }

  private func compareConversations(
    _ reader: any OfficeReader, _ cells: inout FigureCells, _ tell: (String, Localised) -> Void
  ) throws {
    var conversations = 0
    var (wanted, found) = (Places(), Places())
    try reader.eachFact("conversation") { document in
      let kept = try Document.value(ConversationFacts.self, document)
      conversations += 1
      cells += kept.cells(on: ledger.terms.clock)
      for place in FactPlace.all(of: kept) {
        wanted.add("\(place.kind.rawValue)/\(place.name)/\(kept.id)/\(kept.arrivedAt.milliseconds)")
      }
      guard let counted = try facts.conversationFacts(kept.id), Self.unjudged(counted) == Self.unjudged(kept) else {
        return tell(kept.id.rawValue, Localised("统计事实与日志不符", "its facts are not what the log says"))
      }
    }
    try reader.eachFactPlace { found.add($0) }
    if found != wanted {
      tell("fact_places", Localised("会话按坐席、技能组的索引与日志不符", "where conversations are found is not what the log says"))
    }
    if try conversations != facts.count(.conversation) {
      tell("facts", Localised("会话统计数量与日志不符", "the facts are not of the log's conversations"))
    }
  }

  /// Whether the facts of messages and tickets are those of the log.
  private func isSame(_ reader: any OfficeReader, _ cells: inout FigureCells) throws -> Bool {
    var isSame = true
    for kind in PromiseKind.allCases {
      var count = 0
      try reader.eachFact(kind.rawValue) { document in
        let kept = try Document.value(PromiseHistory.self, document)
        count += 1
        cells += kept.cells(on: ledger.terms.clock)
        if try facts.promiseHistory(kind, kept.id) != kept { isSame = false }
      }
      if try count != facts.count(FactRow.Kind(kind)) { isSame = false }
    }
    return isSame
  }

  /// Without what the terms of another time decided.
  private static func unjudged(_ facts: ConversationFacts) -> ConversationFacts {
    var facts = facts
    for place in facts.waits.indices {
      facts.waits[place].isInTarget = false
      facts.waits[place].isShort = false
    }
    return facts
  }
}
