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
        method: .get, path: "/v1/events", callers: Caller.visitors.union(Caller.seats).union([.room]),
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
      case .phone: throw Problem(.forbidden)
      case .room(_, let pass): .room(pass.invitation)
      }
    let text = call.request.headers[.lastEventID] ?? call.query("after")
    let after = text.flatMap { EventPosition($0) }
    guard text == nil || text == "" || after != nil else {
      throw Problem(.badRequest, detail: Localised("Last-Event-ID 应为 epoch.seq", "A Last-Event-ID is epoch.seq"))
    }
    guard metrics.openReaders < options.streamsInAll else { throw Admission.overload(within: 2...12) }
    let desk = try await hubs.desk(of: principal.office)
    guard await desk.hub.hasRoom(for: subject) else {
      throw Problem(
        .tooManyRequests,
        detail: Localised(
          "同时打开的页面或坐席过多，请关闭一些", "Too many pages or consoles are open at once; close some of them"),
        retryAfter: 5)
    }
    let authenticator = authenticator
    let request = call.request
    let channel = call.context.channel
    let clock = clock
    let stallSeconds = options.readerStallSeconds
    // Should the backend die, they come back spread over a second, and over more when there are many: two thousand a second can be served.
    let pause = Int.random(in: 500...(500 + max(1_000, metrics.openReaders / 2)))
    let session = StreamSession(tokenHash: principal.tokenHash, expiresAt: principal.expiresAt)
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
      body: ResponseBody { writer in
        // Awaited: the head stands before what the hub writes to the connection.
        try await writer.write(ServerSentEvent.retry(milliseconds: pause))
        let outlet = try await StreamReader.Outlet.connection(channel, stallSeconds: stallSeconds)
        // Asked for at the same moment as the last one there is room for: it ends at once, and comes again to be refused in words.
        guard
          let reader = await desk.hub.open(subject, session: session, after: after, at: clock(), outlet: outlet)
        else { return try await writer.finish(nil) }
        // Signed out between the gate and here: the hub did not know the stream then.
        if (try? await authenticator.isOpen(session)) != true { reader.finish() }
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
