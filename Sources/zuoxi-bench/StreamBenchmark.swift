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
    var fastest: [CrowdReading] = []
    for target in targets {
      fastest.append(try ReaderCrowd(target, readers: readers).measure(events: changes, rate: nil))
    }
    let slowest = fastest.map { Double($0.delivered) / $0.seconds }.min() ?? 0
    let rate = max(0.2, slowest / 2 / Double(readers))
    var rows = [["", "readers", "delivered", "deliveries/s", "KB/reader", "events/s", "p50 ms", "p99 ms"]]
    for (target, reading) in zip(targets, fastest) {
      let steady = try ReaderCrowd(target, readers: readers)
        .measure(events: max(20, min(changes, Int(rate * 20))), rate: rate)
      let delays = Figures(steady.delays)
      rows.append([
        target.name, String(readers), "\(reading.delivered)/\(readers * changes)",
        fixed(Double(reading.delivered) / reading.seconds, 0),
        target.processes.contains(0) ? "" : fixed(reading.kilobytesPerReader, 1), fixed(rate, 1),
        fixed(delays.percentile(0.5) * 1000, 1), fixed(delays.percentile(0.99) * 1000, 1),
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
      }, mark: "event: event", processes: [backend])
  }
}
