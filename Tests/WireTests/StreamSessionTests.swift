import Desk
import Testing

@testable import Wire

@Suite("The stream goes on whatever the backend does")
struct StreamSessionTests {
  private func at(_ sequence: Int64, epoch: Int64 = 1) -> EventPosition {
    EventPosition(epoch: epoch, sequence: sequence)
  }

  private func event(_ sequence: Int64, epoch: Int64 = 1) throws -> [UInt8] {
    let event = Event(
      position: at(sequence, epoch: epoch), at: Timestamp(milliseconds: sequence),
      body: .taxpayerPresence(TaxpayerPresence(conversation: "C1", isPresent: true)))
    return Array("id: \(event.position)\nevent: event\ndata: ".utf8) + (try WireCodec.encode(event)) + [10, 10]
  }

  private func heartbeat(_ sequence: Int64, epoch: Int64 = 1) throws -> [UInt8] {
    let beat = Heartbeat(at: Timestamp(milliseconds: 0), head: at(sequence, epoch: epoch))
    return Array("id: \(beat.head)\nevent: heartbeat\ndata: ".utf8) + (try WireCodec.encode(beat)) + [10, 10]
  }

  private func digest(_ sequence: Int64) throws -> [UInt8] {
    let digest = FloorDigest(at: Timestamp(milliseconds: 0), head: at(sequence))
    return Array("event: digest\ndata: ".utf8) + (try WireCodec.encode(digest)) + [10, 10]
  }

  private func sequences(_ signals: [StreamSignal]) -> [Int64] {
    signals.compactMap { if case .event(let event) = $0 { event.position.sequence } else { nil } }
  }

  private func opened(after sequence: Int64 = 10) -> StreamSession {
    var session = StreamSession()
    session.begin(after: at(sequence), now: 0)
    _ = session.step(now: 0, chance: 0)
    session.opened(now: 0)
    return session
  }

  @Test("It connects after the snapshot and resumes after the last event told")
  func resumes() throws {
    var session = StreamSession()
    #expect(session.step(now: 0, chance: 0) == nil)
    session.begin(after: at(10), now: 0)
    #expect(session.step(now: 0, chance: 0) == .connect(.events(after: at(10))))
    #expect(session.step(now: 0, chance: 0) == nil)
    session.opened(now: 5)
    #expect(session.link == .open(unseen: nil))
    #expect(sequences(session.received(try event(11) + event(14), now: 10)) == [11, 14])
    session.ended(nil, now: 20, chance: 0)
    let deadline = try #require(session.deadline)
    #expect(session.step(now: deadline - 1, chance: 0) == nil)
    #expect(session.step(now: deadline, chance: 0) == .connect(.events(after: at(14))))
  }

  @Test("A heartbeat moves the position past events of others")
  func heartbeatsAdvance() throws {
    var session = opened()
    _ = session.received(try heartbeat(90), now: 1)
    #expect(session.position == at(90))
    #expect(session.link.isCurrent)
  }

  @Test("Behind, it says by how much, until it has caught up")
  func behind() throws {
    var session = opened()
    _ = session.received(try digest(13), now: 1)
    #expect(session.link == .open(unseen: 3))
    _ = session.received(try event(12), now: 2)
    #expect(session.link == .open(unseen: 1))
    _ = session.received(try digest(40), now: 3)
    #expect(session.link == .open(unseen: 1), "later digests run ahead of what concerns the reader")
    _ = session.received(try event(13), now: 4)
    #expect(session.link.isCurrent)
  }

  @Test("An event told before is not told again")
  func replays() throws {
    var session = opened()
    #expect(sequences(session.received(try event(11) + event(11) + event(9), now: 1)) == [11])
  }

  @Test("Three missing heartbeats: the connection is dead, and made anew")
  func deadConnection() throws {
    var session = opened()
    _ = session.received(try heartbeat(11), now: 1_000)
    #expect(session.deadline == 1_000 + StreamSession.silence)
    #expect(session.step(now: 15_000, chance: 0) == nil)
    #expect(session.step(now: 16_500, chance: 0) == .disconnect)
    #expect(session.step(now: 16_500, chance: 0) == nil)
    let deadline = try #require(session.deadline)
    #expect(deadline < 19_000)
    #expect(session.step(now: deadline, chance: 0) == .connect(.events(after: at(11))))
  }

  @Test("A backend that never answers is tried again")
  func slowBackend() {
    var session = StreamSession()
    session.begin(after: nil, now: 0)
    _ = session.step(now: 0, chance: 0)
    #expect(session.step(now: StreamSession.patience - 1, chance: 0) == nil)
    #expect(session.step(now: StreamSession.patience, chance: 0) == .disconnect)
  }

  @Test("A backend that answers 500 is tried ever more slowly, never more than the longest wait apart")
  func failingBackend() throws {
    var session = StreamSession()
    session.begin(after: at(1), now: 0)
    var now: Int64 = 0
    var waits: [Int64] = []
    for _ in 0..<12 {
      #expect(session.step(now: now, chance: 0) == .connect(.events(after: at(1))))
      session.ended(.unexpected(status: 500, retryAfter: nil), now: now, chance: 0.999)
      let next = try #require(session.deadline)
      waits.append(next - now)
      now = next
    }
    #expect(waits == waits.sorted())
    #expect(waits[0] < 1_000)
    #expect(waits.last.map { $0 > 10_000 && $0 <= 15_000 } == true)
  }

