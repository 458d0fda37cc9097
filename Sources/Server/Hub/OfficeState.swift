import Desk

/// What an office's streams and digests are drawn from: read once, then moved on by events. Pure.
struct OfficeState: Sendable {
  private(set) var office: Office
  private(set) var catalogue: Catalogue
  private(set) var seats: [AgentID: Seat]
  /// Everything that is not closed.
  private(set) var conversations: [ConversationID: Conversation]
  /// Who had those closed lately: ratings still come for them.
  private var closed: [ConversationID: Audience.Owners] = [:]
  private var closedOrder: [ConversationID] = []
  /// Mean seconds from accept to end, by group, the latest counting most.
  private var handleSeconds: [SkillGroupID: Double] = [:]

  /// How much is promised and late, as last counted.
  var promises: PromiseFigures?

  /// Who is told what concerns a group: those who serve it, and supervisors.
  static func members(of group: SkillGroupID, _ seats: some Sequence<Seat>) -> [AgentID] {
    seats.filter { $0.agent.groups.contains(group) || $0.agent.role == .supervisor }.map(\.agent.id)
  }

  /// Who leads the floor.
  static func leaders(_ seats: some Sequence<Seat>) -> [AgentID] {
    seats.filter { $0.agent.role == .supervisor }.map(\.agent.id).sorted()
  }

  private static let usualHandleSeconds = 300.0
  private static let closedKept = 20_000
  private static let waitingShown = 200

