import NIOCore

/// Notices that the other side has closed its half of a connection: nobody reads a stream there then.
final class PeerGoneHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let onGone: @Sendable () -> Void

  private init(_ onGone: @escaping @Sendable () -> Void) { self.onGone = onGone }

  /// Watches a connection from here on.
  static func watch(_ channel: any Channel, onGone: @escaping @Sendable () -> Void) async throws {
    try await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.addHandler(PeerGoneHandler(onGone), position: .first)
    }.get()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed? = event as? ChannelEvent { onGone() }
    context.fireUserInboundEventTriggered(event)
  }
}
