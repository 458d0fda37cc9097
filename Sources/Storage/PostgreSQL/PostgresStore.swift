import Desk
import Service
import Synchronization

/// The store on PostgreSQL: any number of backends on one database, each with a few batching writers and a pool of readers.
final class PostgresStore: RowStore {
  /// Writers for offices, which are spread over them, so that one that is busy holds up few others.
  private static let laneCount = 4
  private static let readers = 8
  /// Remembered answers forgotten in one transaction, so that nobody waits behind it.
  private static let pruneStep = 1_000

  /// Why the last commit that failed did so, whichever lane's it was.
  private final class Words: Sendable {
    let last = Mutex<String?>(nil)
  }

  private let address: PostgresAddress
  private let pool: PostgresPool
  private let offices: [PostgresLane]
  /// The writer of what belongs to no office, and that of leases: no office's head holds them up.
  private let common: PostgresLane
  private let leases: PostgresLane
  private let lastFailure: Words

  /// What may be waited for when the store closes.
  private let closing: Duration

  /// Opens the store at a connection URL or string as libpq takes it, making the tables if they are not there. Those of an earlier release are
  /// refused unless they are to be brought up to date.
  init(
    url: String, updating: Bool = true, belief: Duration = .seconds(5), closing: Duration = .seconds(5)
  ) throws {
    self.closing = closing
    try PostgresOpening.prepare(url, updating: updating)
    let address = PostgresAddress(url)
    self.address = address
    pool = PostgresPool(address, places: Self.readers)
    let lastFailure = Words()
    self.lastFailure = lastFailure
    func lane(_ name: String, lockSeconds: Int? = nil) -> PostgresLane {
      PostgresLane(address, label: "store.write." + name, belief: belief, lockSeconds: lockSeconds) { words in
        lastFailure.last.withLock { $0 = words }
      }
    }
    offices = (0..<Self.laneCount).map { lane("\($0)") }
    common = lane("common")
    // Of an office that it had no lease in it wants the head, and must not wait for it until the other leases run out.
    leases = lane("leases", lockSeconds: 2)
  }

  private var lanes: [PostgresLane] { offices + [common, leases] }

  var isShared: Bool { true }

  var statistics: StoreStatistics {
    var all = lanes.map(\.statistics).reduce(into: StoreStatistics()) { $0.add($1) }
    all.lastFailure = lastFailure.last.withLock { $0 }
    return all
  }

  func prune(at now: Timestamp) async throws {
    let day: Int64 = 86_400_000
    let week = 7 * day
    try await pruneImages(at: now)
    try await pruneCalls(at: now)
    try await pruneFigures(at: now)
    try await pruneDeliveries(at: now)
    try await change { _, db in try db.run("DELETE FROM sessions WHERE expires_at <= ?", [now.milliseconds - day]) }
    // What was typed and not sent is nobody's to keep.
    try await change { _, db in try db.run("DELETE FROM whispers WHERE at <= ?", [now.milliseconds - 60_000]) }
    var isMore = true
    while isMore {
      let old = try await reading { db in
        try db.all(
          "SELECT office, key, scope FROM answers WHERE at <= ? LIMIT ?", [now.milliseconds - week, Self.pruneStep]
        )
        .map { try ($0[0] as String, $0[1] as String, $0[2] as String) }
      }
      isMore = old.count == Self.pruneStep
      try await change { _, db in
        for (office, key, scope) in old {
          try db.run("DELETE FROM answers WHERE office = ? AND key = ? AND scope = ?", [office, key, scope])
        }
      }
    }
  }

  /// What the server reports of the settings that durability hangs on.
  func durability() async throws -> [String: String] { try await reading { try PostgresOpening.durability($0) } }

  /// What is written in place needs no room; once there was none, some is asked for before anybody is sent here again.
  func probe() async throws {
    do {
      // A row of nobody's: whoever holds an office's head holds up that office alone.
      try await change { _, db in try db.run("UPDATE schema_version SET version = version WHERE id = 1", []) }
    } catch {
      guard let words = lanes.lazy.compactMap(\.refusal).first else { throw error }
      throw Problem(.unavailable, detail: words, retryAfter: 5)
    }
    try await address.check()
    guard lanes.contains(where: \.isFull) else { return }
    for lane in lanes { lane.hasRoom() }
    do {
      try await change { _, db in
        // A megabyte of a table that holds nothing for long; it is written over again.
        try db.run(
          """
          INSERT INTO whispers (office, conversation, side, node, at, is_typing, draft)
          SELECT '', number::text, '', '', 0, 0, repeat('-', 1900) FROM generate_series(1, 500) AS number
          ON CONFLICT DO NOTHING
          """, [])
        try db.run("DELETE FROM whispers WHERE office = ?", [""])
      }
    } catch {
      guard lanes.contains(where: \.isFull) else { throw error }
      throw Problem(
        .unavailable,
        detail: Localised("数据库的磁盘已满：请腾出空间", "the database's disk is full: make room"), retryAfter: 5)
    }
  }

  func close() async throws {
    for lane in lanes { lane.close() }
    // A commit may wait for a standby that does not come.
    let limit = Task { [lanes, closing] in
      try await Task.sleep(for: closing)
      for lane in lanes { lane.leave() }
    }
    defer { limit.cancel() }
    defer { pool.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in lanes {
        group.addTask {
          defer { lane.disconnect() }
          try await withCheckedThrowingContinuation { lane.add(.change(nil, { _, _ in }, $0), isLast: true) }
        }
      }
      // Every lane is let go, also when one of them fails.
      var failure: (any Error)?
      while let result = await group.nextResult() {
        if case .failure(let error) = result { failure = failure ?? error }
      }
      if let failure { throw failure }
    }
  }

  // MARK: - Ways in

  func submit(_ work: StoreWork<PostgresSession>) {
    // Not `hashValue`, which differs from process to process: an office's place is the same in every log.
    guard let office = work.office else { return common.add(work) }
    let sum = office.rawValue.utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
    offices[Int(sum % UInt32(offices.count))].add(work)
  }

  func submitLease(_ work: StoreWork<PostgresSession>) { leases.add(work) }

  func view<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
    try await reading { session in
      try session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [])
      do {
        let value = try body(session)
        try session.commit()
        return value
      } catch {
        session.rollBack()
        throw error
      }
    }
  }

  func reading<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch let failure as PostgresFailure {
      // 42, XX: a statement or a table is not as it should be, or a page cannot be read. Coming again does not help; the log has to tell.
      if failure.state.hasPrefix("42") || failure.state.hasPrefix("XX") { throw failure }
      if failure.state.hasPrefix("22") { throw Problem(.badRequest) }
      throw StoreReadingError(problem: Problem(.unavailable, retryAfter: 1), reason: "\(failure)")
    }
  }
}
