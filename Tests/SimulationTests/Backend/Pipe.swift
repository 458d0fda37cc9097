import Desk
import Wire

/// One event stream between a console and a backend: bytes arrive in order, split anywhere, until something cuts it.
final class Pipe {
  unowned let world: Simulation
  let agent: AgentID
  /// The console still listens.
  private(set) var isHeard = true
  /// Bytes still come through; a half-open connection has lost this and nobody knows.
  private var isWhole = true
  private var arrival: Int64 = 0
  private let backend: Backend
  private let backendLife: Int
  private let hear: ([UInt8]) -> Void
  private let end: () -> Void

  init(
    _ world: Simulation, agent: AgentID, backend: Backend, hear: @escaping ([UInt8]) -> Void, end: @escaping () -> Void
  ) {
    self.world = world
    self.agent = agent
    self.backend = backend
    backendLife = backend.life
    self.hear = hear
    self.end = end
  }

  /// The backend answers the request for a stream.
  func open(after text: String?) {
    let hub = backend.hub
    var bytes = Array("retry: 700\n\n".utf8)
    if let position = text.flatMap({ EventPosition($0) }) {
      if let missed = hub.missed(since: position, by: agent) {
        for event in missed { bytes += Self.record("event", event, event.position) }
      } else {
        bytes += Self.record("reset", StreamReset(reason: "behind"), hub.position)
      }
    }
    bytes += Self.record("digest", hub.digest(at: backend.moment), hub.position)
    bytes += Self.record("heartbeat", Heartbeat(at: backend.moment, head: hub.position), hub.position)
    backend.opened(self)
    write(bytes)
  }

  /// Tells events.
  func tell(_ events: [Event]) {
    if !events.isEmpty { write(events.flatMap { Self.record("event", $0, $0.position) }) }
  }

  /// Tells the floor.
  func tell(_ digest: FloorDigest) { write(Self.record("digest", digest, digest.head)) }

  /// Tells the head.
  func beat(_ head: EventPosition) { write(Self.record("heartbeat", Heartbeat(at: backend.moment, head: head), head)) }

  /// The console closes it, or dies; the backend learns so later.
  func close() {
    guard isHeard else { return }
    isHeard = false
    notice()
  }

  /// The backend died with it; the console may learn so only from the silence.
  func backendDied() {
    if world.random.chance(0.8) { finish(after: 1...2_000) } else { isWhole = false }
  }

  /// The network cuts it, with or without either side's knowledge.
  func cut() {
    isWhole = false
    if world.random.chance(0.7) { finish(after: 1...500) }
    notice()
  }

  private func notice() {
    world.later(10...6_000, "backend \(backend.index) misses a stream of \(agent)") { [self] in
      if backend.isUp, backend.life == backendLife { backend.closed(self) }
    }
  }

  private func finish(after range: ClosedRange<Int64>) {
    isWhole = false
    world.later(range, "the stream of \(agent) ends") { [self] in
      guard isHeard else { return }
      isHeard = false
      end()
    }
  }

  private func write(_ bytes: [UInt8]) {
    guard isWhole, isHeard else { return }
    var bytes = bytes
    if !world.isCalm, world.random.chance(0.02) {
      bytes = Array(bytes.prefix(Int(world.random.number(0...Int64(bytes.count)))))
      deliver(bytes)
      cut()
    } else if world.random.chance(0.2) {
      let half = Int(world.random.number(0...Int64(bytes.count)))
      deliver(Array(bytes[..<half]))
      deliver(Array(bytes[half...]))
    } else {
      deliver(bytes)
    }
  }

  private func deliver(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    arrival = max(arrival, world.now + world.delay())
    world.at(arrival, "\(agent) hears \(bytes.count) bytes") { [self] in if isHeard { hear(bytes) } }
  }

  private static func record(_ name: String, _ value: some Encodable, _ position: EventPosition) -> [UInt8] {
    do {
      return Array("id: \(position)\nevent: \(name)\ndata: ".utf8) + (try WireCodec.encode(value)) + Array("\n\n".utf8)
    } catch {
      preconditionFailure("a \(name) has no spelling: \(error.reason)")
    }
  }
}
