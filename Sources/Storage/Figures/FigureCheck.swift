import Desk

/// Counts an office's log anew and compares: facts, seats' time and sums must be what the log says, up to where it has been counted.
struct FigureCheck {
  /// Facts that nobody kept.
  private struct Nothing: FactSource {
    func conversationFacts(_ id: ConversationID) -> ConversationFacts? { nil }
    func lastFacts(of taxpayer: TaxpayerID) -> ConversationFacts? { nil }
    func promiseHistory(_ kind: PromiseKind, _ id: String) -> PromiseHistory? { nil }
    func appointmentHistory(_ id: AppointmentID) -> AppointmentHistory? { nil }
    func seatClock(_ agent: AgentID) -> SeatClock? { nil }
  }

  private var ledger: FiguresLedger<Nothing>
  private let head: EventPosition?

  /// A check of what one reader sees.
  init(_ reader: any OfficeReader) throws {
    head = try reader.figuresHead()
    ledger = FiguresLedger(Nothing(), terms: FigureTerms(try reader.office()))
  }

  /// Takes the events of the log in order.
  mutating func take(_ event: Event) throws {
    if let head, event.position <= head { try ledger.take(event) }
  }

  /// Compares with what is kept, and tells what differs.
  func compare(_ reader: any OfficeReader, _ tell: (String, Localised) -> Void) throws {
    let conversations = try documents(ConversationFacts.self, "conversation", reader)
    var cells = ledger.time
    for kept in conversations {
      cells += kept.cells(on: ledger.terms.clock)
      guard let counted = ledger.conversations[kept.id], Self.unjudged(counted) == Self.unjudged(kept) else {
        tell(kept.id.rawValue, Localised("统计事实与日志不符", "its facts are not what the log says"))
        continue
      }
    }
    let places = conversations.flatMap { facts in
      FactPlace.all(of: facts).map { "\($0.kind.rawValue)/\($0.name)/\(facts.id)/\(facts.arrivedAt.milliseconds)" }
    }
    if Set(places) != (try reader.factPlaces()) {
      tell("fact_places", Localised("会话按坐席、技能组的索引与日志不符", "where conversations are found is not what the log says"))
    }
    if conversations.count != ledger.conversations.count {
      tell("facts", Localised("会话统计数量与日志不符", "the facts are not of the log's conversations"))
    }
    var promises: [String: PromiseHistory] = [:]
    for kind in PromiseKind.allCases {
      for kept in try documents(PromiseHistory.self, kind.rawValue, reader) {
        promises[kind.rawValue + "/" + kept.id] = kept
        cells += kept.cells(on: ledger.terms.clock)
      }
    }
    if promises != ledger.promises {
      tell("facts", Localised("留言或工单的统计与日志不符", "facts of promises are not what the log says"))
    }
    let appointments = try documents(AppointmentHistory.self, "appointment", reader)
    for kept in appointments { cells += kept.cells(on: ledger.terms.clock) }
    if Dictionary(uniqueKeysWithValues: appointments.map { ($0.id, $0) }) != ledger.appointments {
      tell("facts", Localised("预约的统计与日志不符", "facts of appointments are not what the log says"))
    }
    let clocks = Dictionary(uniqueKeysWithValues: try reader.seatClocks().map { ($0.state.agent, $0) })
    if clocks != ledger.seats { tell("seat_clocks", Localised("坐席时间与日志不符", "seats' time is not what the log says")) }
    for slice in FigureCell.Slice.allCases where slice != .recent {
      let kept = try reader.cells(of: slice).filter { !$0.value.isZero }
      let counted = cells.tallies.filter { $0.key.slice == slice && !$0.value.isZero }
      if kept != counted {
        tell(
          "tallies", Localised("汇总 \(slice.rawValue) 与日志不符", "the sums by \(slice.rawValue) are not what the log says"))
      }
    }
  }

  private func documents<Value: Decodable>(
    _ type: Value.Type, _ kind: String, _ reader: any OfficeReader
  ) throws -> [Value] {
    try reader.factDocuments(kind).map { try Document.value(type, $0) }
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
