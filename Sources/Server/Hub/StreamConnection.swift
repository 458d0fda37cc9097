import Glibc
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix

/// The connection of a stream: taken out of the HTTP server's hands once the response's head is on its way, and given to a loop of the streams' own.
///
/// A stream lives for hours and only ever writes what others read too. Left with the server it would keep that server's task, codecs and buffers as
/// long, and what a thousand readers are told would stand in the way of whoever asks something.
struct StreamConnection: Sendable {
  /// Half of the cores: with a loop on each, whoever asks something and the commit itself wait behind what is being told, and there is less to tell.
  private static let loops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 2))
  /// A peer that has been told the end has this long to close its half.
  private static let farewell = TimeAmount.seconds(2)

  let channel: any Channel
  private let givenUp = GivenUp()

  /// Takes over what the server calls that channel, whose response has a head and no end. The server's own channel is closed; the connection is not.
  ///
  /// A peer that has acknowledged nothing for `stallSeconds` is taken for dead: what is written to a pulled cable is too little to fill any buffer.
  /// - Throws: `Problem` when there is no connection behind it, an `IOError` when the system has no descriptor left.
  static func takeOver(_ served: any Channel, stallSeconds: Int) async throws -> StreamConnection {
    let socket = try await served.eventLoop.flatSubmit { flushed(served) }.get()
    served.close(promise: nil)
    let patience = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: CInt(TCP_USER_TIMEOUT)))
    let channel = try await ClientBootstrap(group: loops.next())
      .channelOption(patience, value: stallSeconds * 1_000)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 512))
      .withConnectedSocket(socket).get()
    return StreamConnection(channel: channel)
  }

  /// A second descriptor of the connection, once everything written to it so far is with the system.
  private static func flushed(_ served: any Channel) -> EventLoopFuture<NIOBSDSocket.Handle> {
    let written = served.eventLoop.makePromise(of: Void.self)
    do {
      let pipeline = served.pipeline.syncOperations
      let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
      encoder.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: written)
    } catch {
      written.fail(error)
    }
    return written.futureResult.flatMapThrowing {
      let socket = try served.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
        fcntl($0, F_DUPFD_CLOEXEC, 0)
      }
      guard let socket else { throw ChannelError.operationUnsupported }
      guard socket >= 0 else { throw IOError(errnoCode: errno, reason: "fcntl") }
      return socket
    }
  }

  /// Where a reader's records go: framed once for all who read them, they are handed to the socket without the ways of the pipeline.
  func outlet() async throws -> StreamReader.Outlet {
    let loop = channel.eventLoop
    let line = try await loop.submit { [channel, givenUp] in
      try NIOLoopBound(StreamLine(channel, givenUp), eventLoop: loop)
    }.get()
    return StreamReader.Outlet(
      send: { bytes in line.value.send(bytes) }, loop: loop,
      queue: { bytes, hasRoom in line.value.queue(bytes, hasRoom) },
      close: { [channel] in channel.close(promise: nil) },
      unacknowledged: { line.value.unacknowledged },
      isGivenUp: { [givenUp] in givenUp.isTold })
  }

  /// Returns when what was handed to the loops before has been written as far as the system takes it.
  static func settle() async {
    for loop in loops.makeIterator() { try? await loop.submit {}.get() }
  }

  /// Ends the response's body and the connection, which was the stream's alone.
  func end() {
    let channel = channel
    channel.writeAndFlush(HTTPChunk.last).whenComplete { _ in channel.close(mode: .output, promise: nil) }
    channel.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
  }
}
