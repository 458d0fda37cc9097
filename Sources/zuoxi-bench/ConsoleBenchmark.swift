import ArgumentParser
import Glibc

/// Start, keys, bytes and memory of the seat beside two terminal programs people praise, in one run.
struct ConsoleBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "Start to first frame, key to screen, bytes per key and memory, beside weechat and irssi.")

  @Option(help: "The console's command line, ready at a composer after --keys.")
  var zuoxi: String

  @Option(help: "Keys that lead to the composer.")
  var keys = "i"

  @Option(help: "Keys timed in each program.")
  var count = 300

  @Option(help: "Starts timed of each program.")
  var starts = 9

  @Option(help: "Seconds of rest over which processor time is counted.")
  var rest = 10

  func run() throws {
    let folder = "/tmp/zuoxi-bench-\(getpid())"
    mkdir(folder, 0o700)
    let programs = [
      Program(name: "zuoxi", words: zuoxi.split(separator: " ").map(String.init), keys: keys),
      Program(name: "weechat", words: ["weechat", "-d", folder + "/weechat"], keys: ""),
      Program(name: "irssi", words: ["irssi", "--home=" + folder + "/irssi"], keys: ""),
    ]
    var readings = programs.map { _ in Reading() }
    for _ in 0..<starts {
      for (index, program) in programs.enumerated() { try program.start(into: &readings[index]) }
    }
    for (index, program) in programs.enumerated() {
      try program.type(count, rest: rest, into: &readings[index])
    }
    printTable(
      [["program", "first bytes ms", "key p50 ms", "key p95 ms", "bytes/key", "memory MB", "rest cpu %"]]
        + zip(programs, readings).map { program, reading in
          [
            program.name, fixed(Figures(reading.starts).percentile(0.5) * 1000, 1),
            fixed(Figures(reading.keys).percentile(0.5) * 1000, 3),
            fixed(Figures(reading.keys).percentile(0.95) * 1000, 3),
            fixed(Double(reading.bytes) / Double(max(1, reading.keys.count)), 1),
            fixed(Double(reading.kilobytes) / 1024, 1), fixed(reading.restShare * 100, 2),
          ]
        })
  }

  private struct Reading {
    var starts: [Double] = []
    var keys: [Double] = []
    var bytes = 0
    var kilobytes = 0
    var restShare = 0.0
  }

  private struct Program {
    var name: String
    var words: [String]
    var keys: String

    private func open() throws -> PseudoTerminal {
      try PseudoTerminal(
        words, columns: 120, rows: 40,
        environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"])
    }

    func start(into reading: inout Reading) throws {
      let begun = Stopwatch.now
      let terminal = try open()
      defer { terminal.end() }
      if !terminal.read(within: 10_000).isEmpty { reading.starts.append(Stopwatch.now - begun) }
      terminal.settle(quiet: 300, limit: 3000)
    }

    func type(_ count: Int, rest: Int, into reading: inout Reading) throws {
      let terminal = try open()
      defer { terminal.end() }
      terminal.settle(quiet: 1500, limit: 8000)
      for key in keys {
        terminal.type(String(key))
        terminal.settle(quiet: 400, limit: 2000)
      }
      let letters = Array("abcdefghij klmnop qrstuv wxyz")
      for index in 0..<count {
        let key = index % 30 == 29 ? "\u{15}" : String(letters[index % letters.count])
        let begun = Stopwatch.now
        terminal.type(key)
        let answer = terminal.read(within: 1000)
        if !answer.isEmpty { reading.keys.append(Stopwatch.now - begun) }
        reading.bytes += answer.count + terminal.settle(quiet: 15, limit: 200).count
      }
      reading.kilobytes = terminal.residentKilobytes
      let before = terminal.processorSeconds
      let end = Stopwatch.now + Double(rest)
      while Stopwatch.now < end { _ = terminal.read(within: 200) }
      reading.restShare = (terminal.processorSeconds - before) / Double(rest)
    }
  }
}
