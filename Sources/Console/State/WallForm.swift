import Desk

/// What the wall asks before something is done.
public struct WallForm: Equatable, Sendable {
  /// What is being done.
  public enum Act: Hashable, Sendable {
    /// Whispering to a talk's agent.
    case whisper(ConversationID)
    /// Joining a talk: asked once more, for the taxpayer is told.
    case join(ConversationID)
    /// Taking a talk over from its agent: why.
    case takeOver(ConversationID, from: AgentID)
    /// Moving a conversation: whereto.
    case move(ConversationID, from: AgentID?)
    /// Ending a conversation: why.
    case close(ConversationID, from: AgentID?)
    /// A seat's state: which.
    case state(AgentID)
    /// A seat's state: why.
    case stateReason(AgentID, Presence, breakReason: String?)
    /// A seat's slots, from so many: how many.
    case limit(AgentID, from: Int)
    /// Closing a queue: what taxpayers read.
    case closeQueue(SkillGroupID)
    /// Offering other ways to people in a queue: to whom.
    case closingOffer(SkillGroupID)
    /// Watching a figure: which.
    case threshold
    /// Watching a figure: of which group.
    case thresholdGroup(String)
    /// Watching a figure: its ranges.
    case thresholdRanges(String, SkillGroupID?)
    /// Watching a figure no more: asked once more.
    case dropThreshold(AlertReference)
    /// Blocking a conversation's taxpayer: for how long.
    case blockHours(ConversationID)
    /// Blocking a conversation's taxpayer: why.
    case blockReason(ConversationID, hours: Int)
    /// Lifting a block: why.
    case liftBlock(TaxpayerID)
    /// Announcing something: to whom.
    case audience
    /// Announcing something: the words.
    case announce(SkillGroupID?)
  }

  /// What is being done.
  public var act: Act
  /// The words, or what narrows the choices down.
  public var words: Editor
  /// The marked choice.
  public var selected: Int
  /// The request it is on its way with; `nil` while it is written.
  public var sending: RequestID?

  /// An empty form.
  public init(_ act: Act) {
    self.act = act
    words = Editor(isMultiline: false)
    selected = 0
  }

  /// Whether it is on its way.
  public var isSending: Bool { sending != nil }

  /// Whether something is chosen, not written.
  public var isChoice: Bool {
    switch act {
    case .move, .state, .limit, .audience, .closingOffer, .threshold, .thresholdGroup, .blockHours: true
    case .whisper, .join, .takeOver, .close, .stateReason, .closeQueue, .announce, .thresholdRanges, .dropThreshold,
      .blockReason, .liftBlock:
      false
    }
  }

  /// Whether it may be sent without a word.
  public var mayBeEmpty: Bool {
    switch act {
    case .join, .takeOver, .closeQueue, .dropThreshold, .liftBlock: true
    case .whisper, .move, .close, .state, .stateReason, .limit, .audience, .announce, .closingOffer, .threshold,
      .thresholdGroup, .thresholdRanges, .blockHours, .blockReason:
      false
    }
  }
}

/// Something to choose from in a form of the wall.
public enum WallChoice: Hashable, Sendable {
  /// A group's queue; `nil` for everybody.
  case group(SkillGroupID?, Localised)
  /// A colleague's seat.
  case seat(SeatLine)
  /// A state.
  case state(Presence, reason: String?, Localised)
  /// So many slots.
  case slots(Int)
  /// So many hours.
  case hours(Int)
  /// A figure that can be watched.
  case figure(String)
  /// People who wait.
  case people([ConversationID], Localised)

  /// What it is called.
  public var name: Localised {
    switch self {
    case .group(_, let name), .state(_, _, let name), .people(_, let name): name
    case .hours(let hours): Block.words(hours: hours)
    case .figure(let name): Threshold.figureName(name)
    case .seat(let line): Localised(line.agent.name, line.agent.name)
    case .slots(let count): Localised("\(count) 个会话", count == 1 ? "1 conversation" : "\(count) conversations")
    }
  }
}

extension State {
  /// What can be chosen in the wall's form.
  public func choices(of form: WallForm) -> [WallChoice] {
    guard let replica else { return [] }
    let typed = form.words.text.lowercased()
    let all: [WallChoice] =
      switch form.act {
      case .move(_, let from):
        replica.catalogue.groups.map { .group($0.id, $0.name) }
          + replica.floor.seats.filter { $0.agent.id != from }.map(WallChoice.seat)
      case .audience:
        [.group(nil, Localised("全体坐席", "Everybody"))] + replica.catalogue.groups.map { .group($0.id, $0.name) }
      case .state: stateChoices(replica.catalogue)
      case .limit: (1...20).map(WallChoice.slots)
      case .closingOffer(let group): peopleChoices(of: group)
      case .threshold: (Threshold.liveNames + Metric.watched.map(\.rawValue)).map(WallChoice.figure)
      case .thresholdGroup:
        [.group(nil, Localised("全机构", "The whole office"))]
          + replica.catalogue.groups.map { .group($0.id, $0.name) }
      case .blockHours: blockHours.map(WallChoice.hours)
      case .whisper, .join, .takeOver, .close, .stateReason, .closeQueue, .announce, .thresholdRanges, .dropThreshold,
        .blockReason, .liftBlock:
        []
      }
    guard !typed.isEmpty else { return all }
    return all.filter { names(of: $0).contains { $0.lowercased().contains(typed) } }
  }

  /// What a choice is found by: its names, a group's code and pinyin initials, a seat's login.
  private func names(of choice: WallChoice) -> [String] {
    let names = [choice.name.chinese, choice.name.english]
    switch choice {
    case .group(let id?, _):
      return names + [id.rawValue, replica?.catalogue.groups.first { $0.id == id }?.pinyin].compactMap(\.self)
    case .seat(let line): return names + [line.agent.id.rawValue]
    default: return names
    }
  }

  /// Who waits in a queue and will probably not be reached by closing, and everybody who waits there.
  private func peopleChoices(of group: SkillGroupID) -> [WallChoice] {
    let all = replica?.floor.waiting.filter { $0.group == group }.map(\.conversation) ?? []
    let queue = wallFigures.staffing?.queues.first { $0.group == group }
    let late = queue?.unreached.filter(all.contains) ?? []
    return [
      late.isEmpty
        ? nil
        : .people(late, Localised("下班前接不到的 \(late.count) 人", "The \(late.count) who will not be reached")),
      all.isEmpty ? nil : .people(all, Localised("排队的全部 \(all.count) 人", "All \(all.count) who wait")),
    ].compactMap(\.self)
  }

  private func stateChoices(_ catalogue: Catalogue) -> [WallChoice] {
    let plain: [Presence] = [.ready, .busy, .training]
    return plain.map { WallChoice.state($0, reason: nil, $0.name) }
      + catalogue.breakReasons.map { reason in
        let name = Presence.onBreak.name
        return .state(
          .onBreak, reason: reason.code,
          Localised(name.chinese + " " + reason.name.chinese, name.english + ": " + reason.name.english))
      } + [.state(.signedOut, reason: nil, Localised("签出（会话重新排队）", "Sign out; the talks wait again"))]
  }
}

extension Metric {
  /// Figures of the last hour that are worth watching.
  static let watched: [Metric] = [
    .serviceLevel, .averageAnswer, .abandonment, .abandoned, .averageHandle, .firstReply, .occupancy, .containment,
    .offered, .answered, .requeued, .satisfaction,
  ]
}
