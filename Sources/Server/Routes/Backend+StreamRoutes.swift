import Desk
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore
import ServiceLifecycle

extension Backend {
  func streamRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/events", callers: Caller.visitors.union(Caller.seats),
        summary: "The stream of events, from after a position; from the head without one",
        parameters: [
          Route.Parameter(name: "after", about: "Position `epoch.seq`; the header Last-Event-ID goes first")
        ],
        answer: .other(mediaType: "text/event-stream")
      ) { call in try await call.backend.stream(for: call) }
    ]
  }

  private func stream(for call: Call) async throws -> Response {
    let principal = try call.caller()
    let subject: StreamSubject =
      switch principal.person {
      case .staff(let agent): .staff(agent.id)
      case .visitor(let taxpayer): .visitor(taxpayer.id)
      }
    let text = call.request.headers[.lastEventID] ?? call.query("after")
    let after = text.flatMap { EventPosition($0) }
    guard text == nil || text == "" || after != nil else {
      throw Problem(.badRequest, detail: Localised("Last-Event-ID 应为 epoch.seq", "A Last-Event-ID is epoch.seq"))
    }
    let desk = try await hubs.desk(of: principal.office)
    let request = call.request
    let channel = call.context.channel
    let clock = clock
    let stallSeconds = options.readerStallSeconds
    let session = StreamSession(tokenHash: principal.tokenHash, expiresAt: principal.expiresAt)
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
      body: ResponseBody { writer in
        // Awaited: the head stands before what the hub writes to the connection.
        try await writer.write(ServerSentEvent.retry(milliseconds: Int.random(in: 500...1500)))
        let outlet = try await StreamReader.Outlet.connection(channel, stallSeconds: stallSeconds)
        let reader = await desk.hub.open(
          subject, session: session, after: after, at: clock(), outlet: outlet)
        // The handlers of a connection stop telling of its end once another request was sent over it.
        channel.closeFuture.whenComplete { _ in reader.finish() }
        await desk.connections.opened(subject)
        let isStopping = NIOLockedValueBox(false)
        // A failure here is the connection's going: the stream is over either way.
        try? await withGracefulShutdownHandler {
          try await request.body.consumeWithInboundCloseHandler { _ in
            await reader.ended()
          } onInboundClosed: {
            reader.finish()
          }
        } onGracefulShutdown: {
          isStopping.withLockedValue { $0 = true }
          reader.finish()
        }
        await desk.hub.close(reader)
        if isStopping.withLockedValue({ $0 }) { await desk.connections.stop() }
        await desk.connections.closed(subject)
        try await writer.finish(nil)
      })
  }
}
