import ArgumentParser
import Foundation
import TestPrograms

/// The service under fire: backends behind a proxy, people who use it, and what goes wrong.
struct Arena {
  struct Counts: Codable {
    var kills = 0
    var stops = 0
    var restarts = 0
    var databaseKills = 0
    var netFaults = 0
    var fsyncFaults = 0
    var fullDisks = 0
  }

  let ledger: Ledger
  private let backends: [BackendProcess]
  private let database: (any BreakableDatabase)?
  private let data: [String]
  private let proxy: FaultProxy
  private let end = Client.End()

  init(backends count: Int, data: [String], database: (any BreakableDatabase)?, ledger: Ledger) async throws {
    self.ledger = ledger
    self.database = database
    self.data = data
    var backends: [BackendProcess] = []
    for _ in 0..<count { backends.append(BackendProcess(port: try await BackendProcess.freePort(), data: data)) }
    self.backends = backends
    proxy = FaultProxy(targets: backends.map(\.port))
  }

  /// Lets everything happen, then lets it settle; the backends have ended in order when this returns.
  func run(_ options: ZuoxiChaos) async throws -> Counts {
    for backend in backends where await !backend.start() { throw CocoaError(.executableLoad) }
    let (listening, listens) = AsyncStream.makeStream(of: Void.self)
    let proxy = proxy
    let proxied = Task { try await proxy.run { listens.yield() } }
    for await _ in listening { break }
    let client = Client(line: Line { proxy.port }, ledger: ledger, end: end)
    let run = String(UInt32.random(in: 0 ... .max), radix: 36)
    let accounts = ["zhangmin", "lihua", "wangfang", "liuyang", "chenjing", "zhaolei", "sunli", "zhoutao"]
    let counts = try await withThrowingTaskGroup(of: Counts?.self) { group in
      for account in accounts.prefix(options.agents) {
        group.addTask {
          await ScriptedAgent(account: account, client: client, run: run).work()
          return nil
        }
      }
      for number in 1...options.taxpayers {
        let person = "sample-" + (number < 10 ? "0" : "") + String(number)
        group.addTask {
          await ScriptedTaxpayer(person: person, client: client, run: run).live()
          return nil
        }
      }
      group.addTask {
        defer { (end.isClosing.value, end.isOver.value) = (true, true) }
        return try await attack(options)
      }
      return try await group.reduce(Counts()) { $1 ?? $0 }
    }
    proxied.cancel()
    for backend in backends { await backend.end(SIGTERM) }
    return counts
  }

  private func attack(_ options: ZuoxiChaos) async throws -> Counts {
    let faults = options.faults.split(separator: ",").map(String.init)
    var counts = Counts()
    // People sign in while nothing is broken yet.
    await wait(2_000)
    let kinds: Set = ["kill", "database", "failover", "fsync"]
    let hasKills = !kinds.isDisjoint(with: faults)
    // Without kills the faults themselves are counted.
    var left = options.kills
    while left > 0 {
      await wait(Int.random(in: options.pause / 2...options.pause * 3 / 2))
      let isKill = try await strike(faults.randomElement() ?? "", &counts)
      if isKill || !hasKills { left -= 1 }
    }
    proxy.fault = .none
    await wait(3_000)
    // No new wishes; what was begun gets its answer.
    end.isClosing.value = true
    await wait(6_000)
    end.isOver.value = true
    // Streams end with the backends.
    for backend in backends { await backend.end(SIGTERM) }
    return counts
  }

  /// Breaks one thing; whether it was a kill.
  private func strike(_ fault: String, _ counts: inout Counts) async throws -> Bool {
    guard let backend = backends.randomElement() else { return false }
    switch fault {
    case "kill":
      await backend.end(SIGKILL)
      counts.kills += 1
      await wait(Int.random(in: 0...50))
      while await !backend.start() { await backend.end(SIGKILL) }
      return true
    case "stop":
      backend.signal(SIGSTOP)
      counts.stops += 1
      await wait(15_000)
      backend.signal(SIGCONT)
      return false
    case "restart":
      // One after the other, as a new release is put in place.
      for backend in backends {
        await backend.end(SIGTERM)
        counts.restarts += 1
        while await !backend.start() { await backend.end(SIGKILL) }
        await wait(500)
      }
      return false
    case "database", "failover":
      guard let database else { return false }
      counts.databaseKills += 1
      guard try await aside({ database.strike() }) else {
        throw ValidationError("the database did not come back after it was killed")
      }
      return true
    case "fsync":
      // From the system's next refusal on nothing may be acknowledged; the next start finds what was.
      await backend.end(SIGKILL)
      counts.fsyncFaults += 1
      let refusal = "inject=fsync,fdatasync:error=EIO:when=\(Int.random(in: 30...120))+"
      _ = await backend.start(under: [
        "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", refusal,
      ])
      await wait(2_500)
      await backend.end(SIGKILL)
      counts.kills += 1
      while await !backend.start() { await backend.end(SIGKILL) }
      return true
    case "disk":
      counts.fullDisks += 1
      Disk.fill(data[1])
      await wait(1_500)
      Disk.free(data[1])
      return false
    default:
      proxy.fault = FaultProxy.Fault(rawValue: fault) ?? FaultProxy.Fault.allCases.randomElement() ?? .none
      counts.netFaults += 1
      return false
    }
  }

  private func wait(_ milliseconds: Int) async { try? await Task.sleep(for: .milliseconds(milliseconds)) }
}
