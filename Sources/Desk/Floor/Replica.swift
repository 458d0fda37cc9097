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
  /// What is put to the reader just now, by conversation.
  public private(set) var offers: [ConversationID: Offered]
  /// Queues and seats.
  public private(set) var floor: FloorDigest
  /// Where the taxpayer's page is.
  public private(set) var taxpayerURL: String
  /// The reader's own quick replies, and how often which was used.
  public private(set) var replies: ReplyBook
  /// Appointments that are known here, by id.
  public private(set) var appointments: [AppointmentID: Appointment]
  /// How the reader wants to be called.
  public private(set) var alarms: AlarmSettings
  /// Announcements that stand and are for the reader, the latest first.
  public private(set) var announcements: [Announcement]
  /// What the wall shows beside the digest; `nil` before the first was told.
  public private(set) var wall: FloorWall?
  /// The last number each conversation had when it left the reader: an answer that knows no more was overtaken.
  private var left: [ConversationID: Int] = [:]
  /// What was told of conversations that were taken and are not here yet: an answer on its way may be older than that.
  private var awaited: [ConversationID: [Event]] = [:]

  /// Begins with a snapshot, or begins again after what was known before.
  public init(_ snapshot: StaffSnapshot, after earlier: Replica? = nil) {
    position = snapshot.position
    office = snapshot.office
    catalogue = snapshot.catalogue
    me = snapshot.me
    conversations = Dictionary(
      snapshot.conversations.map { ($0.conversation.id, $0) }, uniquingKeysWith: { _, last in last })
    offers = Dictionary(
      (snapshot.offers ?? []).map { ($0.conversation, $0) }, uniquingKeysWith: { _, last in last })
    floor = snapshot.floor
    taxpayerURL = snapshot.taxpayerURL
    replies = snapshot.replies ?? ReplyBook()
    alarms = snapshot.alarms ?? AlarmSettings()
    announcements = snapshot.announcements ?? []
    appointments = Dictionary(
      (snapshot.appointments ?? []).map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    // Another epoch is another history: what left in the one may be here in the other.
    guard let earlier, earlier.position.epoch == position.epoch else { return }
    wall = earlier.wall
    left = earlier.left
    for (id, detail) in earlier.conversations where conversations[id] == nil {
      left[id] = detail.conversation.lastNumber
    }
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
    case .officeChanged(let change): return change.isOfSnapshot ? [.snapshot] : []
    case .offered(let offered):
      if offered.offer.agent.id == me.agent.id { offers[offered.conversation] = offered }
    case .offerEnded(let ended):
      if ended.agent == me.agent.id { offers[ended.conversation] = nil }
    case .queueChanged(let change):
      office.apply(change)
      return []
    case .announced(let announcement):
      take(announcement)
      return []
    case .announcementRead(let read):
      take(read)
      return []
    case .replyKept, .replyDropped, .replyUsed:
      replies.apply(event.body)
      return []
    case .appointmentChanged(let change):
      take(change.appointment)
      return []
    default: break
    }
    guard let id = event.body.conversation else { return [] }
    guard var detail = conversations[id] else {
      if brings(event.body) {
        // It is here again, and what it had when it left counts no more: an answer may have told of later messages before the stream told of the leaving.
        left[id] = nil
        awaited[id] = [event]
        return [.conversation(id)]
      }
      awaited[id]?.append(event)
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
    if isMine(detail.conversation) {
      conversations[id] = detail
    } else {
      conversations[id] = nil
      left[id] = detail.conversation.lastNumber
    }
    return needs
  }

  /// Takes a conversation that was fetched. Messages are joined by number; should both not meet, the later ones stay, for what is here has no
  /// gap. What events told stays, unless the fetched one knows of later messages: a slow answer must not undo what came since, nor bring back
  /// what has left.
  public mutating func merge(_ fetched: ConversationDetail) {
    guard isMine(fetched.conversation) else { return }
    guard var detail = conversations[fetched.conversation.id] else {
      if let number = left[fetched.conversation.id], fetched.conversation.lastNumber <= number { return }
      take(fetched)
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
    let told = detail.conversation.sheets ?? []
    if isLater { detail.conversation = fetched.conversation }
    for sheet in isLater ? told : fetched.conversation.sheets ?? [] { detail.conversation.take(sheet) }
    conversations[fetched.conversation.id] = detail
  }

  /// Takes a conversation that was not here, moved on by what was told of it meanwhile. One that misses a message of that is too old: the
  /// one asked for comes.
  private mutating func take(_ fetched: ConversationDetail) {
    let id = fetched.conversation.id
    var detail = fetched
    for event in awaited[id] ?? [] {
      // No word of the talk comes with it: what was fetched before it is too old.
      if case .consulted(let change) = event.body, let consult = change.consult,
        fetched.conversation.consult?.since ?? .init(milliseconds: 0) < consult.since
      {
        return
      }
      if case .messagePosted(let message) = event.body, message.number > detail.conversation.lastNumber {
        guard message.number == detail.conversation.lastNumber + 1 else { return }
        detail.messages.append(message)
      }
      detail.conversation.apply(event.body, at: event.at)
    }
    awaited[id] = nil
    if isMine(detail.conversation) { conversations[id] = detail } else { left[id] = detail.conversation.lastNumber }
  }

  /// Whether a conversation was taken, as events told, and is not here yet.
  public func awaits(_ id: ConversationID) -> Bool { awaited[id] != nil }

  /// Takes a sheet that was told with a refusal, unless a later one is here.
  public mutating func take(_ sheet: ServiceSheet, in conversation: ConversationID) {
    conversations[conversation]?.conversation.take(sheet)
  }

  /// Takes an own quick reply that was told with an answer.
  public mutating func take(_ reply: PersonalReply) {
    replies.apply(.replyKept(ReplyKept(agent: me.agent.id, reply: reply)))
  }

  /// Takes an appointment, unless a later one is here.
  public mutating func take(_ appointment: Appointment) {
    if let known = appointments[appointment.id], known.revision > appointment.revision { return }
    appointments[appointment.id] = appointment
  }

  /// Takes an announcement, or its being withdrawn.
  public mutating func take(_ announcement: Announcement) {
    announcements.removeAll { $0.id == announcement.id }
    guard announcement.until > announcement.at else { return }
    announcements.insert(announcement, at: 0)
  }

  /// Takes that somebody read an announcement.
  public mutating func take(_ read: AnnouncementRead) {
    guard let place = announcements.firstIndex(where: { $0.id == read.announcement }),
      !announcements[place].readBy.contains(where: { $0.agent.id == read.mark.agent.id })
    else { return }
    announcements[place].readBy.append(read.mark)
  }

  /// Takes what the wall shows; an older one than the last changes nothing.
  public mutating func apply(_ wall: FloorWall) {
    guard wall.at >= self.wall?.at ?? wall.at else { return }
    self.wall = wall
  }

  /// Takes how the reader wants to be called.
  public mutating func take(_ settings: AlarmSettings) { alarms = settings }

  /// Takes a digest; an older one than the last changes nothing.
  public mutating func apply(_ digest: FloorDigest) {
    guard digest.at >= floor.at else { return }
    floor = digest
  }

  /// Takes the head a heartbeat carries: everything up to it has been seen.
  public mutating func reach(_ head: EventPosition) {
    if head.epoch == position.epoch, head > position { position = head }
  }

  /// Whether it gives the reader a conversation: to talk in, or to be consulted in.
  private func brings(_ body: EventBody) -> Bool {
    switch body {
    case .accepted(let accepted): accepted.agent.id == me.agent.id
    case .consulted(let change): change.consult?.colleague.id == me.agent.id
    case .joined(let change): change.supervisor.id == me.agent.id && change.since != nil
    case .takenOver(let change): change.supervisor.id == me.agent.id
    default: false
    }
  }

  private func isMine(_ conversation: Conversation) -> Bool { conversation.concerns(me.agent.id) }
}
