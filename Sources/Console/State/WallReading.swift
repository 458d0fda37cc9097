import Desk

/// A seat as the wall shows it: its line in the digest and what the wall knows beside.
public struct WallSeatRow: Equatable, Sendable {
  /// The line.
  public var line: SeatLine
  /// The rest; `nil` before the wall was told.
  public var more: WallSeat?
}

/// A row of what is promised.
public struct WallPromise: Equatable, Sendable {
  /// What.
  public var name: Localised
  /// How many are open.
  public var open: Int
  /// How many are late.
  public var late: Int
  /// Whether there are more than can be counted.
  public var isMore: Bool
}

extension State {
  /// The queues in the office's order.
  public var wallQueues: [GroupFigures] { replica?.floor.groups ?? [] }

  /// The seats that the filter admits, in the order asked for.
  public func wallSeats(_ board: WallBoard) -> [WallSeatRow] {
    guard let replica else { return [] }
    let more = Dictionary(
      (replica.wall?.seats ?? []).map { ($0.agent, $0) }, uniquingKeysWith: { _, last in last })
    let words = board.filter.text.lowercased()
    let rows = replica.floor.seats.filter { words.isEmpty || admits($0, words) }
      .map { WallSeatRow(line: $0, more: more[$0.agent.id]) }
    switch board.order {
    case .name: return rows
    case .urgency:
      return rows.sorted { ($0.rank.0, $0.rank.1, $0.line.agent.name) < ($1.rank.0, $1.rank.1, $1.line.agent.name) }
    case .state:
      return rows.sorted {
        ($0.stateRank, $0.line.since.milliseconds, $0.line.agent.name)
          < ($1.stateRank, $1.line.since.milliseconds, $1.line.agent.name)
      }
    case .load:
      return rows.sorted {
        ($0.line.slots - $0.line.load, $0.line.agent.name) < ($1.line.slots - $1.line.load, $1.line.agent.name)
      }
    }
  }

  private func admits(_ line: SeatLine, _ words: String) -> Bool {
    let names = replica?.catalogue.groups.filter { line.groups.contains($0.id) }.map(\.name) ?? []
    let texts =
      [line.agent.name, line.agent.id.rawValue, line.presence.name.chinese, line.presence.name.english]
      + [breakName(line.reason)].compactMap(\.self).flatMap { [$0.chinese, $0.english] }
      + names.flatMap { [$0.chinese, $0.english] }
    return texts.contains { $0.lowercased().contains(words) }
  }

  /// What is promised, and how much of it is late.
  public var wallPromises: [WallPromise] {
    guard let replica else { return [] }
    let figures = replica.floor.promises
    let isMore = max(figures?.messages ?? 0, figures?.tickets ?? 0) >= PromiseFigures.most
    let now = clock.now ?? .init(milliseconds: 0)
    let open = replica.appointments.values.filter(\.isOpen)
    return [
      WallPromise(
        name: Localised("留言", "Messages"), open: figures?.messages ?? 0, late: figures?.lateMessages ?? 0,
        isMore: isMore),
      WallPromise(
        name: Localised("工单", "Tickets"), open: figures?.tickets ?? 0, late: figures?.lateTickets ?? 0, isMore: isMore),
      WallPromise(
        name: Localised("预约", "Appointments"), open: open.count, late: open.count { $0.start <= now }, isMore: false),
    ]
  }

  /// Announcements that stand.
  public var wallAnnouncements: [Announcement] {
    let now = clock.now ?? .init(milliseconds: 0)
    return replica?.announcements.filter { $0.until > now } ?? []
  }

  /// Announcements this seat's agent has still to read, the oldest first.
  public var unreadAnnouncements: [Announcement] {
    guard let replica, let now = clock.now else { return [] }
    return replica.announcements.filter { $0.isUnread(by: replica.me.agent, at: now) }.reversed()
  }

  /// Those an announcement is for who are signed in and have not read it.
  public func unread(_ announcement: Announcement) -> [AgentReference] {
    guard let replica else { return [] }
    let read = Set(announcement.readBy.map(\.agent.id))
    return replica.floor.seats.filter { line in
      !read.contains(line.agent.id) && line.agent.id != announcement.by.id
        && (announcement.group.map { line.groups.contains($0) } ?? true)
    }.map(\.agent)
  }

