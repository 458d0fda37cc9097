import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage

extension Backend {
  func conversationRoutes() -> [Route] {
    [
      .read("/v1/conversations/{id}", for: Caller.seats, "A conversation with its latest messages") {
        call -> ConversationDetail in
        try await call.backend.detail(try call.conversationID(), for: call, before: nil, limit: Needs.latestCount)
      },
      .read(
        "/v1/conversations/{id}/messages", for: Caller.seats, "Messages before a number; the latest without one",
        parameters: Self.page
      ) { call -> MessagePage in
        let limit = try call.number("limit", in: 1...200) ?? 50
        let before = try call.number("before", in: 0...Int.max)
        let found = try await call.backend.detail(try call.conversationID(), for: call, before: before, limit: limit)
        return MessagePage(messages: found.messages, hasEarlier: (found.messages.first?.number ?? 1) > 1)
      },
      .read(
        "/v1/conversations/{id}/record", for: Caller.seats, "What the event log says of a conversation, with its times",
        parameters: Self.recordPage
      ) { call -> ConversationRecord in try await call.backend.record(for: call) },
      .post("/v1/conversations/{id}/accept", for: Caller.seats, "Takes a waiting conversation") {
        (call, _: EmptyRequest) -> ConversationDetail in
        let notice = MessageID(call.backend.newID())
        return try await call.conversation(.accept(try call.conversationID(), noticeID: notice))
      },
      .post("/v1/conversations/{id}/messages", for: Caller.seats, "Writes to the taxpayer", status: .created) {
        (call, draft: MessageDraft) -> PostedMessages in
        guard case .posted(let posted) = try await call.perform(.agentWrites(try call.conversationID(), draft)) else {
          throw Problem(.internalError)
        }
        return posted
      },
      .tell(
        "/v1/conversations/{id}/receipt", for: Caller.seats, "How far the agent's screen has received and read",
        key: .taken
      ) { (call, report: ReceiptReport) in
        let receipt = Receipt(delivered: report.delivered, read: report.read)
        _ = try await call.perform(.advanceReceipt(try call.conversationID(), receipt))
      },
      .tell("/v1/conversations/{id}/typing", for: Caller.seats, "That the agent types", key: .taken) {
        (call, report: TypingReport) in
        let (agent, office) = try call.staff()
        let id = try call.conversationID()
        try await call.types(in: id, as: .staff(agent.id), report.draft, office)
      },
      .post("/v1/conversations/{id}/transfer", for: Caller.seats, "Passes a talk on to a group or an agent") {
        (call, request: TalkTransfer) -> ConversationDetail in
        let notice = MessageID(call.backend.newID())
        return try await call.conversation(.transfer(try call.conversationID(), request, noticeID: notice))
      },
      .post("/v1/conversations/{id}/hold", for: Caller.seats, "Puts a talk on hold, or takes it up again") {
        (call, request: HoldRequest) -> ConversationDetail in
        let notice = MessageID(call.backend.newID())
        return try await call.conversation(
          .hold(try call.conversationID(), isHeld: request.isHeld, noticeID: notice))
      },
      .post("/v1/conversations/{id}/notes", for: Caller.seats, "Writes something down for other staff") {
        (call, request: NoteRequest) -> ConversationDetail in
        try await call.conversation(.note(try call.conversationID(), request.text))
      },
      .tell("/v1/conversations/{id}/decline", for: Caller.seats, "Lets an offer pass") {
        (call, request: DeclineRequest) in
        _ = try await call.perform(.decline(try call.conversationID(), request))
      },
      .post("/v1/conversations/{id}/consult", for: Caller.seats, "Asks a colleague; the taxpayer sees nothing of it") {
        (call, request: ConsultRequest) -> ConversationDetail in
        try await call.conversation(.consult(try call.conversationID(), request))
      },
      .tell("/v1/conversations/{id}/side-talk", for: Caller.seats, "Agent and consulted colleague, to each other") {
        (call, request: NoteRequest) in
        _ = try await call.perform(.sideTalk(try call.conversationID(), request.text))
      },
      .tell("/v1/conversations/{id}/consult/end", for: Caller.seats, "Ends a consult") { (call, _: EmptyRequest) in
        _ = try await call.perform(.endConsult(try call.conversationID()))
      },
      .post("/v1/conversations/{id}/block", for: Caller.seats, "Blocks the taxpayer for a while, and ends the talk") {
        (call, request: BlockRequest) -> ConversationDetail in
        let notice = MessageID(call.backend.newID())
        return try await call.conversation(.block(try call.conversationID(), request, noticeID: notice))
      },
      .post("/v1/conversations/{id}/wrap-up/extend", for: Caller.seats, "Gives wrap-up more time, once") {
        (call, _: EmptyRequest) -> ConversationDetail in
        try await call.conversation(.extendWrapUp(try call.conversationID()))
      },
      .post("/v1/conversations/{id}/end", for: Caller.seats, "Ends the talk") {
        (call, _: EmptyRequest) -> ConversationDetail in
        let notice = MessageID(call.backend.newID())
        return try await call.conversation(.agentEnds(try call.conversationID(), noticeID: notice))
      },
      .post("/v1/conversations/{id}/wrap-up", for: Caller.seats, "Writes a conversation up") {
        (call, request: WrapUpRequest) -> ConversationDetail in
        try await call.conversation(.wrapUp(try call.conversationID(), request))
      },
    ]
  }

  static let page = [
    Route.Parameter(name: "before", isNumber: true, about: "Only messages numbered below this"),
    Route.Parameter(name: "limit", isNumber: true, about: "At most so many, 1–200"),
  ]

  /// A conversation as staff may read it: agents their own and any that waits, supervisors all of the office.
  private func detail(
    _ id: ConversationID, for call: Call, before: Int?, limit: Int
  ) async throws -> ConversationDetail {
    let (agent, office) = try call.staff()
    let found = try await store.read(office) { reader -> ConversationDetail? in
      guard let conversation = try reader.conversation(id) else { return nil }
      return ConversationDetail(
        conversation: conversation, messages: try reader.messages(of: id, before: before, limit: limit))
    }
    guard var found else { throw Problem(.conversationNotFound) }
    let isOwn = found.conversation.agent?.id == agent.id || found.conversation.consult?.colleague.id == agent.id
    guard agent.role == .supervisor || isOwn || found.conversation.stage == .waiting else { throw Problem(.notYours) }
    // What was said aside is for those two.
    if !isOwn, agent.role != .supervisor {
      found.conversation.notes?.removeAll { $0.isSideTalk == true || $0.isWhisper == true }
    }
    return found
  }
}

extension Call {
  /// Performs a command that is answered with the conversation.
  func conversation(_ command: Command) async throws -> ConversationDetail {
    guard case .conversation(let detail) = try await perform(command) else { throw Problem(.internalError) }
    return detail
  }
}
