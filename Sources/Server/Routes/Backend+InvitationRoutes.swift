import Desk
import Service
import Storage

extension Backend {
  /// Remote assist and calls: proposed, answered and ended by console and page; media travel elsewhere.
  func invitationRoutes() -> [Route] { seatInvitationRoutes() + visitInvitationRoutes() }

  private func seatInvitationRoutes() -> [Route] {
    let path = "/v1/conversations/{id}/invitation"
    return [
      .post(path, for: Caller.seats, "Invites the taxpayer to remote assist or a call") {
        (call, request: InvitationRequest) -> ConversationDetail in
        try await call.conversation(call.proposal(request, in: try call.conversationID()))
      },
      .post(path + "/answer", for: Caller.seats, "Says yes or no to what the taxpayer asked for") {
        (call, request: InvitationAnswer) -> ConversationDetail in
        try await call.conversation(
          .answerInvitation(try call.conversationID(), request, noticeID: MessageID(call.backend.newID())))
      },
      .post(path + "/end", for: Caller.seats, "Takes an invitation back, refuses it or hangs up") {
        (call, request: InvitationReference) -> ConversationDetail in
        try await call.conversation(
          .endInvitation(
            try call.conversationID(), request.invitation, noticeID: MessageID(call.backend.newID())))
      },
      .post(path + "/link", for: Caller.seats, "Makes a link into the room for the agent's browser, good once") {
        (call, request: InvitationReference) -> RoomAddress in
        try await call.backend.roomAddress(request, for: call)
      },
    ]
  }

  private func visitInvitationRoutes() -> [Route] {
    let path = "/v1/visit/invitation"
    return [
      .post(path, for: [.taxpayer], "Asks for remote assist or a call, and agrees to it") {
        (call, request: InvitationRequest) -> ConversationDetail in
        try await call.ownConversation(call.proposal(request, in: nil))
      },
      .post(path + "/answer", for: [.taxpayer], "Agrees to what the agent proposed, or not") {
        (call, request: InvitationAnswer) -> ConversationDetail in
        try await call.ownConversation(
          .answerInvitation(nil, request, noticeID: MessageID(call.backend.newID())))
      },
      .post(path + "/end", for: [.taxpayer], "Takes a wish back, refuses an invitation or hangs up") {
        (call, request: InvitationReference) -> ConversationDetail in
        try await call.ownConversation(
          .endInvitation(nil, request.invitation, noticeID: MessageID(call.backend.newID())))
      },
      .tell("/v1/visit/report", for: [.taxpayer], "How the way to the agent's browser is") {
        (call, report: CallReport) in
        _ = try await call.perform(.reportLink(nil, report, noticeID: MessageID(call.backend.newID())))
      },
      .read("/v1/visit/call", for: [.taxpayer], "How the page finds the agent's browser") { call -> CallPlan in
        let (conversation, office) = try await call.visitedTalk()
        return try await call.backend.plan(for: .taxpayer, in: conversation, of: office)
      },
      .tell("/v1/visit/signals", for: [.taxpayer], "Words for the agent's browser") { (call, request: SignalRequest) in
        let (conversation, office) = try await call.visitedTalk()
        try await call.backend.pass(request, to: .agent, in: conversation.id, for: call, office: office)
      },
      .read(
        "/v1/visit/signals", for: [.taxpayer], "What the agent's browser said after a number",
        parameters: Self.afterNumber
      ) { call -> SignalList in
        let (conversation, office) = try await call.visitedTalk()
        return try await call.signals(to: .taxpayer, of: conversation.invitation?.id, office)
      },
    ]
  }

  static let afterNumber = [
    Route.Parameter(name: "after", isNumber: true, about: "Only signals numbered above this")
  ]

  private func roomAddress(_ request: InvitationReference, for call: Call) async throws -> RoomAddress {
    let (agent, office) = try call.staff()
    let id = try call.conversationID()
    guard let conversation = try await store.read(office, { try $0.conversation(id) }) else {
      throw Problem(.conversationNotFound)
    }
    guard conversation.agent?.id == agent.id else { throw Problem(.notYours) }
    guard let invitation = conversation.invitation, invitation.id == request.invitation, invitation.isOpen else {
      throw Problem(.notFound, detail: Localised("该邀请已结束", "That invitation is over"))
    }
    let now = clock()
    let key = call.key ?? ""
    let expiresAt = now.advanced(seconds: Self.roomLinkSeconds)
    // What is kept tells nothing of the code: that follows from it and from the key of the request.
    let salt = OpaqueToken.make()
    var once = Once(
      office: office, scope: try call.caller().actor.scope, key: key, fingerprint: call.fingerprint, at: now)
    once.answer = salt + "." + String(expiresAt.milliseconds)
    let code = Self.code(key, call, salt)
    let link = RoomLink(
      office: office, codeHash: OpaqueToken.hash(code),
      pass: RoomPass(agent: agent.id, conversation: id, invitation: invitation.id), expiresAt: expiresAt)
    guard let earlier = try await store.keep(link, once: once) else {
      try await store.audit(
        AuditRecord(
          office: office, at: now, actor: agent.id.rawValue, act: "room.link", subject: id.rawValue,
          detail: invitation.id.rawValue))
      return RoomAddress(invitation: invitation.id, url: address(of: code, office), expiresAt: expiresAt)
    }
    let parts = earlier.split(separator: ".").map(String.init)
    guard parts.count == 2, let end = Int64(parts[1]) else { throw Problem(.internalError) }
    return RoomAddress(
      invitation: invitation.id, url: address(of: Self.code(key, call, parts[0]), office),
      expiresAt: Timestamp(milliseconds: end))
  }

  /// 128 bits, hexadecimal.
  private static func code(_ key: String, _ call: Call, _ salt: String) -> String {
    String(OpaqueToken.derived(from: key, body: call.body.readableBytesView, salt: salt).prefix(32))
  }

  /// The code stands behind `#`: it is in no log and no `Referer`.
  private func address(of code: String, _ office: OfficeID) -> String { roomURL + "#" + office.rawValue + "." + code }
}

extension Call {
  fileprivate func proposal(_ request: InvitationRequest, in id: ConversationID?) -> Command {
    .propose(id, request.kind, id: InvitationID(backend.newID()), messageID: MessageID(backend.newID()))
  }

  /// The taxpayer's conversation, whichever backend made the last change to it.
  fileprivate func visitedTalk() async throws -> (conversation: Conversation, office: OfficeID) {
    let (taxpayer, office) = try visitor()
    let found = try await backend.store.read(office) { try $0.latestConversation(of: taxpayer.id) }
    guard let found else { throw Problem(.conversationNotFound) }
    return (found, office)
  }

  /// What was said to a side after the number asked for.
  func signals(to side: Side, of invitation: InvitationID?, _ office: OfficeID) async throws -> SignalList {
    let after = try number("after", in: 0...Int.max) ?? 0
    guard let invitation else { return SignalList(signals: []) }
    return SignalList(
      signals: try await backend.store.read(office) { try $0.signals(to: side, of: invitation, after: after) })
  }
}
