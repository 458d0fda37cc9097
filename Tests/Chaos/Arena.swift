import ArgumentParser
import Desk
import Foundation
import NIOCore
import TestPrograms
import Wire

/// The service under fire: backends behind a proxy, people who use it, and what goes wrong.
struct Arena {
  struct Counts: Codable {
    var kills = 0
    var consoleKills = 0
    var stops = 0
    var restarts = 0
    var databaseKills = 0
    var netFaults = 0
    var requestFaults = 0
    var databaseNetFaults = 0
    var standbyStops = 0
    var slowReaders = 0
    var slowReadersCut = 0
    /// How often nothing was acknowledged for a minute after something had been mended, and the longest time until something was.
    var standstills = 0
    var longestStandstillMilliseconds = 0
    var fsyncFaults = 0
    /// Syncs that failed.
    var syncsRefused = 0
    var fullDisks = 0
    /// Writes that failed, where no disk could be filled.
    var writesRefused = 0
    /// Faults that met nothing, and prove nothing.
    var idleFaults = 0
    /// Backends that were still there long after a sync had failed.
    var backendsThatStayed = 0
  }

  let ledger: Ledger
  private let backends: [BackendProcess]
  private let database: (any BreakableDatabase)?
  private let data: [String]
  private let refusals: Refusals?
  private let proxy: FaultProxy
  /// One before each server of the database, if anything happens on the way there.
  private let databaseProxies: [FaultProxy]
  private let ears = Ears()
  private let end = Client.End()
  private let outages = Outages()
  private let folder: String
  private let consoles = LockedBox<[ScriptedConsole]>([])
  /// Consoles that are still at work.
  private let atWork = LockedBox(0)

  init(
    backends count: Int, data: [String], database: (any BreakableDatabase)?, faults: Set<String>, ledger: Ledger,
    folder: String, refusals: Refusals? = nil
  ) async throws {
    self.ledger = ledger
    self.folder = folder
    self.database = database
    self.data = data
    self.refusals = refusals
    var data = data
    let isProxied = faults.contains("dbnet")
    databaseProxies = isProxied ? database?.sockets.map { FaultProxy(targets: [.socket($0)]) } ?? [] : []
    if let database, isProxied {
      for proxy in databaseProxies { await Self.begin(proxy) }
      data = ["--database", database.address(through: databaseProxies.map(\.port))]
    }
    var backends: [BackendProcess] = []
    for _ in 0..<count {
      let port = try await BackendProcess.freePort()
      // A balancer has to see that one leaves.
      let leave = faults.contains("restart") ? 3 : 0
      backends.append(BackendProcess(port: port, data: data, leaveSeconds: leave, under: refusals?.prefix ?? []))
    }
    self.backends = backends
    proxy = FaultProxy(targets: backends.map { .backend($0.port) })
  }

  /// Who sat at consoles.
  var typists: Set<AgentID> { Set(consoles.value.compactMap(\.agent)) }

  /// Lets a proxy listen, until the program ends.
  private static func begin(_ proxy: FaultProxy) async {
    let (listening, listens) = AsyncStream.makeStream(of: Void.self)
    Task { try await proxy.run { listens.yield() } }
    for await _ in listening { break }
  }

