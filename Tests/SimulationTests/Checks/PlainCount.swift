import Desk

/// Every sum of figures, counted plainly from a whole log: without facts that are kept, stretches, cells or hours.
struct PlainCount {
  private struct Wait {
    var isAsked: Bool
    var isArranged: Bool
    var from: Timestamp
    var to: Timestamp?
    var end = "waiting"
  }

  private struct Talk {
    var agent: AgentID
    var from: Timestamp
    var reply: Timestamp?
    var held: Int64 = 0
    var heldSince: Timestamp?
    var to: Timestamp?
    var isPassedOn = false
    var written: Timestamp?
  }

  private struct Story {
    var taxpayer: TaxpayerID
    var waits: [Wait] = []
    var talks: [Talk] = []
    var votes: [MessageID: Bool] = [:]
    var end: Timestamp?
    var stars: Int?

    var owner: AgentID? {
      guard let talk = talks.last, talk.to == nil || (!talk.isPassedOn && talk.written == nil) else { return nil }
      return talk.agent
    }
  }

  private(set) var tally = Tally()
  private var stories: [ConversationID: Story] = [:]
  private var order: [ConversationID] = []
  private var conversations: [ConversationID: Conversation] = [:]
  private var promises: [String: [(at: Timestamp, change: PromiseChange)]] = [:]
  private var appointments: [AppointmentID: [(at: Timestamp, change: AppointmentChange)]] = [:]
  private var seats: [AgentID: (seat: Seat?, load: Int, at: Timestamp)] = [:]
  private let settings: OfficeSettings

  init(_ events: [Event], _ settings: OfficeSettings) {
    self.settings = settings
    for event in events { take(event) }
    for story in stories.values { add(story) }
    for steps in promises.values { add(steps) }
    for steps in appointments.values { add(steps) }
  }

  private func span(_ from: Timestamp, _ to: Timestamp) -> Int { Int(max(0, to.milliseconds - from.milliseconds)) }

  // MARK: - The log

  private mutating func take(_ event: Event) {
    switch event.body {
    case .conversationOpened(let conversation):
      conversations[conversation.id] = conversation
      stories[conversation.id] = Story(taxpayer: conversation.taxpayer.id)
      order.append(conversation.id)
    case .seatChanged(let seat):
      pass(seat.agent.id, to: event.at)
      seats[seat.agent.id]?.seat = seat
    case .promiseChanged(let change):
      promises[change.kind.rawValue + change.subject, default: []].append((event.at, change))
      if change.entry.kind == .opened, change.entry.side == .taxpayer, let message = change.message {
        goesAnotherWay(message.taxpayer.id, "message", at: event.at)
      }
    case .appointmentChanged(let change):
      appointments[change.appointment.id, default: []].append((event.at, change))
      if change.step == .booked { goesAnotherWay(change.appointment.taxpayer.id, "appointment", at: event.at) }
    default: break
    }
    guard let id = event.body.conversation, var story = stories[id], let before = conversations[id] else { return }
    conversations[id]?.apply(event.body, at: event.at)
    tell(event, before, &story)
    let (was, owner) = (stories[id]?.owner, story.owner)
    stories[id] = story
    guard was != owner else { return }
    for agent in [was, owner].compactMap(\.self) { pass(agent, to: event.at) }
    if let was { seats[was]?.load -= 1 }
    if let owner { seats[owner]?.load += 1 }
  }

