// What a conversation adds to the figures.

extension ConversationFacts {
  /// Everything it counts for as it stands now.
  public func cells(on clock: FigureClock) -> FigureCells {
    var cells = FigureCells()
    let matter = matter ?? ""
    func book(
      _ counts: KeyValuePairs<Tally.Count, Int>, at event: Timestamp, group: SkillGroupID? = nil,
      agent: AgentID? = nil, since arrival: Timestamp? = nil
    ) {
      cells.book(
        counts, arrival: arrival ?? arrivedAt, event: event,
        of: FigureCells.Owner(group: group?.rawValue ?? "", agent: agent?.rawValue ?? "", matter: matter), on: clock)
    }
    book([.opened: 1], at: openedAt, since: openedAt)
    if let endedAt, waits.isEmpty, talks.isEmpty { book([.contained: 1], at: endedAt, since: openedAt) }
    for vote in votes { book([vote.isUseful ? .useful : .useless: 1], at: vote.at, since: openedAt) }
    for wait in waits { Self.count(wait) { book($0, at: $1, group: wait.group, agent: $2) } }
    for talk in talks { Self.count(talk) { book($0, at: $1, group: talk.group, agent: talk.agent) } }
    for offer in offers {
      book(
        [offer.isDeclined ? .offersDeclined : .offersMissed: 1], at: offer.at, group: waits.last?.group,
        agent: offer.agent)
    }
    if let talk = talks.last, let endedAt {
      book([.ratable: 1], at: endedAt, group: talk.group, agent: talk.agent)
      if let stars, let ratedAt {
        book(
          [.rated: 1, .positive: stars >= 4 ? 1 : 0, .stars: stars], at: ratedAt, group: talk.group, agent: talk.agent)
      }
    }
    return cells
  }

  private typealias Book = (KeyValuePairs<Tally.Count, Int>, Timestamp, AgentID?) -> Void

  private static func count(_ wait: Wait, _ book: Book) {
    let waited = wait.milliseconds
    switch wait.origin {
    case .asked:
      book([.offered: 1], wait.from, nil)
      guard let to = wait.to else { return }
      switch wait.outcome {
      case .answered: book([.answered: 1, .inTarget: wait.isInTarget ? 1 : 0, .waited: waited], to, wait.agent)
      case .abandoned:
        book([.abandoned: 1, .shortAbandoned: wait.isShort ? 1 : 0, .abandonWaited: waited], to, nil)
      case .message: book([.flowedMessage: 1], to, nil)
      case .appointment: book([.flowedAppointment: 1], to, nil)
      case .waiting: break
      }
    case .arranged where wait.outcome == .answered && waited == 0:
      if let to = wait.to { book([.direct: 1], to, wait.agent) }
    // Who was invited and is not taken at once waits as whoever waits again: neither asked, nor without a wait.
    case .again, .arranged:
      book([.requeued: 1], wait.from, nil)
      guard let to = wait.to else { return }
      if wait.outcome == .answered {
        book([.requeuedAnswered: 1, .requeuedWaited: waited], to, wait.agent)
      } else {
        book([.requeuedAbandoned: 1], to, nil)
      }
    }
  }

  private static func count(_ talk: Talk, _ book: (KeyValuePairs<Tally.Count, Int>, Timestamp) -> Void) {
    if let replied = talk.repliedAt {
      book([.replied: 1, .replyWaited: Wait.milliseconds(talk.from, replied)], replied)
    }
    guard let to = talk.to else { return }
    let held = min(talk.held, Wait.milliseconds(talk.from, to))
    book(
      [
        .handled: 1, .talked: Wait.milliseconds(talk.from, to) - held, .held: held,
        .transferred: talk.isPassedOn ? 1 : 0,
      ], to)
    if let wrapped = talk.wrappedUpAt { book([.wrappedUp: Wait.milliseconds(to, wrapped)], wrapped) }
  }
}
