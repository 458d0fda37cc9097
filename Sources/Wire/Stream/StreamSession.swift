import Desk

/// Keeps a stream of events going: connects, resumes after the last event told, notices a dead connection, waits between attempts.
/// Pure: the owner performs each `Order`, reports what came of it, and passes the monotonic clock in milliseconds and chance (0..<1).
public struct StreamSession: Sendable {
  /// What the owner is to do.
  public enum Order: Hashable, Sendable {
    /// Open the stream with this request; a stream still open is closed first.
    case connect(WireRequest)
    /// Close the stream that is open.
    case disconnect
  }

  private enum Phase {
    case idle
    case due(attempt: Int, at: Int64, failure: WireFailure?)
    case connecting(attempt: Int, since: Int64)
    case open(Reading)
    case refused(WireFailure)
  }

  private struct Reading {
    var attempt: Int
    var heard: Int64
    var hasSpoken = false
    var target: EventPosition?
  }

  /// The backend sends a heartbeat every five seconds; after three that did not come the connection is dead, whatever the kernel believes.
  public static let silence: Int64 = 15_500
  /// A backend that does not answer within this many milliseconds is tried again.
  public static let patience: Int64 = 15_000

  /// What a session reads.
  public enum Source: Hashable, Sendable {
    /// The reader's own events; a supervisor's with what the wall shows.
    case events(wall: Bool)
    /// A conversation that is watched; each connection begins with the conversation as it stands.
    case watch(ConversationID)
  }

  /// What it reads; a change counts from the next connection on.
  public var source = Source.events(wall: false)
  /// The last position told; the stream is resumed after it.
  public private(set) var position: EventPosition?
  private var phase = Phase.idle
  private var parser = EventStreamParser()
  private var policy: RetryPolicy
  private var suggestedDelay: Int64 = 1_000
  private var closes = false

  /// A session that does nothing until it begins.
  public init(policy: RetryPolicy = RetryPolicy()) { self.policy = policy }

  /// Begins, or begins again, after the position of a snapshot.
  public mutating func begin(after position: EventPosition?, now: Int64) {
    closes = closes || isConnected
    self.position = position
    phase = .due(attempt: 0, at: now, failure: nil)
  }

  /// Ends the session; `begin` starts it again.
  public mutating func stop() {
    closes = closes || isConnected
    phase = .idle
  }

  /// Does not wait any longer: the machine woke up, or the person asked to try now. A connection that sleep may have killed is made anew.
  public mutating func hurry(now: Int64) {
    switch phase {
    case .idle, .refused: break
    case .due(let attempt, _, let failure): phase = .due(attempt: attempt, at: now, failure: failure)
    case .connecting, .open:
      closes = true
      phase = .due(attempt: 0, at: now, failure: nil)
    }
  }

  /// When `step` must be called next, if nothing else happens; `nil` for not at all.
  public var deadline: Int64? {
    if closes { return .min }
    return switch phase {
    case .idle, .refused: nil
    case .due(_, let at, _): at
    case .connecting(_, let since): since + Self.patience
    case .open(let reading): reading.heard + Self.silence
    }
  }

  /// What to do now; ask again until it says `nil`.
  public mutating func step(now: Int64, chance: Double) -> Order? {
    if closes {
      closes = false
      return .disconnect
    }
    switch phase {
    case .idle, .refused: return nil
    case .due(let attempt, let at, _):
      guard now >= at else { return nil }
      parser = EventStreamParser()
      phase = .connecting(attempt: attempt, since: now)
      switch source {
      case .events(let wall): return .connect(.events(after: position, wall: wall))
      case .watch(let id):
        position = nil
        return .connect(.watch(id))
      }
    case .connecting(_, let since):
      guard now >= since + Self.patience else { return nil }
      lose(to: .unreachable(reason: "no answer for \(Self.patience / 1000) s"), now: now, chance: chance)
      return .disconnect
    case .open(let reading):
      guard now >= reading.heard + Self.silence else { return nil }
      lose(to: .unreachable(reason: "no heartbeat for \(Self.silence / 1000) s"), now: now, chance: chance)
      return .disconnect
    }
  }

  /// The backend accepted the stream.
  public mutating func opened(now: Int64) {
    guard case .connecting(let attempt, _) = phase else { return }
    phase = .open(Reading(attempt: attempt, heard: now))
  }

  /// Bytes of the stream, split anywhere.
  public mutating func received(_ bytes: some Sequence<UInt8>, now: Int64) -> [StreamSignal] {
    opened(now: now)
    guard case .open(var reading) = phase else { return [] }
    reading.heard = now
    phase = .open(reading)
    var signals: [StreamSignal] = []
    for item in parser.feed(bytes) {
      guard case .open(var reading) = phase else { break }
      reading.hasSpoken = true
      phase = .open(reading)
      if let signal = signal(item) { signals.append(signal) }
    }
    if let retry = parser.retry { suggestedDelay = min(max(Int64(retry), 100), policy.longest) }
    return signals
  }