  /// The conversation the wall's acts are about: the one watched, else the marked one.
  public func wallTalk(_ board: WallBoard) -> ConversationLine? {
    if let detail = board.watch?.detail { return ConversationLine(detail.conversation) }
    guard board.watch == nil, board.pane == .talks, board.past == nil else { return nil }
    return board.lines?.lines.first { $0.id == board.talk }
  }

  /// Where the mark stands in the pane.
  public func wallRow(_ board: WallBoard) -> Int {
    switch board.pane {
    case .queues: wallQueues.firstIndex { $0.group == board.queue } ?? 0
    case .seats: wallSeats(board).firstIndex { $0.line.agent.id == board.seat } ?? 0
    case .talks:
      board.past.map(\.selected) ?? board.talks.firstIndex { $0.id == board.talk } ?? 0
    case .promises: min(board.promise, max(0, wallPromises.count - 1))
    case .heat: 0
    case .announcements: wallAnnouncements.firstIndex { $0.id == board.announcement } ?? 0
    case .alerts: min(board.alert, max(0, wallWatched(board).count - 1))
    case .blocks: board.blocks?.firstIndex { $0.taxpayer == board.block } ?? 0
    case .figures: wallFigureRows(board).firstIndex { $0.figure == board.figure } ?? 0
    }
  }

  /// How many rows the pane has.
  public func wallCount(_ board: WallBoard) -> Int {
    switch board.pane {
    case .queues: wallQueues.count
    case .seats: wallSeats(board).count
    case .talks: board.past.map { $0.facts?.count ?? 0 } ?? board.lines?.lines.count ?? 0
    case .promises: wallPromises.count
    case .heat: 0
    case .announcements: wallAnnouncements.count
    case .alerts: wallWatched(board).count
    case .blocks: board.blocks?.count ?? 0
    case .figures: wallFigureRows(board).count
    }
  }
}

extension WallBoard {
  /// The conversations that go on, in the order asked for.
  public var talks: [ConversationLine] {
    let told = lines?.lines ?? []
    func since(_ line: ConversationLine) -> Timestamp { line.waitsSince ?? line.since }
    switch talkOrder {
    case .urgency: return told
    case .time: return told.sorted { (since($0), $0.id) < (since($1), $1.id) }
    case .agent:
      let places = told.enumerated().sorted {
        (($0.element.agent?.name ?? "\u{10FFFF}"), $0.offset) < (($1.element.agent?.name ?? "\u{10FFFF}"), $1.offset)
      }
      return places.map(\.element)
    }
  }

  /// What the list that has the keys is sorted by; `nil` where nothing else can be chosen.
  public var orderName: Localised? {
    switch pane {
    case .seats: order.name
    case .talks: past.map(\.order.name) ?? talkOrder.name
    case .queues, .promises, .heat, .announcements, .alerts, .blocks, .figures: nil
    }
  }
}

extension WallBoard.SeatOrder {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .urgency: Localised("按急迫", "by urgency")
    case .name: Localised("按姓名", "by name")
    case .state: Localised("按状态", "by state")
    case .load: Localised("按空位", "by free slots")
    }
  }
}

extension WallBoard.TalkOrder {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .urgency: Localised("按急迫", "by urgency")
    case .time: Localised("按时长", "by time")
    case .agent: Localised("按坐席", "by agent")
    }
  }
}

extension PastTalks.Order {
  /// What it is called.
  public var name: Localised {
    switch self {
    case .urgency: Localised("按急迫", "by urgency")
    case .wait: Localised("按等待", "by wait")
    case .rating: Localised("按评价", "by rating")
    case .moves: Localised("按转接", "by moves")
    case .arrival: Localised("按进线", "by arrival")
    }
  }
}

extension WallSeatRow {
  /// What needs a look first sorts first: unanswered or on hold longest, then away, then longest on a break, then those who talk, the fullest before others.
  fileprivate var rank: (Int, Int64) {
    if let since = more?.waitsSince { return (0, since.milliseconds) }
    if let since = line.awaySince { return (1, since.milliseconds) }
    if line.presence == .onBreak { return (2, line.since.milliseconds) }
    if line.load > 0 { return (3, Int64(line.slots - line.load)) }
    return (4 + stateRank, line.since.milliseconds)
  }

  fileprivate var stateRank: Int {
    switch line.presence {
    case .onBreak: 0
    case .busy: 1
    case .training: 2
    case .wrapUp: 3
    case .ready: 4
    case .signedOut: 5
    }
  }
}
