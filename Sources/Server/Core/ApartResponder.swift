import Hummingbird

/// Answers requests for streams in tasks of their own. A task keeps as long as it lives the most memory it ever needed, and a stream's connection has one for
/// hours: what found the stream, and who may read it, gives back what it took.
struct ApartResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == DeskContext {
  let inner: Inner

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    guard request.uri.path == "/v1/events" else { return try await inner.respond(to: request, context: context) }
    return try await Task { try await inner.respond(to: request, context: context) }.value
  }
}
