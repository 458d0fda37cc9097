import ArgumentParser
import Desk
import Foundation
import Glibc

/// A large floor that never rests, without and with a wall that looks at it: what a seat is sent, what an idle seat costs, and whether reports answer.
struct FloorBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "floor", abstract: "A wall over many seats and a long queue that change all the time.",
    discussion:
      "Runs the zuoxid and the zuoxi beside it, on data of its own. Everything is measured twice: without the wall, and with it."
  )

  @Option(help: "Seats with a stream each.")
  var seats = 200

  @Option(help: "People who wait.")
  var waiting = 2_000

  @Option(help: "Changes a second.")
  var rate = 50.0

  @Option(help: "Seconds measured, each time.")
  var seconds = 30

  @Option(help: "How often a report is asked for, each time.")
  var reports = 40

  @Option(help: "A free port.")
  var port: UInt16 = 18_997

  @Option(help: "Goes on so many seconds afterwards, to be looked at.")
  var hold = 0

  func run() async throws {
    ReaderCrowd.raiseLimit()
    let folder = "/tmp/zuoxi-bench-\(getpid())-floor"
    defer { _ = shell("rm -rf \(folder)") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    try await FloorScene(seats: seats, waiting: waiting).make(in: folder, at: now)
    let backend = try PipedProgram([
      program("zuoxid"), "serve", "--data", folder, "--listen", "127.0.0.1:\(port)",
    ])
    defer {
      kill(backend.process, SIGTERM)
      backend.end()
    }
    guard backend.line().contains("ready") else { throw ValidationError("zuoxid did not start") }
    // One seat is a console of its own.
    let readers = FloorReaders(
      port: port, tokens: (1..<seats).map { FloorScene.token(FloorScene.seat($0)) })
    readers.start()
    let load = FloorLoad(port: port, seats: seats, waiting: waiting, rate: rate)
    load.start()
    let seat = try console(["seat"], FloorScene.seat(0), columns: 120, rows: 40)
    drain([seat], seconds: 5)
    var rows = [
      [
        "", "changes/s", "digests/s", "most in 1 s", "KB/s a reader", "seat B/s", "seat wake-ups/s", "seat cpu %",
        "wall B/s",
        "wall cpu %", "report p50 ms", "p99 ms",
      ]
    ]
    rows.append(measure("without a wall", seat, nil, readers, load))
    let wall = try console(["supervise"], FloorScene.supervisor, columns: 200, rows: 50)
    drain([seat, wall], seconds: 5)
    rows.append(measure("with a wall", seat, wall, readers, load))
    printTable(rows)
    print("refused: \(load.counts.refused) of \(load.counts.made + load.counts.refused)")
    if hold > 0 {
      print("zuoxi supervise --server http://127.0.0.1:\(port) --token \(FloorScene.token(FloorScene.supervisor))")
      fflush(nil)
      drain([seat, wall], seconds: Double(hold))
    }
    for terminal in [seat, wall] { terminal.end() }
    load.stop()
    readers.stop()
  }

  private func program(_ name: String) -> String {
    let own = shell("readlink -f /proc/\(getpid())/exe").filter { !$0.isNewline }
    return URL(filePath: own + "/../" + name).standardized.path
  }

  private func console(_ words: [String], _ agent: AgentID, columns: Int, rows: Int) throws -> PseudoTerminal {
    try PseudoTerminal(
      [program("zuoxi")] + words + ["--server", "http://127.0.0.1:\(port)", "--token", FloorScene.token(agent)],
      columns: columns, rows: rows,
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"])
  }

  private func measure(
    _ name: String, _ seat: PseudoTerminal, _ wall: PseudoTerminal?, _ readers: FloorReaders, _ load: FloorLoad
  ) -> [String] {
    let terminals = [seat, wall].compactMap(\.self)
    readers.forget()
    let (changes, wakeups) = (load.counts.made, seat.wakeups)
    let (seatTime, wallTime) = (seat.processorSeconds, wall?.processorSeconds ?? 0)
    let begun = Stopwatch.now
    let bytes = drain(terminals, seconds: Double(seconds))
    let passed = Stopwatch.now - begun
    let reading = readers.reading(over: passed)
    let made = Double(load.counts.made - changes) / passed
    let woken = Double(seat.wakeups - wakeups) / passed
    let shares = [(seat.processorSeconds - seatTime) / passed, ((wall?.processorSeconds ?? 0) - wallTime) / passed]
    var times: [Double] = []
    for _ in 0..<reports {
      times.append(report())
      drain(terminals, seconds: 0.05)
    }
    let figures = Figures(times)
    return [
      name, fixed(made, 1), fixed(reading.mean, 2), String(reading.most), fixed(reading.bytes / 1024, 1),
      fixed(Double(bytes[0]) / passed, 0), fixed(woken, 1), fixed(shares[0] * 100, 2),
      wall == nil ? "" : fixed(Double(bytes[1]) / passed, 0), wall == nil ? "" : fixed(shares[1] * 100, 2),
      fixed(figures.percentile(0.5), 1), fixed(figures.percentile(0.99), 1),
    ]
  }

  private func report() -> Double {
    let begun = Stopwatch.now
    let line =
      "\(program("zuoxi")) report queue --format json --server http://127.0.0.1:\(port) --token \(FloorScene.token(FloorScene.supervisor))"
    _ = shell(line + " > /dev/null")
    return (Stopwatch.now - begun) * 1_000
  }

  /// Reads what terminals write for so long; bytes of each.
  @discardableResult
  private func drain(_ terminals: [PseudoTerminal], seconds: Double) -> [Int] {
    var bytes = terminals.map { _ in 0 }
    let end = Stopwatch.now + seconds
    while Stopwatch.now < end {
      for (place, terminal) in terminals.enumerated() { bytes[place] += terminal.read(within: 10).count }
    }
    return bytes
  }
}

extension PseudoTerminal {
  /// How often the program went to sleep and was woken, by the kernel's account.
  fileprivate var wakeups: Int {
    let line = shell("grep ^voluntary_ctxt /proc/\(process)/status")
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
