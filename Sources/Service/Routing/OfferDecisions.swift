import Desk

// Offers 接待提示: made and taken back with every change of the floor, declined by agents, ended by their deadlines.

extension Decision {
  mutating func decline(_ request: DeclineRequest) throws(Problem) -> Answer {
    let agent = try agent()
    guard var conversation = facts.conversation else { throw Problem(.conversationNotFound) }
    guard conversation.stage == .waiting, conversation.queue?.offer?.agent.id == agent.id else {
      throw Problem(.offerOver)
    }
    let reason = try request.reason.map { reason throws(Problem) in
      try CleanText.check(reason, bytes: facts.office.settings.messageBytes, mayBeEmpty: true)
    }
    let until = now.advanced(seconds: facts.office.settings.declineSeconds ?? 60)
    endOffer(.declined, reason: reason, passedUntil: until, of: &conversation)
    waitForPassedOver(conversation)
    return .done
  }

  /// The agent did not answer: the next seat is called, and this one goes on a break so that nobody else waits for it.
  mutating func offerDue() {
    guard var conversation = facts.conversation, let offer = conversation.queue?.offer else { return }
    endOffer(.missed, of: &conversation)
    guard var seat = facts.floor?.seats.first(where: { $0.agent.id == offer.agent.id }), seat.choice == .ready else {
      return
    }
    seat.choice = .onBreak
    seat.reason = BreakReason.missedOffer.code
    seat.since = now
    events.append(.seatChanged(seat))
  }

  /// Whom it was passed over for may be asked again.
  mutating func rematchDue() {
    if let conversation = facts.conversation { waitForPassedOver(conversation) }
  }

  /// Ends the offer of a conversation, if there is one.
  mutating func endOffer(
    _ outcome: OfferOutcome, reason: String? = nil, passedUntil: Timestamp? = nil, of conversation: inout Conversation
  ) {
    guard conversation.stage == .waiting, let offer = conversation.queue?.offer else { return }
    let ended = OfferEnded(
      conversation: conversation.id, agent: offer.agent.id, outcome: outcome, reason: reason, passedUntil: passedUntil)
    add(.offerEnded(ended), to: &conversation)
    cancelTimer(.offerDue, conversation.id.rawValue)
  }

  /// Sees to it that the floor is looked at again when the next of those who declined may be asked.
  private mutating func waitForPassedOver(_ conversation: Conversation) {
    let next = conversation.queue?.passedOver?.map(\.until).filter { $0 > now }.min()
    guard conversation.stage == .waiting, let next else { return }
    timers.append(.set(ServiceTimer(kind: .rematchDue, subject: conversation.id.rawValue, due: next)))
  }

  // MARK: - Matching

  /// The last step of every decision that may change the floor: offers that do not stand any more are taken back, and whoever waits is put to a free
  /// seat. So a slot that is freed is filled in the same transaction.
  mutating func match() {
    guard let before = facts.floor else { return }
    noteIdle(before)
    guard before.hasQueue else { return }
    let catalogue = facts.catalogue
    let settings = facts.office.settings
    for conversation in Matching(floor: floor(before), settings: settings, catalogue: catalogue, now: now).withdrawals()
    {
      var conversation = conversation
      endOffer(.withdrawn, of: &conversation)
    }
    renewOffers(before)
    var matching = Matching(floor: floor(before), settings: settings, catalogue: catalogue, now: now)
    let seconds = settings.offerSeconds ?? 20
    for (conversation, agent) in matching.pairs() {
      var conversation = conversation
      let offer = Offer(agent: agent, at: now, deadline: now.advanced(seconds: seconds))
      conversation.queue?.offer = offer
      guard let offered = Offered(conversation) else { continue }
      conversation.queue?.offer = nil
      add(.offered(offered), to: &conversation)
      setTimer(.offerDue, conversation.id.rawValue, seconds: seconds)
    }
  }

  /// Who has just taken somebody was busy with that: what else is put to them is put to them, or to a better seat, anew, with its whole time.
  private mutating func renewOffers(_ before: Floor) {
    let takers = Set(events.compactMap { if case .accepted(let taken) = $0 { taken.agent.id } else { nil } })
    guard !takers.isEmpty else { return }
    for var conversation in floor(before).waiting.sorted(by: { $0.id < $1.id }) {
      guard let offer = conversation.queue?.offer, takers.contains(offer.agent.id) else { continue }
      endOffer(.withdrawn, of: &conversation)
    }
  }

  /// The floor as the decision so far leaves it.
  private func floor(_ before: Floor) -> Floor {
    var floor = before
    for case .seatChanged(let seat) in events {
      floor.seats.removeAll { $0.agent.id == seat.agent.id }
      floor.seats.append(seat)
    }
    for conversation in conversations {
      floor.busy.removeAll { $0.conversation == conversation.id }
      floor.waiting.removeAll { $0.id == conversation.id }
      if let busy = conversation.busy { floor.busy.append(busy) }
      if conversation.stage == .waiting { floor.waiting.append(conversation) }
    }
    return floor
  }

  /// Seats whose talks ended are idle from now on, for whoever has been idle longest is called first.
  private mutating func noteIdle(_ before: Floor) {
    for conversation in conversations {
      let was = before.busy.first { $0.conversation == conversation.id && $0.stage == .talking }
      // It ended, or somebody else has it now.
      guard let was, conversation.stage != .talking || conversation.agent?.id != was.agent,
        !events.contains(where: { $0.isSeat(was.agent) }),
        var seat = before.seats.first(where: { $0.agent.id == was.agent }), seat.idleSince != now
      else { continue }
      seat.idleSince = now
      events.append(.seatChanged(seat))
    }
  }
}

extension EventBody {
  fileprivate func isSeat(_ agent: AgentID) -> Bool {
    if case .seatChanged(let seat) = self { seat.agent.id == agent } else { false }
  }
}
