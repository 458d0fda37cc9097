import Foundation
import Glibc
import Synchronization

/// Changes on a large floor at a steady rate, over one connection that is kept: people are accepted, put back, and seats change their state.
final class FloorLoad: Sendable {
  private let port: UInt16
  private let scene: (seats: Int, waiting: Int)
  private let rate: Double
  private let isOver = Atomic(false)
  private let made = Atomic(0)
  private let refused = Atomic(0)

  init(port: UInt16, seats: Int, waiting: Int, rate: Double) {
    self.port = port
    scene = (seats, waiting)
    self.rate = rate
  }

  /// Changes made, and those that were refused.
  var counts: (made: Int, refused: Int) { (made.load(ordering: .relaxed), refused.load(ordering: .relaxed)) }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "load"
    thread.start()
  }

  func stop() { isOver.store(true, ordering: .relaxed) }

  private func run() {
    var connection: KeptConnection?
    var number = 0
    let begun = Stopwatch.now
    while !isOver.load(ordering: .relaxed) {
      let due = begun + Double(number) / rate
      let pause = due - Stopwatch.now
      if pause > 0 { usleep(UInt32(pause * 1e6)) }
      if connection == nil { connection = KeptConnection(port: port) }
      let change = change(number)
      number += 1
      switch connection?.post(change.path, change.body, token: change.token, key: "bench-\(getpid())-\(number)") {
      case .some(200..<300): made.add(1, ordering: .relaxed)
      case .some: refused.add(1, ordering: .relaxed)
      case nil: connection = nil
      }
    }
  }

  /// Four kinds in turn: a person is taken, a seat is busy, the person waits again, the seat is ready.
  private func change(_ number: Int) -> (path: String, body: String, token: String) {
    let round = number / 4
    let seat = round * 7 % scene.seats
    let group = seat % FloorScene.groups.count
    // People of the seat's own queue, one after another.
    let person = round / scene.seats * FloorScene.groups.count % max(1, scene.waiting - 4) + group
    let conversation = "/v1/conversations/\(FloorScene.conversation(person))"
    let token = FloorScene.token(FloorScene.seat(seat))
    let leader = FloorScene.token(FloorScene.supervisor)
    let presence = "/v1/seat/presence"
    switch number % 4 {
    case 0: return (conversation + "/accept", "{}", token)
    case 1: return (presence, #"{"choice":"busy"}"#, FloorScene.token(FloorScene.seat((seat + 3) % scene.seats)))
    case 2:
      let body = #"{"from":"\#(FloorScene.seat(seat))","group":"\#(FloorScene.groups[group].id)"}"#
      return (conversation + "/move", body, leader)
    default: return (presence, #"{"choice":"ready"}"#, FloorScene.token(FloorScene.seat((seat + 3) % scene.seats)))
    }
  }
}

/// One HTTP connection on which one request follows the other.
final class KeptConnection {
  private let socket: Int32

  init?(port: UInt16) {
    guard let socket = try? ReaderCrowd.connect(port: port, sending: "") else { return nil }
    self.socket = socket
    _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) & ~O_NONBLOCK)
  }

  deinit { close(socket) }

  /// Posts and reads the answer; its status, or `nil` when the connection is gone.
  func post(_ path: String, _ body: String, token: String, key: String) -> Int? {
    let request = """
      POST \(path) HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\n\
      Idempotency-Key: \(key)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
    let bytes = Array(request.utf8)
    guard write(socket, bytes, bytes.count) == bytes.count else { return nil }
    var answer = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let size = read(socket, &buffer, buffer.count)
      guard size > 0 else { return nil }
      answer += String(decoding: buffer[..<size], as: UTF8.self)
      guard let end = answer.range(of: "\r\n\r\n") else { continue }
      let head = answer[..<end.lowerBound].lowercased()
      let length = head.components(separatedBy: "content-length: ").dropFirst().first.flatMap {
        Int($0.prefix { $0.isNumber })
      }
      if answer[end.upperBound...].utf8.count >= length ?? 0 { break }
    }
    return Int(answer.dropFirst(9).prefix(3))
  }
}
