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

  @Option(help: "Messages each writes in a round.")
  var each = 200

  @Option(help: "Rounds, in each of which both have their turn; the middle ones are told.")
  var rounds = 5

  @Option(help: "An empty PostgreSQL database, postgres://…, instead of SQLite.")
  var database: String?

  @Option(help: "Backends that work on the PostgreSQL database at once, a process each.")
  var backends = 1

  @Option(help: .hidden)
  var part: Int?

  @Option(help: .hidden)
  var round = 0

  /// What a round came to.
  private struct Round {
    var ours: Double
    var raw: Double
    var batch: Double
    var waits: [Double]
  }

  func validate() throws {
    guard writers > 0, each > 0, backends > 0, rounds > 0 else {
      throw ValidationError("--writers, --each, --backends, --rounds: 1…")
    }
  }

  /// Whoever adds a backend has more people, not the same ones in smaller groups.
  private var everybody: Int { writers * backends }

  func run() async throws {
    guard let database else {
      var rounds: [Round] = []
      for round in 0..<self.rounds { rounds.append(try await compareSQLite(load(round))) }
      return show(rounds, "sqlite3 (equal rows)")
    }
    if let part { return try await write(load(round), part: part, to: Stores.postgres(at: database)) }
    let store = try Stores.postgres(at: database)
    try await load(0).prepare(store)
    try await store.close()
    show(try (0..<rounds).map { try comparePostgres($0, database) }, "pgbench (equal rows)")
  }

  private func load(_ round: Int) -> MessageLoad { MessageLoad(writers: everybody, each: each, prefix: "m\(round)-") }

  private func compareSQLite(_ load: MessageLoad) async throws -> Round {
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
    return Round(ours: Double(writers * each) / seconds, raw: raw, batch: batch, waits: waits)
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

  private func comparePostgres(_ round: Int, _ database: String) throws -> Round {
    let parts = try (0..<backends).map { part in
      try PipedProgram([
        "/proc/self/exe", "messages", "--writers", String(writers), "--each", String(each), "--database", database,
        "--backends", String(backends), "--part", String(part), "--round", String(round),
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
    return Round(ours: Double(everybody * each) / seconds, raw: raw, batch: batch, waits: waits)
  }

  private func show(_ rounds: [Round], _ peer: String) {
    func middle(_ values: [Double]) -> Double { Figures(values).percentile(0.5) }
    let waits = Figures(rounds.flatMap(\.waits))
    let ratios = rounds.map { $0.ours / $0.raw }.sorted()
    printTable([
      ["", "messages/s", "p50 ms", "p99 ms", "per commit"],
      [
        "zuoxi (acknowledged)", fixed(middle(rounds.map(\.ours)), 0), fixed(waits.percentile(0.5) * 1000, 2),
        fixed(waits.percentile(0.99) * 1000, 2), fixed(middle(rounds.map(\.batch)), 1),
      ],
      [peer, fixed(middle(rounds.map(\.raw)), 0), "", "", ""],
      ["ratio", fixed(middle(ratios), 2), "", "", ""],
      ["from, to", fixed(ratios.first ?? 0, 2) + " – " + fixed(ratios.last ?? 0, 2), "", "", ""],
    ])
  }
}
