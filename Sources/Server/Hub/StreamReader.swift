import Desk
import NIOConcurrencyHelpers
import NIOCore

/// One open stream: a bounded queue of encoded records between the hub and a connection. At most one write is under way; what comes meanwhile
/// goes out as the next one, together. Whoever does not keep up is cut and resumes; nothing is ever dropped silently.
final class StreamReader: Sendable {
  /// The connection as a stream needs it.
  struct Outlet: Sendable {
    /// The connection's loop: records are handed over there.
    let loop: any EventLoop
    /// Writes bytes, on the loop. `true`: there is room for more at once; `false`: tells later when there is, or that there never will be.
    let write: @Sendable (ByteBuffer, _ hasRoom: @escaping @Sendable (Bool) -> Void) -> Bool
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
    var pending: [ByteBuffer] = []
    var pendingBytes = 0
    var isWriting = false
    var writes = 0
    var isFinished = false
    var isCut = false
    var onEnd: (@Sendable () -> Void)?
    var writesAtLastBeat = -1
    var beatsWithoutProgress = 0
    var standing: Standing?
    /// The head at the last beat: written by now, if nothing waits.
    var beat: EventPosition?
  }

  let subject: StreamSubject
  /// The session it was opened with; the stream ends with it.
  let session: StreamSession
  let outlet: Outlet
  /// When it was opened, by the backend's clock.
  let openedAt: Timestamp
  private let limits: (records: Int, bytes: Int)
  private let state = NIOLockedValueBox(State())

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
    enum Outcome { case write, cut, nothing }
    let outcome = state.withLockedValue { state -> Outcome in
      guard !state.isFinished else { return .nothing }
      guard state.isWriting else {
        state.isWriting = true
        state.writesAtLastBeat = -1
        return .write
      }
      state.pending.append(record)
      state.pendingBytes += record.readableBytes
      return state.pending.count > limits.records || state.pendingBytes > limits.bytes ? .cut : .nothing
    }
    switch outcome {
    case .write: write(record)
    case .cut: cut()
    case .nothing: break
    }
  }

  private func write(_ record: ByteBuffer) {
    var next: ByteBuffer? = record
    while let bytes = next {
      guard outlet.write(bytes, { [self] hasRoom in resume(hasRoom) }) else { return }
      next = takePending()
    }
  }

  private func resume(_ hasRoom: Bool) {
    guard hasRoom else { return finish() }
    if let next = takePending() { write(next) }
  }

  /// What came during the last write, as one; with nothing the write under way is over.
  private func takePending() -> ByteBuffer? {
    state.withLockedValue { state in
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
    let (onEnd, isStuck) = state.withLockedValue { state in
      if isGivenUp, !state.isFinished { state.isCut = true }
      return (Self.end(&state), state.isWriting)
    }
    if isStuck { outlet.close() }
    onEnd?()
  }

  /// Cuts the stream off.
  private func cut() {
    let onEnd = state.withLockedValue { state in
      state.isCut = true
      return Self.end(&state)
    }
    outlet.close()
    onEnd?()
  }

  /// Cuts the reader if one write has been under way for that many calls of this; called at every heartbeat.
  func cutIfStalled(beats: Int) {
    let isStalled = state.withLockedValue { state in
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
      state.withLockedValue { state in
        if isThrough, !state.isWriting, let beat = state.beat { state.standing = Standing(position: beat, at: now) }
        state.beat = head
      }
    }
  }

  /// Up to where everything was acknowledged when it was last looked at; `nil` before the second heartbeat.
  var standing: Standing? { state.withLockedValue { $0.standing } }

  /// Calls that once when the stream is over; at once if it is.
  func whenEnded(_ body: @escaping @Sendable () -> Void) {
    let isOver = state.withLockedValue { state in
      if !state.isFinished { state.onEnd = body }
      return state.isFinished
    }
    if isOver { body() }
  }

  /// Whether the reader was too slow.
  var isCut: Bool { state.withLockedValue { $0.isCut } }

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
