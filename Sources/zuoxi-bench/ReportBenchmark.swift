import ArgumentParser
import Glibc

/// `zuoxi report` beside `curl` piped to `jq` on the same address, turn by turn, and the memory it takes.
struct ReportBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Times zuoxi report queue --format json beside curl piped to jq, turn by turn.")

  @Option(help: "The console's program.")
  var zuoxi = ".build/release/zuoxi"

  @Option(help: "The backend's address.")
  var server: String

  @Option(help: "A token of a seat's or a supervisor's.")
  var token: String

  @Option(help: "How often each is run.")
  var times = 40

  func run() throws {
    let own = "\(zuoxi) report queue --format json --server \(server) --token \(token)"
    let peer = "curl -s -H 'Authorization: Bearer \(token)' \(server)/v1/queue | jq ."
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<times {
      ours.append(time(own))
      theirs.append(time(peer))
    }
    let memory = shell(
      "/usr/bin/env python3 -c \"import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\" \(own)"
    )
    let kilobytes = Double(memory.filter(\.isNumber)) ?? 0
    printTable([
      ["program", "p50 ms", "p95 ms", "memory MB"],
      [
        "zuoxi report", fixed(Figures(ours).percentile(0.5), 1), fixed(Figures(ours).percentile(0.95), 1),
        fixed(kilobytes / 1024, 1),
      ],
      ["curl | jq", fixed(Figures(theirs).percentile(0.5), 1), fixed(Figures(theirs).percentile(0.95), 1), ""],
    ])
  }

  private func time(_ line: String) -> Double {
    let begun = Stopwatch.now
    _ = shell(line + " > /dev/null")
    return (Stopwatch.now - begun) * 1_000
  }
}
