import NIOCore
import NIOPosix
import Synchronization

@testable import Server

/// A connection that keeps what is written to it; stuck, it takes one write and no more until it is released.
final class Sink: Sendable {
  private struct State {
    var written: [ByteBuffer] = []
    var held: (@Sendable (Bool) -> Void)?
    var isClosed = false
    var isStuck: Bool
  }

  private let state: Mutex<State>
  private let loop = MultiThreadedEventLoopGroup.singleton.any()

  init(isStuck: Bool = false) { state = Mutex(State(isStuck: isStuck)) }

  func outlet() -> StreamReader.Outlet {
    StreamReader.Outlet(loop: loop) { [self] bytes, isDone in
      let isStuck = state.withLock { state in
        state.written.append(bytes)
        if state.isStuck { state.held = isDone }
        return state.isStuck
      }
      if !isStuck { isDone(true) }
    } close: { [self] in
      state.withLock { $0.isClosed = true }
    }
  }

  /// Lets the write that is held, and all after it, be done.
  func release() {
    let held = state.withLock { state in
      state.isStuck = false
      defer { state.held = nil }
      return state.held
    }
    held?(true)
  }

  /// Returns when everything handed to the loop so far has been done.
  func settle() async throws { try await loop.submit {}.get() }

  var writes: [String] { state.withLock { $0.written.map { String(buffer: $0) } } }
  var bytes: [UInt8] { state.withLock { $0.written.flatMap { Array($0.readableBytesView) } } }
  var isClosed: Bool { state.withLock { $0.isClosed } }
}