  /// The stream ended, or was never opened. `failure` is `nil` when it simply ended.
  public mutating func ended(_ failure: WireFailure?, now: Int64, chance: Double) {
    switch phase {
    case .connecting, .open: break
    case .idle, .due, .refused: return
    }
    let failure = failure ?? .unreachable(reason: "the stream ended")
    if case .refused = failure, !failure.isWorthRetrying {
      phase = .refused(failure)
    } else {
      lose(to: failure, now: now, chance: chance)
    }
  }

  /// How the stream stands.
  public var link: StreamLink {
    switch phase {
    case .idle: .idle
    case .due(_, _, nil): .connecting(attempt: 0)
    case .due(let attempt, let at, .some(let failure)): .waiting(attempt: attempt, until: at, failure: failure)
    case .connecting(let attempt, _): .connecting(attempt: attempt)
    case .open(let reading): .open(unseen: unseen(reading))
    case .refused(let failure): .refused(failure)
    }
  }

  private var isConnected: Bool {
    switch phase {
    case .connecting, .open: true
    case .idle, .due, .refused: false
    }
  }

  private func unseen(_ reading: Reading) -> Int64? {
    guard let target = reading.target else { return nil }
    guard let position else { return 0 }
    return max(0, target.sequence - position.sequence)
  }

  private mutating func lose(to failure: WireFailure, now: Int64, chance: Double) {
    // A stream that worked and ended is taken up again as soon as the backend suggested; one that never worked, ever more slowly.
    if case .open(let reading) = phase, reading.hasSpoken {
      let delay = suggestedDelay / 2 + Int64(Double(suggestedDelay / 2) * chance)
      phase = .due(attempt: 1, at: now + delay, failure: failure)
      return
    }
    let earlier =
      switch phase {
      case .connecting(let attempt, _): attempt
      case .open(let reading): reading.attempt
      case .idle, .due, .refused: 0
      }
    let delay = policy.delay(after: earlier + 1, chance: chance, retryAfter: failure.retryAfter)
    phase = .due(attempt: earlier + 1, at: now + delay, failure: failure)
  }

  private mutating func signal(_ item: EventStreamItem) -> StreamSignal? {
    do {
      switch item.type {
      case "event": return try told(WireCodec.decode(Event.self, from: item.data.utf8))
      case "heartbeat": return try beat(WireCodec.decode(Heartbeat.self, from: item.data.utf8))
      case "digest":
        let digest = try WireCodec.decode(FloorDigest.self, from: item.data.utf8)
        aim(at: digest.head)
        return .digest(digest)
      case "wall": return .wall(try WireCodec.decode(FloorWall.self, from: item.data.utf8))
      case "watched":
        let detail = try WireCodec.decode(ConversationDetail.self, from: item.data.utf8)
        position = EventPosition(item.id)
        return .watched(detail)
      case "standing": return .standing(try WireCodec.decode(QueueStanding.self, from: item.data.utf8))
      case "typing": return .typing(try WireCodec.decode(TypingNotice.self, from: item.data.utf8))
      case "reset": return reset((try? WireCodec.decode(StreamReset.self, from: item.data.utf8).reason) ?? "")
      default: return nil
      }
    } catch {
      // What passes by itself may be missed; an event may not: only a snapshot makes up for it.
      return item.type == "event" || item.type == "heartbeat" ? reset(error.reason) : nil
    }
  }

  private mutating func told(_ event: Event) -> StreamSignal? {
    if let position {
      guard event.position.epoch == position.epoch else { return reset("the log's epoch changed") }
      guard event.position > position else { return nil }
    }
    position = event.position
    return .event(event)
  }

  private mutating func beat(_ heartbeat: Heartbeat) -> StreamSignal? {
    if let position, heartbeat.head.epoch != position.epoch { return reset("the log's epoch changed") }
    if heartbeat.head > position ?? EventPosition(epoch: heartbeat.head.epoch, sequence: -1) {
      position = heartbeat.head
    }
    aim(at: heartbeat.head)
    return .heartbeat(heartbeat)
  }

  private mutating func aim(at head: EventPosition) {
    guard case .open(var reading) = phase, reading.target == nil else { return }
    reading.target = head
    phase = .open(reading)
  }

  private mutating func reset(_ reason: String) -> StreamSignal {
    closes = true
    phase = .idle
    return .reset(StreamReset(reason: reason))
  }
}
