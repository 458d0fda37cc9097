import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

// What supervisors see of conversations, and do in them.

extension Backend {
  func supervisionRoutes() -> [Route] {
    [
      Route(
        method: .get, path: "/v1/conversations/{id}/watch", callers: [.supervisor],
        summary:
          "A conversation as it goes on, unseen by those in it; who watches, and how long, is in the audit trail",
        answer: .other(mediaType: "text/event-stream")
      ) { call in try await call.backend.watch(for: call) },
      .post("/v1/conversations/{id}/whisper", for: [.supervisor], "Tells the agent something the taxpayer does not see")
      {
        (call, request: NoteRequest) -> ConversationDetail in
        try await call.supervise(.whisper(request.text))
      },
      .post("/v1/conversations/{id}/join", for: [.supervisor], "Takes part in a talk, seen by the taxpayer") {
        (call, _: EmptyRequest) -> ConversationDetail in try await call.supervise(.join)
      },
      .post("/v1/conversations/{id}/leave", for: [.supervisor], "Takes part in a talk no more") {
        (call, _: EmptyRequest) -> ConversationDetail in try await call.supervise(.leave)
      },
      .post("/v1/conversations/{id}/take-over", for: [.supervisor], "Has a talk from now on") {
        (call, request: TakeOverRequest) -> ConversationDetail in try await call.supervise(.takeOver(request))
      },
      .post("/v1/conversations/{id}/move", for: [.supervisor], "Moves a talk, or who waits, to a group or an agent") {
        (call, request: MoveRequest) -> ConversationDetail in try await call.supervise(.move(request))
      },
      .post("/v1/conversations/{id}/close", for: [.supervisor], "Ends a talk for its agent, or for whoever waits") {
        (call, request: CloseRequest) -> ConversationDetail in try await call.supervise(.close(request))
      },
      .read("/v1/floor/wall", for: [.supervisor], "What a wall shows beside queues and seats") { call -> FloorWall in
        try await call.hub(try call.staff().office).wall(at: call.backend.clock())
      },
      .read(
        "/v1/floor/conversations", for: [.supervisor], "Conversations that are not over, the most urgent first",
        parameters: [
          Route.Parameter(name: "stage", about: "Only those at that stage"),
          Route.Parameter(name: "group", about: "Only those of that group"),
          Route.Parameter(name: "agent", about: "Only those that agent has"),
        ]
      ) { call -> ConversationLines in
        let filter = try Self.filter(call)
        return try await call.hub(try call.staff().office).lines(filter, at: call.backend.clock())
      },
    ]
  }

  private static func filter(_ call: Call) throws(Problem) -> ConversationFilter {
    var filter = ConversationFilter()
    filter.group = call.query("group").map { SkillGroupID($0) }
    filter.agent = call.query("agent").map { AgentID($0) }
    if let text = call.query("stage") {
      guard let stage = Conversation.Stage(rawValue: text) else {
        let known = Conversation.Stage.allCases.map(\.rawValue).joined(separator: " ")
        throw Problem(
          .badRequest, detail: Localised("参数 stage 应为 \(known) 之一", "The parameter stage is one of \(known)"))
      }
      filter.stage = stage
    }
    return filter
  }

  /// Streams a conversation to a supervisor. It is in the audit trail before the first word of it is told, and once more, with its length, when it is
  /// over.
  private func watch(for call: Call) async throws -> Response {
    let (supervisor, office) = try call.staff()
    let principal = try call.caller()
    let id = try call.conversationID()
    let desk = try await hubs.desk(of: office)
    let found = try await store.read(office) { reader -> (ConversationDetail, EventPosition)? in
      guard let conversation = try reader.conversation(id) else { return nil }
      let messages = try reader.messages(of: id, before: nil, limit: Needs.latestCount)
      return (ConversationDetail(conversation: conversation, messages: messages), try reader.head())
    }
    guard let (detail, head) = found else { throw Problem(.conversationNotFound) }
    guard detail.conversation.stage != .closed else {
      throw Problem(.wrongStage, detail: Localised("会话已结束，可以回放", "The conversation is over; it can be replayed"))
    }
    let record = { @Sendable [store, clock] (act: String, words: String) async throws in
      try await store.audit(
        AuditRecord(
          office: office, at: clock(), actor: supervisor.id.rawValue, act: act, subject: id.rawValue, detail: words))
    }
    let owner = detail.conversation.agent?.id.rawValue ?? ""
    let begun = clock()
    var visit = StreamVisit(
      desk: desk, subject: .watch(id, by: supervisor.id),
      session: StreamSession(tokenHash: principal.tokenHash, expiresAt: principal.expiresAt), after: head,
      stallSeconds: options.readerStallSeconds)
    visit.opening = ServerSentEvent.encode("watched", detail, at: head)
    visit.onBegin = { try await record("conversation.watch", owner) }
    visit.onEnd = { [clock, logger] in
      do {
        try await record("conversation.watchEnd", "\(max(0, clock().seconds(since: begun))) s")
      } catch {
        logger.error("the end of a watch could not be put on record", metadata: ["error": "\(error)"])
      }
    }
    return try await stream(visit, for: call)
  }
}

extension Call {
  /// Does something within a conversation as a supervisor.
  fileprivate func supervise(_ act: SupervisionAct) async throws -> ConversationDetail {
    try await conversation(.supervise(try conversationID(), act, noticeID: MessageID(backend.newID())))
  }
}
