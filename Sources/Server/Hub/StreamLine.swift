import Glibc
import NIOCore
import NIOPosix

/// A connection as its loop writes to it. What the socket takes at once is handed to it without the ways of the pipeline, which cost half as much again as
/// the system's call; what it does not take waits in the pipeline, as everything else does.
///
/// Thousands of these are gone through for every event, each out of the processor's caches by then: what a write looks at stands here, together.
final class StreamLine: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let socket: NIOBSDSocket.Handle
  /// Whether the pipeline holds bytes that go first.
  private var isQueued = false
  /// Whether the socket is this connection's still: once it is closed, its number may be another's.
  private var isOpen: Bool
  private let channel: any Channel
  private let givenUp: GivenUp

  /// Called on the connection's loop; joins its pipeline, so that it hears of the end.
  init(_ channel: any Channel, _ givenUp: GivenUp) throws {
    let pipeline = channel.pipeline.syncOperations
    guard let socket = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self, { $0 }) else {
      throw ChannelError.operationUnsupported
    }
    self.channel = channel
    self.socket = socket
    self.givenUp = givenUp
    isOpen = channel.isActive
    try pipeline.addHandler(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    isOpen = false
    context.fireChannelInactive()
  }

  /// Errors that the connection meets while nothing is being written to it.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    givenUp.note((error as? IOError)?.errnoCode ?? 0)
    context.fireErrorCaught(error)
  }

  /// How many bytes the socket took at once: none while others go first. An error that is not want of room shows itself again in the pipeline, which
  /// knows what to do.
  func send(_ bytes: ByteBuffer) -> Int {
    guard isOpen, !isQueued else { return 0 }
    return bytes.withUnsafeReadableBytes { bytes in
      let sent = Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      // The system tells it once.
      if sent < 0 { givenUp.note(errno) }
      return max(0, sent)
    }
  }

  /// Bytes the system has taken and the peer has not acknowledged; `nil` where it does not say.
  var unacknowledged: Int? {
    guard isOpen else { return nil }
    var count: Int32 = 0
    return ioctl(socket, UInt(TIOCOUTQ), &count) == 0 ? Int(count) + (isQueued ? 1 : 0) : nil
  }

  /// Leaves bytes to the pipeline; tells when it has written them, or that it never will.
  func queue(_ bytes: ByteBuffer, _ hasRoom: @escaping @Sendable (Bool) -> Void) {
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
  }
}
