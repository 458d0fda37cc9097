import Desk
import HTTPTypes
import Hummingbird
import Logging
import NIOConcurrencyHelpers
import NIOCore
import Service
import ServiceLifecycle
import Storage

/// The backend without its program: a store behind routes, streams and timers.
public final class Backend: Sendable {
  let store: any Store
  let options: BackendOptions
  /// Now, by the database's clock where the machine's is astray.
  let clock: @Sendable () -> Timestamp
  let metrics = Metrics()
  let hubs: Hubs
  let authenticator: Authenticator
  let answerer: Answerer
  let logger: Logger
  let membership: Membership
  let connections: ConnectionCommands
  let admission: Admission
  /// Uploads under way: with their largest bodies they stay below 160 MB.
  let uploads = Admission(limit: 8)
  /// Bodies on their way; those of uploads are bounded by their number, too.
  let intake: Intake
  let uploadIntake: Intake
  let patience: Patience
  let refusals: RefusalLog
  let readiness: Readiness
  /// What is wrong with offices' logs.
  let logs: LogTroubles
  /// What figures for operators look up in the database.
  let stored: SharedAnswer<StoredStanding?>
  private let draining = NIOLockedValueBox(false)
  private let failures = NIOLockedValueBox(TimerFailures())
  /// Troubles of single deadlines, offices and webhooks, as the log tells them.
  let troubles = NIOLockedValueBox(Floodgate(seconds: 60))
  /// Up to where each office's log was when all of it was counted for figures.
  let counted = NIOLockedValueBox([OfficeID: EventPosition]())
  let uncounted = NIOLockedValueBox(OfficeFailures())
  /// Up to where each office's log was when all of it was noted for webhooks.
  let noted = NIOLockedValueBox([OfficeID: EventPosition]())
  let webhookSender = WebhookSender()
  private let ownURL = NIOLockedValueBox("")

  /// Connections the system may hold until they are taken: after an outage everybody comes within a second, and one that is dropped here comes again
  /// only after a second, then three, then seven.
  private static let backlog = 4_096

  /// Eight of the largest, and some room.
  private static let uploadBytes = 167_772_160

  /// A backend over a store. The clock is the only one it looks at; what must not hang on its being set goes by the steady one.
  public init(
    store: any Store, options: BackendOptions, clock: @escaping @Sendable () -> Timestamp,
    steady: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, logger: Logger
  ) {
    self.store = store
    self.options = options
    self.logger = logger
    admission = Admission(limit: options.requestsAtOnce)
    intake = Intake(seconds: options.bodySeconds, limit: options.bodyBytes)
    uploadIntake = Intake(seconds: options.bodySeconds, limit: Self.uploadBytes)
    patience = Patience(seconds: options.answerSeconds)
    let logs = LogTroubles(logger: logger)
    self.logs = logs
    let membership = Membership(store: store, clock: clock, steady: steady) { Self.newID(at: clock()) }
    self.membership = membership
    // What is decided here has deadlines that other backends watch: all go by one clock.
    let clock: @Sendable () -> Timestamp = { membership.now }
    self.clock = clock
    refusals = RefusalLog(clock: clock)
    readiness = Readiness(store: store) { logs.problem ?? membership.clockDifference?.problem }
    stored = SharedAnswer { try? await StoredStanding(store, at: clock()) }
    connections = ConnectionCommands(store: store, logger: logger, membership: membership, logs: logs)
    authenticator = Authenticator(store: store, clock: clock, options: options, metrics: metrics)
    answerer = Answerer(store: store)
    hubs = Hubs(
      store: store, options: options, metrics: metrics,
      commands: connections, answerer: answerer, logs: logs)
  }