  /// Lets everything happen, then lets it settle; the backends have ended in order when this returns.
  func run(_ options: ZuoxiChaos) async throws -> Counts {
    for backend in backends where await !backend.start() { throw CocoaError(.executableLoad) }
    await Self.begin(proxy)
    // Where nothing is killed or cut a late answer is no lost one: consoles wait for fifteen seconds.
    let patience: TimeAmount = options.faults == "restart" ? .seconds(15) : .seconds(4)
    let client = Client(
      line: Line(patience: patience) { [proxy] in proxy.port }, ledger: ledger, end: end, outages: outages)
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
      if options.faults.contains("console") {
        for (account, mark) in zip(accounts.suffix(2), "甲乙") {
          let console = ScriptedConsole(
            account: account, mark: mark, client: client, folder: folder + "/" + account)
          consoles.change { $0.append(console) }
          atWork.change { $0 += 1 }
          group.addTask {
            await console.work(server: "http://127.0.0.1:\(proxy.port)")
            atWork.change { $0 -= 1 }
            return nil
          }
        }
      }
      if options.faults.contains("slow"), let account = accounts.first {
        let ports = backends.map(\.port)
        var client = client
        client.line = Line(ears: ears) { ports.randomElement() ?? 0 }
        let reader = SlowReader(account: account, client: client)
        group.addTask {
          await reader.read()
          return nil
        }
      }
      group.addTask {
        defer { (end.isClosing.value, end.isOver.value) = (true, true) }
        return try await attack(options, client)
      }
      return try await group.reduce(Counts()) { $1 ?? $0 }
    }
    await endAll()
    return counts
  }

  /// Ends the backends in order, and streams with them.
  private func endAll() async {
    await withTaskGroup(of: Void.self) { group in
      for backend in backends { group.addTask { await backend.end(SIGTERM) } }
    }
  }

  private func attack(_ options: ZuoxiChaos, _ client: Client) async throws -> Counts {
    let faults = options.faults.split(separator: ",").map(String.init)
    var counts = Counts()
    // People sign in while nothing is broken yet.
    await wait(2_000)
    let kinds: Set = ["kill", "console", "database", "failover", "fsync"]
    let hasKills = !kinds.isDisjoint(with: faults)
    // Without kills the faults themselves are counted.
    var left = options.kills
    while left > 0 {
      await wait(Int.random(in: options.pause / 2...options.pause * 3 / 2))
      let isKill = try await strike(faults.randomElement() ?? "", of: faults, &counts)
      if isKill || !hasKills { left -= 1 }
    }
    proxy.set(.none)
    await wait(3_000)
    await goesOn(&counts)
    // No new wishes; what was begun gets its answer.
    end.isClosing.value = true
    for _ in 0..<100 where end.working.value > 0 { await wait(100) }
    if counts.standstills == 0 { await settle(client) }
    for _ in 0..<3_000 where atWork.value > 0 { await wait(100) }
    end.isOver.value = true
    await endAll()
    return counts
  }

  /// Waits until every reader has been told everything up to where the log stands now, half a minute at most.
  private func settle(_ client: Client) async {
    let signIn = Endpoint.signIn(SignIn(account: "zhangmin", password: "zuoxi-demo-zhangmin"))
    guard case .success(let session)? = await client.ask(signIn),
      case .success(let snapshot)? = await client.ask(Endpoint.snapshot.authorised(by: session.token))
    else { return }
    ledger.settles(at: snapshot.position)
    for _ in 0..<300 where !ledger.hasToldAll(upTo: snapshot.position) { await wait(100) }
  }

  /// Breaks one thing; whether it was a kill.
  private func strike(_ fault: String, of faults: [String], _ counts: inout Counts) async throws -> Bool {
    guard let backend = backends.randomElement() else { return false }
    switch fault {
    case "kill":
      outages.dies()
      await backend.end(SIGKILL)
      counts.kills += 1
      await wait(Int.random(in: 0...50))
      while await !backend.start() { await backend.end(SIGKILL) }
      return true
    case "console":
      guard await consoles.value.randomElement()?.kill() == true else {
        throw ValidationError("no console begins; are tmux, pstree and the zuoxi beside this program there?")
      }
      counts.consoleKills += 1
      return true
    case "stop":
      backend.signal(SIGSTOP)
      counts.stops += 1
      // Leases last for twelve seconds.
      await wait(Int.random(in: 13_000...16_000))
      backend.signal(SIGCONT)
      return false
    case "restart":
      // One after the other, as a new release is put in place.
      for backend in backends {
        await outages.leaves { await backend.end(SIGTERM) }
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
      guard let refusals else { return false }
      counts.fsyncFaults += 1
      refusals.begin(.sync)
      await outages.leaves { if await !backend.endsByItself(within: 20_000) { counts.backendsThatStayed += 1 } }
      // What it had answered is written down meanwhile.
      await wait(200)
      let refused = refusals.end(.sync)
      counts.syncsRefused += refused.count
      if let first = refused.first { ledger.isGone(refusedSince: first) } else { counts.idleFaults += 1 }
      while await !backend.start() { await backend.end(SIGKILL) }
      return true
    case "disk":
      counts.fullDisks += 1
      let before = ledger.askedToWait
      if let refusals { refusals.begin(.space) } else { Disk.fill(data[1]) }
      // Until somebody has been told so.
      for _ in 0..<200 where ledger.askedToWait == before { await wait(100) }
      await wait(1_500)
      if let refusals { counts.writesRefused += refusals.end(.space).count } else { Disk.free(data[1]) }
      if ledger.askedToWait == before { counts.idleFaults += 1 }
      await goesOn(&counts)
      return false
    case "standby":
      guard let pair = database as? StandbyPair else { return false }
      counts.standbyStops += 1
      guard try await aside({ pair.stopStandby() }) else { return false }
      await wait(Int.random(in: 4_000...25_000))
      // Nobody may have been told of what the standby lacks.
      if faults.contains("failover"), Bool.random() { return try await strike("failover", of: faults, &counts) }
      _ = try await aside { pair.continueStandby() }
      await goesOn(&counts)
      return false
    case "dbnet":
      // A damaged byte is not among them: only TLS would notice.
      let known: [FaultProxy.Fault] = [.latency, .cut, .halfClose, .silence, .drip]
      let fault = known.randomElement() ?? .cut
      let way = FaultProxy.Way.allCases.randomElement() ?? .answers
      for proxy in databaseProxies { proxy.set(fault, on: way) }
      counts.databaseNetFaults += 1
      await wait(Int.random(in: 1_000...4_000))
      for proxy in databaseProxies { proxy.set(.none) }
      await goesOn(&counts)
      return false
    case "slow":
      counts.slowReaders += 1
      let before = ears.cuts.value
      let cutBefore = await readersCut()
      ears.areClosed.value = true
      for _ in 0..<120 {
        await wait(500)
        if await readersCut() > cutBefore { break }
      }
      ears.areClosed.value = false
      await wait(3_000)
      counts.slowReadersCut += min(1, ears.cuts.value - before)
      return false
    default:
      // What was damaged on its way is refused, which a console leaves to whoever sits before it.
      let some = FaultProxy.Fault.allCases.filter { $0 != .corrupt || !faults.contains("console") }
      let known = FaultProxy.Fault(rawValue: fault) ?? some.randomElement() ?? .none
      let way = FaultProxy.Way.allCases.randomElement() ?? .answers
      proxy.set(known, on: way)
      counts.netFaults += 1
      if way == .requests, known != .none { counts.requestFaults += 1 }
      return false
    }
  }

  /// Readers that backends say they have cut.
  private func readersCut() async -> Int {
    var count = 0
    for backend in backends {
      let page = await Line { backend.port }.send(WireRequest(.get, "/metrics"))
      let lines = String(decoding: page?.body ?? [], as: UTF8.self).split(separator: "\n")
      let figure = lines.first { $0.hasPrefix("zuoxi_stream_cuts_total ") }?.split(separator: " ").last
      count += figure.flatMap { Int($0) } ?? 0
    }
    return count
  }

  /// Waits until something is acknowledged again.
  private func goesOn(_ counts: inout Counts) async {
    let before = ledger.acknowledged
    let start = ContinuousClock.now
    while ledger.acknowledged == before {
      guard ContinuousClock.now - start < .seconds(60) else {
        counts.standstills += 1
        return
      }
      await wait(50)
    }
    let passed = Int((ContinuousClock.now - start) / .milliseconds(1))
    counts.longestStandstillMilliseconds = max(counts.longestStandstillMilliseconds, passed)
  }

  private func wait(_ milliseconds: Int) async { try? await Task.sleep(for: .milliseconds(milliseconds)) }
}
