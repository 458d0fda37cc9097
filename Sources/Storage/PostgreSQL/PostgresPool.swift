import Desk
import Dispatch
import Service
import Synchronization

/// Connections for reading: as many at once as there are places; who comes later waits in line.
final class PostgresPool: Sendable {
  private final class Place: Sendable {
    let session = Mutex<PostgresSession?>(nil)
    /// A serial queue, so that it waits on a thread of its own: those of a concurrent one come from the few that run everything else, which a database that
    /// stands still would take one by one.
    let queue = DispatchQueue(label: "store.read")
  }

  private struct Line {
    var idle: [Place]
    var waiting: [CheckedContinuation<Place, any Error>] = []
    var isClosed = false
  }

  private let address: PostgresAddress
  private let line: Mutex<Line>

  init(_ address: PostgresAddress, places: Int) {
    self.address = address
    line = Mutex(Line(idle: (0..<places).map { _ in Place() }))
  }

  /// Runs `body` on a connection of its own; once more on a new one when the connection was lost.
  func read<Value: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> Value) async throws -> Value {
    let place = try await take()
    defer { give(place) }
    return try await withCheckedThrowingContinuation { continuation in
      place.queue.async { [address] in
        continuation.resume(
          with: Result {
            do {
              return try Self.run(body, place, address)
            } catch let failure as PostgresFailure where failure.isLost {
              return try Self.run(body, place, address)
            }
          })
      }
    }
  }

  private static func run<Value: Sendable>(
    _ body: @Sendable (PostgresSession) throws -> Value, _ place: Place, _ address: PostgresAddress
  ) throws -> Value {
    try place.session.withLock { session in
      let current = try session ?? address.connect()
      session = current
      defer { if current.broken != nil { session = nil } }
      return try body(current)
    }
  }

  /// Lets every connection go once nobody uses it, and refuses who comes.
  func close() {
    let (waiting, idle) = line.withLock { line in
      line.isClosed = true
      defer { line.waiting = [] }
      return (line.waiting, line.idle)
    }
    for continuation in waiting { continuation.resume(throwing: Problem(.unavailable, retryAfter: 1)) }
    for place in idle { place.session.withLock { $0 = nil } }
  }

  private func take() async throws -> Place {
    try await withCheckedThrowingContinuation { continuation in
      let place = line.withLock { line -> Result<Place, any Error>? in
        guard !line.isClosed, line.waiting.count < 10_000 else {
          return .failure(Problem(.unavailable, retryAfter: 1))
        }
        if let place = line.idle.popLast() { return .success(place) }
        line.waiting.append(continuation)
        return nil
      }
      if let place { continuation.resume(with: place) }
    }
  }

  private func give(_ place: Place) {
    let next = line.withLock { line -> CheckedContinuation<Place, any Error>? in
      guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
      line.idle.append(place)
      return nil
    }
    next?.resume(returning: place)
  }
}
