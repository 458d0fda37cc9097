import Desk
import Service
import Storage

extension Backend {
  /// The agent's side of an invitation in a browser: opened by a link that is good once, with a session of its own that can do nothing else.
  func roomRoutes() -> [Route] {
    [
      .post("/v1/rooms", for: nil, "Opens an invitation's room by a link's code, once", status: .created) {
        (call, request: RoomOpening) -> Room in try await call.backend.openRoom(request, for: call)
      },
      .read("/v1/room", for: [.room], "What a room's page begins with") { call -> RoomSnapshot in
        let (_, pass, office) = try call.room()
        return try await call.backend.roomSnapshot(pass, of: office)
      },
      .tell("/v1/room/end", for: [.room], "Hangs up from the room") { (call, _: EmptyRequest) in
        let pass = try call.room().pass
        _ = try await call.perform(
          .endInvitation(pass.conversation, pass.invitation, noticeID: MessageID(call.backend.newID())))
      },
      .tell("/v1/room/report", for: [.room], "How the way to the taxpayer's browser is") { (call, report: CallReport) in
        let pass = try call.room().pass
        guard report.invitation == pass.invitation else { throw Problem(.forbidden) }
        _ = try await call.perform(
          .reportLink(pass.conversation, report, noticeID: MessageID(call.backend.newID())))
      },
      .tell("/v1/room/signals", for: [.room], "Words for the taxpayer's browser") { (call, request: SignalRequest) in
        let (_, pass, office) = try call.room()
        guard request.invitation == pass.invitation else { throw Problem(.forbidden) }
        try await call.backend.pass(request, to: .taxpayer, in: pass.conversation, for: call, office: office)
      },
      .read(
        "/v1/room/signals", for: [.room], "What the taxpayer's browser said after a number",
        parameters: Self.afterNumber
      ) { call -> SignalList in
        let (_, pass, office) = try call.room()
        return try await call.signals(to: .agent, of: pass.invitation, office)
      },
    ]
  }

  private func openRoom(_ request: RoomOpening, for call: Call) async throws -> Room {
    let parts = request.code.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard request.code.utf8.count <= 200, let last = request.code.lastIndex(of: "."), parts.count == 2 else {
      throw Problem(.roomLinkSpent)
    }
    let office = OfficeID(String(request.code[..<last]))
    let codeHash = OpaqueToken.hash(String(request.code[request.code.index(after: last)...]))
    let now = clock()
    let key = call.key ?? ""
    var once = Once(
      office: office, scope: "r:" + codeHash, key: OpaqueToken.hash(key), fingerprint: call.fingerprint, at: now)
    once.answer = OpaqueToken.make()
    let token = OpaqueToken.derived(from: key, body: call.body.readableBytesView, salt: once.answer)
    let opening = RoomSession(
      office: office, codeHash: codeHash, tokenHash: OpaqueToken.hash(token),
      expiresAt: now.advanced(seconds: Self.roomSeconds))
    let earlier = try await store.open(opening, at: now, once: once)
    let own = earlier.map { OpaqueToken.derived(from: key, body: call.body.readableBytesView, salt: $0) } ?? token
    guard let session = try await store.session(tokenHash: OpaqueToken.hash(own)),
      case .room(let pass) = session.subject
    else { throw Problem(.roomLinkSpent) }
    if earlier == nil {
      // The room is open, whether or not the console can be told so.
      do {
        _ = try await perform(
          .openedRoom(pass.conversation, pass.invitation), by: .system, office: office, key: nil, fingerprint: "")
      } catch {
        logger.warning("the console could not be told of an opened room", metadata: ["error": "\(error)"])
      }
    }
    return Room(
      token: own, expiresAt: session.expiresAt, snapshot: try await roomSnapshot(pass, of: office))
  }
}
