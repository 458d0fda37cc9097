import Desk

/// What was written and is not yet acknowledged: in order within a conversation, one at a time, until the backend has it or refuses it.
/// Pure: the owner writes each `OutboxRecord` to disk before it is applied, performs the sends, and passes clock and chance.
public struct Outbox: Hashable, Sendable {
  /// How a message stands.
  public enum Standing: Hashable, Sendable {
    /// Waits for its turn or for the network.
    case queued
    /// Under way.
    case sending
    /// The backend will not have it, and why.
    case refused(Problem)
  }

  /// A message and how it stands.
  public struct Entry: Hashable, Sendable {
    /// The message.
    public var item: OutboxItem
    /// How it stands.
    public var standing: Standing
    /// Failures in a row.
    public var attempts: Int
    /// How often a bare 400 came: see `Outbox.failed`.
    public var unread = 0
    /// No attempt before this moment of the monotonic clock, in milliseconds.
    public var notBefore: Int64
  }

  /// Everything not acknowledged, in the order it was written.
  public private(set) var entries: [Entry] = []
  private let policy: RetryPolicy

  /// An outbox from the records of its journal: what was under way is queued again, under the same ids.
  public init(_ records: [OutboxRecord] = [], policy: RetryPolicy = RetryPolicy()) {
    self.policy = policy
    for record in records { apply(record) }
  }

  /// Takes a record that is safely in the journal. One that says what is known already changes nothing.
  public mutating func apply(_ record: OutboxRecord) {
    switch record {
    case .queued(let item):
      guard index(of: item.draft.id) == nil else { return }
      entries.append(Entry(item: item, standing: .queued, attempts: 0, notBefore: .min))
    case .uploaded(let id, let image):
      change(id) { entry in
        guard entry.item.waitsFor != nil else { return }
        entry.item.draft.image = image
        if entry.standing == .sending { entry.standing = .queued }
        entry.attempts = 0
        entry.notBefore = .min
      }
    case .delivered(let id), .discarded(let id): entries.removeAll { $0.item.draft.id == id }
    case .refused(let id, let reason): change(id) { $0.standing = .refused(reason) }
    case .retried(let id):
      change(id) { entry in
        guard case .refused = entry.standing else { return }
        entry.standing = .queued
        entry.attempts = 0
        entry.unread = 0
        entry.notBefore = .min
      }
    }
  }

  /// The messages whose turn has come; they count as under way from now on.
  public mutating func due(now: Int64) -> [OutboxItem] {
    var items: [OutboxItem] = []
    for index in turns where entries[index].standing == .queued && entries[index].notBefore <= now {
      entries[index].standing = .sending
      items.append(entries[index].item)
    }
    return items
  }

  /// When a message's turn comes next, if nothing else happens.
  public var deadline: Int64? {
    turns.filter { entries[$0].standing == .queued }.map { entries[$0].notBefore }.min()
  }

  /// So many times a request that could not be read is sent again.
  private static let unreadLimit = 5

  /// An attempt failed. Gives the record to write and apply when the failure is for good; `nil` when it will be tried again. That goes for a 400 without
  /// a problem, too, some times: it does not come from a backend's decision but from whatever read the request, of which a part was lost on its way.
  public mutating func failed(_ id: MessageID, _ failure: WireFailure, now: Int64, chance: Double) -> OutboxRecord? {
    guard let index = index(of: id) else { return nil }
    // A session that ended is not the message's fault: it waits for the next one.
    let isUnread = if case .unexpected(status: 400, _) = failure { true } else { false }
    if isUnread { entries[index].unread += 1 }
    if failure.isWorthRetrying || failure.needsSignIn || (isUnread && entries[index].unread <= Self.unreadLimit) {
      entries[index].standing = .queued
      entries[index].attempts += 1
      entries[index].notBefore =
        now + policy.delay(after: entries[index].attempts, chance: chance, retryAfter: failure.retryAfter)
      return nil
    }
    if case .refused(let problem) = failure { return .refused(id, problem) }
    return .refused(id, Problem(.badRequest, detail: Localised(failure.words(.chinese), failure.words(.english))))
  }

  /// The network is back: the waits between attempts end.
  public mutating func hurry(now: Int64) {
    for index in entries.indices where entries[index].standing == .queued {
      entries[index].notBefore = min(entries[index].notBefore, now)
      entries[index].attempts = 0
    }
  }

  /// The record that says the backend has a message, when the outbox still holds it: the answer came, or the message came back as an event.
  public func delivery(of id: MessageID) -> OutboxRecord? { index(of: id) == nil ? nil : .delivered(id) }

  /// The records that would make this outbox anew: the journal without its past.
  public var records: [OutboxRecord] {
    entries.flatMap { entry -> [OutboxRecord] in
      guard case .refused(let reason) = entry.standing else { return [.queued(entry.item)] }
      return [.queued(entry.item), .refused(entry.item.draft.id, reason)]
    }
  }

  /// What is not acknowledged in one conversation, in order.
  public func entries(of conversation: ConversationID) -> [Entry] {
    entries.filter { $0.item.conversation == conversation }
  }

  /// The first message of each conversation that has not been refused.
  private var turns: [Int] {
    var seen: Set<ConversationID> = []
    return entries.indices.filter { index in
      if case .refused = entries[index].standing { return false }
      return seen.insert(entries[index].item.conversation).inserted
    }
  }

  private func index(of id: MessageID) -> Int? { entries.firstIndex { $0.item.draft.id == id } }

  private mutating func change(_ id: MessageID, _ body: (inout Entry) -> Void) {
    if let index = index(of: id) { body(&entries[index]) }
  }
}
