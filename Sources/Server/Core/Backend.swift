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
  let clock: @Sendable () -> Timestamp
  let metrics = Metrics()
  let hubs: Hubs
  let authenticator: Authenticator
  let answerer: Answerer
  let logger: Logger
  private let ownURL = NIOLockedValueBox("")

  /// A backend over a store. The clock is the only one it looks at.
  public init(
    store: any Store, options: BackendOptions, clock: @escaping @Sendable () -> Timestamp, logger: Logger
  ) {
    self.store = store
    self.options = options
    self.clock = clock
    self.logger = logger
    authenticator = Authenticator(store: store, clock: clock, options: options, metrics: metrics)
    answerer = Answerer(store: store)
    hubs = Hubs(
      store: store, options: options, metrics: metrics,
      commands: ConnectionCommands(store: store, clock: clock, logger: logger), answerer: answerer)
  }

  /// The HTTP application with its timers, listening where told; port 0 takes a free one.
  public func application(
    host: String = "127.0.0.1", port: Int = 0, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    Application(
      router: router(), server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "zuoxid"),
      services: [StreamService(backend: self), TimerService(backend: self)],
      onServerRunning: { await onListening($0.localAddress?.port ?? port) }, logger: logger)
  }

  /// Notes where the backend listens, for addresses it tells when no public one was given.
  func listens(at url: String) { ownURL.withLockedValue { $0 = url } }

  /// Where the taxpayers' page is, with what leads to it.
  public var taxpayerURL: String {
    let base = options.publicURL.isEmpty ? ownURL.withLockedValue { $0 } : options.publicURL
    return base + (options.hasSamplePage ? "/sample/" : "/page/")
  }

  /// Opens a staff session without a password, for a program that runs the backend itself.
  public func openSession(for agent: AgentID, office: OfficeID) async throws -> StaffSession {
    guard let account = try await store.read(office, { try $0.account(agent) }) else {
      throw Problem(.notFound, detail: Localised("没有账号 \(agent)", "There is no account \(agent)"))
    }
    return try await authenticator.openSession(for: account.agent, office: office, address: "local")
  }

  /// Ends what runs outside requests, then closes the store.
  public func stop() async throws {
    await hubs.closeAll()
    try await authenticator.stop()
    try await store.close()
  }

  // MARK: - Commands

  /// Performs a command and publishes what it changed.
  func perform(
    _ command: Command, by actor: CommandActor, office: OfficeID, key: String?, fingerprint: String
  ) async throws -> CommandResult {
    let result = try await store.perform(
      CommandRequest(office: office, actor: actor, key: key, fingerprint: fingerprint, command: command), at: clock())
    if !result.events.isEmpty { await (try hubs.desk(of: office)).hub.publish(result.events) }
    return result
  }

  /// Performs every timer that is due; returns how many were.
  @discardableResult
  public func fireDueTimers() async throws -> Int {
    let due = try await store.dueTimers(by: clock(), limit: 200)
    for (office, timer) in due {
      let ids = (0..<32).map { _ in MessageID(newID()) }
      do {
        _ = try await perform(
          .timerFired(timer, noticeIDs: ids), by: .system, office: office, key: nil, fingerprint: "")
        metrics.countTimer()
      } catch {
        logger.error("a timer failed", metadata: ["kind": "\(timer.kind)", "error": "\(error)"])
      }
    }
    return due.count
  }

  /// A new id that sorts by time.
  func newID() -> String {
    var random = SystemRandomNumberGenerator()
    return SortableID.make(at: clock(), using: &random)
  }
}
