import Desk
import HTTPTypes
import Hummingbird
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
    let session = StreamSession(tokenHash: principal.tokenHash, expiresAt: principal.expiresAt)
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
      body: ResponseBody { writer in
        // A reader that is cut may sit in a write that never ends: only closing its connection frees it.
        let reader = await desk.hub.open(subject, session: session, after: after, at: clock()) {
          channel.close(promise: nil)
        }
        await desk.connections.opened(subject)
        do {
          try await withGracefulShutdownHandler {
            try await request.body.consumeWithInboundCloseHandler { _ in
              while let bytes = await reader.next(at: clock()) { try await writer.write(bytes) }
            } onInboundClosed: {
              reader.finish()
            }
          } onGracefulShutdown: {
            reader.finish()
          }
        } catch {
          await desk.hub.close(reader)
          await desk.connections.closed(subject)
          throw error
        }
        await desk.hub.close(reader)
        await desk.connections.closed(subject)
        try await writer.finish(nil)
      })
  }
}
