import Desk
import NIOCore
import Synchronization

/// One open stream: a bounded queue of encoded records between the hub and a connection. At most one write is under way; what comes meanwhile
/// goes out as the next one, together. Whoever does not keep up is cut and resumes; nothing is ever dropped silently.
final class StreamReader: Sendable {
  /// The connection as a stream needs it.
  struct Outlet: Sendable {
    /// Hands bytes to the system, on the loop; how many of them it took. Calls nobody back.
    let send: @Sendable (ByteBuffer) -> Int
    /// The connection's loop: records are handed over there.
    let loop: any EventLoop
    /// Keeps what the system did not take until it does, on the loop; then tells that there is room, or that there never will be.
    let queue: @Sendable (ByteBuffer, _ hasRoom: @escaping @Sendable (Bool) -> Void) -> Void
    /// Closes the connection at once: a write under way may never end.
    let close: @Sendable () -> Void
    /// Bytes that the peer has not acknowledged; `nil` where the system does not say. Called on the loop.
    var unacknowledged: @Sendable () -> Int? = { nil }
    /// Whether the system gave the peer up because it took nothing.
    var isGivenUp: @Sendable () -> Bool = { false }
  }

  /// Up to where everything was acknowledged when it was looked at.
  struct Standing: Sendable {
    var position: EventPosition
    var at: Timestamp
  }

  private struct State {
    // What every record looks at comes first.
    var isFinished = false
    var isWriting = false
    var isCut = false
    var writes = 0
    var writesAtLastBeat = -1
    var pending: [ByteBuffer] = []
    var pendingBytes = 0
    var onEnd: (@Sendable () -> Void)?
    var beatsWithoutProgress = 0
    var standing: Standing?
    /// The head at the last beat: written by now, if nothing waits.
    var beat: EventPosition?
  }

  private let state = Mutex(State())
  let outlet: Outlet
  let subject: StreamSubject
  /// The session it was opened with; the stream ends with it.
  let session: StreamSession
  /// When it was opened, by the backend's clock.
  let openedAt: Timestamp
  private let limits: (records: Int, bytes: Int)

  init(subject: StreamSubject, session: StreamSession, outlet: Outlet, records: Int, bytes: Int, openedAt: Timestamp) {
    self.openedAt = openedAt
    self.subject = subject
    self.session = session
    self.outlet = outlet
    limits = (records, bytes)
  }

  /// Takes a record, or several as one; cuts the reader when too much waits already. Never blocks, so no reader holds up another.
  /// Called on the outlet's loop.
  func take(_ record: ByteBuffer) {
    enum Outcome { case done, cut, left(ByteBuffer) }
    // Sent under the lock, which nobody holds for long: most records find nothing before them, and thousands of readers take each.
    let outcome = state.withLock { state -> Outcome in
      guard !state.isFinished else { return .done }
      guard !state.isWriting else {
        state.pending.append(record)
        state.pendingBytes += record.readableBytes
        return state.pending.count > limits.records || state.pendingBytes > limits.bytes ? .cut : .done
      }
      state.writesAtLastBeat = -1
      guard let rest = send(record) else {
        state.writes += 1
        return .done
      }
      state.isWriting = true
      return .left(rest)
    }
    switch outcome {
    case .done: break
    case .cut: cut()
    case .left(let rest): queue(rest)
    }
  }

  /// What the system did not take of a record; `nil` when it took all.
  private func send(_ record: ByteBuffer) -> ByteBuffer? {
    let sent = outlet.send(record)
    guard sent < record.readableBytes else { return nil }
    var rest = record
    rest.moveReaderIndex(forwardBy: sent)
    return rest
  }

  private func queue(_ bytes: ByteBuffer) { outlet.queue(bytes) { [self] hasRoom in resume(hasRoom) } }

  private func resume(_ hasRoom: Bool) {
    guard hasRoom else { return finish() }
    while let next = takePending() {
      if let rest = send(next) { return queue(rest) }
    }
  }

  /// What came during the last write, as one; with nothing the write under way is over.
  private func takePending() -> ByteBuffer? {
    state.withLock { state in
      state.writes += 1
      guard !state.isFinished, !state.pending.isEmpty else {
        state.isWriting = false
        return nil
      }
      let whole = Self.joined(state.pending)
      state.pending.removeAll(keepingCapacity: true)
      state.pendingBytes = 0
      return whole
    }
  }

  /// Ends the stream in good order; one whose peer does not read is cut, as nothing more would reach it.
  func finish() {
    let isGivenUp = outlet.isGivenUp()
    let (onEnd, isStuck) = state.withLock { state in
      if isGivenUp, !state.isFinished { state.isCut = true }
      return (Self.end(&state), state.isWriting)
    }
    if isStuck { outlet.close() }
    onEnd?()
  }

  /// Cuts the stream off.
  private func cut() {
    let onEnd = state.withLock { state in
      state.isCut = true
      return Self.end(&state)
    }
    outlet.close()
    onEnd?()
  }

  /// Cuts the reader if one write has been under way for that many calls of this; called at every heartbeat.
  func cutIfStalled(beats: Int) {
    let isStalled = state.withLock { state in
      guard !state.isFinished, state.isWriting, state.writes == state.writesAtLastBeat else {
        state.writesAtLastBeat = state.writes
        state.beatsWithoutProgress = 0
        return false
      }
      state.beatsWithoutProgress += 1
      return state.beatsWithoutProgress >= beats
    }
    if isStalled { cut() }
  }

  /// Looks whether everything up to the last beat has been acknowledged, and begins another; called at every heartbeat, before it is sent.
  func noteAcknowledged(_ head: EventPosition, at now: Timestamp) {
    outlet.loop.execute { [self] in
      let isThrough = outlet.unacknowledged() == 0
      state.withLock { state in
        if isThrough, !state.isWriting, let beat = state.beat { state.standing = Standing(position: beat, at: now) }
        state.beat = head
      }
    }
  }

  /// Up to where everything was acknowledged when it was last looked at; `nil` before the second heartbeat.
  var standing: Standing? { state.withLock { $0.standing } }

  /// Calls that once when the stream is over; at once if it is.
  func whenEnded(_ body: @escaping @Sendable () -> Void) {
    let isOver = state.withLock { state in
      if !state.isFinished { state.onEnd = body }
      return state.isFinished
    }
    if isOver { body() }
  }

  /// Whether the reader was too slow.
  var isCut: Bool { state.withLock { $0.isCut } }

  private static func end(_ state: inout State) -> (@Sendable () -> Void)? {
    state.isFinished = true
    state.pending = []
    state.pendingBytes = 0
    defer { state.onEnd = nil }
    return state.onEnd
  }

  /// Several records as one write; a single one is shared by all readers without a copy.
  static func joined(_ records: [ByteBuffer]) -> ByteBuffer {
    if records.count == 1 { return records[0] }
    var whole = ByteBufferAllocator().buffer(capacity: records.reduce(0) { $0 + $1.readableBytes })
    for record in records { whole.writeImmutableBuffer(record) }
    return whole
  }
}

/// The session a stream was opened with.
struct StreamSession: Hashable, Sendable {
  var tokenHash: String
  var expiresAt: Timestamp
}
