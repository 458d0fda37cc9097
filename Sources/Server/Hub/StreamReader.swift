import Desk
import NIOConcurrencyHelpers
import NIOCore

/// One open stream: a bounded queue of encoded records between the hub and the connection. Whoever does not keep up is cut and resumes;
/// nothing is ever dropped silently.
final class StreamReader: Sendable {
  private struct State {
    var pending: [ByteBuffer] = []
    var pendingBytes = 0
    var waiter: CheckedContinuation<ByteBuffer?, Never>?
    var isFinished = false
    var isCut = false
    /// When the connection last took something while more was waiting.
    var busySince: Timestamp?
  }

  let subject: StreamSubject
  /// The session it was opened with; the stream ends with it.
  let session: StreamSession
  private let limits: (records: Int, bytes: Int)
  private let state = NIOLockedValueBox(State())
  private let onCut: @Sendable () -> Void

  init(
    subject: StreamSubject, session: StreamSession, records: Int, bytes: Int,
    onCut: @escaping @Sendable () -> Void
  ) {
    self.subject = subject
    self.session = session
    limits = (records, bytes)
    self.onCut = onCut
  }

  /// Queues records; cuts the reader when too much waits already. Never blocks, so no reader holds up another.
  func push(_ records: [ByteBuffer], at now: Timestamp) {
    enum Outcome {
      case resume(CheckedContinuation<ByteBuffer?, Never>, ByteBuffer)
      case cut(CheckedContinuation<ByteBuffer?, Never>?)
      case none
    }
    let outcome = state.withLockedValue { state -> Outcome in
      guard !state.isFinished, !records.isEmpty else { return .none }
      if let waiter = state.waiter {
        state.waiter = nil
        state.busySince = now
        return .resume(waiter, Self.joined(records))
      }
      state.pending.append(contentsOf: records)
      state.pendingBytes += records.reduce(0) { $0 + $1.readableBytes }
      guard state.pending.count > limits.records || state.pendingBytes > limits.bytes else { return .none }
      return .cut(Self.end(&state, isCut: true))
    }
    switch outcome {
    case .resume(let waiter, let bytes): waiter.resume(returning: bytes)
    case .cut(let waiter):
      waiter?.resume(returning: nil)
      onCut()
    case .none: break
    }
  }

  /// Everything that waits, as one write; suspends while nothing does. `nil` when the stream is over.
  func next(at now: Timestamp) async -> ByteBuffer? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let ready = state.withLockedValue { state -> ByteBuffer?? in
          if state.isFinished { return .some(nil) }
          if state.pending.isEmpty {
            state.waiter = continuation
            state.busySince = nil
            return .none
          }
          let bytes = Self.joined(state.pending)
          state.pending.removeAll(keepingCapacity: true)
          state.pendingBytes = 0
          state.busySince = now
          return .some(bytes)
        }
        if let ready { continuation.resume(returning: ready) }
      }
    } onCancel: {
      finish()
    }
  }

  /// Ends the stream in good order.
  func finish() {
    let waiter = state.withLockedValue { Self.end(&$0, isCut: false) }
    waiter?.resume(returning: nil)
  }

  /// Cuts the reader if its connection has taken nothing for too long.
  func cutIfStalled(since limit: Timestamp) {
    let isStalled = state.withLockedValue { state in
      guard !state.isFinished, let busySince = state.busySince, busySince < limit else { return false }
      _ = Self.end(&state, isCut: true)
      return true
    }
    if isStalled { onCut() }
  }

  /// Whether the reader was too slow.
  var isCut: Bool { state.withLockedValue { $0.isCut } }

  private static func end(_ state: inout State, isCut: Bool) -> CheckedContinuation<ByteBuffer?, Never>? {
    guard !state.isFinished else { return nil }
    state.isFinished = true
    state.isCut = isCut
    state.pending = []
    state.pendingBytes = 0
    let waiter = state.waiter
    state.waiter = nil
    return waiter
  }

  /// A single record is shared by all readers without a copy; several become one write.
  private static func joined(_ records: [ByteBuffer]) -> ByteBuffer {
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