  private mutating func tell(_ event: Event, _ before: Conversation, _ story: inout Story) {
    let last = story.talks.indices.last
    let isTalking = last.map { story.talks[$0].to == nil } ?? false
    func leave(_ at: Timestamp, passesOn: Bool) {
      guard let last, isTalking else { return }
      if let since = story.talks[last].heldSince { story.talks[last].held += Int64(span(since, at)) }
      story.talks[last].heldSince = nil
      story.talks[last].to = at
      story.talks[last].isPassedOn = passesOn
    }
    switch event.body {
    case .queued(let change) where before.stage != .waiting:
      let isAgain = change.entry.transferredFrom != nil || (change.entry.isInFront && isTalking)
      let isArranged = !isAgain && (change.entry.isInFront || change.entry.appointment != nil)
      leave(event.at, passesOn: true)
      story.waits.append(
        Wait(isAsked: !isAgain && !isArranged, isArranged: isArranged, from: change.entry.enteredAt))
    case .accepted(let change):
      if let wait = story.waits.indices.last, story.waits[wait].to == nil {
        story.waits[wait].to = change.at
        story.waits[wait].end = "answered"
      }
      leave(change.at, passesOn: true)
      story.talks.append(Talk(agent: change.agent.id, from: change.at))
    case .takenOver(let change):
      leave(change.at, passesOn: true)
      story.talks.append(Talk(agent: change.supervisor.id, from: change.at))
    case .messagePosted(let message) where message.author.side == .agent && isTalking:
      if let last, story.talks[last].reply == nil { story.talks[last].reply = message.at }
    case .held(let change):
      guard let last, isTalking else { return }
      if let since = change.since {
        story.talks[last].heldSince = story.talks[last].heldSince ?? since
      } else if let since = story.talks[last].heldSince {
        story.talks[last].held += Int64(span(since, event.at))
        story.talks[last].heldSince = nil
      }
    case .ended(let change) where story.end == nil:
      story.end = change.at
      leave(change.at, passesOn: false)
      if let wait = story.waits.indices.last, story.waits[wait].to == nil {
        story.waits[wait].to = change.at
        if story.waits[wait].end == "waiting" { story.waits[wait].end = "gone" }
      }
    case .wrappedUp(let change):
      if let last, story.talks[last].written == nil { story.talks[last].written = change.wrapUp.at }
    case .rated(let change): story.stars = change.rating.stars
    case .articleVoted(let vote): story.votes[vote.message] = vote.isUseful
    case .offerEnded(let change):
      if change.outcome == .missed { tally[.offersMissed] += 1 }
      if change.outcome == .declined { tally[.offersDeclined] += 1 }
    default: break
    }
  }

  private mutating func goesAnotherWay(_ taxpayer: TaxpayerID, _ way: String, at moment: Timestamp) {
    guard let id = order.last(where: { stories[$0]?.taxpayer == taxpayer }), let wait = stories[id]?.waits.last,
      wait.isAsked, let place = stories[id]?.waits.indices.last
    else { return }
    let isRecent = wait.to.map { span($0, moment) <= 600_000 } ?? true
    if wait.end == "waiting" || (wait.end == "gone" && isRecent) { stories[id]?.waits[place].end = way }
  }

  // MARK: - Sums

  private mutating func add(_ story: Story) {
    tally[.opened] += 1
    if story.end != nil, story.waits.isEmpty, story.talks.isEmpty { tally[.contained] += 1 }
    tally[.useful] += story.votes.values.count { $0 }
    tally[.useless] += story.votes.values.count { !$0 }
    for wait in story.waits { add(wait) }
    for talk in story.talks {
      if let reply = talk.reply {
        tally[.replied] += 1
        tally[.replyWaited] += span(talk.from, reply)
      }
      guard let to = talk.to else { continue }
      tally[.handled] += 1
      tally[.held] += min(Int(talk.held), span(talk.from, to))
      tally[.talked] += span(talk.from, to) - min(Int(talk.held), span(talk.from, to))
      tally[.transferred] += talk.isPassedOn ? 1 : 0
      if let written = talk.written { tally[.wrappedUp] += span(to, written) }
    }
    guard !story.talks.isEmpty, story.end != nil else { return }
    tally[.ratable] += 1
    guard let stars = story.stars else { return }
    tally[.rated] += 1
    tally[.stars] += stars
    tally[.positive] += stars >= 4 ? 1 : 0
  }

