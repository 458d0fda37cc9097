// How a conversation's facts follow from the log.

extension ConversationFacts {
  /// Offers and votes kept of one conversation at most.
  static let most = 200

  /// Moves on by one event about it, judged by the terms of its time. An event about something else changes nothing.
  public mutating func apply(_ body: EventBody, at moment: Timestamp, _ terms: FigureTerms) {
    guard body.conversation == id else { return }
    switch body {
    case .queued(let change): queue(change.entry, at: moment)
    case .accepted(let change): accept(change)
    case .takenOver(let change):
      pass(at: change.at)
      talks.append(Talk(group: waits.last?.group ?? "", agent: change.supervisor.id, from: change.at))
    case .messagePosted(let message):
      guard message.author.side == .agent, let last = talks.indices.last, talks[last].to == nil else { return }
      if talks[last].repliedAt == nil { talks[last].repliedAt = message.at }
    case .held(let change): hold(change.since, at: moment)
    case .ended(let change): end(change)
    case .wrappedUp(let change):
      if let last = talks.indices.last, talks[last].wrappedUpAt == nil { talks[last].wrappedUpAt = change.wrapUp.at }
      matter = change.wrapUp.code
    case .rated(let change):
      stars = change.rating.stars
      ratedAt = moment
    case .offerEnded(let change):
      guard change.outcome == .missed || change.outcome == .declined, offers.count < Self.most else { return }
      offers.append(LostOffer(agent: change.agent, at: moment, isDeclined: change.outcome == .declined))
    case .articleVoted(let vote):
      votes.removeAll { $0.message == vote.message }
      if votes.count < Self.most { votes.append(Vote(message: vote.message, at: moment, isUseful: vote.isUseful)) }
    default: break
    }
    if case .accepted = body { judge(terms) }
    // Whoever was taken was judged then: the terms may have changed since.
    if case .ended = body, waits.last?.outcome != .answered { judge(terms) }
  }

  /// The taxpayer went another way instead of waiting on; tells whether that is so.
  mutating func flow(_ outcome: Wait.Outcome, at moment: Timestamp) -> Bool {
    guard let last = waits.indices.last, waits[last].origin == .asked else { return false }
    switch waits[last].outcome {
    case .waiting:
      waits[last].outcome = outcome
      return true
    case .abandoned:
      guard let gone = waits[last].to, moment.milliseconds - gone.milliseconds <= Self.flowMilliseconds else {
        return false
      }
      waits[last].outcome = outcome
      return true
    case .answered, .message, .appointment: return false
    }
  }

  /// Whoever leaves a message within ten minutes of leaving the queue has not abandoned it.
  private static let flowMilliseconds: Int64 = 600_000

  private mutating func queue(_ entry: QueueEntry, at moment: Timestamp) {
    if let last = waits.indices.last, waits[last].to == nil {
      // It waits on, in another queue or for somebody else.
      waits[last].group = entry.group
      return
    }
    let isAgain = entry.transferredFrom != nil || (entry.isInFront && talks.last?.to == nil && !talks.isEmpty)
    let isAsked = !isAgain && !entry.isInFront && entry.appointment == nil
    pass(at: moment)
    waits.append(
      Wait(group: entry.group, from: entry.enteredAt, origin: isAgain ? .again : isAsked ? .asked : .arranged))
  }

  private mutating func accept(_ change: Accepted) {
    if let last = waits.indices.last, waits[last].to == nil {
      waits[last].outcome = .answered
      waits[last].to = change.at
      waits[last].agent = change.agent.id
    }
    pass(at: change.at)
    talks.append(Talk(group: waits.last?.group ?? "", agent: change.agent.id, from: change.at))
  }

  /// Whoever has it has it no more; somebody else may.
  private mutating func pass(at moment: Timestamp) {
    guard let last = talks.indices.last, talks[last].to == nil else { return }
    close(last, at: moment)
    talks[last].isPassedOn = true
  }

  private mutating func close(_ place: Int, at moment: Timestamp) {
    if let since = talks[place].heldSince {
      talks[place].held += Wait.milliseconds(since, moment)
      talks[place].heldSince = nil
    }
    talks[place].to = moment
  }

  private mutating func hold(_ since: Timestamp?, at moment: Timestamp) {
    guard let last = talks.indices.last, talks[last].to == nil else { return }
    if let since {
      if talks[last].heldSince == nil { talks[last].heldSince = since }
    } else if let begun = talks[last].heldSince {
      talks[last].held += Wait.milliseconds(begun, moment)
      talks[last].heldSince = nil
    }
  }

  private mutating func end(_ change: Ended) {
    guard endedAt == nil else { return }
    endedAt = change.at
    if let last = talks.indices.last, talks[last].to == nil { close(last, at: change.at) }
    if let last = waits.indices.last, waits[last].to == nil {
      waits[last].to = change.at
      if waits[last].outcome == .waiting { waits[last].outcome = .abandoned }
    }
  }

  private mutating func judge(_ terms: FigureTerms) {
    guard let last = waits.indices.last, waits[last].to != nil else { return }
    let waited = waits[last].milliseconds
    waits[last].isInTarget = waits[last].outcome == .answered && waited <= terms.targetSeconds * 1000
    waits[last].isShort = waits[last].outcome != .answered && waited < terms.shortAbandonSeconds * 1000
  }
}
