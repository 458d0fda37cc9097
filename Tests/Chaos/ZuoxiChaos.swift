import ArgumentParser
import Desk
import Foundation
import Histories
import Storage
import TestPrograms

/// Runs real backends under load, breaks things, and holds what was acknowledged and told against what is there.
@main
struct ZuoxiChaos: AsyncParsableCommand {
  enum Engine: String, ExpressibleByArgument { case sqlite, postgres }

  static let configuration = CommandConfiguration(
    commandName: "zuoxi-chaos", abstract: "Breaks a running service and checks every promise it made.",
    discussion: """
      Runs the zuoxid beside it on data of its own. Prints one JSON line; exits with 1 when a promise was broken.
      Faults: kill (a backend, with SIGKILL), console (the consoles of two more agents, with SIGKILL while they type; needs tmux), stop (a
      backend for some fifteen seconds), restart (every backend in order, with SIGTERM), net (any of latency, cut, halfClose, silence, drip and
      corrupt on the way of requests or of answers, or one of these by its name), slow (a reader that takes nothing until it is cut, a minute at most),
      database (every process of PostgreSQL, with SIGKILL), failover (the same to a primary with a synchronous standby), standby (the
      synchronous standby, stopped for some seconds; with failover, its primary may be killed meanwhile), dbnet (latency, cut, halfClose,
      silence and drip between backends and PostgreSQL), fsync (the system refuses to sync a backend's files, which has to end itself),
      disk (the disk is full for a while: a small one of its own where it may be mounted; elsewhere the system refuses to write).
      """)

  @Option(help: "sqlite or postgres.") var engine = Engine.sqlite
  @Option(help: "Backends; more than one only with postgres.") var backends = 1
  @Option(help: "Agents, at most eight.") var agents = 6
  @Option(help: "Taxpayers, at most twelve.") var taxpayers = 12
  @Option(help: "Ends after so many kills.") var kills = 10
  @Option(help: "Milliseconds between faults, on average.") var pause = 300
  @Option(help: "Which faults, separated by commas.") var faults = "kill,net"
  @Option(help: "Keeps the history of all clients in this file.") var history: String?

  func validate() throws {
    let chosen = Set(faults.split(separator: ",").map(String.init))
    let known = Set(
      [
        "kill", "console", "stop", "restart", "net", "slow", "database", "failover", "standby", "dbnet", "fsync",
        "disk",
      ]
        + FaultProxy.Fault.allCases.map(\.rawValue))
    guard chosen.isSubset(of: known), !chosen.isEmpty else {
      throw ValidationError("--faults: \(known.sorted().joined(separator: ","))")
    }
    let foreign: Set = engine == .sqlite ? ["stop", "database", "failover", "standby", "dbnet"] : ["fsync", "disk"]
    guard chosen.isDisjoint(with: foreign), engine == .postgres || backends == 1 else {
      throw ValidationError(
        "stop, database, failover, standby, dbnet and several backends are for postgres, fsync and disk for sqlite")
    }
    guard !chosen.contains("database") || chosen.isDisjoint(with: ["failover", "standby"]) else {
      throw ValidationError("database needs other servers than failover and standby")
    }
    guard !chosen.contains("console") || (agents <= 6 && !chosen.contains("corrupt")) else {
      throw ValidationError(
        "console: --agents 1…6, for two more sit there, and no corrupt: what is damaged is theirs to send again")
    }
    guard (1...8).contains(agents), (1...12).contains(taxpayers), backends > 0, kills >= 0, pause > 0 else {
      throw ValidationError("--agents 1…8, --taxpayers 1…12, --backends 1…, --kills 0…, --pause 1…")
    }
  }

  private func database() throws -> (any BreakableDatabase)? {
    if engine == .sqlite { return nil }
    return faults.contains("failover") || faults.contains("standby") ? try StandbyPair() : try SingleServer()
  }

  func run() async throws {
    let folder = NSTemporaryDirectory() + "zuoxi-chaos-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let mount = folder + "/data"
    let hasDisk = try faults.contains("disk") && Disk.mount(mount)
    defer { if hasDisk { Disk.unmount(mount) } }
    let refusals = faults.contains("fsync") || (faults.contains("disk") && !hasDisk) ? try Refusals(of: mount) : nil
    let database = try database()
    let data = database.map { ["--database", $0.address] } ?? ["--data", mount]
    guard try ChildProcess.run([BackendProcess.program, "init", "--sample"] + data, isQuiet: false).status == 0 else {
      throw ValidationError("zuoxid init failed")
    }
    let arena = try await Arena(
      backends: backends, data: data, database: database, faults: Set(faults.split(separator: ",").map(String.init)),
      ledger: Ledger(history ?? folder + "/history.jsonl"), folder: folder, refusals: refusals)
    let counts = try await arena.run(self)
    let store = try database == nil ? Stores.sqlite(in: data[1]) : Stores.postgres(at: data[1])
    let verdict = try await Verdict(arena.ledger, store, counts, typists: arena.typists)
    try await store.close()
    let check = try ChildProcess.run([BackendProcess.program, "check"] + data)
    verdict.show(check: check.status == 0)
    if check.status != 0 { FileHandle.standardError.write(Data(check.text.utf8)) }
    if !verdict.isGood || check.status != 0 { throw ExitCode(1) }
  }
}