  @Test("A backend that closes the stream every second is taken up again at once, without loss")
  func closingBackend() throws {
    var session = StreamSession()
    session.begin(after: at(0), now: 0)
    var now: Int64 = 0
    var told: [Int64] = []
    for round in 1...50 as ClosedRange<Int64> {
      #expect(session.step(now: now, chance: 0.5) == .connect(.events(after: at(round - 1))))
      session.opened(now: now)
      told += sequences(session.received(try event(round), now: now))
      session.ended(nil, now: now + 1_000, chance: 0.5)
      let next = try #require(session.deadline)
      #expect(next - now - 1_000 <= 1_500)
      now = next
    }
    #expect(told == Array(1...50))
  }

  @Test("Retry-After is not undercut")
  func retryAfter() {
    var session = StreamSession()
    session.begin(after: nil, now: 0)
    _ = session.step(now: 0, chance: 0)
    session.ended(.unexpected(status: 503, retryAfter: 30), now: 0, chance: 0)
    #expect(session.deadline.map { $0 >= 30_000 } == true)
  }

  @Test("An ended session is not knocked at again")
  func refused() {
    var session = StreamSession()
    session.begin(after: nil, now: 0)
    _ = session.step(now: 0, chance: 0)
    session.ended(.refused(Problem(.tokenExpired)), now: 0, chance: 0)
    #expect(session.link == .refused(.refused(Problem(.tokenExpired))))
    #expect(session.deadline == nil)
    session.hurry(now: 1)
    #expect(session.step(now: .max, chance: 0) == nil)
  }

  @Test("Reset, another epoch or an event nobody can read: closes and asks for a snapshot, and tells nothing more")
  func resets() throws {
    let causes = [
      Array("event: reset\ndata: {\"reason\":\"too far behind\"}\n\n".utf8),
      Array("event: event\ndata: {\"from\":\"the future\"}\n\n".utf8), try event(3, epoch: 2),
      try heartbeat(3, epoch: 2),
    ]
    for cause in causes {
      var session = opened()
      let signals = session.received(cause + (try event(12)), now: 1)
      #expect(signals.count == 1)
      guard case .reset = signals.first else {
        Issue.record("no reset but \(signals)")
        continue
      }
      #expect(session.deadline != nil)
      #expect(session.step(now: 1, chance: 0) == .disconnect)
      #expect(session.link == .idle)
      session.begin(after: at(3, epoch: 2), now: 2)
      #expect(session.step(now: 2, chance: 0) == .connect(.events(after: at(3, epoch: 2))))
    }
  }

  @Test("Noise between events does no harm")
  func noise() throws {
    var session = opened()
    let noise = Array("event: digest\ndata: {}\n\nevent: typing\ndata: no\n\nevent: later\ndata: 1\n\n: hm\n\n".utf8)
    #expect(sequences(session.received(noise + (try event(11)), now: 1)) == [11])
  }

  @Test("Waking up does not wait for the clock that slept")
  func wakeUp() throws {
    var waiting = StreamSession()
    waiting.begin(after: at(1), now: 0)
    _ = waiting.step(now: 0, chance: 0)
    waiting.ended(.unexpected(status: 500, retryAfter: nil), now: 0, chance: 1)
    waiting.hurry(now: 10)
    #expect(waiting.step(now: 10, chance: 0) == .connect(.events(after: at(1))))

    var session = opened()
    session.hurry(now: 50)
    #expect(session.step(now: 50, chance: 0) == .disconnect)
    #expect(session.step(now: 50, chance: 0) == .connect(.events(after: at(10))))
  }

  @Test("Whatever is cut, repeated or closed where: every event once, in order", arguments: 0..<60 as Range<UInt64>)
  func faults(seed: UInt64) throws {
    var chance = Chance(seed: seed)
    let head: Int64 = 40
    var session = StreamSession()
    session.begin(after: at(0), now: 0)
    var told: [Int64] = []
    var now: Int64 = 0
    var rounds = 0
    while told.last != head, rounds < 2_000 {
      rounds += 1
      now = max(now, session.deadline ?? now)
      guard let order = session.step(now: now, chance: Double.random(in: 0..<1, using: &chance)) else { continue }
      guard case .connect(let request) = order else { continue }
      if chance.happens(20) {
        session.ended(.unexpected(status: 500, retryAfter: nil), now: now, chance: 0.5)
        continue
      }
      let after = EventPosition(try #require(request.header("Last-Event-ID")))?.sequence ?? 0
      // The backend may tell again what it told before.
      var bytes: [UInt8] = []
      for sequence in max(1, after - (chance.happens(30) ? 3 : 0))...head where sequence > after || chance.happens(50) {
        bytes += try event(sequence)
      }
      let cut = chance.happens(70) ? Int.random(in: 0...bytes.count, using: &chance) : bytes.count
      var rest = bytes[..<cut]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...400, using: &chance))
        rest = rest.dropFirst(piece.count)
        told += sequences(session.received(piece, now: now))
      }
      session.ended(nil, now: now, chance: 0.5)
    }
    #expect(told == Array(1...head))
  }
}
