import TestPrograms
import Desk
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Storage
import Synchronization

@testable import Server

/// A small office on a store of its own, behind a backend whose clock the test may hold.
final class TestOffice: Sendable {
  static let id: OfficeID = "test"
  static let password = "correct horse"
  static let hostSecret = "a secret of the sample host, long enough for HS256"
  static let cost = PasswordCost(logarithm: 4)

  let backend: Backend
  let store: any Store
  /// What the backend has between itself and the store.
  let hooked: HookedStore
  let folder: String
  private let clock: HeldClock?
  private let astray: Astray

  /// By how much the machine's clock was set off, and how much of its steady one went by besides.
  private final class Astray: Sendable {
    let by = Mutex((milliseconds: Int64(0), steadily: Duration.zero))
    let start = ContinuousClock.now
  }

  /// `startingAt` holds the clock there; `nil` lets it run. `database` is a PostgreSQL database, perhaps another office's too: then it is loaded there.
  init(
    startingAt moment: Timestamp? = nil, options: BackendOptions? = nil, database: String? = nil,
    log: CapturedLog? = nil
  ) async throws {
    folder = NSTemporaryDirectory() + "zuoxi-server-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let place = folder
    let isOnPostgres = EveryEngine.isOnPostgres
    // It may wait for others that bring a database up to date: on a thread of its own.
    store = try await aside {
      let database = try database ?? (isOnPostgres ? PostgresCluster.shared?.emptySchema() : nil)
      return try database.map { try Stores.postgres(at: $0) } ?? Stores.sqlite(in: place)
    }
    hooked = HookedStore(store)
    let held = moment.map { HeldClock($0) }
    clock = held
    let astray = Astray()
    self.astray = astray
    if let held { hooked.hooks.withLock { $0.time = { held.now } } }
    var options = options ?? BackendOptions(hasSamplePage: true)
    // All tests share few threads: what waits for its turn there is no database that stands still.
    if options.answerSeconds == BackendOptions.usualAnswerSeconds { options.answerSeconds = 120 }
    options.passwordCost = Self.cost
    options.hasSamplePage = true
    var logger = log?.logger ?? Logger(label: "tests")
    logger.logLevel = log == nil ? .critical : .warning
    backend = Backend(
      store: hooked, options: options,
      clock: { (held?.now ?? Self.machine()).advanced(milliseconds: astray.by.withLock(\.milliseconds)) },
      steady: {
        let gone = held.flatMap { held in moment.map { held.now.milliseconds - $0.milliseconds } }
        let steady = gone.map { astray.start + .milliseconds($0) } ?? .now
        return steady + astray.by.withLock(\.steadily)
      }, logger: logger)
    if try await store.offices().isEmpty { try await store.load(try Self.content(), at: held?.now ?? Self.machine()) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Moves the held clock on.
  func advance(seconds: Int) { clock?.advance(seconds: seconds) }

  /// Moves the held clock on by less than a second.
  func advance(milliseconds: Int64) { clock?.advance(milliseconds: milliseconds) }

  /// Sets the backend's clock off the database's, and lets its steady one go on until something is due.
  func misset(seconds: Int64) {
    astray.by.withLock { by in
      by.milliseconds = seconds * 1_000
      by.steadily += .seconds(5)
    }
  }

  var now: Timestamp { clock?.now ?? Self.machine() }

  /// Runs the test against the router alone or over a live socket.
  func test(_ way: Way, _ body: @Sendable (TestCaller) async throws -> Void) async throws {
    let application = backend.application()
    try await application.test(way == .live ? .live : .router) { client in
      try await body(TestCaller(client: client, office: self))
    }
    try await backend.stop()
  }

  /// A token of a member of staff, without a password.
  func token(of agent: AgentID) async throws -> String {
    try await backend.openSession(for: agent, office: Self.id).token
  }

  static func machine() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  static func content() throws -> OfficeContent {
    let hash = try PasswordHash.make(password, cost: cost)
    let invoice = SkillGroup(id: "invoice", name: Localised("发票", "Invoices"))
    let agents = [
      Agent(id: "zhang", name: "张敏", role: .agent, groups: ["invoice"], slots: 2),
      Agent(id: "li", name: "李华", role: .agent, groups: ["invoice"], slots: 2),
      Agent(id: "wang", name: "王强", role: .supervisor, groups: ["invoice"], slots: 2),
      Agent(id: "admin", name: "管理员", role: .administrator, groups: [], slots: 1),
    ]
    let always = (1...7).reduce(into: [Int: [WorkingRange]]()) {
      $0[$1] = [WorkingRange("00:00-24:00")].compactMap(\.self)
    }
    return OfficeContent(
      office: Office(
        id: id, name: Localised("测试办税厅", "Test office"), region: "000000",
        calendar: WorkingCalendar(weekly: always)),
      catalogue: Catalogue(
        groups: [invoice], wrapUpCodes: [WrapUpCode(code: "done", name: Localised("已解决", "Done"))],
        breakReasons: [BreakReason(code: "meal", name: Localised("用餐", "Meal"), expectedMinutes: 30)]),
      accounts: agents.map { Account(agent: $0, passwordHash: hash) },
      sampleTaxpayers: ["p1", "p2"].map {
        SampleTaxpayer(
          id: $0, name: "林晓燕", enterprise: "晨光商贸", creditCode: "91990100MA0XY00379", mobile: "13800000001")
      },
      hostSecrets: [Backend.sampleHost: hostSecret])
  }
}

/// How a test reaches the backend.
enum Way: CaseIterable, Sendable {
  case router
  case live
}

/// A clock that stands until it is moved.
final class HeldClock: Sendable {
  private let moment: Mutex<Timestamp>

  init(_ moment: Timestamp) { self.moment = Mutex(moment) }

  var now: Timestamp { moment.withLock { $0 } }

  func advance(seconds: Int) { moment.withLock { $0 = $0.advanced(seconds: seconds) } }

  func advance(milliseconds: Int64) { moment.withLock { $0 = $0.advanced(milliseconds: milliseconds) } }
}
