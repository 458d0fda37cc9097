import NIOCore
import NIOHTTP1

extension StreamReader.Outlet {
  /// Writes chunks of the response's body straight to the connection, below the encoder that wrote the response's head, on the connection's own
  /// loop. So a chunk is framed once for a thousand readers, and no task, promise or copy is spent on one of them; the encoder still ends the
  /// body.
  static func connection(_ channel: any Channel) async throws -> StreamReader.Outlet {
    let loop = channel.eventLoop
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
