import Desk

/// What a log says of conversations, in little memory: those that go on are kept whole, and so are the latest of those that are over, for a rating or a
/// receipt follows soon; of the others a digest is enough to compare. What is told of these all the same is found by reading the log once more.
struct LoggedConversations {
  /// So many that are over are kept whole.
  static let most = 10_000

  private struct Current {
    var conversation: Conversation
    var last: Int64
  }

  private struct Entry {
    /// Of what is not kept whole.
    var digest: Int?
    /// The last message's number.
    var numbered = 0
  }

  private let most: Int
  private var current: [ConversationID: Current] = [:]
  private var entries: [ConversationID: Entry] = [:]
  /// Those that are over, in the order in which they were last told of; where they are taken out is moved on, and what is behind it cut off now and then.
  private var over: [(id: ConversationID, last: Int64)] = []
  private var start = 0
  /// Those that were told of when they were not whole any more, with the last event about each.
  private(set) var late: [ConversationID: Int64] = [:]

  init(most: Int) { self.most = most }

  /// The last message's number, of any conversation that messages were posted in.
  subscript(numbered id: ConversationID) -> Int {
    get { entries[id]?.numbered ?? 0 }
    set { entries[id, default: Entry()].numbered = newValue }
  }

  /// Takes the events of the log in order.
  mutating func take(_ event: Event) {
    guard let id = event.body.conversation else { return }
    if entries[id]?.digest != nil {
      late[id] = event.position.sequence
      return
    }
    follow(event, of: id)
    guard current[id]?.conversation.stage == .closed else { return }
    over.append((id, event.position.sequence))
    while over.count - start > most {
      let oldest = over[start]
      start += 1
      // Told of again since, it stands further back.
      if current[oldest.id]?.last == oldest.last { settle(oldest.id) }
    }
    guard start > most else { return }
    over.removeFirst(start)
    start = 0
  }

  /// Takes them once more, for those that were told of late.
  mutating func takeAgain(_ event: Event) {
    guard let id = event.body.conversation, let last = late[id] else { return }
    follow(event, of: id)
    if event.position.sequence == last { settle(id) }
  }

  private mutating func follow(_ event: Event, of id: ConversationID) {
    if case .conversationOpened(let conversation) = event.body {
      current[id] = Current(conversation: conversation, last: event.position.sequence)
    }
    current[id]?.conversation.apply(event.body, at: event.at)
    current[id]?.last = event.position.sequence
  }

  private mutating func settle(_ id: ConversationID) {
    entries[id, default: Entry()].digest = current.removeValue(forKey: id)?.conversation.hashValue
  }

  /// Whether the log knows it.
  func isKnown(_ id: ConversationID) -> Bool { current[id] != nil || entries[id]?.digest != nil }

  /// Whether a row is what the log says.
  func agrees(_ id: ConversationID, with kept: Conversation?) -> Bool {
    if let current = current[id] { return kept == current.conversation }
    return kept != nil && kept?.hashValue == entries[id]?.digest
  }

  /// Forgets what has been compared.
  mutating func forget(_ id: ConversationID) {
    current[id] = nil
    entries[id] = nil
  }

  /// Those that are left, in order.
  var left: [ConversationID] { (Array(current.keys) + entries.filter { $0.value.digest != nil }.keys).sorted() }
}
