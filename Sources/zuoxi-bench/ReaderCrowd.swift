import ArgumentParser
import Glibc

/// A server whose stream is read: how one subscribes, how one publishes, and how an event looks on the wire.
struct StreamTarget {
  var name: String
  var port: UInt16
  /// The request that opens a stream, whole.
  var subscription: String
  /// The request that makes the event of that number, whole.
  var publication: (Int) -> String
  /// What stands in the stream once for each event.
  var mark: String
  /// Processes whose memory is counted.
  var processes: [Int32]
}

/// What one run of a crowd showed.
struct CrowdReading {
  /// Deliveries that arrived, of all that should have.
  var delivered = 0
  var seconds = 0.0
  /// From the publication's first byte to the event's arrival, in seconds.
  var delays: [Double] = []
  var kilobytesPerReader = 0.0
}

/// Many readers of one stream in one thread, over plain sockets.
final class ReaderCrowd {
  private let target: StreamTarget
  private var watched: [pollfd] = []
  private var sockets: [Int32] = []
  private var counts: [Int]
  private var served: Set<Int> = []
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private let mark: [UInt8]
  private let kilobytesBefore: Int

  /// Readers that connect at once; the next do when these are served, so that nobody is refused for want of room.
  private static let step = 200

  /// Connects the readers, and waits until they are served.
  init(_ target: StreamTarget, readers: Int) throws {
    self.target = target
    mark = Array(target.mark.utf8)
    counts = Array(repeating: 0, count: readers)
    kilobytesBefore = target.processes.reduce(0) { $0 + residentKilobytes($1) }
    for number in 0..<readers {
      sockets.append(try Self.connect(port: target.port, sending: target.subscription))
      watch(sockets[number])
      if number % Self.step == Self.step - 1 || number == readers - 1 { try awaitAnswers() }
    }
    drain(milliseconds: 1_500)
  }

  /// Waits until every reader there is has been answered that its stream is open.
  private func awaitAnswers() throws {
    let end = Stopwatch.now + 30
    while served.count < sockets.count {
      guard Stopwatch.now < end else { throw ValidationError("\(sockets.count - served.count) readers are not served") }
      guard isReady(milliseconds: 20) else { continue }
      for number in watched.indices {
        guard let bytes = take(number), Self.occurrences(of: Array("HTTP/1.1 ".utf8), in: bytes) > 0 else { continue }
        guard Self.occurrences(of: Array("HTTP/1.1 200".utf8), in: bytes) > 0 else {
          throw ValidationError("a reader was refused: \(String(decoding: bytes.prefix(100), as: UTF8.self))")
        }
        served.insert(number)
      }
    }
  }

  deinit {
    sockets.forEach { close($0) }
  }

  /// Makes that many events: each when the one before is acknowledged, or at a rate a second.
  func measure(events: Int, rate: Double?) throws -> CrowdReading {
    var reading = CrowdReading()
    let kilobytes = target.processes.reduce(0) { $0 + residentKilobytes($1) } - kilobytesBefore
    reading.kilobytesPerReader = Double(kilobytes) / Double(sockets.count)
    let maker = try Self.connect(port: target.port, sending: "")
    defer { close(maker) }
    watch(maker)
    counts = Array(repeating: 0, count: sockets.count)
    reading.delays.reserveCapacity(events * sockets.count)
    var starts: [Double] = []
    var acknowledged = 0
    let begun = Stopwatch.now
    var last = begun
    while reading.delivered < sockets.count * events, Stopwatch.now - last < 5 {
      let isDue = rate.map { Double(starts.count) / $0 <= Stopwatch.now - begun } ?? (starts.count == acknowledged)
      if isDue, starts.count < events {
        starts.append(Stopwatch.now)
        Self.send(target.publication(starts.count - 1), on: maker)
      }
      guard isReady(milliseconds: rate == nil ? 100 : 1) else { continue }
      for number in watched.indices {
        guard let bytes = take(number) else { continue }
        if number == sockets.count {
          acknowledged += Self.occurrences(of: Array("HTTP/1.1 2".utf8), in: bytes)
          continue
        }
        let found = Self.occurrences(of: mark, in: bytes)
        guard found > 0 else { continue }
        last = Stopwatch.now
        for _ in 0..<found where counts[number] < starts.count {
          reading.delays.append(last - starts[counts[number]])
          counts[number] += 1
          reading.delivered += 1
        }
      }
    }
    reading.seconds = last - begun
    watched.removeLast()
    return reading
  }

  /// Whether anything can be read, after at most that long.
  private func isReady(milliseconds: Int32) -> Bool { poll(&watched, UInt(watched.count), milliseconds) > 0 }

  /// What can be read of a connection now.
  private func take(_ number: Int) -> ArraySlice<UInt8>? {
    guard watched[number].revents != 0 else { return nil }
    let size = read(watched[number].fd, &buffer, buffer.count)
    // One that was closed is not looked at again.
    if size == 0 { watched[number].fd = -1 }
    return size > 0 ? buffer[..<size] : nil
  }

  private func watch(_ socket: Int32) { watched.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }

  private func drain(milliseconds: Double) {
    let end = Stopwatch.now + milliseconds / 1_000
    while Stopwatch.now < end {
      guard isReady(milliseconds: 5) else { continue }
      for number in watched.indices { _ = take(number) }
    }
  }

  /// Opens a connection and sends a request over it.
  static func connect(port: UInt16, sending request: String) throws -> Int32 {
    guard let socket = begin(port: port) else {
      throw ValidationError("cannot connect: \(String(cString: strerror(errno)))")
    }
    var watched = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
    guard Glibc.poll(&watched, 1, 10_000) > 0 else { throw ValidationError("cannot connect within ten seconds") }
    send(request, on: socket)
    return socket
  }

  /// Begins to connect; the socket can be written to once it is.
  static func begin(port: UInt16) -> Int32? {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 || errno == EINPROGRESS else {
      close(socket)
      return nil
    }
    return socket
  }

  private static func send(_ request: String, on socket: Int32) {
    let bytes = Array(request.utf8)
    if !bytes.isEmpty { _ = write(socket, bytes, bytes.count) }
  }

  private static func occurrences(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      var place = 0
      while place + needle.count <= bytes.count,
        let found = memchr(start + place, Int32(needle[0]), bytes.count - place - needle.count + 1)
      {
        place = start.distance(to: UnsafeRawPointer(found))
        guard memcmp(found, needle, needle.count) == 0 else {
          place += 1
          continue
        }
        count += 1
        place += needle.count
      }
    }
    return count
  }

  /// As many files as the system allows.
  static func raiseLimit() {
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
