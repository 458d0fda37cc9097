import Desk
import Service

/// The store on PostgreSQL: any number of backends on one database, each with a few batching writers and a pool of readers.
final class PostgresStore: RowStore {
  /// Writers: offices are spread over them, so that one that is busy holds up few others.
  private static let laneCount = 4
  private static let readers = 8
  /// Remembered answers forgotten in one transaction, so that nobody waits behind it.
  private static let pruneStep = 1_000

  private let pool: PostgresPool
  private let lanes: [PostgresLane]

  /// Opens the store at a connection URL or string as libpq takes it, making the tables if they are not there.
  init(url: String) throws {
    try PostgresOpening.prepare(url)
    pool = PostgresPool(url, places: Self.readers)
    lanes = (0..<Self.laneCount).map { PostgresLane(url, label: "store.write.\($0)") }
  }

  var isShared: Bool { true }

  var statistics: StoreStatistics {
    lanes.map(\.statistics).reduce(into: StoreStatistics()) { $0.add($1) }
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
    try await touch()
    guard lanes.contains(where: \.isFull) else { return }
    do {
      try await change { _, db in
        try db.run("CREATE TEMPORARY TABLE room (filler TEXT) ON COMMIT DROP", [])
        try db.run("INSERT INTO room SELECT repeat('-', 1900) FROM generate_series(1, 500)", [])
      }
    } catch {
      throw Problem(
        .unavailable,
        detail: Localised("数据库的磁盘已满：请腾出空间", "the database's disk is full: make room"), retryAfter: 5)
    }
    for lane in lanes { lane.hasRoom() }
  }

  func close() async throws {
    for lane in lanes {
      lane.close()
      try await withCheckedThrowingContinuation { lane.add(.change(nil, { _, _ in }, $0), isLast: true) }
      lane.disconnect()
    }
    pool.close()
  }

  // MARK: - Ways in

  func submit(_ work: StoreWork<PostgresSession>) {
    // Not `hashValue`, which differs from process to process: an office's place is the same in every log.
    let sum = (work.office?.rawValue ?? "").utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
    lanes[Int(sum % UInt32(lanes.count))].add(work)
  }

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
      throw Problem(failure.state.hasPrefix("22") ? .badRequest : .unavailable, retryAfter: 1)
    }
  }
}
