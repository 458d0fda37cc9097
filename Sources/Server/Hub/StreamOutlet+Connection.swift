import Glibc
import NIOCore
import NIOHTTP1

extension StreamReader.Outlet {
  /// Writes chunks of the response's body straight to the connection, below the encoder that wrote the response's head, on the connection's own
  /// loop. So a chunk is framed once for a thousand readers, and no task, promise or copy is spent on one of them; the encoder still ends the
  /// body.
  ///
  /// A peer that has acknowledged nothing for `stallSeconds` is taken for dead: what is written to a pulled cable is too little to fill any buffer.
  static func connection(_ channel: any Channel, stallSeconds: Int) async throws -> StreamReader.Outlet {
    let loop = channel.eventLoop
    // Only a real connection has this option (tcp(7)); a router's test has none.
    let patience = ChannelOptions.Types.SocketOption(level: .tcp, name: .init(rawValue: CInt(TCP_USER_TIMEOUT)))
    try? await channel.setOption(patience, value: stallSeconds * 1000).get()
    let encoder = try await loop.submit {
      NIOLoopBound(
        try channel.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self), eventLoop: loop)
    }.get()
    return StreamReader.Outlet(loop: loop) { bytes, hasRoom in
      let context = encoder.value
      context.writeAndFlush(NIOAny(IOData.byteBuffer(bytes)), promise: nil)
      if channel.isWritable { return true }
      // Nothing of this is sent before everything above has left.
      let promise = loop.makePromise(of: Void.self)
      promise.futureResult.whenComplete { result in
        if case .success = result { hasRoom(true) } else { hasRoom(false) }
      }
      context.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer())), promise: promise)
      return false
    } close: {
      channel.close(promise: nil)
    }
  }
}
