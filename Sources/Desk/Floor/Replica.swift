/// A console's copy of what concerns it: a snapshot, moved on by events. Pure, so console, report and tests hold the same thing.
public struct Replica: Hashable, Sendable {
  /// The head the replica has reached.
  public private(set) var position: EventPosition
  /// The office.
  public private(set) var office: Office
  /// What staff choose from.
  public private(set) var catalogue: Catalogue
  /// The reader's own seat.
  public private(set) var me: Seat
  /// The reader's conversations in talk or wrap-up, by id.
  public private(set) var conversations: [ConversationID: ConversationDetail]
  /// Queues and seats.
  public private(set) var floor: FloorDigest
  /// Where the taxpayer's page is.
  public private(set) var taxpayerURL: String

  /// Begins with a snapshot.
  public init(_ snapshot: StaffSnapshot) {
    position = snapshot.position
    office = snapshot.office
    catalogue = snapshot.catalogue
    me = snapshot.me
    conversations = Dictionary(
      snapshot.conversations.map { ($0.conversation.id, $0) }, uniquingKeysWith: { _, last in last })
    floor = snapshot.floor
    taxpayerURL = snapshot.taxpayerURL
  }

  /// What an event asks of the replica's owner.
  public enum Need: Hashable, Sendable {
    /// The messages from this number on are not here: fetch the conversation.
    case conversation(ConversationID)
    /// The office's content changed or the epoch is another: take a new snapshot.
    case snapshot
  }

  /// Moves on by one event of the reader's own stream. Events up to `position` were applied before and change nothing.
  public mutating func apply(_ event: Event) -> [Need] {
    guard event.position.epoch == position.epoch else { return [.snapshot] }
    guard event.position > position else { return [] }
    position = event.position
    switch event.body {
    case .seatChanged(let seat):
      if seat.agent.id == me.agent.id { me = seat }
      return []
    case .officeChanged: return [.snapshot]
    default: break
    }
    guard let id = event.body.conversation else { return [] }
    guard var detail = conversations[id] else {
      if case .accepted(let accepted) = event.body, accepted.agent.id == me.agent.id { return [.conversation(id)] }
      return []
    }
    var needs: [Need] = []
    if case .messagePosted(let message) = event.body, message.number > detail.conversation.lastNumber {
      if message.number == detail.conversation.lastNumber + 1 {
        detail.messages.append(message)
      } else {
        needs.append(.conversation(id))
      }
    }
    detail.conversation.apply(event.body, at: event.at)
    if isMine(detail.conversation) { conversations[id] = detail } else { conversations[id] = nil }
    return needs
  }

  /// Takes a conversation that was fetched. Messages are joined by number; should both not meet, the later ones stay, for what is here has no
  /// gap. What events told stays, unless the fetched one knows of later messages: a slow answer must not undo what came since.
  public mutating func merge(_ fetched: ConversationDetail) {
    guard isMine(fetched.conversation) else { return }
    guard var detail = conversations[fetched.conversation.id] else {
      conversations[fetched.conversation.id] = fetched
      return
    }
    let isLater = fetched.conversation.lastNumber > detail.conversation.lastNumber
    var byNumber: [Int: Message] = [:]
    for message in detail.messages + fetched.messages { byNumber[message.number] = message }
    var run: [Message] = []
    for message in byNumber.values.sorted(by: { $0.number > $1.number }) {
      if let last = run.last, last.number != message.number + 1 { break }
      run.append(message)
    }
    detail.messages = run.reversed()
    if isLater { detail.conversation = fetched.conversation }
    conversations[fetched.conversation.id] = detail
  }

  /// Takes a digest; an older one than the last changes nothing.
  public mutating func apply(_ digest: FloorDigest) {
    guard digest.at >= floor.at else { return }
    floor = digest
  }

  /// Takes the head a heartbeat carries: everything up to it has been seen.
  public mutating func reach(_ head: EventPosition) {
    if head.epoch == position.epoch, head > position { position = head }
  }

  private func isMine(_ conversation: Conversation) -> Bool {
    (conversation.stage == .talking || conversation.stage == .wrapUp) && conversation.agent?.id == me.agent.id
  }
}
