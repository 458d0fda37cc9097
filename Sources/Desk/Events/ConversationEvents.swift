extension Conversation {
  /// Moves the conversation on by one event about it. Rows, replicas and history all move by this one function; an event about something
  /// else, or one already applied, changes nothing.
  public mutating func apply(_ body: EventBody, at moment: Timestamp) {
    guard body.conversation == id else { return }
    switch body {
    case .conversationOpened(let conversation): self = conversation
    case .messagePosted(let message): apply(message)
    case .receiptAdvanced(let change):
      if change.side == .taxpayer {
        taxpayerReceipt = taxpayerReceipt.merged(with: change.receipt)
      } else {
        agentReceipt = agentReceipt.merged(with: change.receipt)
      }
    case .queued(let change):
      endHold(at: moment)
      stage = .waiting
      queue = change.entry
      consult = nil
      joined = nil
      agentAway = nil
      agent = nil
      acceptedAt = nil
      firstReplyAt = nil
    case .accepted(let change):
      // Told already by the answer: what was written since stays answered.
      guard acceptedAt != change.at || agent != change.agent else { return }
      stage = .talking
      queue?.offer = nil
      agentAway = nil
      agent = change.agent
      acceptedAt = change.at
      unansweredSince = change.at
    case .ended(let change):
      // Told already by an answer that was faster than the stream: a wrap-up must not be closed by the news that led to it.
      guard isOpen else { return }
      endHold(at: change.at)
      stage = stage == .talking ? .wrapUp : .closed
      endedAt = change.at
      endReason = change.reason
      unansweredSince = nil
      queue?.offer = nil
      consult = nil
      joined = nil
      agentAway = nil
      wrapUpUntil = stage == .wrapUp ? change.wrapUpUntil : nil
      if stage == .closed { closedAt = change.at }
    case .wrappedUp(let change):
      stage = .closed
      wrapUp = change.wrapUp
      closedAt = change.wrapUp.at
    case .rated(let change): rating = change.rating
    case .taxpayerPresence(let change): isTaxpayerPresent = change.isPresent
    case .agentPresence(let change): if stage == .talking { agentAway = change.away }
    case .held(let change):
      guard let since = change.since else {
        // An answer may have told of a later hold than the one whose end the stream tells now.
        if let heldSince, moment >= heldSince { endHold(at: moment) }
        return
      }
      // Told already by an answer that was faster than the stream: what is over is not put on hold by the news from before.
      guard stage == .talking else { return }
      beginHold(since)
    case .noted(let change):
      if notes?.contains(change.note) != true { notes = (notes ?? []) + [change.note] }
    case .linkOpened(let change): apply(change.opening)
    case .offered(let change): if stage == .waiting { queue?.offer = change.offer }
    case .offerEnded(let change): apply(change)
    case .consulted(let change): if stage == .talking { consult = change.consult }
    case .joined(let change):
      guard stage == .talking else { return }
      joined = change.since.map { JoinedSupervisor(supervisor: change.supervisor, since: $0) }
    case .takenOver(let change):
      guard stage == .talking else { return }
      agent = change.supervisor
      agentAway = nil
      if joined?.supervisor.id == change.supervisor.id { joined = nil }
    case .invitationChanged(let change): apply(change.invitation)
    case .sheetChanged(let change): take(change.sheet)
    case .wrapUpExtended(let change):
      guard stage == .wrapUp else { return }
      wrapUpUntil = change.until
      isWrapUpExtended = true
    case .articleVoted, .blocked, .unblocked, .seatChanged, .officeChanged, .replyKept, .replyDropped, .replyUsed,
      .appointmentChanged, .alarmRaised, .promiseChanged, .noticed, .noticesRead, .queueChanged,
      .announced, .announcementRead:
      break
    }
  }

  private mutating func apply(_ change: OfferEnded) {
    guard queue?.offer?.agent.id == change.agent else { return }
    queue?.offer = nil
    guard let until = change.passedUntil else { return }
    let others = queue?.passedOver?.filter { $0.agent != change.agent } ?? []
    queue?.passedOver = others + [PassedOver(agent: change.agent, until: until)]
  }

  /// A hold that is over already, as an answer told before the stream, does not begin again.
  private mutating func beginHold(_ since: Timestamp) {
    if let until = heldUntil, since < until { return }
    heldSince = heldSince ?? since
  }

  private mutating func endHold(at moment: Timestamp) {
    guard let since = heldSince else { return }
    heldUntil = moment
    heldSeconds = (heldSeconds ?? 0) + max(0, moment.seconds(since: since))
    heldSince = nil
  }

  private mutating func apply(_ change: Invitation) {
    if let known = invitation, (change.number, change.revision) <= (known.number, known.revision) { return }
    invitation = change
  }

  private mutating func apply(_ opening: LinkOpening) {
    var openings = self.openings ?? []
    if let place = openings.firstIndex(where: { $0.number == opening.number }) {
      if opening.count > openings[place].count { openings[place] = opening }
    } else {
      openings.append(opening)
    }
    self.openings = openings
  }

  /// Takes a sheet, unless a later one is here.
  mutating func take(_ sheet: ServiceSheet) {
    var sheets = self.sheets ?? []
    if let place = sheets.firstIndex(where: { $0.id == sheet.id }) {
      if sheet.revision > sheets[place].revision { sheets[place] = sheet }
    } else {
      sheets.append(sheet)
    }
    self.sheets = sheets
  }

  private mutating func apply(_ message: Message) {
    guard message.number > lastNumber else { return }
    lastNumber = message.number
    lastMessage = MessageExcerpt(
      at: message.at, side: message.author.side, text: message.body.excerpt(.chinese))
    switch message.author.side {
    case .agent:
      if firstReplyAt == nil { firstReplyAt = message.at }
      unansweredSince = nil
      agentReceipt = agentReceipt.merged(with: Receipt(delivered: message.number, read: message.number))
    case .taxpayer:
      if stage == .talking, unansweredSince == nil { unansweredSince = message.at }
      taxpayerReceipt = taxpayerReceipt.merged(with: Receipt(delivered: message.number, read: message.number))
    case .assistant, .system: break
    }
  }
}
