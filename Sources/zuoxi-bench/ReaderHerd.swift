import ArgumentParser
import Foundation
import Glibc

/// Readers that come back: each keeps the position it has reached, waits as it was told, and resumes.
final class ReaderHerd {
  private struct Reader {
    var socket: Int32 = -1
    /// When it connects; `nil` while it is connected.
    var connectAt: Double? = 0
    var retry = 1.0
    var failures = 0
    var position = ""
    /// Numbers of the events told, added up: whoever missed or doubled one differs.
    var sum = 0
    var isWhole = false
    var rest: [UInt8] = []
    /// What is sent once the connection is there.
    var request: [UInt8] = []
  }

  private let port: UInt16
  private let token: String
  private var readers: [Reader]
  private var diedAt = 0.0
  private var changes = 0
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  /// Seconds from the backend's death until each reader was told of the present again.
  private(set) var wholeAfter: [Double] = []
  /// Connections tried, and those answered with anything but a stream, since the backend died.
  private(set) var attempts = 0
  private(set) var refusals = 0

  init(port: UInt16, token: String, readers: Int) {
    self.port = port
    self.token = token
    self.readers = Array(repeating: Reader(), count: readers)
    for number in self.readers.indices { self.readers[number].connectAt = Stopwatch.now + Double(number) / 2_000 }
  }

  var wholeCount: Int { readers.count(where: \.isWhole) }

  /// Whether all have been told the same events.
  var agree: Bool { Set(readers.map(\.sum)).count == 1 }

  /// The backend died: who is whole from here on has come back.
  func forgetWhole(at moment: Double) {
    diedAt = moment
    (attempts, refusals) = (0, 0)
    wholeAfter = []
    for number in readers.indices { readers[number].isWhole = false }
  }

  /// What was told so far counts no more.
  func forgetEvents() { for number in readers.indices { readers[number].sum = 0 } }

  /// Makes an event.
  func change() throws {
    changes += 1
    let body = changes % 2 == 0 ? #"{"choice":"ready"}"# : #"{"choice":"busy"}"#
    let socket = try ReaderCrowd.connect(
      port: port,
      sending: """
        POST /v1/seat/presence HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\nConnection: close\r\n\
        Content-Type: application/json\r\nIdempotency-Key: bench-\(getpid())-\(changes)\r\n\
        Content-Length: \(body.utf8.count)\r\n\r\n\(body)
        """)
    var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    poll(&watched, 1, 5_000)
    close(socket)
  }

  /// Reads and connects until it is so; gives up after that many seconds.
  func run(until seconds: Double, _ isDone: () -> Bool) throws {
    let end = Stopwatch.now + seconds
    var lookAt = 0.0
    while Stopwatch.now < end {
      let now = Stopwatch.now
      for number in readers.indices where (readers[number].connectAt ?? .infinity) <= now { connect(number) }
      read()
      guard now >= lookAt else { continue }
      lookAt = now + 0.1
      if isDone() { return }
    }
  }

  private func connect(_ number: Int) {
    readers[number].connectAt = nil
    attempts += 1
    var request = "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n"
    if !readers[number].position.isEmpty { request += "Last-Event-ID: \(readers[number].position)\r\n" }
    guard let socket = ReaderCrowd.begin(port: port) else { return lose(number) }
    readers[number].socket = socket
    readers[number].request = Array((request + "\r\n").utf8)
    readers[number].rest = []
  }

  /// Waits as the stream said, longer with each failure, each for another time.
  private func lose(_ number: Int) {
    if readers[number].socket >= 0 { close(readers[number].socket) }
    readers[number].socket = -1
    readers[number].request = []
    let wait = readers[number].retry * Double(1 << min(4, readers[number].failures))
    readers[number].failures += 1
    readers[number].connectAt = Stopwatch.now + wait * Double.random(in: 0.5...1)
  }

  private func read() {
    var watched = readers.map {
      pollfd(fd: $0.socket, events: Int16($0.request.isEmpty ? POLLIN : POLLOUT), revents: 0)
    }
    guard poll(&watched, UInt(watched.count), 5) > 0 else { return }
    for number in watched.indices where watched[number].revents != 0 {
      if !readers[number].request.isEmpty {
        let request = readers[number].request
        readers[number].request = []
        if write(watched[number].fd, request, request.count) != request.count { lose(number) }
        continue
      }
      let size = Glibc.read(watched[number].fd, &buffer, buffer.count)
      guard size > 0 else {
        lose(number)
        continue
      }
      take(number, buffer[..<size])
    }
  }

  private func take(_ number: Int, _ bytes: ArraySlice<UInt8>) {
    readers[number].rest += bytes
    var type = ""
    while let end = readers[number].rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: readers[number].rest[..<end], as: UTF8.self).trimmingCharacters(in: .whitespaces)
      readers[number].rest.removeFirst(end + 1)
      if line.hasPrefix("HTTP/1.1 "), !line.hasPrefix("HTTP/1.1 200") {
        refusals += 1
        return lose(number)
      } else if line.hasPrefix("retry: ") {
        readers[number].retry = (Double(line.dropFirst(7).filter(\.isNumber)) ?? 1_000) / 1_000
      } else if line.hasPrefix("id: ") {
        readers[number].position = String(line.dropFirst(4).filter { !$0.isWhitespace })
      } else if line.hasPrefix("event: ") {
        type = String(line.dropFirst(7).filter { !$0.isWhitespace })
        if type == "event" {
          readers[number].sum += Int(readers[number].position.split(separator: ".").last ?? "") ?? 0
        }
        guard !readers[number].isWhole else { continue }
        readers[number].isWhole = true
        readers[number].failures = 0
        wholeAfter.append(Stopwatch.now - diedAt)
      }
    }
  }
}
