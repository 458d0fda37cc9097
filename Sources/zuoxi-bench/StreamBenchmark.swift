import ArgumentParser
import Desk
import Glibc

/// Events a second that reach many readers of one office's stream, beside nchan, with one program that reads both.
struct StreamBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "streams", abstract: "Events delivered to many readers of a running backend, beside nchan.",
    discussion: """
      All readers are one agent's: start the backend with --streams-per-person at least as high as --readers.
      First each event is made when the one before was acknowledged, then at one rate for both, half of what the slower one took.
      """)

  @Option(help: "The backend's address, http://HOST:PORT.")
  var server: String

  @Option(help: "A staff token; every reader uses it.")
  var token: String

  @Option(help: "Readers.")
  var readers = 1000

  @Option(help: "Changes of state made by --token's agent.")
  var changes = 200

  @Option(help: "The backend's process id, to tell its memory per reader; 0 leaves it out.")
  var backend: Int32 = 0

  @Option(help: "Rounds, in each of which both have their turn; the middle ones are told.")
  var rounds = 3

  @Flag(help: "Without nchan.")
  var alone = false

  @Option(help: "A free port for nchan.")
  var nchanPort: UInt16 = 18_999

  func run() throws {
    ReaderCrowd.raiseLimit()
    let address = server.replacing("http://", with: "").split(separator: ":")
    guard address.count == 2, let port = UInt16(address[1]) else { throw ValidationError("--server http://HOST:PORT") }
    let peer = alone ? nil : try NchanPeer(port: nchanPort)
    // Our events of this kind are as long.
    let targets = [ours(port)] + (peer.map { [$0.target(bytes: 330)] } ?? [])
    var fastest: [[CrowdReading]] = targets.map { _ in [] }
    for _ in 0..<max(1, rounds) {
      for (place, target) in targets.enumerated() {
        fastest[place].append(try ReaderCrowd(target, readers: readers).measure(events: changes, rate: nil))
      }
    }
    let speeds = fastest.map { Figures($0.map { Double($0.delivered) / $0.seconds }).percentile(0.5) }
    let rate = max(0.2, (speeds.min() ?? 0) / 2 / Double(readers))
    var delays: [[Figures]] = targets.map { _ in [] }
    for _ in 0..<max(1, rounds) {
      for (place, target) in targets.enumerated() {
        let steady = try ReaderCrowd(target, readers: readers)
          .measure(events: max(20, min(changes, Int(rate * 20))), rate: rate)
        delays[place].append(Figures(steady.delays))
      }
    }
    func middle(_ place: Int, _ share: Double) -> String {
      fixed(Figures(delays[place].map { $0.percentile(share) }).percentile(0.5) * 1000, 1)
    }
    var rows = [["", "readers", "delivered", "deliveries/s", "KB/reader", "events/s", "p50 ms", "p99 ms"]]
    for (place, target) in targets.enumerated() {
      let delivered = fastest[place].map(\.delivered).reduce(0, +)
      rows.append([
        target.name, String(readers), "\(delivered)/\(readers * changes * fastest[place].count)",
        fixed(speeds[place], 0),
        // Of the first round: what it leaves behind is reused by the next.
        target.processes.contains(0) ? "" : fixed(fastest[place].first?.kilobytesPerReader ?? 0, 1), fixed(rate, 1),
        middle(place, 0.5), middle(place, 0.99),
      ])
    }
    printTable(rows)
  }

  private func ours(_ port: UInt16) -> StreamTarget {
    let token = token
    let run = "\(getpid())-\(Int(Stopwatch.now))"
    return StreamTarget(
      name: "zuoxi", port: port,
      subscription: "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\r\n",
      publication: { number in
        let body = number % 2 == 0 ? #"{"choice":"busy"}"# : #"{"choice":"ready"}"#
        return """
          POST /v1/seat/presence HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\
          Content-Type: application/json\r\nIdempotency-Key: bench-\(run)-\(Int(Stopwatch.now * 1_000_000))\r\n\
          Content-Length: \(body.utf8.count)\r\n\r\n\(body)
          """
      }, mark: "\nevent: event", processes: [backend])
  }
}
