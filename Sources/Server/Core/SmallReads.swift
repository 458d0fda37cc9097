import NIOCore

/// Lets a connection begin with a small buffer for what it reads, which it keeps as long as it lives: most requests are short, and a stream's is the last. It
/// grows with what comes.
final class SmallReads: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private static let sizes = (least: 256, first: 512, most: 65_536)

  func handlerAdded(context: ChannelHandlerContext) {
    let allocator = AdaptiveRecvByteBufferAllocator(
      minimum: Self.sizes.least, initial: Self.sizes.first, maximum: Self.sizes.most)
    try? context.channel.syncOptions?.setOption(.recvAllocator, value: allocator)
    // Nothing else is to be done here.
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }
}
