import Desk
import HTTPTypes
import Hummingbird
import NIOCore

extension Backend {
  func streamRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/events", callers: Caller.visitors.union(Caller.seats).union([.room]),
        summary: "The stream of events, from after a position; from the head without one",
        parameters: [
          Route.Parameter(name: "after", about: "Position `epoch.seq`; the header Last-Event-ID goes first"),
          Route.Parameter(name: "wall", about: "`true` for what a supervisor's wall shows, too"),
        ],
        answer: .other(mediaType: "text/event-stream")
      ) { call in try await call.backend.stream(for: call) }
    ]
  }

  private func stream(for call: Call) async throws -> Response {
    let principal = try call.caller()
    let subject: StreamSubject =
      switch principal.person {
      case .staff(let agent):
        agent.role == .supervisor && call.query("wall") == "true" ? .supervisor(agent.id) : .staff(agent.id)
      case .visitor(let taxpayer): .visitor(taxpayer.id)
      case .phone: throw Problem(.forbidden)
      case .room(_, let pass): .room(pass.invitation)
      }
    let text = call.request.headers[.lastEventID] ?? call.query("after")
    let after = text.flatMap { EventPosition($0) }
    guard text == nil || text == "" || after != nil else {
      throw Problem(.badRequest, detail: Localised("Last-Event-ID 应为 epoch.seq", "A Last-Event-ID is epoch.seq"))
    }
    let desk = try await hubs.desk(of: principal.office)
    return try await stream(
      StreamVisit(
        desk: desk, subject: subject,
        session: StreamSession(tokenHash: principal.tokenHash, expiresAt: principal.expiresAt), after: after,
        stallSeconds: options.readerStallSeconds), for: call)
  }

  /// Milliseconds after which readers are told to come back should the backend die: spread over a second, and over more when there are many, for two thousand
  /// a second can be served.
  static func pause(readers: Int) -> ClosedRange<Int> { 500...(500 + max(1_000, readers / 2)) }

  /// Answers with a stream.
  func stream(_ visit: StreamVisit, for call: Call) async throws -> Response {
    guard metrics.openReaders < options.streamsInAll else { throw Admission.overload(within: 2...12) }
    guard await visit.desk.hub.hasRoom(for: visit.subject) else {
      throw Problem(
        .tooManyRequests,
        detail: Localised(
          "同时打开的页面或坐席过多，请关闭一些", "Too many pages or consoles are open at once; close some of them"),
        retryAfter: 5)
    }
    let pause = Int.random(in: Self.pause(readers: metrics.openReaders))
    let channel = call.context.channel
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .accelBuffering: "no"],
      body: ResponseBody { [authenticator, clock] writer in
        // Awaited: the head stands before what the hub writes to the connection.
        try await writer.write(ServerSentEvent.retry(milliseconds: pause))
        try await visit.begin(over: channel, authenticator, clock)
      })
  }
}
