import Desk
import HTTPTypes
import Hummingbird
import Service
import Storage
import Wire

extension Backend {
  func visitorRoutes() -> [Route] {
    [
      .post("/v1/visits", for: nil, "Opens a visit, or goes on with one", status: .created) {
        (call, request: VisitRequest) -> Visit in
        let office = try await call.backend.office(named: request.office)
        let visit = try await call.backend.authenticator.openVisit(request, office: office, for: call)
        return Visit(
          token: visit.token, expiresAt: visit.expiresAt,
          snapshot: try await call.backend.snapshot(of: visit.taxpayer, office: office))
      },
      .read("/v1/visit", for: Caller.visitors, "What the page begins with") { call -> VisitorSnapshot in
        let (taxpayer, office) = try call.visitor()
        return try await call.backend.snapshot(of: taxpayer, office: office)
      },
      .post("/v1/visit/messages", for: Caller.visitors, "Asks or says something", status: .created) {
        (call, draft: MessageDraft) -> PostedMessages in
        let posted = try await call.say(draft)
        return PostedMessages(messages: posted.messages, conversation: posted.conversation.forTaxpayer)
      },
      .post("/v1/visit/escalate", for: [.taxpayer], "Asks for a human", status: .created) {
        (call, request: EscalationRequest) -> Escalation in
        let (taxpayer, office) = try call.visitor()
        let backend = call.backend
        let plan = try await backend.escalationPlan(request, taxpayer: taxpayer, office: office)
        let detail = try await call.conversation(
          .escalate(
            group: plan.group.id, priority: plan.group.priority, reason: plan.reason,
            newConversation: ConversationID(backend.newID()), noticeID: MessageID(backend.newID())))
        let conversation = detail.conversation.forTaxpayer
        let standing = try await call.hub(office).standing(of: taxpayer.id, at: backend.clock())
        // An agent may have been faster than this answer: then there is no place any more.
        return Escalation(
          conversation: conversation,
          standing: standing
            ?? QueueStanding(conversation: conversation.id, group: plan.group.name, position: 1, waitedSeconds: 0))
      },
      .post("/v1/visit/leave", for: Caller.visitors, "Leaves the queue") {
        (call, _: EmptyRequest) -> ConversationDetail in
        try await call.ownConversation(.leaveQueue(noticeID: MessageID(call.backend.newID())))
      },
      .post("/v1/visit/end", for: Caller.visitors, "Ends the talk") { (call, _: EmptyRequest) -> ConversationDetail in
        try await call.ownConversation(.taxpayerEnds(noticeID: MessageID(call.backend.newID())))
      },
      .tell(
        "/v1/visit/receipt", for: Caller.visitors, "How far the page has received and read", key: .taken
      ) { (call, report: ReceiptReport) in
        let receipt = Receipt(delivered: report.delivered, read: report.read)
        let (taxpayer, office) = try call.visitor()
        let latest = try await call.backend.store.read(office) { try $0.latestConversation(of: taxpayer.id)?.id }
        guard let latest else { throw Problem(.conversationNotFound) }
        _ = try await call.perform(.advanceReceipt(latest, receipt))
      },
      .tell("/v1/visit/typing", for: Caller.visitors, "What is being typed", key: .taken) {
        (call, report: TypingReport) in
        let (taxpayer, office) = try call.visitor()
        try await call.types(in: nil, as: .visitor(taxpayer.id), report.draft, office)
      },
      .post("/v1/visit/rating", for: Caller.visitors, "Rates a conversation") {
        (call, request: RatingRequest) -> ConversationDetail in
        let rating = Rating(stars: request.stars, comment: request.comment ?? "")
        return try await call.ownConversation(
          .rate(request.conversation, rating, noticeID: MessageID(call.backend.newID())))
      },
      .tell("/v1/visit/votes", for: Caller.visitors, "Votes on an answer") { (call, request: VoteRequest) in
        _ = try await call.perform(.vote(request.message, isUseful: request.isUseful))
      },
      .tell("/v1/visit/openings", for: Caller.visitors, "Tells that an entry link was opened") {
        (call, request: LinkOpeningRequest) in
        _ = try await call.perform(.openLink(request.message))
      },
      .read(
        "/v1/visit/messages", for: Caller.visitors, "The visit's messages before a number; the latest without one",
        parameters: Self.page
      ) { call -> MessagePage in
        let (taxpayer, office) = try call.visitor()
        let limit = try call.number("limit", in: 1...200) ?? 50
        let before = try call.number("before", in: 0...Int.max)
        return try await call.backend.store.read(office) { reader in
          guard let conversation = try reader.latestConversation(of: taxpayer.id) else {
            return MessagePage(messages: [], hasEarlier: false)
          }
          let messages = try reader.messages(of: conversation.id, before: before, limit: limit)
          return MessagePage(messages: messages, hasEarlier: (messages.first?.number ?? 1) > 1)
        }
      },
    ]
  }
}

extension Call {
  /// Says something as the taxpayer. The assistant thinks of a reply before the transaction; if by then it is its turn after all, it thinks
  /// again.
  fileprivate func say(_ draft: MessageDraft) async throws -> PostedMessages {
    let (taxpayer, office) = try visitor()
    var triesLeft = 3
    while true {
      triesLeft -= 1
      // The assistant cannot look at pictures: they are for a human.
      let reply =
        draft.image == nil
        ? try await backend.answerer.reply(to: draft.text, from: taxpayer, office: office) : .forHuman
      do {
        let answer = try await perform(
          .taxpayerWrites(
            draft, newConversation: ConversationID(backend.newID()), reply: reply.answer,
            replyID: MessageID(backend.newID()), escalation: reply.escalation, noticeID: MessageID(backend.newID()),
            reason: reply.reason, isForHuman: reply.isForHuman))
        guard case .posted(let posted) = answer else { throw Problem(.internalError) }
        return posted
      } catch let problem as Problem where problem.kind == .wrongStage && reply.isForHuman && draft.image == nil {
        guard triesLeft > 0 else { throw Problem(.unavailable, retryAfter: 1) }
      }
    }
  }

  /// Performs a command that is answered with the taxpayer's own conversation.
  func ownConversation(_ command: Command) async throws -> ConversationDetail {
    let detail = try await conversation(command)
    return ConversationDetail(conversation: detail.conversation.forTaxpayer, messages: detail.messages)
  }
}
