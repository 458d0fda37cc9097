import Hummingbird
import Logging
import NIOCore

/// What a request carries through the middleware besides itself.
struct DeskContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection, to learn the peer's address and to close it when a reader is too slow.
  let channel: any Channel
  /// Told to the caller and to the log.
  let requestID: String

  init(source: ApplicationRequestContextSource) {
    var logger = source.logger
    let requestID = OpaqueToken.requestID()
    // The framework's own number, which nobody is told.
    logger[metadataKey: "hb.request.id"] = nil
    logger[metadataKey: "request"] = .string(requestID)
    self.requestID = requestID
    channel = source.channel
    coreContext = CoreRequestContextStorage(source: ApplicationRequestContextSource(channel: channel, logger: logger))
  }
}
