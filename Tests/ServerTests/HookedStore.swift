import Desk
import Service
import Storage
import Synchronization

/// A store over a real one that lets a test act at a moment it could not otherwise meet.
final class HookedStore: Store {
  /// What happens at which moment; `nil` is nothing.
  struct Hooks: Sendable {
    /// Before a command is handed on; a throw is the command's.
    var beforeCommand: (@Sendable (CommandRequest) async throws -> Void)?
    /// Before an office is counted for figures; a throw is what comes of it.
    var beforeCount: (@Sendable (OfficeID) async throws -> Void)?
    /// Before it is found out whether the store takes writes; a throw is what is found.
    var beforeProbe: (@Sendable () async throws -> Void)?
    /// What the database's clock says, in place of what it does.
    var time: (@Sendable () -> Timestamp)?
    /// Before leases are held; a throw is what comes of it.
    var beforeLeases: (@Sendable (NodeID) async throws -> Void)?
    /// Before it is told where the logs stand.
    var beforeHeads: (@Sendable () async throws -> Void)?
    /// After a session was found, before it is told.
    var afterSession: (@Sendable (SessionRow) async throws -> Void)?
    /// After something was read, before it is told.
    var afterRead: (@Sendable () async throws -> Void)?
  }

  let hooks = Mutex(Hooks())
  private let store: any Store

  init(_ store: any Store) { self.store = store }

  /// Takes a hook out, so that it acts once.
  func take<Hook>(_ path: WritableKeyPath<Hooks, Hook?> & Sendable) -> sending Hook? where Hook: Sendable {
    hooks.withLock { hooks in
      defer { hooks[keyPath: path] = nil }
      return hooks[keyPath: path]
    }
  }

  func perform(_ request: CommandRequest, at now: Timestamp) async throws -> CommandResult {
    let hook = hooks.withLock(\.beforeCommand)
    try await hook?(request)
    return try await store.perform(request, at: now)
  }

  func read<Value: Sendable>(
    _ office: OfficeID, _ body: @escaping @Sendable (any OfficeReader) throws -> Value
  ) async throws -> Value {
    let value = try await store.read(office, body)
    try await take(\.afterRead)?()
    return value
  }

  func session(tokenHash: String) async throws -> SessionRow? {
    let session = try await store.session(tokenHash: tokenHash)
    if let session { try await take(\.afterSession)?(session) }
    return session
  }

  func holder(tokenHash: String) async throws -> (session: SessionRow, account: Account?)? {
    let holder = try await store.holder(tokenHash: tokenHash)
    if let holder { try await take(\.afterSession)?(holder.session) }
    return holder
  }

  func probe() async throws {
    let hook = hooks.withLock(\.beforeProbe)
    try await hook?()
    try await store.probe()
  }
  func countFigures(of office: OfficeID, as node: NodeID?, at now: Timestamp, limit: Int64) async throws -> Bool {
    let hook = hooks.withLock(\.beforeCount)
    try await hook?(office)
    return try await store.countFigures(of: office, as: node, at: now, limit: limit)
  }
  func forgetFigures(of office: OfficeID) async throws { try await store.forgetFigures(of: office) }
  func noteDeliveries(of office: OfficeID, limit: Int64) async throws -> Bool {
    try await store.noteDeliveries(of: office, limit: limit)
  }
  func takeDeliveries(
    of office: OfficeID, to webhook: String, by now: Timestamp, until end: Timestamp, limit: Int
  ) async throws -> [WebhookDelivery] {
    try await store.takeDeliveries(of: office, to: webhook, by: now, until: end, limit: limit)
  }
  func keep(_ delivery: WebhookDelivery, of office: OfficeID) async throws {
    try await store.keep(delivery, of: office)
  }
  func officeIDs() async throws -> [OfficeID] { try await store.officeIDs() }
  func offices() async throws -> [Office] { try await store.offices() }
  func load(_ content: OfficeContent, at now: Timestamp, audit: AuditRecord?, once: Once?) async throws -> String? {
    try await store.load(content, at: now, audit: audit, once: once)
  }
  func remembered(_ once: Once) async throws -> String? { try await store.remembered(once) }
  func keep(_ session: SessionRow, once: Once?) async throws -> String? { try await store.keep(session, once: once) }
  func exchange(_ tokenHash: String, for session: SessionRow, once: Once?) async throws -> String? {
    try await store.exchange(tokenHash, for: session, once: once)
  }
  func keep(
    _ image: ImageRecord, bytes: [UInt8], of office: OfficeID, at now: Timestamp, once: Once?
  ) async throws -> String? {
    try await store.keep(image, bytes: bytes, of: office, at: now, once: once)
  }
  func keep(_ link: RoomLink, once: Once?) async throws -> String? { try await store.keep(link, once: once) }
  func open(_ opening: RoomSession, at now: Timestamp, once: Once) async throws -> String? {
    try await store.open(opening, at: now, once: once)
  }
  func pass(_ draft: SignalDraft, at now: Timestamp) async throws -> Signal { try await store.pass(draft, at: now) }
  func signals(since moment: Timestamp, notBy node: NodeID) async throws -> [SignalHint] {
    try await store.signals(since: moment, notBy: node)
  }
  func revoke(tokenHash: String) async throws { try await store.revoke(tokenHash: tokenHash) }
  func dueTimers(by now: Timestamp, limit: Int) async throws -> [(office: OfficeID, timer: ServiceTimer)] {
    try await store.dueTimers(by: now, limit: limit)
  }
  func renewGraces(of office: OfficeID?, at now: Timestamp) async throws {
    try await store.renewGraces(of: office, at: now)
  }
  func putOff(_ timer: ServiceTimer, of office: OfficeID, until moment: Timestamp) async throws {
    try await store.putOff(timer, of: office, until: moment)
  }
  func audit(_ record: AuditRecord) async throws { try await store.audit(record) }
  func prune(at now: Timestamp) async throws { try await store.prune(at: now) }
  var statistics: StoreStatistics { store.statistics }
  var isShared: Bool { store.isShared }
  func time() async throws -> Timestamp? {
    guard let time = try await store.time() else { return nil }
    return hooks.withLock(\.time)?() ?? time
  }
  func heads() async throws -> [OfficeID: EventPosition] {
    let hook = hooks.withLock(\.beforeHeads)
    try await hook?()
    return try await store.heads()
  }
  func holdLeases(of node: NodeID, until end: Timestamp, at now: Timestamp) async throws -> Set<OfficeID> {
    let hook = hooks.withLock(\.beforeLeases)
    try await hook?(node)
    return try await store.holdLeases(of: node, until: end, at: now)
  }
  func lapsedLeases(at now: Timestamp) async throws -> [Lease] { try await store.lapsedLeases(at: now) }
  func drop(_ lease: Lease, at now: Timestamp) async throws { try await store.drop(lease, at: now) }
  func endLeases(of node: NodeID, at now: Timestamp) async throws {
    try await store.endLeases(of: node, at: now)
  }
  func whisper(_ whisper: Whisper) async throws { try await store.whisper(whisper) }
  func whispers(since moment: Timestamp, notBy node: NodeID) async throws -> [Whisper] {
    try await store.whispers(since: moment, notBy: node)
  }
  func openSessions(among hashes: [String]) async throws -> Set<String> {
    try await store.openSessions(among: hashes)
  }
  func durability() async throws -> [String: String] { try await store.durability() }

  func close() async throws { try await store.close() }
}
