import Desk

// What supervisors look at: seats and conversations in detail.

extension OfficeState {
  private static let linesShown = 200

  /// What the wall shows beside the digest.
  func wall(at now: Timestamp, head: EventPosition, links: [AgentID: SeatLink]) -> FloorWall {
    var seats: [AgentID: WallSeat] = [:]
    for seat in self.seats.values where seat.effective != .signedOut || links[seat.agent.id] != nil {
      seats[seat.agent.id] = WallSeat(agent: seat.agent.id, link: links[seat.agent.id])
    }
    var unanswered: [SkillGroupID: Timestamp] = [:]
    var (withAssistant, inWrapUp) = (0, 0)
    for conversation in conversations.values {
      switch conversation.stage {
      case .assistant: withAssistant += 1
      case .wrapUp:
        inWrapUp += 1
        if let agent = conversation.agent?.id { seats[agent]?.inWrapUp += 1 }
      case .talking:
        guard let agent = conversation.agent?.id else { continue }
        if let since = conversation.heldSince {
          seats[agent]?.held += 1
          let earlier = seats[agent]?.heldSince ?? since
          seats[agent]?.heldSince = min(since, earlier)
        }
        guard let since = conversation.unansweredSince else { continue }
        let earlier = seats[agent]?.unansweredSince ?? since
        seats[agent]?.unansweredSince = min(since, earlier)
        if let group = conversation.queue?.group { unanswered[group] = min(since, unanswered[group] ?? since) }
      case .waiting, .closed: break
      }
    }
    let groups = catalogue.groups.map { group in
      var counts: [String: Int] = [:]
      for seat in self.seats.values where seat.effective != .signedOut && seat.agent.groups.contains(group.id) {
        counts[seat.effective.rawValue, default: 0] += 1
      }
      return WallGroup(group: group.id, seats: counts, unansweredSince: unanswered[group.id])
    }
    return FloorWall(
      at: now, head: head, withAssistant: withAssistant, inWrapUp: inWrapUp,
      seats: seats.values.sorted { $0.agent < $1.agent }, groups: groups)
  }

  /// Conversations that are not over: whoever waits in the order of the queue, others by how long their taxpayers have waited for an answer or on hold. A
  /// long queue leaves half of the list to talks.
  func lines(_ filter: ConversationFilter, at now: Timestamp) -> ConversationLines {
    let found = conversations.values.filter { filter.admits($0) }.sorted { $0.isUrgenter(than: $1) }
    let waiting = found.prefix { $0.stage == .waiting }
    let others = found.dropFirst(waiting.count)
    let kept = max(Self.linesShown / 2, Self.linesShown - others.count)
    let shown = waiting.prefix(kept) + others.prefix(Self.linesShown - min(kept, waiting.count))
    return ConversationLines(lines: shown.map { ConversationLine($0) }, total: found.count, at: now)
  }
}

extension Conversation {
  /// Talks first by what is unanswered or on hold, then who waits by rank, then the rest by age.
  fileprivate func isUrgenter(than other: Conversation) -> Bool { (urgency, id) < (other.urgency, other.id) }

  private var urgency: Urgency {
    switch stage {
    case .waiting: Urgency(kind: 0, order: queue?.rank ?? 0)
    case .talking:
      if let since = [unansweredSince, heldSince].compactMap(\.self).min() {
        Urgency(kind: 1, order: since.milliseconds)
      } else {
        Urgency(kind: 2, order: acceptedAt?.milliseconds ?? 0)
      }
    case .wrapUp, .assistant, .closed: Urgency(kind: 3, order: openedAt.milliseconds)
    }
  }

  private struct Urgency: Comparable {
    var kind: Int
    var order: Int64

    static func < (left: Self, right: Self) -> Bool { (left.kind, left.order) < (right.kind, right.order) }
  }
}
