import Desk

/// A figure of the floor that can be looked behind.
public enum WallFigure: Hashable, Sendable {
  /// People who wait.
  case waiting
  /// The longest wait.
  case longestWait
  /// Talks that go on.
  case talking
  /// Conversations with the assistant.
  case withAssistant
  /// Conversations that are written up.
  case inWrapUp
  /// A figure of today.
  case metric(Metric)

  /// What it is called.
  public var name: Localised {
    switch self {
    case .waiting: Localised("排队", "Waiting")
    case .longestWait: Localised("最长等待", "Longest wait")
    case .talking: Localised("进行中的会话", "Talks that go on")
    case .withAssistant: Localised("智能应答中", "With the assistant")
    case .inWrapUp: Localised("话后整理", "Written up")
    case .metric(let metric): metric.name
    }
  }

  /// How it comes about.
  public var explanation: Localised {
    switch self {
    case .waiting: Localised("此刻排队等人工的人", "People in the queue at this moment")
    case .longestWait: Localised("排队最久的人已等多久", "How long whoever waits longest has waited")
    case .talking: Localised("此刻与坐席交谈的会话", "Talks with an agent at this moment")
    case .withAssistant: Localised("此刻由智能应答接待的会话", "Conversations the assistant has at this moment")
    case .inWrapUp: Localised("此刻正在写小结的会话", "Conversations being written up at this moment")
    case .metric(let metric): metric.explanation
    }
  }

  /// Whether there is such a figure of whom.
  func isKnown(of subject: WallSubject) -> Bool {
    switch (self, subject) {
    case (_, .office), (.metric, _), (.talking, _), (.inWrapUp, .seat): true
    case (.waiting, .group), (.longestWait, .group): true
    case (.waiting, .seat), (.longestWait, .seat), (.withAssistant, _), (.inWrapUp, .group): false
    }
  }

  /// Of an office, a group or a seat, what is worth a look first.
  static let all: [WallFigure] =
    [.waiting, .longestWait]
    + [.serviceLevel, .abandonment, .averageAnswer, .averageHandle, .occupancy, .containment].map(WallFigure.metric)
    + [.talking, .inWrapUp, .withAssistant]
    + ([
      .offered, .answered, .answeredInTarget, .abandoned, .shortAbandoned, .flowedToMessage, .flowedToAppointment,
      .firstReply, .handled, .transferred, .requeued, .satisfaction, .responseRate,
    ] as [Metric]).map(WallFigure.metric)
}

/// Whose figures are looked at.
public enum WallSubject: Hashable, Sendable {
  /// The whole office's.
  case office
  /// A group's.
  case group(SkillGroupID)
  /// A seat's.
  case seat(AgentID)
}

/// Conversations behind a figure of the past.
public struct PastTalks: Equatable, Sendable {
  /// What they are behind.
  public var name: Localised
  /// Which were asked for.
  public var query: FactQuery
  /// What they are sorted by.
  public var order: Order {
    didSet { arrange(keeping: selected == 0 ? nil : marked?.id) }
  }
  /// Pages that are here, in order of arrival.
  public private(set) var pages: [FactPage]
  /// Those that are here, sorted; `nil` before the first.
  public private(set) var facts: [ConversationFacts]?
  /// Whether some are on their way.
  public var isLoading: Bool
  /// Row marked, from 0.
  public var selected: Int
  /// When they were asked for last, by the monotonic clock.
  public var askedAt: Int64
  /// What was counted then, of whom they are.
  public var counts: Figures

  /// What is asked for.
  public init(_ name: Localised, _ query: FactQuery) {
    self.name = name
    self.query = query
    order = .urgency
    pages = []
    isLoading = true
    selected = 0
    askedAt = 0
    counts = Figures()
  }

  /// What somebody is called who had one of them, signed in or not; `nil` where that is not known.
  public func name(of agent: AgentID) -> String? {
    pages.lazy.compactMap(\.people).flatMap(\.self).first { $0.id == agent }?.name
  }

  /// Where more are; `nil` at the end.
  public var next: String? { pages.last?.next }

  /// After what the first page comes on which something may still change; the last one's may, too, for more may come. `nil` for the first page.
  var unsettled: String? {
    let place = pages.firstIndex { $0.facts.contains { $0.endedAt == nil } } ?? max(0, pages.count - 1)
    return place == 0 ? nil : pages[place - 1].next
  }

  /// A page that was read, in the place of what was read there before; the mark stays on its conversation. Says whether there is a page behind it that was
  /// read before.
  @discardableResult
  mutating func take(_ page: FactPage, after: String?) -> Bool {
    let place = after == nil ? 0 : (pages.firstIndex { $0.next == after } ?? pages.count) + 1
    guard place <= pages.count else { return false }
    // While they come in, a mark that was left at the top stays there.
    let kept = selected == 0 && place == pages.count ? nil : marked?.id
    let isSame = pages.indices.contains(place) && pages[place].next == page.next
    let behind = isSame ? Array(pages.dropFirst(place + 1)) : []
    pages = pages.prefix(place) + [page] + behind
    arrange(keeping: kept)
    isLoading = false
    return !behind.isEmpty
  }

  /// Sorts what is here; the mark stays on its conversation.
  private mutating func arrange(keeping kept: ConversationID?) {
    let found = pages.flatMap(\.facts)
    facts = pages.isEmpty ? nil : order == .arrival ? found : found.sorted(by: order.precedes)
    if let kept, let row = facts?.firstIndex(where: { $0.id == kept }) { selected = row }
    selected = min(selected, max(0, found.count - 1))
  }

  /// The marked one.
  public var marked: ConversationFacts? { facts.flatMap { $0.indices.contains(selected) ? $0[selected] : nil } }
}

/// An hour of the week.
public struct WallHour: Hashable, Sendable {
  /// The local day.
  public var day: CivilDate
  /// The local hour.
  public var hour: Int

  /// An hour from its parts.
  public init(day: CivilDate, hour: Int) {
    self.day = day
    self.hour = hour
  }
}

/// The record of a conversation that is played on the wall.
public struct WallReplay: Equatable, Sendable {
  /// Which.
  public var conversation: ConversationID
  /// Pages that are here; `nil` before the first.
  public var record: ConversationRecord?
  /// The player, once all pages are here.
  public var player: ReplayState?
  /// Why it cannot be shown.
  public var failure: Failure?

  /// A record that is on its way.
  public init(_ conversation: ConversationID) { self.conversation = conversation }
}
