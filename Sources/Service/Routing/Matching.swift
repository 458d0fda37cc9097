import Desk

/// Which waiting conversation is put to which seat. In the order of the queue's ranks each goes to the one best seat: the agent the taxpayer talked
/// with before, then whoever knows the matter best, then the least busy, then the longest idle.
struct Matching {
  let floor: Floor
  let settings: OfficeSettings
  let catalogue: Catalogue
  let now: Timestamp
  /// Slots that conversations and offers take, by agent.
  private var loads: [AgentID: Int] = [:]

  init(floor: Floor, settings: OfficeSettings, catalogue: Catalogue, now: Timestamp) {
    self.floor = floor
    self.settings = settings
    self.catalogue = catalogue
    self.now = now
    for busy in floor.busy where busy.stage == .waiting || settings.takesSlot(busy.stage) {
      loads[busy.agent, default: 0] += 1
    }
  }

  /// Seats that may be offered anything at all: ready, their console there, and able to talk.
  static func isEligible(_ seat: Seat) -> Bool {
    seat.agent.role != .administrator && seat.effective == .ready && seat.awaySince == nil
  }

  /// Slots that neither a conversation nor an offer takes; 0 for a seat that may be offered nothing.
  func freeSlots(of seat: Seat) -> Int {
    guard Self.isEligible(seat) else { return 0 }
    return seat.agent.slots - load(of: seat.agent.id)
  }

  private func load(of agent: AgentID) -> Int { loads[agent] ?? 0 }

  /// Conversations whose offers no longer stand: their seat is away, not ready, or has its slots full. Of several the latest go first.
  func withdrawals() -> [Conversation] {
    let offered = floor.waiting.filter { $0.queue?.offer != nil }
    return Dictionary(grouping: offered) { $0.queue?.offer?.agent.id }.flatMap { agent, conversations in
      guard let seat = floor.seats.first(where: { $0.agent.id == agent }), Self.isEligible(seat) else {
        return conversations
      }
      let tooMany = load(of: seat.agent.id) - seat.agent.slots
      guard tooMany > 0 else { return [] }
      return Array(conversations.sorted(by: Self.isEarlier).suffix(tooMany))
    }.sorted { $0.id < $1.id }
  }

  /// The best pairs, in the order in which they are served.
  mutating func pairs() -> [(conversation: Conversation, agent: AgentReference)] {
    var pairs: [(Conversation, AgentReference)] = []
    let open = floor.waiting.filter { isOpen($0) }.sorted {
      ($0.queue?.rank ?? 0, $0.id) < ($1.queue?.rank ?? 0, $1.id)
    }
    // Seats that have room, fewer with every pair: where nobody has any, a long queue costs nothing.
    var free = floor.seats.filter { freeSlots(of: $0) > 0 }
    for conversation in open {
      if free.isEmpty { break }
      guard let seat = best(for: conversation, among: free) else { continue }
      pairs.append((conversation, seat.agent.reference))
      loads[seat.agent.id, default: 0] += 1
      if freeSlots(of: seat) <= 0 { free.removeAll { $0.agent.id == seat.agent.id } }
    }
    return pairs
  }

  private static func isEarlier(_ left: Conversation, _ right: Conversation) -> Bool {
    (left.queue?.offer?.at ?? left.openedAt, left.id) < (right.queue?.offer?.at ?? right.openedAt, right.id)
  }

  /// Whether it is to be put to somebody: it waits where conversations are offered, and nobody has it put to them or reserved.
  private func isOpen(_ conversation: Conversation) -> Bool {
    guard conversation.stage == .waiting, let entry = conversation.queue else { return false }
    return entry.offer == nil && entry.reservedFor == nil && catalogue.routing(of: entry.group, settings) == .offer
  }

  private func best(for conversation: Conversation, among seats: [Seat]) -> Seat? {
    guard let entry = conversation.queue else { return nil }
    return seats.filter { $0.agent.groups.contains(entry.group) && !entry.isPassedOver($0.agent.id, at: now) }
      .min { isBetter($0, $1, for: conversation) }
  }

  private func isBetter(_ left: Seat, _ right: Seat, for conversation: Conversation) -> Bool {
    key(left, conversation).lexicographicallyPrecedes(key(right, conversation))
      || (key(left, conversation) == key(right, conversation) && left.agent.id < right.agent.id)
  }

  private func key(_ seat: Seat, _ conversation: Conversation) -> [Int64] {
    let isLast = settings.prefersLastAgent ?? true && conversation.lastAgent?.id == seat.agent.id
    let skill = conversation.queue.flatMap { entry in seat.agent.groups.firstIndex(of: entry.group) } ?? .max
    // Shares of a seat's slots in thousandths: one talk of five weighs less than one of two.
    let load = load(of: seat.agent.id) * 1000 / max(1, seat.agent.slots)
    let idleSince = max(seat.since, seat.idleSince ?? seat.since)
    return [isLast ? 0 : 1, Int64(skill), Int64(load), idleSince.milliseconds]
  }
}