  /// The HTTP application with its timers, listening where told; port 0 takes a free one.
  public func application(
    host: String = "127.0.0.1", port: Int = 0, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    Application(
      responder: router().buildResponder(), server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: "zuoxid", backlog: Self.backlog),
      services: [
        StreamService(backend: self), TimerService(backend: self), FigureService(backend: self),
        WebhookService(backend: self),
      ],
      onServerRunning: { await onListening($0.localAddress?.port ?? port) }, logger: logger)
  }

  /// Whether the backend is ending: it answers what it has accepted, and wants nothing new.
  var isDraining: Bool { draining.withLockedValue { $0 } }

  /// From here on balancers are told to send nothing more.
  func drains() { draining.withLockedValue { $0 = true } }

  /// Notes where the backend listens, for addresses it tells when no public one was given.
  func listens(at url: String) { ownURL.withLockedValue { $0 = url } }

  /// Where the taxpayers' page is, with what leads to it.
  public var taxpayerURL: String { publicBase + (options.hasSamplePage ? "/sample/" : "/page/") }

  /// The backend's address as browsers reach it, without a slash at its end.
  var publicBase: String { options.publicURL.isEmpty ? ownURL.withLockedValue { $0 } : options.publicURL }

  /// Where rooms are opened, with what leads to it.
  var roomURL: String { (options.publicURL.isEmpty ? ownURL.withLockedValue { $0 } : options.publicURL) + "/room/" }

  /// Opens a staff session without a password, for a program that runs the backend itself.
  public func openSession(for agent: AgentID, office: OfficeID) async throws -> StaffSession {
    guard let account = try await store.read(office, { try $0.account(agent) }) else {
      throw Problem(.notFound, detail: Localised("没有账号 \(agent)", "There is no account \(agent)"))
    }
    return try await authenticator.openSession(for: account.agent, office: office, address: "local")
  }

  /// Puts a signed-out seat to ready in its agent's name, so that a demo's console can accept at once; a state that was chosen stays.
  public func signInSeat(of agent: Agent, office: OfficeID) async throws {
    let seat = try await store.read(office) { try $0.seats().first { $0.agent.id == agent.id } }
    guard let seat, seat.choice == .signedOut else { return }
    _ = try await perform(
      .choosePresence(.ready, reason: nil), by: .staff(agent), office: office, key: newID(), fingerprint: "")
  }

  /// Ends what runs outside requests, then closes the store.
  public func stop() async throws {
    await hubs.closeAll()
    try await authenticator.stop()
    do {
      try await patience.wait(keeping: [], isChange: true, onLate: { _ in }) { [membership] in
        try await membership.leave()
      }
    } catch {
      // It runs out by itself.
      logger.warning("the lease could not be given up", metadata: ["error": "\(error)"])
    }
    try await store.close()
  }

  // MARK: - Commands

  /// Performs a command and publishes what it changed.
  func perform(
    _ command: Command, by actor: CommandActor, office: OfficeID, key: String?, fingerprint: String
  ) async throws -> CommandResult {
    let isTaxpayer = if case .taxpayer = actor { true } else { false }
    try logs.check(office, asTaxpayer: isTaxpayer)
    let result = try await store.perform(
      CommandRequest(office: office, actor: actor, key: key, fingerprint: fingerprint, command: command), at: clock())
    if result.isReplay { metrics.countReplay() }
    if !result.events.isEmpty {
      // Committed is committed: a hub that cannot be opened now reads the log when it can.
      do {
        try await hubs.desk(of: office).hub.publish(result.events)
      } catch {
        logger.error("what was committed could not be handed on yet", metadata: ["error": "\(error)"])
      }
    }
    return result
  }

  /// Performs every timer that is due; returns how many were. One that fails is put off, ever further, so that it holds up no other.
  @discardableResult
  public func fireDueTimers() async throws -> Int {
    // By the clock that leases go by: a machine whose own is fast would end everybody's graces early.
    let due = try await store.dueTimers(by: clock(), limit: 200)
    for (office, timer) in due {
      if logs.isUnopened(office) {
        // Whoever is waited for there cannot come.
        try await store.putOff(timer, of: office, until: clock().advanced(seconds: 30))
        continue
      }
      let ids = (0..<32).map { _ in MessageID(newID()) }
      do {
        _ = try await perform(
          .timerFired(timer, noticeIDs: ids), by: .system, office: office, key: nil, fingerprint: "")
        failures.withLockedValue { $0.succeeded(timer, of: office) }
        metrics.countTimer()
      } catch {
        let seconds = failures.withLockedValue { $0.failed(timer, of: office) }
        tell(
          "a timer failed", of: "\(timer.kind)", error,
          ["office": "\(office)", "subject": "\(timer.subject)", "again": "\(seconds) s"])
        try await store.putOff(timer, of: office, until: clock().advanced(seconds: seconds))
      }
    }
    return due.count
  }

  /// Tells the log of something that failed, of each kind of it once a minute with the number held back.
  func tell(_ words: String, of kind: String, _ error: (any Error)?, _ more: Logger.Metadata = [:]) {
    guard let heldBack = troubles.withLockedValue({ $0.pass(words + kind, at: clock()) }) else { return }
    var metadata = more.merging(["kind": "\(kind)"]) { _, new in new }
    if let error { metadata["reason"] = "\(error)" }
    if heldBack > 0 { metadata["heldBack"] = "\(heldBack)" }
    logger.error("\(words)", metadata: metadata)
  }

  /// A new id that sorts by time.
  func newID() -> String { Self.newID(at: clock()) }

  private static func newID(at now: Timestamp) -> String {
    var random = SystemRandomNumberGenerator()
    return SortableID.make(at: now, using: &random)
  }
}
