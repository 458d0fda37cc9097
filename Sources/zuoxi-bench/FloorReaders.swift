import Foundation
import Glibc
import Synchronization

/// The streams of the floor's seats, read on a thread of their own: how many digests each is sent.
final class FloorReaders: Sendable {
  fileprivate struct Count {
    var digests = 0
    var most = 0
    var second = 0
    var inSecond = 0
    var bytes = 0
  }

  private let port: UInt16
  private let tokens: [String]
  private let isOver = Atomic(false)
  private let counts: Mutex<[Count]>

  init(port: UInt16, tokens: [String]) {
    self.port = port
    self.tokens = tokens
    counts = Mutex(Array(repeating: Count(), count: tokens.count))
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "readers"
    thread.start()
  }

  func stop() { isOver.store(true, ordering: .relaxed) }

  /// Digests a second of one reader on the average, the most in any second of any, and bytes a second of one.
  func reading(over seconds: Double) -> (mean: Double, most: Int, bytes: Double) {
    counts.withLock { counts in
      let readers = Double(max(1, counts.count))
      return (
        Double(counts.reduce(0) { $0 + $1.digests }) / readers / seconds, counts.map(\.most).max() ?? 0,
        Double(counts.reduce(0) { $0 + $1.bytes }) / readers / seconds
      )
    }
  }

  func forget() { counts.withLock { counts in for place in counts.indices { counts[place] = Count() } } }

  private func run() {
    let needle = Array("event: digest".utf8)
    var watched = tokens.compactMap { token in
      let request = "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\r\n"
      return (try? ReaderCrowd.connect(port: port, sending: request)).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
    }
    var buffer = [UInt8](repeating: 0, count: 262_144)
    while !isOver.load(ordering: .relaxed) {
      guard poll(&watched, UInt(watched.count), 100) > 0 else { continue }
      let second = Int(Stopwatch.now)
      for (place, one) in watched.enumerated() where one.revents != 0 {
        let size = read(one.fd, &buffer, buffer.count)
        guard size > 0 else {
          watched[place].fd = -1
          continue
        }
        let found = occurrences(of: needle, in: buffer[..<size])
        counts.withLock { $0[place].take(found, bytes: size, at: second) }
      }
    }
    for one in watched where one.fd >= 0 { close(one.fd) }
  }

  /// Lines that begin so; one that is cut by chance is not seen.
  private func occurrences(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { space in
      guard let base = space.baseAddress else { return 0 }
      var (count, start) = (0, 0)
      while let found = memchr(base + start, 10, space.count - start) {
        start = UnsafeRawPointer(found) - base + 1
        guard space.count - start >= needle.count else { break }
        if memcmp(base + start, needle, needle.count) == 0 { count += 1 }
      }
      return count
    }
  }
}

extension FloorReaders.Count {
  fileprivate mutating func take(_ found: Int, bytes size: Int, at now: Int) {
    bytes += size
    digests += found
    if now != second { (second, inSecond) = (now, 0) }
    inSecond += found
    most = max(most, inSecond)
  }
}
