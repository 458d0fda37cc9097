import Desk

/// A record as something that can be played: what happened when, and how the conversation stood at any time.
public struct ReplayTimeline: Equatable, Sendable {
  /// How the conversation stood from an offset on.
  struct Step: Equatable, Sendable {
    var offset: Int64
    var phase: ReplayPhase
    var conversation: Conversation
  }

  /// The record.
  public let record: ConversationRecord
  /// When it begins.
  public let start: Timestamp
  /// Milliseconds from its beginning to its end.
  public let length: Int64
  /// What a reviewer is shown, in order.
  public let review: [ReplayMoment]
  /// What the taxpayer saw, in order.
  public let seen: [ReplayMoment]
  /// Turning points, in order.
  public let marks: [ReplayMark]
  let steps: [Step]

  /// Lays a record out in time.
  public init(_ record: ConversationRecord) {
    self.record = record
    start = record.events.first?.at ?? record.conversation.openedAt
    var conversation = Conversation(
      id: record.conversation.id, taxpayer: record.conversation.taxpayer, openedAt: record.conversation.openedAt)
    var moments: [ReplayMoment] = []
    var steps: [Step] = []
    var offset: Int64 = 0
    for event in record.events {
      // A clock that was set back stands still here.
      offset = max(offset, event.at.milliseconds - start.milliseconds)
      let before = conversation
      conversation.apply(event.body, at: event.at)
      let measure = ReplayMoment.Measure(event, before: before, after: conversation)
      moments.append(ReplayMoment(event: event, offset: offset, phase: ReplayPhase(before), measure: measure))
      steps.append(Step(offset: offset, phase: ReplayPhase(conversation), conversation: conversation))
    }
    length = offset
    self.steps = steps
    review = moments.filter(\.isForReview)
    seen = moments.filter(\.isSeenByTaxpayer)
    marks = moments.compactMap(ReplayMark.init)
  }

  /// The conversation as it stood then.
  public func conversation(at offset: Int64) -> Conversation { step(at: offset)?.conversation ?? record.conversation }

  /// What was going on then.
  public func phase(at offset: Int64) -> ReplayPhase { step(at: offset)?.phase ?? ReplayPhase(record.conversation) }

  private func step(at offset: Int64) -> Step? {
    let after = steps.partitioningPoint { $0.offset > offset }
    return after > 0 ? steps[after - 1] : steps.first
  }

  /// The time of day then.
  public func moment(at offset: Int64) -> Timestamp { start.advanced(milliseconds: offset) }
}

extension ReplayMoment.Measure {
  /// What an event measures, given the conversation before and after it.
  init?(_ event: Event, before: Conversation, after: Conversation) {
    func seconds(since moment: Timestamp?) -> Int? { moment.map { event.at.seconds(since: $0) } }
    let measure: Self? =
      switch event.body {
      case .accepted: seconds(since: before.queue?.enteredAt).map(Self.waited)
      case .messagePosted(let message) where message.author.side == .agent:
        if before.firstReplyAt == nil {
          seconds(since: before.acceptedAt).map(Self.firstReply)
        } else {
          seconds(since: before.unansweredSince).map(Self.replied)
        }
      // Passed on, or the seat was lost: that agent's talk is over.
      case .queued where before.stage == .talking: seconds(since: before.acceptedAt).map(Self.talked)
      case .held(let change) where change.since == nil: seconds(since: before.heldSince).map(Self.held)
      case .ended where before.stage == .talking: seconds(since: before.acceptedAt).map(Self.talked)
      case .ended where before.stage == .waiting: seconds(since: before.queue?.enteredAt).map(Self.waited)
      case .wrappedUp: seconds(since: before.endedAt).map(Self.wroteUp)
      default: nil
      }
    guard let measure else { return nil }
    self = measure
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index of those, at the end of a sorted collection, for which it is so; found by halving.
  func partitioningPoint(_ isSo: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
