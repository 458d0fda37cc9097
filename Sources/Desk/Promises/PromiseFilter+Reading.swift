// Reading a filter from a line of text.

extension PromiseFilter {
  /// What names in a line stand for.
  public struct Context: Sendable {
    /// The office's groups and types.
    public var catalogue: Catalogue
    /// Who asks.
    public var me: AgentID
    /// When.
    public var now: Timestamp
    /// The office's calendar: where its days begin.
    public var calendar: WorkingCalendar

    /// A context from its parts.
    public init(catalogue: Catalogue, me: AgentID, now: Timestamp, calendar: WorkingCalendar) {
      self.catalogue = catalogue
      self.me = me
      self.now = now
      self.calendar = calendar
    }
  }

  /// Why a line could not be read: the word, and what may stand there.
  public struct Mistake: Error, Hashable, Sendable {
    /// What to do.
    public var text: Localised
  }

  /// Longest line, in characters.
  public static let longestLine = 400

  /// Reads a line; words that name nothing are searched for.
  public init(_ line: String, _ context: Context) throws(Mistake) {
    self.init()
    var searched: [Substring] = []
    var isSorted = false
    for word in line.prefix(Self.longestLine).split(whereSeparator: \.isWhitespace) {
      guard let place = word.firstIndex(where: { ":<>".contains($0) }), place > word.startIndex else {
        searched.append(word)
        continue
      }
      let key = word[..<place].lowercased()
      var rest = word[word.index(after: place)...]
      var sign = String(word[place])
      if sign != ":", rest.first == "=" {
        sign += "="
        rest = rest.dropFirst()
      }
      isSorted = isSorted || ["sort", "排序"].contains(key)
      guard try read(key, sign, String(rest), context) else {
        searched.append(word)
        continue
      }
    }
    words = searched.joined(separator: " ")
    // What somebody has brought so far is read from its end, unless another order is asked for.
    if taxpayer != nil, !isSorted { order = .created }
  }

  private mutating func read(_ key: String, _ sign: String, _ value: String, _ context: Context) throws(Mistake) -> Bool
  {
    switch key {
    case "state", "状态":
      switch value {
      case "all", "全部": includesEnded = true
      case "open", "待办": states = nil
      default:
        let known = Self.states.filter { $0.name.chinese == value || $0.name.english == value || $0.code == value }
        guard let code = known.first?.code else { throw Self.mistake(key, value, Self.states.map(\.code) + ["all"]) }
        states = (states ?? []).union([code])
      }
    case "group", "组":
      let groups = context.catalogue.groups
      let found =
        groups.first { $0.id.rawValue == value }
        ?? groups.first { $0.name.chinese.contains(value) || $0.name.english.lowercased().contains(value.lowercased()) }
      guard let found, !value.isEmpty else { throw Self.mistake(key, value, groups.map(\.id.rawValue)) }
      group = found.id
    case "who", "assignee", "谁":
      owner = Self.isMe(value) ? .agent(context.me) : ["none", "无"].contains(value) ? .nobody : .agent(AgentID(value))
    case "of", "纳税人": taxpayer = TaxpayerID(value)
    case "watch", "关注": watcher = Self.isMe(value) ? context.me : AgentID(value)
    case "prio", "优先":
      let found = PromisePriority.allCases.first { $0.rawValue == value || $0.name.chinese == value }
      guard let found else { throw Self.mistake(key, value, PromisePriority.allCases.map(\.rawValue)) }
      priority = found
      priorityIsLeast = sign == ">=" || sign == ">"
      if sign == ">" { priority = found.raised }
    case "type", "类型":
      let types = context.catalogue.ticketTypesOffered
      let found = types.first { $0.code == value || $0.name.chinese == value || $0.name.english == value }
      guard let found else { throw Self.mistake(key, value, types.map(\.code)) }
      type = found.code
    case "due", "到期":
      guard let moment = Self.moment(value, context) else {
        throw Self.mistake(key, value, ["30m", "4h", "2d", "1w", "now", "today", "2026-12-01"])
      }
      if sign.hasPrefix(">") { dueFrom = moment } else { dueBefore = moment }
    case "sort", "排序":
      guard let order = Order(rawValue: value) else { throw Self.mistake(key, value, Order.allCases.map(\.rawValue)) }
      self.order = order
    default: return false
    }
    return true
  }

  private static func isMe(_ value: String) -> Bool { value == "me" || value == "我" }

  /// `open` stands for everything that is open; a message or ticket that nobody has begun is `new`.
  private static let states: [(code: String, name: Localised)] =
    Ticket.State.allCases.map { ($0.rawValue, $0.name) }
    + OfflineMessage.State.allCases.filter { $0 != .open && $0 != .closed }.map { ($0.rawValue, $0.name) }

  private static func moment(_ value: String, _ context: Context) -> Timestamp? {
    if value == "now" || value == "现在" { return context.now }
    let today = context.calendar.day(at: context.now)
    if value == "today" || value == "今天" {
      return context.calendar.moment(CivilDate(dayNumber: today.dayNumber + 1), 0)
    }
    if let day = CivilDate(value) { return context.calendar.moment(day, 0) }
    guard let unit = value.last, let number = Int(value.dropLast()), (0...10_000).contains(number) else { return nil }
    let seconds: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800, "分": 60, "时": 3_600, "天": 86_400]
    return seconds[unit].map { context.now.advanced(seconds: $0 * number) }
  }

  private static func mistake(_ key: String, _ value: String, _ known: [String]) -> Mistake {
    Mistake(
      text: Localised(
        "“\(key)”后不能写“\(value.prefix(40))”，可写：\(known.joined(separator: "、"))",
        "`\(value.prefix(40))` cannot stand after `\(key)`; write one of: \(known.joined(separator: ", "))"))
  }
}