  init(office: Office, catalogue: Catalogue, seats: [Seat], conversations: [Conversation]) {
    self.office = office
    self.catalogue = catalogue
    self.seats = Dictionary(seats.map { ($0.agent.id, $0) }, uniquingKeysWith: { _, last in last })
    self.conversations = Dictionary(conversations.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// Takes what import files changed; who is connected and what they chose stays.
  mutating func reload(office: Office, catalogue: Catalogue, seats: [Seat]) {
    self.office = office
    self.catalogue = catalogue
    for seat in seats {
      if self.seats[seat.agent.id] == nil { self.seats[seat.agent.id] = seat }
      self.seats[seat.agent.id]?.agent = seat.agent
    }
  }

  /// Who has a conversation now.
  func owners(of id: ConversationID) -> Audience.Owners? {
    if let conversation = conversations[id] {
      return Audience.Owners(
        taxpayer: conversation.taxpayer.id, agent: conversation.agent?.id,
        colleague: conversation.consult?.colleague.id, joined: conversation.joined?.supervisor.id)
    }
    return closed[id]
  }

  /// The taxpayer's conversation with an agent.
  func talk(of taxpayer: TaxpayerID) -> Conversation? {
    conversations.values.first { $0.taxpayer.id == taxpayer && $0.stage == .talking }
  }

  /// Moves on by one event; tells who may see it, and whether it changes what the floor looks like.
  mutating func apply(_ event: Event) -> (audience: Audience, changesFloor: Bool) {
    let audience = Audience(
      of: event.body, owners: event.body.conversation.flatMap(owners), members: { Self.members(of: $0, seats.values) },
      leaders: { Self.leaders(seats.values) })
    switch event.body {
    case .seatChanged(let seat): seats[seat.agent.id] = seat
    case .queueChanged(let change): office.apply(change)
    case .conversationOpened(let conversation): conversations[conversation.id] = conversation
    default: break
    }
    if let id = event.body.conversation, var conversation = conversations[id] {
      if case .ended(let ended) = event.body, conversation.stage == .talking {
        learn(from: conversation, endedAt: ended.at)
      }
      conversation.apply(event.body, at: event.at)
      if conversation.stage == .closed {
        conversations[id] = nil
        remember(conversation)
      } else {
        conversations[id] = conversation
      }
    }
    let changesFloor =
      switch event.body {
      case .queued, .accepted, .ended, .wrappedUp, .offered, .offerEnded, .seatChanged, .officeChanged, .takenOver,
        .queueChanged:
        true
      case .conversationOpened, .messagePosted, .receiptAdvanced, .rated, .taxpayerPresence, .agentPresence,
        .articleVoted,
        .linkOpened, .held, .noted, .consulted, .wrapUpExtended, .blocked, .unblocked,
        .invitationChanged, .sheetChanged, .replyKept, .replyDropped, .replyUsed, .appointmentChanged, .alarmRaised,
        .promiseChanged, .noticed, .noticesRead, .joined, .announced, .announcementRead:
        false
      }
    return (audience, changesFloor)
  }

  /// Queues and seats as they are now.
  func digest(at now: Timestamp, head: EventPosition) -> FloorDigest {
    let waiting = waitingInOrder()
    let loads = loads()
    var talking: [SkillGroupID: Int] = [:]
    for conversation in conversations.values where conversation.stage == .talking {
      if let group = conversation.queue?.group { talking[group, default: 0] += 1 }
    }
    var offers: [AgentID: Int] = [:]
    for conversation in waiting {
      if let agent = conversation.queue?.offer?.agent { offers[agent.id, default: 0] += 1 }
    }
    let groups = catalogue.groups.map { group in
      let queue = waiting.filter { $0.queue?.group == group.id }
      let capacity = capacity(of: group.id, loads: loads)
      return GroupFigures(
        group: group.id, name: group.name, waiting: queue.count,
        longestWaitSince: queue.compactMap { $0.queue?.enteredAt }.min(), talking: talking[group.id] ?? 0,
        readySeats: capacity.readySeats, seats: capacity.seats, freeSlots: capacity.freeSlots,
        expectedWaitSeconds: expectedWait(position: queue.count + 1, group: group.id, capacity: capacity))
    }
    let lines = waiting.prefix(Self.waitingShown).compactMap { QueueLine($0) }
    let seatLines = seats.values.filter { $0.effective != .signedOut }
      .sorted { ($0.agent.name, $0.agent.id) < ($1.agent.name, $1.agent.id) }
      .map { seat in
        var line = SeatLine(
          agent: seat.agent.reference, presence: seat.effective, reason: seat.reason, since: seat.since,
          groups: seat.agent.groups, load: loads[seat.agent.id] ?? 0, slots: seat.agent.slots)
        line.awaySince = seat.awaySince
        line.offers = offers[seat.agent.id]
        return line
      }
    var digest = FloorDigest(at: now, head: head, groups: groups, waiting: Array(lines), seats: seatLines)
    digest.promises = promises
    return digest
  }

  /// Every waiting taxpayer's place.
  func standings(at now: Timestamp) -> [TaxpayerID: QueueStanding] {
    let loads = loads()
    var places: [SkillGroupID: Int] = [:]
    var standings: [TaxpayerID: QueueStanding] = [:]
    for conversation in waitingInOrder() {
      guard let entry = conversation.queue else { continue }
      let position = (places[entry.group] ?? 0) + 1
      places[entry.group] = position
      let name = catalogue.groups.first { $0.id == entry.group }?.name
      let capacity = capacity(of: entry.group, loads: loads)
      var standing = QueueStanding(
        conversation: conversation.id, group: name ?? Localised(entry.group.rawValue, entry.group.rawValue),
        position: position,
        expectedWaitSeconds: expectedWait(position: position, group: entry.group, capacity: capacity),
        waitedSeconds: now.seconds(since: entry.enteredAt))
      if let closure = office.closure(of: entry.group) {
        standing.notice = closure.notice
        standing.offersLeave = closure.offersLeave ? true : nil
      }
      if entry.offer != nil || entry.reservedFor != nil { standing.isCalling = true }
      if capacity.seats == 0 { standing.isUnstaffed = true }
      standings[conversation.taxpayer.id] = standing
    }
    return standings
  }

  /// Slots taken, by agent.
  private func loads() -> [AgentID: Int] {
    var loads: [AgentID: Int] = [:]
    for conversation in conversations.values where office.settings.takesSlot(conversation.stage) {
      if let agent = conversation.agent { loads[agent.id, default: 0] += 1 }
    }
    return loads
  }

  private typealias Capacity = (readySeats: Int, seats: Int, slots: Int, freeSlots: Int)

  private func capacity(of group: SkillGroupID, loads: [AgentID: Int]) -> Capacity {
    var capacity: Capacity = (0, 0, 0, 0)
    for seat in seats.values where seat.effective != .signedOut && seat.agent.groups.contains(group) {
      capacity.seats += 1
      // Within its grace a seat is given nothing new.
      guard seat.effective == .ready, seat.awaySince == nil else { continue }
      capacity.readySeats += 1
      capacity.slots += seat.agent.slots
      capacity.freeSlots += max(0, seat.agent.slots - (loads[seat.agent.id] ?? 0))
    }
    return capacity
  }

  private func expectedWait(position: Int, group: SkillGroupID, capacity: Capacity) -> Int? {
    ExpectedWait.seconds(
      position: position, slots: capacity.slots, freeSlots: capacity.freeSlots,
      handleSeconds: Int(handleSeconds[group] ?? Self.usualHandleSeconds))
  }

  private func waitingInOrder() -> [Conversation] {
    conversations.values.filter { $0.stage == .waiting }
      .sorted { ($0.queue?.rank ?? 0, $0.id) < ($1.queue?.rank ?? 0, $1.id) }
  }

  private mutating func learn(from conversation: Conversation, endedAt: Timestamp) {
    guard let group = conversation.queue?.group, let acceptedAt = conversation.acceptedAt else { return }
    let before = handleSeconds[group] ?? Self.usualHandleSeconds
    handleSeconds[group] = before * 0.9 + Double(endedAt.seconds(since: acceptedAt)) * 0.1
  }

  /// Keeps who had a conversation that is closed.
  mutating func remember(_ conversation: Conversation) {
    let owners = Audience.Owners(taxpayer: conversation.taxpayer.id, agent: conversation.agent?.id)
    guard closed.updateValue(owners, forKey: conversation.id) == nil else { return }
    closedOrder.append(conversation.id)
    // Forgets in strides, so that the array is not moved for every conversation.
    if closedOrder.count > Self.closedKept + 1_000 {
      for id in closedOrder.prefix(1_000) { closed[id] = nil }
      closedOrder.removeFirst(1_000)
    }
  }
}
