import Glibc
import NIOCore
import NIOPosix

/// A connection as its loop writes to it. What the socket takes at once is handed to it without the ways of the pipeline, which cost half as much again as
/// the system's call; what it does not take waits in the pipeline, as everything else does.
final class StreamLine {
  private let channel: any Channel
  private let socket: NIOBSDSocket.Handle
  private let givenUp: GivenUp
  /// Whether the pipeline holds bytes that go first.
  private var isQueued = false

  /// Called on the connection's loop.
  init(_ channel: any Channel, _ givenUp: GivenUp) throws {
    let pipeline = channel.pipeline.syncOperations
    guard let socket = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self, { $0 }) else {
      throw ChannelError.operationUnsupported
    }
    self.channel = channel
    self.socket = socket
    self.givenUp = givenUp
  }

  /// Writes; `false` when the socket had no room for all of it: then it is told when there is, or that there never will be.
  func write(_ bytes: ByteBuffer, _ hasRoom: @escaping @Sendable (Bool) -> Void) -> Bool {
    guard !isQueued, channel.isActive else { return queue(bytes, hasRoom) }
    let sent = bytes.withUnsafeReadableBytes { bytes in
      let sent = send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      // The system tells it once.
      if sent < 0 { givenUp.note(errno) }
      return sent
    }
    guard sent < bytes.readableBytes else { return true }
    // An error that is not want of room shows itself again in the pipeline, which knows what to do.
    var rest = bytes
    if sent > 0 { rest.moveReaderIndex(forwardBy: sent) }
    return queue(rest, hasRoom)
  }

  /// Bytes the system has taken and the peer has not acknowledged; `nil` where it does not say.
  var unacknowledged: Int? {
    var count: Int32 = 0
    return ioctl(socket, UInt(TIOCOUTQ), &count) == 0 ? Int(count) + (isQueued ? 1 : 0) : nil
  }

  private func queue(_ bytes: ByteBuffer, _ hasRoom: @escaping @Sendable (Bool) -> Void) -> Bool {
    isQueued = true
    let promise = channel.eventLoop.makePromise(of: Void.self)
    let line = NIOLoopBound(self, eventLoop: channel.eventLoop)
    promise.futureResult.whenComplete { result in
      switch result {
      case .success:
        line.value.isQueued = false
        hasRoom(true)
      case .failure(let error):
        line.value.givenUp.note((error as? IOError)?.errnoCode ?? 0)
        hasRoom(false)
      }
    }
    channel.writeAndFlush(bytes, promise: promise)
    return false
  }
}
