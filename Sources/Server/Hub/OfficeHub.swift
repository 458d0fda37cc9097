import Desk
import Logging
import NIOCore
import Service
import Storage

/// One office's streams: puts committed events in order, keeps the log's tail, and hands each reader what it may see.
actor OfficeHub {
  /// Milliseconds from one digest to the next that goes out together with an event.
  private static let digestPause: Int64 = 250
  /// And to one that goes out alone: it waits for an event to go with, as a write of its own to thousands of readers holds up the next event's.
  private static let loneDigestPause: Int64 = 500
  /// More of a draft than this is not shown while it is typed.
  static let draftBytes = 1_500

  let office: OfficeID
  let store: any Store
  let options: BackendOptions
  private let metrics: Metrics
  /// What is wrong with the log is told there.
  let logs: LogTroubles
  private let onContentChange: @Sendable () -> Void
  var state: OfficeState
  var position: EventPosition
  /// The time of the last event; `nil` when none was seen.
  private(set) var lastEventAt: Timestamp?
  /// Up to where the log was read when it last could not be read on: whether it still tells the same is looked at when it can be.
  var doubtful: LogMark?
  /// Whether the log cannot be read on: it is looked at once a second, and no more.
  var isStuck = false
  /// Whether the log went back: what it tells is another history, until it has a new epoch.
  var isBack = false
  private var ring: EventRing
  /// Events that came before the ones they follow: commits return to their callers in any order.
  var early: [Int64: Event] = [:]
  /// Conversations that were looked up and are nowhere.
  private var nobodys: Set<ConversationID> = []
  var readers: [StreamSubject: ReaderGroup] = [:]
  /// Streams of conversations that are watched.
  var watches: [ConversationID: Set<StreamSubject>] = [:]
  private var isFloorChanged = false
  var isWallChanged = false
  var lastWallAt = Timestamp(milliseconds: 0)
  private var arePromisesChanged = true
  private var lastPromisesAt = Timestamp(milliseconds: 0)
  private var areStandingsChanged = false
  private var needsReload = false
  var isClosed = false
  /// Readers who opened a conversation that does not know yet that they are there.
  private var openers: Set<StreamSubject> = []
  private var lastStandings: [TaxpayerID: QueueStanding] = [:]
  private var lastDigestAt = Timestamp(milliseconds: 0)
  private var lastStandingsAt = Timestamp(milliseconds: 0)
  private var lastHeartbeatAt = Timestamp(milliseconds: 0)
  private var lastRevokedAt = Timestamp(milliseconds: 0)
  var lastPollAt = Timestamp(milliseconds: 0)

  var greeting: Greeting?

  /// Reads the office once; from then on events keep it current.
  init(
    office: OfficeID, store: any Store, options: BackendOptions, metrics: Metrics, logs: LogTroubles = LogTroubles(),
    onContentChange: @escaping @Sendable () -> Void = {}
  ) async throws {
    self.office = office
    self.store = store
    self.options = options
    self.metrics = metrics
    self.logs = logs
    self.onContentChange = onContentChange
    let start = try await HubStart.read(office, from: store, options: options)
    (state, position, ring, lastEventAt) = (start.state, start.position, start.ring, start.lastEventAt)
  }

  /// Begins anew with what was read.
  func take(_ start: HubStart) {
    (state, position, ring, lastEventAt) = (start.state, start.position, start.ring, start.lastEventAt)
    (early, doubtful, isStuck, isBack) = ([:], nil, false, false)
    isFloorChanged = true
  }

  /// People whose streams the log believes open: after a start none is, until they come back.
  func believedConnected() -> [StreamSubject] {
    let seats = state.seats.values.filter(\.isConnected).map { StreamSubject.staff($0.agent.id) }
    let visitors = state.conversations.values.filter { $0.isOpen && $0.isTaxpayerPresent }
      .map { StreamSubject.visitor($0.taxpayer.id) }
    return seats + visitors
  }

  // MARK: - Events

  /// Takes committed events; those whose forerunners are still on their way wait for them.
  func publish(_ events: [Event]) async {
    guard !isBack else { return }
    for event in events where event.position.epoch == position.epoch && event.position.sequence > position.sequence {
      early[event.position.sequence] = event
    }
    await learnOwners()
    drain()
  }

  /// Looks up who had the conversations that are not known here: closed before the start, or long ago. What cannot be read now is tried again
  /// with the next tick.
  private func learnOwners() async {
    let opened = Set(early.values.compactMap { if case .conversationOpened(let new) = $0.body { new.id } else { nil } })
    let unknown = Set(early.values.compactMap(\.body.conversation))
      .filter { !opened.contains($0) && state.owners(of: $0) == nil && !nobodys.contains($0) }
    guard !unknown.isEmpty else { return }
    let found = try? await store.read(office) { reader in try unknown.compactMap { try reader.conversation($0) } }
    guard let found else { return }
    for conversation in found { state.remember(conversation) }
    nobodys.formUnion(unknown.subtracting(found.map(\.id)))
  }

  /// Hands out what is in order and has known owners.
  private func drain() {
    var batch: [StreamSubject: [ByteBuffer]] = [:]
    var published = 0
    var now: Timestamp?
    while let event = early[position.sequence + 1], isKnown(event) {
      early[position.sequence + 1] = nil
      (position, lastEventAt) = (event.position, event.at)
      published += 1
      now = event.at
      let (audience, changesFloor) = state.apply(event)
      if changesFloor {
        isFloorChanged = true
        areStandingsChanged = true
      }
      note(event.body)
      isWallChanged = true
      let record = ServerSentEvent.encode(event)
      for subject in subjects(of: audience) { batch[subject, default: []].append(record) }
      ring.append(EventRing.Entry(sequence: position.sequence, audience: audience, record: record))
    }
    guard published > 0 else { return }
    metrics.countEvents(published)
    // What follows from the events goes out in the same write, where its time has come.
    if let now, isDigestDue(at: now, after: Self.digestPause), let record = nextDigest(at: now) {
      for subject in staff { batch[subject, default: []].append(record) }
    }
    if let now, isWallDue(at: now), let record = nextWall(at: now) {
      for subject in supervisors { batch[subject, default: []].append(record) }
    }
    for (subject, records) in batch { deliver(records, to: subject) }
    endWatches()
  }

  private func isKnown(_ event: Event) -> Bool {
    guard let id = event.body.conversation else { return true }
    if case .conversationOpened = event.body { return true }
    return state.owners(of: id) != nil || nobodys.contains(id)
  }

  private func note(_ body: EventBody) {
    switch body {
    case .officeChanged:
      needsReload = true
      onContentChange()
    case .promiseChanged: arePromisesChanged = true
    case .queueChanged: areStandingsChanged = true
    case .conversationOpened(let conversation):
      let subject = StreamSubject.visitor(conversation.taxpayer.id)
      if readers[subject] != nil { openers.insert(subject) }
    default: break
    }
  }

  /// Hands over those whose presence is to be told again.
  func takeOpeners() -> Set<StreamSubject> {
    defer { openers = [] }
    return openers
  }

  private func subjects(of audience: Audience) -> [StreamSubject] {
    var subjects: [StreamSubject] = []
    if let watched = audience.watched { subjects += watches[watched] ?? [] }
    if let room = audience.room, readers[.room(room)] != nil { subjects.append(.room(room)) }
    if let taxpayer = audience.taxpayer, readers[.visitor(taxpayer)] != nil { subjects.append(.visitor(taxpayer)) }
    switch audience.staff {
    case .none: break
    case .some(let ids):
      for id in ids { subjects += [.staff(id), .supervisor(id)].filter { readers[$0] != nil } }
    case .all: subjects += staff
    }
    return subjects
  }

  func deliver(_ records: [ByteBuffer], to subject: StreamSubject) {
    guard let count = readers[subject]?.readers.count else { return }
    readers[subject]?.deliver(StreamReader.joined(records))
    metrics.countDeliveries(records.count * count)
  }

  // MARK: - Readers

  /// Opens a stream after a position, or from the head; `nil` when the person has as many as anybody may. The first records are queued at once;
  /// nothing between them and what follows is lost.
  func open(
    _ subject: StreamSubject, session: StreamSession, after: EventPosition?, at now: Timestamp,
    first opening: ByteBuffer? = nil, outlet: StreamReader.Outlet
  ) async -> StreamReader? {
    if let after, after > position { await catchUp(at: now) }
    guard hasRoom(for: subject) else { return nil }
    var backlog = [opening].compactMap(\.self)
    if let after {
      if after.epoch != position.epoch || after.sequence > position.sequence {
        backlog.append(reset("epoch"))
      } else if let records = ring.records(after: after.sequence, head: position.sequence, for: subject),
        records.reduce(0, { $0 + $1.readableBytes }) <= options.readerBytes
      {
        backlog += records
      } else {
        backlog.append(reset("behind"))
      }
    }
    backlog += greeting(for: subject, at: now)
    let reader = StreamReader(
      subject: subject, session: session, outlet: outlet, records: options.readerRecords, bytes: options.readerBytes,
      openedAt: now)
    let first = HTTPChunk.framed(StreamReader.joined(backlog))
    outlet.loop.execute { reader.take(first) }
    readers[subject, default: ReaderGroup()].insert(reader)
    noteOpened(subject)
    metrics.readerOpened()
    endWatches()
    return reader
  }

  /// Forgets a stream that ended.
  func close(_ reader: StreamReader) {
    reader.finish()
    guard readers[reader.subject]?.remove(reader) == true else { return }
    if reader.isCut { metrics.countCutReader() }
    if readers[reader.subject]?.isEmpty == true { readers[reader.subject] = nil }
    noteClosed(reader.subject)
    metrics.readerClosed()
  }

  /// Tells a reader to take a new snapshot, and why.
  func reset(_ reason: String) -> ByteBuffer {
    ServerSentEvent.encode("reset", StreamReset(reason: reason), at: position)
  }

  // MARK: - Time

  /// Called several times a second: digests, standings, heartbeats, and what others wrote to the log.
  func tick(at now: Timestamp) async {
    if isCatchUpDue(at: now) { await catchUp(at: now) }
    if needsReload { await reload() }
    await countPromises(at: now)
    if isDigestDue(at: now, after: Self.loneDigestPause) { sendDigest(at: now) }
    if isWallDue(at: now) { sendWall(at: now) }
    if areStandingsChanged, now.isApart(1_000, from: lastStandingsAt) { sendStandings(at: now) }
    beat(at: now)
    if now.isApart(Int64(options.heartbeatSeconds) * 1_000, from: lastRevokedAt) {
      lastRevokedAt = now
      await endRevoked()
    }
  }

  /// Sends heartbeats when they are due. They wait for no database: a console that heard nothing would take this backend for dead, and come again.
  func beat(at now: Timestamp) {
    guard now.isApart(Int64(options.heartbeatSeconds) * 1_000, from: lastHeartbeatAt) else { return }
    sendHeartbeats(at: now)
  }

  /// Counts what is promised: soon after a change, and now and then because what was not late becomes late.
  private func countPromises(at now: Timestamp) async {
    let since = abs(now.milliseconds - lastPromisesAt.milliseconds)
    guard arePromisesChanged ? since >= 1_000 : since >= 15_000 else { return }
    lastPromisesAt = now
    arePromisesChanged = false
    guard let figures = try? await store.read(office, { try $0.promiseFigures(at: now) }) else {
      arePromisesChanged = true
      return
    }
    if figures != state.promises {
      state.promises = figures
      isFloorChanged = true
    }
  }

  /// Ends the streams of sessions that were revoked elsewhere: at another backend, or by an import.
  private func endRevoked() async {
    let known = Set(readers.values.flatMap { $0.readers.values.map(\.session.tokenHash) })
    guard !known.isEmpty, let open = try? await store.openSessions(among: Array(known)) else { return }
    for hash in known.subtracting(open) { close(session: hash) }
  }

  private func isDigestDue(at now: Timestamp, after pause: Int64) -> Bool {
    isFloorChanged && now.isApart(pause, from: lastDigestAt)
  }

  private var staff: [StreamSubject] { readers.keys.filter(\.isStaff) }

  /// The queues and seats as they are now, encoded once for all staff; `nil` when nobody listens.
  private func nextDigest(at now: Timestamp) -> ByteBuffer? {
    isFloorChanged = false
    lastDigestAt = now
    guard readers.keys.contains(where: \.isStaff) else { return nil }
    return ServerSentEvent.encode("digest", state.digest(at: now, head: position), at: position)
  }

  private func sendDigest(at now: Timestamp) {
    guard let record = nextDigest(at: now) else { return }
    for subject in staff { deliver([record], to: subject) }
  }

  private func sendStandings(at now: Timestamp) {
    areStandingsChanged = false
    lastStandingsAt = now
    let standings = state.standings(at: now)
    for (taxpayer, standing) in standings {
      let last = lastStandings[taxpayer]
      let isSame =
        last?.conversation == standing.conversation && last?.position == standing.position
        && last?.expectedWaitSeconds == standing.expectedWaitSeconds && last?.isCalling == standing.isCalling
        && last?.notice == standing.notice && last?.offersLeave == standing.offersLeave
        && last?.isUnstaffed == standing.isUnstaffed
      guard !isSame, readers[.visitor(taxpayer)] != nil else { continue }
      deliver([ServerSentEvent.encode("standing", standing, at: position)], to: .visitor(taxpayer))
    }
    lastStandings = standings
  }

  private func sendHeartbeats(at now: Timestamp) {
    lastHeartbeatAt = now
    // How consoles stand is looked at now: walls are told, also on a floor where nothing happens.
    isWallChanged = true
    let record = ServerSentEvent.encode("heartbeat", Heartbeat(at: now, head: position), at: position)
    let beats = max(1, options.readerStallSeconds / max(1, options.heartbeatSeconds))
    for (subject, group) in readers {
      for reader in group.readers.values {
        reader.cutIfStalled(beats: beats)
        if subject.isStaff { reader.noteAcknowledged(position, at: now) }
        if reader.session.expiresAt <= now { reader.finish() }
      }
      deliver([record], to: subject)
    }
  }

  private func reload() async {
    needsReload = false
    let read = try? await store.read(office) { (try $0.office(), try $0.catalogue(), try $0.seats()) }
    guard let (office, catalogue, seats) = read else {
      needsReload = true
      return
    }
    state.reload(office: office, catalogue: catalogue, seats: seats)
    isFloorChanged = true
  }
}

extension Timestamp {
  /// Whether at least so many milliseconds lie between, on either side: a clock that was set back silences nobody.
  func isApart(_ milliseconds: Int64, from other: Timestamp) -> Bool {
    abs(self.milliseconds - other.milliseconds) >= milliseconds
  }
}
