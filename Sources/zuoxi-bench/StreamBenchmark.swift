import ArgumentParser
import Desk
import Glibc

/// Events a second that reach many readers of one office's stream, read by one program over plain sockets.
struct StreamBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "streams", abstract: "Events a second delivered to many readers of a running backend.")

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

  func run() throws {
    let address = server.replacing("http://", with: "").split(separator: ":")
    guard address.count == 2, let port = UInt16(address[1]) else { throw ValidationError("--server http://HOST:PORT") }
    raiseLimit()
    let before = residentKilobytes(backend)
    let sockets = try (0..<readers).map { _ in
      try connect(
        port: port, sending: "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\r\n")
    }
    defer { sockets.forEach { close($0) } }
    drain(sockets, quiet: 1500)
    let after = residentKilobytes(backend)
    let maker = try connect(port: port, sending: "")
    defer { close(maker) }
    var counts = [Int](repeating: 0, count: readers)
    let begun = Stopwatch.now
    var delays: [Double] = []
    var sent = 0
    var acknowledged = 0
    var lastArrival = begun
    var watched = (sockets + [maker]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var starts: [Double] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while Stopwatch.now - lastArrival < 3, counts.reduce(0, +) < readers * changes {
      if sent == acknowledged, sent < changes {
        starts.append(Stopwatch.now)
        post(sent, on: maker)
        sent += 1
      }
      guard poll(&watched, UInt(watched.count), 100) > 0 else { continue }
      for index in watched.indices where watched[index].revents != 0 {
        let count = read(index == readers ? maker : sockets[index], &buffer, buffer.count)
        guard count > 0 else { continue }
        if index == readers {
          acknowledged += occurrences(of: Array("HTTP/1.1 ".utf8), in: buffer[..<count])
        } else {
          let found = occurrences(of: Array("event: event".utf8), in: buffer[..<count])
          guard found > 0 else { continue }
          counts[index] += found
          lastArrival = Stopwatch.now
          if counts[index] <= starts.count { delays.append(lastArrival - starts[counts[index] - 1]) }
        }
      }
    }
    let delivered = counts.reduce(0, +)
    printTable([
      ["readers", "delivered", "deliveries/s", "p50 ms", "p99 ms", "KB/reader"],
      [
        String(readers), String(delivered), fixed(Double(delivered) / (lastArrival - begun), 0),
        fixed(Figures(delays).percentile(0.5) * 1000, 1), fixed(Figures(delays).percentile(0.99) * 1000, 1),
        backend == 0 ? "" : fixed(Double(after - before) / Double(readers), 1),
      ],
    ])
  }

  private func post(_ number: Int, on socket: Int32) {
    let body = number % 2 == 0 ? #"{"choice":"busy"}"# : #"{"choice":"ready"}"#
    let request = """
      POST /v1/seat/presence HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\
      Content-Type: application/json\r\nIdempotency-Key: bench-\(getpid())-\(number)\r\n\
      Content-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
    let bytes = Array(request.utf8)
    _ = write(socket, bytes, bytes.count)
  }

  private func connect(port: UInt16, sending request: String) throws -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw ValidationError("cannot connect: \(String(cString: strerror(errno)))") }
    let bytes = Array(request.utf8)
    if !bytes.isEmpty { _ = write(socket, bytes, bytes.count) }
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    return socket
  }

  private func drain(_ sockets: [Int32], quiet milliseconds: Int32) {
    let end = Stopwatch.now + Double(milliseconds) / 1000
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while Stopwatch.now < end {
      for socket in sockets { _ = read(socket, &buffer, buffer.count) }
      poll(nil, 0, 50)
    }
  }

  private func occurrences(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    var rest = bytes
    while let start = rest.firstIndex(of: needle[0]) {
      let part = rest[start...].prefix(needle.count)
      if part.elementsEqual(needle) { count += 1 }
      rest = rest[(start + 1)...]
    }
    return count
  }

  private func raiseLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

/// Resident memory of a process in kilobytes; 0 when it is not there.
func residentKilobytes(_ process: Int32) -> Int {
  guard process > 0 else { return 0 }
  return Int(shell("awk '/VmRSS/ { print $2 }' /proc/\(process)/status 2>/dev/null").filter(\.isNumber)) ?? 0
}
