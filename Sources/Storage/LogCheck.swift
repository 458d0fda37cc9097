import Desk

/// Proves an office's rows against its log: what the log says happened is what the rows say is so.
public struct LogCheck: Sendable {
  /// Something that does not agree.
  public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// What it is about, such as a conversation's id.
    public var subject: String
    /// What does not agree.
    public var words: Localised

    /// In English, for logs.
    public var description: String { subject + ": " + words.english }
  }

  /// What a check came to.
  public struct Outcome: Hashable, Sendable {
    /// Events read.
    public var events = 0
    /// Conversations compared.
    public var conversations = 0
    /// Messages compared.
    public var messages = 0
    /// Messages left and tickets compared.
    public var promises = 0
    /// Appointments compared.
    public var appointments = 0
    /// What does not agree, at most ``LogCheck/most``.
    public var findings: [Finding] = []
    /// What does not agree of what was counted for figures, at most ``LogCheck/most``: it follows from the log and can be counted anew.
    public var figures: [Finding] = []
  }

  /// More findings than this are not listed.
  public static let most = 100
  static let step = 2_000

  private var outcome = Outcome()
  private var conversations: LoggedConversations
  private var seats: [AgentID: Seat] = [:]
  private var promises = LoggedPromises()

  private init(whole: Int) { conversations = LoggedConversations(most: whole) }

  /// Reads the whole log and compares. All from one consistent view, so that it may be done while backends work, and in little memory: rows are read
  /// one by one.
  ///
  /// What is counted for figures follows from the log and can be counted anew: a copy is whole without it (`withFigures: false`).
  public static func run(on reader: any OfficeReader, withFigures: Bool = true) throws -> Outcome {
    try run(on: reader, withFigures: withFigures, whole: LoggedConversations.most)
  }

  /// The same with so many conversations that are over kept whole in memory, and so many events counted at once.
  static func run(
    on reader: any OfficeReader, withFigures: Bool, whole: Int, stretch: Int = FigureCheck.stretch
  ) throws -> Outcome {
    var check = LogCheck(whole: whole)
    try reader.takeTime()
    var figures =
      withFigures ? try check.reading("office", quietly: true) { try FigureCheck(reader, stretch: stretch) } : nil
    try check.part("content") { try $0.readContent(reader) }
    try check.part("log") { try $0.follow(reader, &figures) }
    try check.part("conversations") { try $0.compare(reader) }
    try check.part("promises") { try $0.comparePromises(reader) }
    try check.part("appointments") { try $0.compareAppointments(reader) }
    let told: (String, Localised) -> Void = { subject, words in
      if check.outcome.figures.count < most { check.outcome.figures.append(Finding(subject: subject, words: words)) }
    }
    do {
      try figures?.compare(reader, told)
    } catch let error where isDamage(error) {
      told("figures", unreadable)
    }
    return check.outcome
  }

  private mutating func follow(_ reader: any OfficeReader, _ figures: inout FigureCheck?) throws {
    let head = try reader.head()
    var counted = figures
    let position = try walk(reader, to: head) { check, events, position, isWhole in
      var place = position
      var posted: [ConversationID: [Message]] = [:]
      for event in events {
        if isWhole, event.position.sequence != place.sequence + 1 {
          check.note("\(place)", Localised("日志在此之后有缺口", "the log has a gap after this"))
        }
        place = event.position
        check.take(event, &posted)
        try counted?.take(event)
      }
      for (id, messages) in posted { try check.compare(messages, of: id, reader) }
      check.outcome.events += events.count
    }
    figures = counted
    if position != head { note("\(head)", Localised("日志尾部与记录不符", "the log ends elsewhere than its head says")) }
    guard !conversations.late.isEmpty else { return }
    try walk(reader, to: head, quietly: true) { check, events, _, _ in
      for event in events { check.conversations.takeAgain(event) }
    }
  }

  /// Goes through the log in steps; tells where it ends. What cannot be read is left out.
  @discardableResult
  private mutating func walk(
    _ reader: any OfficeReader, to head: EventPosition, quietly: Bool = false,
    _ step: (inout LogCheck, [Event], _ after: EventPosition, _ isWhole: Bool) throws -> Void
  ) throws -> EventPosition {
    var position = EventPosition(epoch: head.epoch, sequence: 0)
    while true {
      let start = position
      let read = try reading("\(position)", quietly: true) { try reader.events(after: position, limit: Self.step) }
      let events = try read ?? readableEvents(after: start, in: reader, quietly: quietly)
      try step(&self, events, start, read != nil)
      if let last = events.last { position = last.position }
      if read == nil {
        // Those that cannot be read have been told: the log goes on behind them.
        position.sequence = min(head.sequence, start.sequence + Int64(Self.step))
      }
      guard read == nil ? position < head : events.count == Self.step else { return position }
    }
  }

  private mutating func take(_ event: Event, _ posted: inout [ConversationID: [Message]]) {
    switch event.body {
    case .seatChanged(let seat): seats[seat.agent.id] = seat
    case .promiseChanged(let change):
      if !promises.take(change) {
        note(
          change.kind.rawValue + "/" + change.subject,
          Localised("记录编号不连续", "the entries are not numbered without a gap"))
      }
    case .appointmentChanged(let change): promises.take(change.appointment)
    case .messagePosted(let message): posted[message.conversation, default: []].append(message)
    default: break
    }
    conversations.take(event)
  }

  private mutating func comparePromises(_ reader: any OfficeReader) throws {
    for kind in PromiseKind.allCases {
      try eachName(of: .promises(kind), reader) { check, id in
        let name = PromiseName(kind: kind, subject: id)
        guard let promise = check.promises.settle(name) else {
          return check.note("\(name)", Localised("日志中没有此项", "the log knows no such message or ticket"))
        }
        try check.compare(promise, name, reader)
      }
    }
    for (name, promise) in promises.promises.sorted(by: { $0.key < $1.key }) { try compare(promise, name, reader) }
  }

  private mutating func compare(
    _ promise: LoggedPromises.Promise, _ name: PromiseName, _ reader: any OfficeReader
  ) throws {
    outcome.promises += 1
    let isSame = try reading("\(name)") {
      let kept =
        switch name.kind {
        case .ticket: try reader.ticket(TicketID(name.subject))?.hashValue
        case .message: try reader.offlineMessage(OfflineMessageID(name.subject))?.hashValue
        }
      return kept == promise.digest
    }
    if isSame == false { note("\(name)", Localised("内容与日志不符", "it is not what the log says")) }
    let last = try reading("\(name)") {
      try reader.entries(of: name.kind, name.subject, before: nil, limit: 1).last
    }
    if let last, last?.hashValue != promise.entry {
      note("\(name)", Localised("最后记录与日志不符", "its last entry is not that of the log"))
    }
  }

  /// Appointments, and the places they hold: what is counted when the next one books must be what the appointments say.
  private mutating func compareAppointments(_ reader: any OfficeReader) throws {
    let differs = Localised("预约与日志不符", "the appointment is not what the log says")
    try eachName(of: .appointments, reader) { check, name in
      let id = AppointmentID(name)
      check.outcome.appointments += 1
      let kept = try check.reading(name) { try reader.appointment(id) }
      if let kept, !check.promises.settle(id, as: kept) { check.note(name, differs) }
      if kept == nil { _ = check.promises.settle(id, as: nil) }
    }
    for id in promises.leftAppointments {
      outcome.appointments += 1
      note(id.rawValue, differs)
    }
    let (start, end) = (Timestamp(milliseconds: 0), Timestamp(milliseconds: .max / 2))
    for (rule, places) in promises.held {
      let taken = try reading(rule) { try reader.placesTaken(of: rule, from: start, to: end) }
      if let taken, taken != places {
        note(rule, Localised("已占名额与预约不符", "the places taken are not those of the appointments"))
      }
    }
  }

  private mutating func compare(_ messages: [Message], of id: ConversationID, _ reader: any OfficeReader) throws {
    guard let first = messages.first, let last = messages.last else { return }
    if first.number != conversations[numbered: id] + 1 || last.number != first.number + messages.count - 1 {
      note(id.rawValue, Localised("消息编号不连续", "the messages are not numbered without a gap"))
    }
    conversations[numbered: id] = last.number
    let kept = try reading(id.rawValue, quietly: true) {
      try reader.messages(of: id, before: last.number + 1, limit: messages.count)
    }
    outcome.messages += messages.count
    guard let kept else {
      for message in messages {
        _ = try reading("\(id) \(message.number)") { try reader.messages(of: id, before: message.number + 1, limit: 1) }
      }
      return
    }
    let names = try reading(id.rawValue) { try reader.messageIDs(of: id, from: first.number, to: last.number) }
    if let names, kept != messages || names != messages.map(\.id) {
      note(id.rawValue, Localised("消息与日志不符", "the messages are not those of the log"))
    }
  }

  private mutating func compare(_ reader: any OfficeReader) throws {
    try eachName(of: .conversations, reader) { check, name in
      let id = ConversationID(name)
      guard check.conversations.isKnown(id) else {
        return check.note(name, Localised("日志中没有此会话", "the log knows no such conversation"))
      }
      try check.compare(id, reader)
    }
    for id in conversations.left { try compare(id, reader) }
    guard let found = try reading("seats", { try reader.seats() }) else { return }
    let kept = Dictionary(uniqueKeysWithValues: found.map { ($0.agent.id, $0) })
    for agent in Set(kept.keys).union(seats.keys).sorted() where kept[agent] != seats[agent] {
      note(agent.rawValue, Localised("坐席状态与日志不符", "the seat is not what the log says"))
    }
  }

  private mutating func compare(_ id: ConversationID, _ reader: any OfficeReader) throws {
    outcome.conversations += 1
    let kept = try reading(id.rawValue) { try reader.conversation(id) }
    if let kept {
      if !conversations.agrees(id, with: kept) {
        note(id.rawValue, Localised("会话与日志不符", "the conversation is not what the log says"))
      } else if let kept, try reading(id.rawValue, { try reader.isFound(kept) }) == false {
        note(id.rawValue, Localised("按其内容找不到此会话的行", "its row is not found by what the conversation says"))
      }
    }
    let next = conversations[numbered: id] + 1
    let more = try reading(id.rawValue) { try reader.messageIDs(of: id, from: next, to: .max) }
    if let more, !more.isEmpty {
      note(id.rawValue, Localised("有日志之外的消息", "there are messages that are not in the log"))
    }
    conversations.forget(id)
  }

  /// Every row's name, in order. Where they cannot all be read, that is told.
  private mutating func eachName(
    of rows: CheckedRows, _ reader: any OfficeReader, _ body: (inout LogCheck, String) throws -> Void
  ) throws {
    var last = ""
    while true {
      let names = try reading(rows.name) { try reader.names(of: rows, after: last, limit: Self.step) } ?? []
      for name in names { try body(&self, name) }
      guard names.count == Self.step, let end = names.last else { return }
      last = end
    }
  }

  mutating func note(_ subject: String, _ words: Localised) {
    if outcome.findings.count < Self.most { outcome.findings.append(Finding(subject: subject, words: words)) }
  }
}
