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
  private var conversations: [ConversationID: Conversation] = [:]
  private var counts: [ConversationID: Int] = [:]
  private var seats: [AgentID: Seat] = [:]
  private var promises: [String: PromiseChange] = [:]
  private var appointments: [AppointmentID: Appointment] = [:]

  /// Reads the whole log and compares. All from one consistent view, so that it may be done while backends work.
  ///
  /// What is counted for figures follows from the log and can be counted anew: a copy is whole without it (`withFigures: false`).
  public static func run(on reader: any OfficeReader, withFigures: Bool = true) throws -> Outcome {
    var check = LogCheck()
    var figures = withFigures ? try check.reading("office", quietly: true) { try FigureCheck(reader) } : nil
    try check.readContent(reader)
    try check.follow(reader, &figures)
    try check.compare(reader)
    try check.comparePromises(reader)
    try check.compareAppointments(reader)
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
    var position = EventPosition(epoch: head.epoch, sequence: 0)
    while true {
      let start = position
      let read = try reading("\(position)", quietly: true) { try reader.events(after: position, limit: Self.step) }
      let events = try read ?? readableEvents(after: start, in: reader)
      var posted: [ConversationID: [Message]] = [:]
      for event in events {
        if read != nil, event.position.sequence != position.sequence + 1 {
          note("\(position)", Localised("日志在此之后有缺口", "the log has a gap after this"))
        }
        position = event.position
        take(event, &posted)
        try figures?.take(event)
      }
      for (id, messages) in posted { try compare(messages, of: id, reader) }
      outcome.events += events.count
      if read == nil {
        // Those that cannot be read have been told: the log goes on behind them.
        position.sequence = min(head.sequence, start.sequence + Int64(Self.step))
      }
      guard read == nil ? position < head : events.count == Self.step else { break }
    }
    if position != head { note("\(head)", Localised("日志尾部与记录不符", "the log ends elsewhere than its head says")) }
  }

  private mutating func take(_ event: Event, _ posted: inout [ConversationID: [Message]]) {
    switch event.body {
    case .conversationOpened(let conversation): conversations[conversation.id] = conversation
    case .seatChanged(let seat): seats[seat.agent.id] = seat
    case .promiseChanged(let change): take(change)
    case .appointmentChanged(let change): appointments[change.appointment.id] = change.appointment
    case .messagePosted(let message): posted[message.conversation, default: []].append(message)
    default: break
    }
    if let id = event.body.conversation { conversations[id]?.apply(event.body, at: event.at) }
  }

  private mutating func take(_ change: PromiseChange) {
    let name = change.kind.rawValue + "/" + change.subject
    if change.entry.number != (promises[name]?.entry.number ?? 0) + 1 {
      note(name, Localised("记录编号不连续", "the entries are not numbered without a gap"))
    }
    promises[name] = change
  }

  private mutating func comparePromises(_ reader: any OfficeReader) throws {
    for (name, change) in promises.sorted(by: { $0.key < $1.key }) {
      outcome.promises += 1
      let isSame = try reading(name) {
        try change.ticket.map { try reader.ticket($0.id) == $0 }
          ?? change.message.map { try reader.offlineMessage($0.id) == $0 } ?? false
      }
      if isSame == false { note(name, Localised("内容与日志不符", "it is not what the log says")) }
      let last = try reading(name) {
        try reader.entries(of: change.kind, change.subject, before: nil, limit: 1).last
      }
      if let last, last != change.entry { note(name, Localised("最后记录与日志不符", "its last entry is not that of the log")) }
    }
    let names = try reading("promises") { try reader.promiseNames() }
    for name in names ?? [] where promises[name] == nil {
      note(name, Localised("日志中没有此项", "the log knows no such message or ticket"))
    }
  }

  /// Appointments, and the places they hold: what is counted when the next one books must be what the appointments say.
  private mutating func compareAppointments(_ reader: any OfficeReader) throws {
    let (start, end) = (Timestamp(milliseconds: 0), Timestamp(milliseconds: .max / 2))
    let found = try reading("appointments") { try reader.appointments(from: start, to: end, limit: .max) }
    guard let found else { return }
    let kept = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    for id in Set(kept.keys).union(appointments.keys).sorted() {
      outcome.appointments += 1
      if kept[id] != appointments[id] {
        note(id.rawValue, Localised("预约与日志不符", "the appointment is not what the log says"))
      }
    }
    for (rule, held) in Dictionary(grouping: appointments.values.filter(\.holdsPlace), by: \.rule) {
      let places = Dictionary(grouping: held) { [$0.start, $0.end] }.map {
        HeldPlaces(start: $0.key[0], end: $0.key[1], count: $0.value.count)
      }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
      let taken = try reading(rule) { try reader.placesTaken(of: rule, from: start, to: end) }
      if let taken, taken != places {
        note(rule, Localised("已占名额与预约不符", "the places taken are not those of the appointments"))
      }
    }
  }

  private mutating func compare(_ messages: [Message], of id: ConversationID, _ reader: any OfficeReader) throws {
    guard let first = messages.first, let last = messages.last else { return }
    if first.number != counts[id, default: 0] + 1 || last.number != first.number + messages.count - 1 {
      note(id.rawValue, Localised("消息编号不连续", "the messages are not numbered without a gap"))
    }
    counts[id] = last.number
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
    for (id, conversation) in conversations.sorted(by: { $0.key < $1.key }) {
      outcome.conversations += 1
      let isSame = try reading(id.rawValue) { try reader.conversation(id) == conversation }
      if isSame == false { note(id.rawValue, Localised("会话与日志不符", "the conversation is not what the log says")) }
      if isSame == true, try reading(id.rawValue, { try reader.isFound(conversation) }) == false {
        note(id.rawValue, Localised("按其内容找不到此会话的行", "its row is not found by what the conversation says"))
      }
      let next = counts[id, default: 0] + 1
      let more = try reading(id.rawValue) { try reader.messageIDs(of: id, from: next, to: .max) }
      if let more, !more.isEmpty {
        note(id.rawValue, Localised("有日志之外的消息", "there are messages that are not in the log"))
      }
    }
    let all = try reading("conversations") { try reader.conversations(in: Conversation.Stage.allCases) }
    for extra in all ?? [] where conversations[extra.id] == nil {
      note(extra.id.rawValue, Localised("日志中没有此会话", "the log knows no such conversation"))
    }
    guard let found = try reading("seats", { try reader.seats() }) else { return }
    let kept = Dictionary(uniqueKeysWithValues: found.map { ($0.agent.id, $0) })
    for agent in Set(kept.keys).union(seats.keys).sorted() where kept[agent] != seats[agent] {
      note(agent.rawValue, Localised("坐席状态与日志不符", "the seat is not what the log says"))
    }
  }

  mutating func note(_ subject: String, _ words: Localised) {
    if outcome.findings.count < Self.most { outcome.findings.append(Finding(subject: subject, words: words)) }
  }
}
