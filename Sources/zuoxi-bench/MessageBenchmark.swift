import ArgumentParser
import Desk
import Glibc
import Service
import Storage

/// Acknowledged messages a second on SQLite beside the same rows inserted by the `sqlite3` program in transactions of the same size, or on PostgreSQL
/// beside `pgbench`.
struct MessageBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages",
    abstract: "Acknowledged messages a second, beside sqlite3 or pgbench inserting equal rows.",
    discussion: "With --database the tables are made in that PostgreSQL database; give one that is empty.")

  @Option(help: "Agents that write at once over each backend.")
  var writers = 64

  @Option(help: "Messages each writes.")
  var each = 500

  @Option(help: "An empty PostgreSQL database, postgres://…, instead of SQLite.")
  var database: String?

  @Option(help: "Backends that work on the PostgreSQL database at once, a process each.")
  var backends = 1

  @Option(help: .hidden)
  var part: Int?

  func validate() throws {
    guard writers > 0, each > 0, backends > 0 else { throw ValidationError("--writers, --each, --backends: 1…") }
  }

  /// Whoever adds a backend has more people, not the same ones in smaller groups.
  private var everybody: Int { writers * backends }

  func run() async throws {
    let load = MessageLoad(writers: everybody, each: each)
    guard let database else { return try await compareSQLite(load) }
    if let part { return try await write(load, part: part, to: Stores.postgres(at: database)) }
    try await comparePostgres(load, database)
  }

  private func compareSQLite(_ load: MessageLoad) async throws {
    let folder = "/tmp/zuoxi-bench-\(getpid())-messages"
    defer { _ = shell("rm -rf \(folder)") }
    let store = try Stores.sqlite(in: folder)
    try await load.prepare(store)
    let before = store.statistics
    let begun = Stopwatch.now
    let waits = try await waits(load, 0..<writers, store)
    let seconds = Stopwatch.now - begun
    let after = store.statistics
    try await store.close()
    let batch = Double(writers * each) / Double(max(1, after.commits - before.commits))
    let raw = try SQLitePeer().messagesPerSecond(
      folder: folder, batch: max(1, Int(batch.rounded())), messages: writers * each)
    show(Double(writers * each) / seconds, waits, batch, "sqlite3 (equal rows)", raw)
  }

  private func waits(_ load: MessageLoad, _ agents: Range<Int>, _ store: any Store) async throws -> [Double] {
    try await withThrowingTaskGroup(of: [Double].self) { group in
      for writer in agents { group.addTask { try await load.write(as: writer, to: store) } }
      return try await group.reduce(into: [Double]()) { $0 += $1 }
    }
  }

  /// One backend's share, once a line on its input says that all are ready; prints its readings.
  private func write(_ load: MessageLoad, part: Int, to store: any Store) async throws {
    let agents = (writers * part)..<(writers * (part + 1))
    // Connected, as a backend that runs is.
    try await store.probe()
    let before = store.statistics
    print("ready")
    fflush(nil)
    _ = readLine()
    let waits = try await waits(load, agents, store)
    print(store.statistics.commits - before.commits)
    print(waits.map { String(Int($0 * 1_000_000)) }.joined(separator: " "))
    try await store.close()
  }

  private func comparePostgres(_ load: MessageLoad, _ database: String) async throws {
    let store = try Stores.postgres(at: database)
    try await load.prepare(store)
    try await store.close()
    let parts = try (0..<backends).map { part in
      try PipedProgram([
        "/proc/self/exe", "messages", "--writers", String(writers), "--each", String(each), "--database", database,
        "--backends", String(backends), "--part", String(part),
      ])
    }
    for part in parts { _ = part.line() }
    let begun = Stopwatch.now
    for part in parts { part.send("go\n") }
    var commits = 0
    var waits: [Double] = []
    for part in parts {
      commits += Int(part.line()) ?? 0
      waits += part.line().split(separator: " ").compactMap { Double($0) }.map { $0 / 1_000_000 }
    }
    let seconds = Stopwatch.now - begun
    for part in parts { part.end() }
    guard waits.count == everybody * each else { throw ValidationError("a backend failed: \(waits.count) answers") }
    let batch = Double(everybody * each) / Double(max(1, commits))
    let raw = try PostgresPeer(database: database).messagesPerSecond(
      clients: backends, batch: max(1, Int(batch.rounded())), messages: everybody * each)
    guard raw > 0 else { throw ValidationError("pgbench did not run; what it said is above") }
    show(Double(everybody * each) / seconds, waits, batch, "pgbench (equal rows)", raw)
  }

  private func show(_ ours: Double, _ waits: [Double], _ batch: Double, _ peer: String, _ raw: Double) {
    let figures = Figures(waits)
    printTable([
      ["", "messages/s", "p50 ms", "p99 ms", "per commit"],
      [
        "zuoxi (acknowledged)", fixed(ours, 0), fixed(figures.percentile(0.5) * 1000, 2),
        fixed(figures.percentile(0.99) * 1000, 2), fixed(batch, 1),
      ],
      [peer, fixed(raw, 0), "", "", fixed(batch.rounded(), 0)],
      ["ratio", fixed(ours / raw, 2), "", "", ""],
    ])
  }
}
