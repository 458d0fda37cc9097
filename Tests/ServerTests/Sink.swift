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
    var room: Int
  }

  private let state: Mutex<State>
  private let loop = MultiThreadedEventLoopGroup.singleton.any()

  /// Stuck, it takes `room` bytes before it is.
  init(isStuck: Bool = false, room: Int = 0) { state = Mutex(State(isStuck: isStuck, room: room)) }

  func outlet() -> StreamReader.Outlet {
    StreamReader.Outlet(
      send: { [self] bytes in take(bytes) }, loop: loop,
      queue: { [self] bytes, hasRoom in
        state.withLock { state in
          state.written.append(bytes)
          state.held = hasRoom
        }
      },
      close: { [self] in state.withLock { $0.isClosed = true } })
  }

  private func take(_ bytes: ByteBuffer) -> Int {
    state.withLock { state in
      let taken = state.isStuck ? min(state.room, bytes.readableBytes) : bytes.readableBytes
      if taken > 0, let part = bytes.getSlice(at: bytes.readerIndex, length: taken) { state.written.append(part) }
      state.room -= min(state.room, taken)
      return taken
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
  /// What was written, out of its chunks.
  var body: [UInt8] {
    var rest = state.withLock { $0.written.flatMap { Array($0.readableBytesView) } }[...]
    var body: [UInt8] = []
    while let end = rest.firstIndex(of: 13), let length = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16)
    {
      body += rest[(end + 2)..<(end + 2 + length)]
      rest = rest[(end + 4 + length)...]
    }
    return body
  }
  var isClosed: Bool { state.withLock { $0.isClosed } }
}