  private mutating func add(_ wait: Wait) {
    let waited = wait.to.map { span(wait.from, $0) } ?? 0
    if wait.isArranged, wait.end == "answered", waited == 0 {
      tally[.direct] += 1
    } else if !wait.isAsked {
      tally[.requeued] += 1
      guard wait.to != nil else { return }
      tally[wait.end == "answered" ? .requeuedAnswered : .requeuedAbandoned] += 1
      if wait.end == "answered" { tally[.requeuedWaited] += waited }
    } else {
      tally[.offered] += 1
      guard wait.to != nil else { return }
      switch wait.end {
      case "answered":
        tally[.answered] += 1
        tally[.waited] += waited
        tally[.inTarget] += waited <= settings.serviceTargetSeconds * 1000 ? 1 : 0
      case "gone":
        tally[.abandoned] += 1
        tally[.abandonWaited] += waited
        tally[.shortAbandoned] += waited < settings.shortAbandonSeconds * 1000 ? 1 : 0
      case "message": tally[.flowedMessage] += 1
      case "appointment": tally[.flowedAppointment] += 1
      default: break
      }
    }
  }

  private mutating func add(_ steps: [(at: Timestamp, change: PromiseChange)]) {
    guard let first = steps.first?.change, let last = steps.last?.change else { return }
    let isMessage = first.kind == .message
    func isOpen(_ change: PromiseChange) -> Bool { change.ticket?.state.isOpen ?? change.message?.state.isOpen ?? true }
    tally[isMessage ? .messagesLeft : .ticketsOpened] += 1
    tally[.reopened] += steps.count { $0.change.entry.kind == .reopened }
    tally[.urged] += steps.count { $0.change.entry.kind == .urged }
    let wasLate = steps.enumerated().contains { place, step in
      let isEnd = !isOpen(step.change) && (place == 0 || isOpen(steps[place - 1].change))
      let clock = step.change.ticket?.clock ?? step.change.message?.clock
      return step.change.entry.kind == .escalated || (isEnd && clock?.isLate(at: step.at) == true)
    }
    if wasLate { tally[isMessage ? .messagesLate : .ticketsLate] += 1 }
    guard !isOpen(last),
      let end = steps.lastIndex(where: { isOpen($0.change) }).map({ steps[$0 + 1].at }) ?? steps.first?.at
    else { return }
    let opened = first.ticket?.openedAt ?? first.message?.openedAt ?? end
    tally[isMessage ? .messagesDone : .ticketsDone] += 1
    tally[isMessage ? .messageWaited : .ticketWaited] += span(opened, end)
  }

  private mutating func add(_ steps: [(at: Timestamp, change: AppointmentChange)]) {
    guard let last = steps.last?.change.appointment else { return }
    func has(_ wanted: AppointmentStep...) -> Int { steps.contains { wanted.contains($0.change.step) } ? 1 : 0 }
    tally[.appointmentsBooked] += 1
    tally[.appointmentsLate] += has(.late, .lapsed)
    tally[.appointmentsCancelled] += has(.cancelled)
    tally[.appointmentsMissed] += has(.missed)
    guard let began = last.startedAt else { return }
    tally[.appointmentsKept] += 1
    tally[.appointmentWaited] += span(last.start, began)
  }

  // MARK: - Seats

  /// Lets a seat's time pass in the state and under the load it has.
  private mutating func pass(_ agent: AgentID, to moment: Timestamp) {
    guard let (seat, load, at) = seats[agent] else {
      seats[agent] = (nil, 0, moment)
      return
    }
    // A clock that was set back counts no time twice.
    let passed = span(at, moment)
    seats[agent]?.at = max(at, moment)
    tally[.handling] += load * passed
    switch seat?.effective ?? .signedOut {
    case .ready:
      tally[.ready] += passed
      tally[.idle] += max(0, (seat?.agent.slots ?? 0) - load) * passed
    case .busy: tally[.busy] += passed
    case .onBreak: tally[.onBreak] += passed
    case .wrapUp: tally[.wrapUpState] += passed
    case .training: tally[.training] += passed
    case .signedOut: break
    }
  }
}
